"""The addresses of the work list, the list of dossiers, the calendar, sharing, and the client's own page."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
