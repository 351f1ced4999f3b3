"""The Django application of accounts, rights and logs."""

from __future__ import annotations

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Municipalities, accounts with their roles, the audit log and the processing log."""

    name = "trede.access"
    label = "access"
    verbose_name = "toegang"
