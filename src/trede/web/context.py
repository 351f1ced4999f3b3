"""What every page knows."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from django.contrib.staticfiles import finders
from django.http import HttpRequest

# Style sheets in the order they load: the design system, the tokens of the house, then our own few rules.
DESIGN_SYSTEM = ("vendor/fonts.css", "vendor/utrecht.css", "vendor/voorbeeld.css")


@cache
def release() -> str:
    """The version of Trede."""
    try:
        return version("trede")
    except PackageNotFoundError:
        return "in ontwikkeling"


@cache
def style_sheets() -> tuple[str, ...]:
    """The style sheets of the design system that were built; the pages work without them too."""
    return tuple(name for name in DESIGN_SYSTEM if finders.find(name))


def house(request: HttpRequest) -> dict[str, Any]:
    """The version and the style sheets."""
    return {"release": release(), "style_sheets": style_sheets()}
