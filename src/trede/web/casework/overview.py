"""The overview of a dossier: the place where the day happens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from trede.web.casework.frame import Desk, page, with_dossier

# What the blocks of the overview need, each a function of the desk; two queries each at most.
Block = Callable[[Desk], dict[str, Any]]
BLOCKS: list[Block] = []


def block(function: Block) -> Block:
    """Let a part of casework show something on the overview."""
    BLOCKS.append(function)
    return function


@require_safe
@with_dossier("overview")
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Who it is, where they stand, what runs, what is next and what is missing."""
    context: dict[str, Any] = {}
    for block in BLOCKS:
        context |= block(desk)
    return page(request, desk, "casework/overview.html", context)
