"""Facts that a dossier knows by itself: from the provisions in use and from the application, with what they come from.

Which fact it is, the regime says: its fixed names (docs/language.md), and what it reads where time does or does not
count (*Voor de duur telt mee*, *telt niet mee*). A fact that somebody recorded goes before one that was derived.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from trede.casework.models import Application, DefaultNotice, Interruption, ProvisionUse, TermSuspension
from trede.law import norms, tree
from trede.law.inforce import InForce
from trede.law.kinds import show_date, snake
from trede.law.vocabulary import Fact
from trede.terms import Period, SuspensionGround, intersect, months_between, total_days

SOURCE = "afgeleid uit dit dossier"
SICKNESS = "ziekte"
REASONS = (SICKNESS, "verlof", "sluiting van de werkplek", "andere reden")  # why a provision stood still


@dataclass(frozen=True, slots=True)
class Derived:
    """A fact by its name, its value in the notation of a facts file, and in Dutch what it was derived from."""

    name: str
    value: Any
    because: str

    @property
    def entry(self) -> dict[str, Any]:
        """As it stands in a facts file."""
        return {"waarde": self.value, "bron": SOURCE, "reden": self.because}


def of_application(
    law: InForce, application: Application, suspensions: Iterable[TermSuspension], notices: Iterable[DefaultNotice]
) -> Iterator[Derived]:
    """What the application itself tells: received, the term to complete it, a notice of default."""
    if application.applicant != Application.Applicant.EX_OFFICIO:
        text = f"aanvraag {application.number} is ontvangen op {show_date(application.received_on)}"
        yield from _fixed(law, "aanvraag ontvangen", application.received_on.isoformat(), text)
    asked = [row for row in suspensions if row.ground == SuspensionGround.AANVULLING and row.answer_by]
    if asked:
        last = max(row.answer_by for row in asked if row.answer_by)
        yield from _fixed(law, "hersteltermijn", last.isoformat(), f"aanvulling gevraagd tot en met {show_date(last)}")
    if first := min((row.received_on for row in notices if row.struck_at is None), default=None):
        text = f"ingebrekestelling van {show_date(first)}"
        yield from _fixed(law, "ingebrekestelling", first.isoformat(), text)


def running(law: InForce, uses: Iterable[ProvisionUse], on: date) -> Iterator[Derived]:
    """The provisions that run on a day. Nothing when the dossier never had one: then it is not known."""
    begun = [use for use in uses if use.starts_on <= on and not use.void]
    if not begun:
        return
    name = law.regime.roles["lopende voorzieningen"]
    fact = law.regime.vocabulary.facts.get(name)
    known = {snake(value) for value in fact.kind.values} if fact else set()
    now = list(dict.fromkeys(use.provision for use in begun if use.runs_on(on) and use.provision in known))
    words = law.regime.vocabulary.provisions
    shown = ", ".join(words.get(item, item) for item in now) or "geen"
    yield from _fixed(
        law,
        "lopende voorzieningen",
        now,
        f"van de voorzieningen die hiervoor tellen, loopt op {show_date(on)}: {shown}",
    )


def of_provision(law: InForce, provision: str, uses: Iterable[ProvisionUse], on: date) -> Iterator[Derived]:
    """What its use so far tells about one provision: begin, extensions, interruptions, months of earlier use."""
    begun = sorted((use for use in uses if use.starts_on <= on and not use.void), key=lambda use: use.starts_on)
    mine = [use for use in begun if use.provision == provision and use.runs_on(on)]
    current = mine[-1] if mine else None
    if current is not None:
        label = law.regime.vocabulary.provisions.get(provision, provision)
        text = f"{label} loopt sinds {show_date(current.starts_on)}"
        yield from _fixed(law, "begindatum", current.starts_on.isoformat(), text)
        yield from _fixed(law, "eerdere verlengingen", current.extensions, f"{text}, {_times(current.extensions)}")
        yield from _interrupted(law, provision, current)
    earlier = [
        use for use in begun if use is not current and use.ended_on and use.provision in _counting(law, provision)
    ]
    if earlier:
        yield from _spent(law, provision, earlier)


def _fixed(law: InForce, role: str, value: Any, because: str) -> Iterator[Derived]:
    name = law.regime.roles[role]
    if name in law.regime.vocabulary.facts:
        yield Derived(name, value, because)


def _times(number: int) -> str:
    return {0: "niet verlengd", 1: "één keer verlengd"}.get(number, f"{number} keer verlengd")


def _interrupted(law: InForce, provision: str, use: ProvisionUse) -> Iterator[Derived]:
    name = law.regime.vocabulary.provisions.get(provision, provision)
    for fact in _read_by(law, provision, counts=False):
        if fact.kind.name == "perioden":
            stops = [_period(row) for row in use.interruptions.all() if feeds(row, fact)]
            text = f"onderbrekingen van {name} die hiervoor tellen: {_shown(stops)}"
            value = [{"van": p.start.isoformat(), "tot_en_met": p.end.isoformat() if p.end else None} for p in stops]
            yield Derived(fact.key, value, text)


def feeds(row: Interruption, fact: Fact) -> bool:
    """Does an interruption belong to this fact? One that names a reason, such as sickness, takes only those."""
    named = [reason for reason in REASONS if reason in fact.label]
    return not named or row.reason in named


def _period(row: Interruption) -> Period:
    return Period(row.starts_on, row.ends_on)


def _shown(stops: list[Period]) -> str:
    days = (
        f"{show_date(p.start)} tot en met {show_date(p.end)}" if p.end else f"vanaf {show_date(p.start)}" for p in stops
    )
    return "; ".join(days) or "geen"


def _counting(law: InForce, provision: str) -> set[str]:
    """The provision itself, and those of which the regime says that they count with it."""
    found = {provision}
    for norm in law.provisions[provision].norms:
        if isinstance(norm, norms.Concurrence) and norm.relation == "telt_mee":
            found |= set(norm.others)
    return found


def _spent(law: InForce, provision: str, earlier: list[ProvisionUse]) -> Iterator[Derived]:
    """Whole months of earlier use; days that do not count are left out where the regime says that they do not."""
    idle = [fact for fact in _read_by(law, provision, counts=False) if fact.kind.name == "perioden"]
    months = sum(_months(use, idle) for use in earlier)
    words = law.regime.vocabulary.provisions
    text = "; ".join(
        f"{words.get(use.provision, use.provision)} van {show_date(use.starts_on)} tot en met {show_date(use.ended_on)}"
        for use in earlier
        if use.ended_on
    )
    numbers = [f for f in _read_by(law, provision, counts=True) if (f.kind.name, f.kind.unit) == ("getal", "maanden")]
    if len(numbers) == 1:
        yield Derived(numbers[0].key, months, f"{months} maanden eerder gebruik: {text}")


def _months(use: ProvisionUse, facts: list[Fact]) -> int:
    """Whole months of one use, without the days that stand in one of these facts."""
    assert use.ended_on is not None
    rows = [row for row in use.interruptions.all() if any(feeds(row, fact) for fact in facts)]
    idle = total_days(intersect([Period(use.starts_on, use.ended_on)], [_period(row) for row in rows]))
    end = use.ended_on - timedelta(days=idle)
    return months_between(use.starts_on, end) if end >= use.starts_on else 0


def _read_by(law: InForce, provision: str, counts: bool) -> list[Fact]:
    """The facts that the regime reads for time that does, or does not, count; through the names it defines."""
    names = law.definitions.get(provision) or law.definitions[""]
    found: dict[str, Fact] = {}
    waiting = [
        name
        for norm in law.provisions[provision].norms
        if isinstance(norm, norms.Counts) and norm.counts is counts
        for name in tree.names(norm.expr)
    ]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop(0)
        if name in seen:
            continue
        seen.add(name)
        defined = names.get(name)
        if isinstance(defined, norms.Definition):
            waiting += tree.names(defined.expr)
        elif fact := law.regime.vocabulary.facts.get(name):
            found[name] = fact
    return list(found.values())
