"""`trede assess`, `trede ask`, `trede replay`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from trede.cli.output import indented
from trede.cli.usage import Usage, cases, day, noting, parse_json, parse_pairs, read_text, regime, shown_name
from trede.law import NoLawInForce, Persona, Regime
from trede.law.errors import nearest
from trede.reason import FactErrors, Facts, ReceiptError, UnknownProvision, assess, next_question, replay
from trede.reason.facts import Problem, plain
from trede.reason.text import as_text, question_text


def persona(name: str | None, chosen: Regime) -> Persona | None:
    """The invented person of that name."""
    if name is None:
        return None
    found = next((p for p in chosen.personas if p.name.lower() == name.lower()), None)
    if found is None:
        known = [p.name for p in chosen.personas]
        guess = nearest(name, known)
        hint = f"Bedoelt u '{guess}'?" if guess else f"Er zijn: {', '.join(known)}." if known else "Er is niemand."
        raise Usage(f"er is geen persoon '{plain(name)}'. {hint}")
    return found


def people(arguments: argparse.Namespace, chosen: Regime) -> Iterator[tuple[int, Callable[[], Facts]]]:
    """The people that a command works on: the line in the file (0: the only one) and how to read the facts."""
    if (found := persona(arguments.person, chosen)) is not None:
        yield 0, lambda: read_facts(found.facts, chosen)
    elif arguments.facts:
        for line, text in cases(arguments.facts):
            yield line, lambda line=line, text=text: parse_facts(text, arguments.facts, line, chosen)  # type: ignore[misc]
    else:
        yield 0, Facts


def parse_facts(text: str, name: str, line: int, chosen: Regime) -> Facts:
    """The facts in a text, or every problem with them in one message."""
    data, doubled = parse_pairs(text, name, line)
    return read_facts(data, chosen, line, doubled)


def read_facts(data: Any, chosen: Regime, line: int = 0, doubled: list[str] | None = None) -> Facts:
    """Facts, or every problem with them in one message; `doubled` are names that were given twice."""
    twice = [Problem(plain(name)[:80], "dit feit is twee keer gegeven", "één keer") for name in doubled or ()]
    try:
        facts = Facts.read(data, chosen)
    except FactErrors as problem:
        raise said([*twice, *problem.problems], line) from None
    if twice:
        raise said(twice, line)
    return facts


def said(problems: list[Problem], line: int) -> Usage:
    """Every problem with the facts, with the line of the file they stand on."""
    place = f"regel {line}: " if line else ""
    return Usage("\n".join(f"{place}{problem}" for problem in problems))


Answer = Callable[[Regime, Facts, date, date | None], dict[str, Any]]


def for_each(arguments: argparse.Namespace, answer: Answer, show: Callable[[dict[str, Any]], str]) -> int:
    """Answer for every person; a line that is wrong is told with its number, and the others are answered."""
    wrong: list[str] = []
    chosen = on = known = None
    with noting(wrong):
        on = day(arguments.on, "--on")
    with noting(wrong):
        known = day(arguments.known, "--known")
    with noting(wrong):
        chosen = regime(arguments.regime)
    stopped = bool(wrong)
    if chosen is not None:
        with noting(wrong):
            on = on or person_day(arguments, chosen)
            for line, read in people(arguments, chosen):
                with noting(wrong):
                    facts = read()
                    if not stopped:
                        body = _answered(answer, chosen, facts, on, known, line)
                        if arguments.format != "json":
                            print(show(body))
                        else:
                            print(json.dumps(body, ensure_ascii=False) if line else indented(body))
    if wrong:
        raise Usage("\n".join(dict.fromkeys(wrong)))
    return 0


def person_day(arguments: argparse.Namespace, chosen: Regime) -> date:
    """The date of the law when none is given: that of the invented person, or today."""
    found = persona(arguments.person, chosen)
    return (found.on if found else None) or date.today()


def _answered(
    answer: Answer, chosen: Regime, facts: Facts, on: date, known: date | None, line: int
) -> dict[str, Any]:  # fmt: skip
    try:
        return answer(chosen, facts, on, known)
    except FactErrors as problem:
        raise said(list(problem.problems), line) from None
    except (NoLawInForce, UnknownProvision) as problem:
        raise Usage(str(problem)) from None


def assess_command(arguments: argparse.Namespace) -> int:
    """Assess one person, or one a line; with several regimes one person, side by side."""
    if arguments.also:
        from trede.cli.comparing import compare_command

        return compare_command(arguments)

    def judge(chosen: Regime, facts: Facts, on: date, known: date | None) -> dict[str, Any]:
        return assess(chosen, facts, on, known, named(arguments)).to_json()

    return for_each(arguments, judge, as_text)


def ask_command(arguments: argparse.Namespace) -> int:
    """The next question, or that none is needed."""

    def ask(chosen: Regime, facts: Facts, on: date, known: date | None) -> dict[str, Any]:
        question = next_question(chosen, facts, on, known, named(arguments))
        return question.to_json() if question else {"feit": None, "vraag": None, "nog": 0, "klaar": True}

    return for_each(arguments, ask, question_text)


def named(arguments: argparse.Namespace) -> list[str] | None:
    """The provision and the decision that were asked for; None when neither was."""
    return [name for name in (arguments.provision, arguments.decision) if name] or None


def replay_command(arguments: argparse.Namespace) -> int:
    """Recompute a receipt (or every receipt in an assessment) and compare byte for byte."""
    data = parse_json(read_text(arguments.receipt), arguments.receipt)
    worst = 0
    for item in receipts(data, arguments.receipt):
        name = plain(item.get("voorziening"))[:80]
        try:
            differences = replay(item, regime(str(item.get("regime"))))
        except (ReceiptError, FactErrors, NoLawInForce, UnknownProvision) as problem:
            raise Usage(str(problem)) from None
        if differences:
            worst = 1
            print(f"{name}: niet gelijk. " + " ".join(differences), file=sys.stderr)
        else:
            print(f"{name}: gelijk, byte voor byte.")
    return worst


def receipts(data: Any, name: str) -> list[dict[str, Any]]:
    """The receipts in a file: one, that of one provision, or those of a whole assessment."""
    if isinstance(data, dict) and "feiten" in data:
        return [data]
    whole = data if isinstance(data, dict) else {}
    parts = [whole.get("voorzieningen"), whole.get("beslissingen")] if "voorzieningen" in whole else [{"": whole}]
    made = [p.get("receipt") for held in parts if isinstance(held, dict) for p in held.values() if isinstance(p, dict)]
    found = [item for item in made if isinstance(item, dict)]
    if not found or len(found) < len(made):
        raise Usage(f"{shown_name(name)} is geen receipt en geen beoordeling.")
    return found
