"""The addresses of applications, documents, decisions and their terms."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
