"""The Django app of the dossier."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Casework: where a case manager's work is kept."""

    name = "trede.casework"
    label = "casework"
    verbose_name = "Dossiers"

    def ready(self) -> None:
        """Let every part tell what is due, and what is held about a person."""
        from trede.casework import decision_dues, exporting, journey_dues  # noqa: F401
