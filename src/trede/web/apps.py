"""The Django application of the web door."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Screens only: this application has no models of its own."""

    name = "trede.web"
    label = "web"
