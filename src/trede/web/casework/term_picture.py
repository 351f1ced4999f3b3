"""The decision term as a picture from top to bottom, and the same days as rows of a table beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from trede.casework.clock import Clock
from trede.casework.models import DefaultNotice, TermExtension
from trede.law.kinds import show_date
from trede.web.timeline import STEP, STRETCH, TOP, Dot
from trede.web.wording import euro

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Mark:
    """A day of the term: what it is, and why it is that day."""

    day: date
    label: str
    why: str
    place: str = ""
    today: bool = False


@dataclass(frozen=True)
class Picture:
    """The dots, the stretches in which the term stood still or was overrun, and the height of the drawing."""

    dots: list[Dot]
    rows: list[tuple[int, Mark]]
    bars: list[tuple[int, int, str]]
    height: int


def picture(now: Clock) -> Picture:
    """The drawing of a clock, with its table."""
    marks = sorted(_marks(now), key=lambda mark: (mark.day, not mark.today))
    days = [mark.day.toordinal() for mark in marks]
    gaps = [later - earlier for earlier, later in pairwise(days)]
    longest = max(gaps, default=0) or 1
    dots: list[Dot] = []
    rows: list[tuple[int, Mark]] = []
    y, number = TOP, 0
    for index, mark in enumerate(marks):
        y += STEP + STRETCH * gaps[index - 1] // longest if index else 0
        number += not mark.today
        dots.append(Dot(0 if mark.today else number, y, mark.day.isoformat(), mark.label, "", mark.today))
        rows.append((0 if mark.today else number, mark))
    places = {mark.day: dot.y for mark, dot in zip(marks, dots, strict=True)}
    return Picture(dots, rows, list(_bars(now, places)), y + TOP)


def _marks(now: Clock) -> Iterator[Mark]:
    start = "aanvraag ontvangen" if now.rule.start else ""
    yield Mark(now.rule.start, start, f"De termijn is {now.rule.term}.", now.rule.place)
    for stop in now.stops:
        if stop.period is not None:
            yield Mark(
                stop.period.start, "termijn staat stil", _why(stop.row.note, stop.ground.value), stop.ground.article
            )
            end = stop.period.end or now.today
            until = "voorlopig; het duurt nog voort" if stop.open else ""
            yield Mark(end, "laatste dag van stilstaan", until or f"{stop.period.days} dagen.", stop.ground.article)
    if now.extension is not None:
        text = f"Verlengd tot en met {show_date(now.extension.new_deadline)}: {now.extension.reason}"
        if now.rule.own:
            text = f"Gemeld dat het {show_date(now.extension.new_deadline)} wordt; de termijn zelf verschuift niet."
        yield Mark(now.extension.notified_on, "uitstel gemeld", text, "Awb artikel 4:14")
    yield Mark(now.deadline.day, "laatste dag om te beslissen", now.deadline.shifted_because or "", now.deadline.basis)
    for claim in now.claims:
        yield Mark(claim.row.received_on, "ingebrekestelling", claim.penalty.reason, "Awb artikel 4:17")
        if claim.penalty.ledger:
            last = claim.penalty.ledger[-1]
            text = f"{len(claim.penalty.ledger)} dagen, samen {euro(cents(claim.penalty.total_cents))}."
            yield Mark(claim.penalty.ledger[0].day, "eerste dag dwangsom", "", "Awb artikel 4:17, derde lid")
            yield Mark(last.day, "dwangsom tot en met", text, "Awb artikel 4:17, tweede lid")
    if now.ended is not None:
        yield Mark(now.ended, "besluit bekendgemaakt of ingetrokken", "")
    else:
        yield Mark(now.today, "vandaag", "", today=True)


def _why(note: str, ground: str) -> str:
    return note or ground.replace("_", " ")


def _bars(now: Clock, places: dict[date, int]) -> Iterator[tuple[int, int, str]]:
    """The thick stretches: standing still, and too late."""
    for stop in now.stops:
        if stop.period is not None:
            end = stop.period.end or now.today
            yield places[stop.period.start], places[end], "still"
    last = now.ended or now.today
    if now.late:
        yield places[now.deadline.day], places[last], "late"


def named(row: TermExtension | DefaultNotice) -> str:
    """What touched the term, in words."""
    if isinstance(row, TermExtension):
        return f"uitstel tot en met {show_date(row.new_deadline)}, gemeld op {show_date(row.notified_on)}"
    return f"ingebrekestelling van {show_date(row.received_on)}"


def cents(amount: int) -> str:
    """Whole cents as an amount in euro, for `euro`.

    >>> cents(144200), cents(5)
    ('1442.00', '0.05')
    """
    return f"{amount // 100}.{amount % 100:02d}"
