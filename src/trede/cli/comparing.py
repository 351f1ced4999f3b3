"""`trede assess` with several regimes: one person, one date, the same facts, side by side."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from datetime import date
from typing import Any

from trede.cli.assessing import named, person_day, persona, said
from trede.cli.output import indented
from trede.cli.usage import Usage, cases, day, parse_json, regime
from trede.law import NoLawInForce, Regime
from trede.reason import FactErrors, Facts, UnknownProvision, assess
from trede.reason.facts import Problem
from trede.reason.text import as_text


def compare_command(arguments: argparse.Namespace) -> int:
    """Assess one person by several regimes; each uses the facts it knows and names those it does not."""
    chosen = [regime(name) for name in dict.fromkeys((arguments.regime, *arguments.also))]
    on = day(arguments.on, "--on") or person_day(arguments, chosen[0])
    known = day(arguments.known, "--known")
    data = facts_of(arguments, chosen[0])
    read = {found.name: Facts.read_usable(data, found) for found in chosen}
    nobody = [name for name in data if all(name in unread for _, unread in read.values())]
    if nobody:
        raise said([Problem(name, "geen van deze regimes kan dit feit lezen") for name in nobody], 0)
    columns = {}
    for found in chosen:
        facts, unread = read[found.name]
        columns[found.name] = {**column(arguments, found, facts, on, known), "niet_gebruikt": unread}
    if arguments.format == "json":
        print(indented({"op": on.isoformat(), "regimes": columns}))
    else:
        print("\n\n".join(shown(body) for body in columns.values()))
    return 0


def facts_of(arguments: argparse.Namespace, first: Regime) -> Mapping[str, Any]:
    """The facts of the one person: an invented one of the first regime, a file, or none."""
    if (found := persona(arguments.person, first)) is not None:
        return found.facts
    if not arguments.facts:
        return {}
    lines = list(cases(arguments.facts))
    if len(lines) != 1:
        raise Usage("bij meer regimes kan er één persoon tegelijk. Goed is: één JSON-object.")
    data = parse_json(lines[0][1], arguments.facts)
    if not isinstance(data, dict):
        raise Usage(f"'{arguments.facts}' is geen object met feiten. Goed is: {{\"feit\": waarde, …}}.")
    return data


def column(
    arguments: argparse.Namespace, chosen: Regime, facts: Facts, on: date, known: date | None
) -> dict[str, Any]:  # fmt: skip
    """What one regime says; `probleem` when it has no law or no such provision on that date."""
    try:
        return assess(chosen, facts, on, known, named(arguments)).to_json()
    except (NoLawInForce, UnknownProvision, FactErrors) as problem:
        return {"regime": chosen.name, "titel": chosen.title, "op": on.isoformat(), "probleem": str(problem)}


def shown(body: dict[str, Any]) -> str:
    """A column as text."""
    text = f"{body['titel']}: {body['probleem']}" if "probleem" in body else as_text(body)
    unread = ", ".join(name.replace("_", " ") for name in body["niet_gebruikt"])
    return f"{text}\n    niet gebruikt: {unread}" if unread else text
