"""The ladder of a regime: its rungs, what shows them, and what each would be on the ladder of another municipality."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from trede.web import regulations
from trede.web.regulations import Crossing, Ladder, Rung
from trede.web.views import common
from trede.web.views.catalogue import read_day


@dataclass(frozen=True)
class Elsewhere:
    """What is proposed for a rung on another ladder: the regime's title, and the rungs there with their names."""

    title: str
    rungs: str
    crossing: Crossing


@dataclass(frozen=True)
class Row:
    """A rung, and what it would be elsewhere."""

    rung: Rung
    elsewhere: list[Elsewhere]


@require_safe
@common.about_regime
def ladder(request: HttpRequest, regime: str) -> HttpResponse:
    """Every ladder of a regime on a day, the highest rung first."""
    on, problems = read_day(request.GET, timezone.localdate())
    ladders = [(ladder, rows(regime, ladder, on)) for ladder in regulations.ladders(regime, on)]
    context = {
        "card": regulations.card(regime), "regime": regime, "on": on, "wanted": request.GET.get("op", ""),
        "ladders": ladders, "problems": problems,
        "crosses": any(row.elsewhere for _, found in ladders for row in found),
    }  # fmt: skip
    return render(request, "web/ladder.html", context, status=422 if problems else 200)


def rows(regime: str, ladder: Ladder, on: date) -> list[Row]:
    """The rungs with what the register proposes for them."""
    found = regulations.crossings(regime)
    others = {name: names_on(name, on) for name in dict.fromkeys(row.other for row in found)}
    return [
        Row(rung, [elsewhere(row, others[row.other]) for row in found if row.rung == rung.number])
        for rung in reversed(ladder.rungs)
    ]


def names_on(regime: str, on: date) -> tuple[str, dict[int, str]]:
    """The title of another regime and the names of the rungs of its ladder, as far as they can be read."""
    title, names = regime, dict[int, str]()
    with suppress(regulations.UnknownRegime, regulations.BrokenRegime, regulations.NoLawInForce):
        title = regulations.card(regime).title
        names = {rung.number: rung.name for ladder in regulations.ladders(regime, on) for rung in ladder.rungs}
    return title, names


def elsewhere(crossing: Crossing, other: tuple[str, dict[int, str]]) -> Elsewhere:
    """A row of the register in words."""
    title, names = other
    return Elsewhere(title, " of ".join(f"{to} {names.get(to, '')}".strip() for to in crossing.to), crossing)
