"""The Django app of the API."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The API: keys of other systems."""

    name = "trede.api"
    label = "api"
