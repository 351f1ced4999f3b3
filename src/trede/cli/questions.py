"""`trede questions`: how many questions a person is asked, measured over invented people."""

from __future__ import annotations

import argparse
import json
import os
import platform
from collections.abc import Sequence
from datetime import date

from trede.cli.population import assumed, check_number
from trede.cli.progress import Progress
from trede.cli.usage import Usage, day, noting, regime
from trede.law import NoLawInForce, Regime
from trede.law.kinds import show_date
from trede.population import BLOCK, drawing
from trede.population.questions import Asked, measure
from trede.reason import UnknownProvision
from trede.reason.caseload import Caseload, prepare

HEADS = ("voorziening", "gemiddeld", "bij toekenning", "hoogstens", "alles vragen", "minder")


def questions_command(arguments: argparse.Namespace) -> int:
    """Ask invented people until the outcome is settled, and count."""
    wrong: list[str] = []
    on, chosen = date.today(), None
    with noting(wrong):
        on = day(arguments.on, "--on") or on
    with noting(wrong):
        chosen = regime(arguments.regime)
    with noting(wrong):
        check_number(arguments.people, "--people", BLOCK)
    with noting(wrong):
        check_number(arguments.seed, "--seed", 2**63 - 1, least=0)
    if wrong or chosen is None:
        raise Usage("\n".join(wrong))
    case = _case(chosen, on, arguments.provision)
    people = next(drawing(chosen, assumed(chosen), on, complete=True).blocks(arguments.people, arguments.seed))
    progress = Progress("voorzieningen", len(case.plans))
    found = []
    for asked in measure(case, people):
        found.append(asked)
        progress.at(len(found))
    progress.done(len(found))
    print(_shown(found, case, arguments))
    return 0


def _case(chosen: Regime, on: date, provisions: Sequence[str]) -> Caseload:
    try:
        return prepare(chosen, on, provisions or None)
    except (NoLawInForce, UnknownProvision) as problem:
        raise Usage(str(problem)) from None


def _shown(found: list[Asked], case: Caseload, arguments: argparse.Namespace) -> str:
    if arguments.format == "json":
        return json.dumps([asked.to_json() for asked in found], ensure_ascii=False, indent=2)
    label = case.regime.vocabulary.label
    rows = [(label(asked.provision), *_cells(asked)) for asked in found]
    if len(found) > 1:
        rows.append(("samen", *_cells(_together(found))))
    people = f"{arguments.people} verzonnen mensen (--seed {arguments.seed})"
    head = f"{case.regime.title}, recht van {show_date(case.on)}, {people}."
    if arguments.format == "md":
        lines = [
            "| " + " | ".join(HEADS) + " |",
            "|" + "---|" * len(HEADS),
            *("| " + " | ".join(row) + " |" for row in rows),
        ]
        return "\n".join([f"{head} Gemeten op {show_date(date.today())}, {_machine()}.", "", *lines])
    width = max(len(row[0]) for row in rows)
    lines = [f"{row[0]:{width}}  " + "  ".join(f"{cell:>14}" for cell in row[1:]) for row in (HEADS, *rows)]
    return "\n".join([head, "", *lines])


def _cells(asked: Asked) -> tuple[str, ...]:
    return (
        _mean(asked.average),
        _mean(asked.average_granted),
        str(asked.most),
        str(len(asked.everything)),
        f"{asked.saved * 100:.0f} %",
    )


def _mean(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}".replace(".", ",")


def _together(found: list[Asked]) -> Asked:
    """All interviews as if they were about one provision of average size: the mean over interviews."""
    total = Asked("samen")
    for asked in found:
        total.questions += asked.questions
        total.granted += asked.granted
    size = round(sum(len(asked.everything) for asked in found) / len(found))
    total.everything = {str(number) for number in range(size)}
    return total


def _machine() -> str:
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} kernen, Python {platform.python_version()}"
