"""The addresses of people, dossiers and what stands in them: facts, intake, ladder, plan, journal."""

from __future__ import annotations

from django.urls import path

from trede.web.casework import overview

DOSSIER = "dossiers/<uuid:key>/"

urlpatterns = [
    path(DOSSIER, overview.overview, name="dossier"),
]
