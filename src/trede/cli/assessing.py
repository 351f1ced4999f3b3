"""`trede assess`, `trede ask`, `trede replay`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any

from trede.cli.usage import Usage, cases, day, parse_json, read_text, regime
from trede.law import NoLawInForce, Regime
from trede.law.errors import nearest
from trede.reason import FactErrors, Facts, ReceiptError, UnknownProvision, assess, next_question, replay
from trede.reason.text import as_text


def people(arguments: argparse.Namespace, chosen: Regime) -> Iterator[tuple[int, dict[str, Any]]]:
    """The facts that a command works on: a file, the standard input, an invented person, or none."""
    if arguments.person:
        found = next((p for p in chosen.personas if p.name.lower() == arguments.person.lower()), None)
        if found is None:
            known = [p.name for p in chosen.personas]
            guess = nearest(arguments.person, known)
            raise Usage(
                f"er is geen persoon '{arguments.person}'. "
                + (f"Bedoelt u '{guess}'?" if guess else f"Er zijn: {', '.join(known)}.")
            )
        yield 0, dict(found.facts)
    elif arguments.facts:
        yield from cases(arguments.facts)
    else:
        yield 0, {}


def read_facts(data: Any, chosen: Regime, line: int) -> Facts:
    """Facts, or every problem with them in one message."""
    try:
        return Facts.read(data, chosen)
    except FactErrors as problem:
        raise said(problem, line) from None


def said(problem: FactErrors, line: int) -> Usage:
    """Every problem with the facts, with the line of the file they stand on."""
    place = f"regel {line}: " if line else ""
    return Usage("\n".join(f"{place}{p}" for p in problem.problems))


def assess_command(arguments: argparse.Namespace) -> int:
    """Assess one person, or one a line."""
    chosen, on, known = regime(arguments.regime), day(arguments.on, "--on"), day(arguments.known, "--known")
    names = [name for name in (arguments.provision, arguments.decision) if name] or None
    bad = []
    for line, data in people(arguments, chosen):
        try:
            facts = read_facts(data, chosen, line)
            try:
                found = assess(chosen, facts, on or date.today(), known, names).to_json()
            except FactErrors as problem:
                raise said(problem, line) from None
        except (NoLawInForce, UnknownProvision) as problem:
            raise Usage(str(problem)) from None
        except Usage as problem:
            if not line:
                raise
            bad.append(str(problem))
            continue
        if arguments.format == "json":
            print(json.dumps(found, ensure_ascii=False, indent=None if line else 2))
        else:
            print(as_text(found))
    if bad:
        raise Usage("\n".join(bad))
    return 0


def ask_command(arguments: argparse.Namespace) -> int:
    """The next question, or that none is needed."""
    chosen, on, known = regime(arguments.regime), day(arguments.on, "--on"), day(arguments.known, "--known")
    names = [name for name in (arguments.provision, arguments.decision) if name] or None
    for line, data in people(arguments, chosen):
        facts = read_facts(data, chosen, line)
        try:
            question = next_question(chosen, facts, on or date.today(), known, names)
        except (NoLawInForce, UnknownProvision) as problem:
            raise Usage(str(problem)) from None
        except FactErrors as problem:
            raise said(problem, line) from None
        body = question.to_json() if question else {"feit": None, "vraag": None, "nog": 0, "klaar": True}
        if arguments.format == "json":
            print(json.dumps(body, ensure_ascii=False, indent=None if line else 2))
        else:
            print(
                f"{body['vraag']}  ({body['feit']}, weet: {body['wie']})"
                if question
                else "Er is geen vraag meer nodig."
            )
    return 0


def replay_command(arguments: argparse.Namespace) -> int:
    """Recompute a receipt (or every receipt in an assessment) and compare byte for byte."""
    data = parse_json(read_text(arguments.receipt), arguments.receipt)
    if not isinstance(data, dict):
        raise Usage(f"'{arguments.receipt}' is geen receipt en geen beoordeling.")
    found = [data] if "feiten" in data else [p.get("receipt") for p in data.get("voorzieningen", {}).values()]
    if not found or not all(isinstance(item, dict) for item in found):
        raise Usage(f"'{arguments.receipt}' is geen receipt en geen beoordeling.")
    worst = 0
    for item in found:
        try:
            differences = replay(item, regime(str(item.get("regime"))))
        except (ReceiptError, FactErrors, NoLawInForce, UnknownProvision) as problem:
            raise Usage(str(problem)) from None
        if differences:
            worst = 1
            print(f"{item.get('voorziening')}: niet gelijk. " + " ".join(differences), file=sys.stderr)
        else:
            print(f"{item.get('voorziening')}: gelijk, byte voor byte.")
    return worst
