"""`trede ladder`: the ladder of a regime, and what is proposed for its rungs on the ladder of another."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date

from trede.cli.output import indented
from trede.cli.usage import Usage, day, regime
from trede.law import Ladder, NoLawInForce, Regime, ladders


def ladder_command(arguments: argparse.Namespace) -> int:
    """The rungs, their meaning and evidence; with `--to` how each reads on another regime's ladder."""
    on = day(arguments.on, "--on") or date.today()
    chosen = regime(arguments.regime)
    found = of(chosen, on)
    if not found:
        raise Usage(f"{chosen.title} heeft op deze dag geen ladder.")
    other = of(regime(arguments.to), on) if arguments.to else []
    if arguments.to and not other:
        raise Usage(f"'{arguments.to}' heeft op deze dag geen ladder.")
    rows = [row for ladder in other for row in chosen.crossings if row.other == ladder.regime]
    if arguments.to and not rows:
        raise Usage(f"voor de ladder van '{other[0].regime}' staat in het register van {chosen.title} geen voorstel.")
    if arguments.format == "json":
        body = [asdict(ladder) | {"crossings": [asdict(row) for row in rows]} for ladder in found]
        print(indented(body))
    else:
        print("\n\n".join("\n".join(shown(ladder, chosen, other)) for ladder in found))
    return 0


def of(chosen: Regime, on: date) -> list[Ladder]:
    """The ladders of a regime on a day."""
    try:
        return ladders(chosen, on)
    except NoLawInForce as problem:
        raise Usage(str(problem)) from None


def shown(ladder: Ladder, chosen: Regime, other: list[Ladder]) -> Iterator[str]:
    """A ladder as text, the highest rung first as on a wall."""
    yield f"{chosen.title}: {ladder.title} ({ladder.place})"
    for rung in reversed(ladder.rungs):
        yield f"  {rung.number}  {rung.name}" + (f" [{rung.citation}]" if rung.rule else "")
        for text in (rung.meaning, f"te zien aan: {rung.evidence}" if rung.evidence else ""):
            if text:
                yield f"     {text}"
        for elsewhere in other:
            for row in chosen.crossings:
                if (row.rung, row.other) == (rung.number, elsewhere.regime):
                    names = (f"{to} {step.name}" for to in row.to if (step := elsewhere.rung(to)))
                    yield f"     {row.status} op de ladder van {row.other}: {' of '.join(names)}. {row.why}"
    if ladder.placing:
        yield f"  Plaatsen: trede assess {chosen.name} --decision {ladder.placing}"
    if ladder.stepping:
        yield f"  Een stap: trede assess {chosen.name} --decision {ladder.stepping}"
    yield "  Een mens plaatst en zet elke stap, met een reden. Geen stap wordt tegengehouden."
