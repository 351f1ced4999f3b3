"""The Django app of the dossier."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Casework: where a case manager's work is kept."""

    name = "trede.casework"
    label = "casework"
    verbose_name = "Dossiers"
