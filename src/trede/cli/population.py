"""`trede population`: invented people, drawn from the assumptions of a regime, into a file."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from trede.cli.progress import Progress
from trede.cli.usage import Usage, day, noting, regime, shown_name, why
from trede.law import LawErrors, NoLawInForce, Regime
from trede.population import Assumptions, drawing, read_assumptions
from trede.population.writing import ENDINGS, write_people
from trede.reason import UnknownProvision
from trede.reason.caseload import prepare

MOST = 100_000_000
NO_PYARROW = "voor Parquet is pyarrow nodig: installeer trede met [caseload]. Of kies een bestand dat eindigt op .csv"


def population_command(arguments: argparse.Namespace) -> int:
    """Draw invented people and write their facts."""
    wrong: list[str] = []
    on, chosen, assumptions = date.today(), None, None
    with noting(wrong):
        on = day(arguments.on, "--on") or on
    with noting(wrong):
        chosen = regime(arguments.regime)
        assumptions = assumed(chosen)
    with noting(wrong):
        check_number(arguments.people, "--people", MOST)
    with noting(wrong):
        check_number(arguments.seed, "--seed", 2**63 - 1, least=0)
    with noting(wrong):
        check_ending(arguments.out, ENDINGS, "--out")
    if wrong or chosen is None or assumptions is None:
        raise Usage("\n".join(wrong))
    try:
        names = prepare(chosen, on, arguments.provision).facts if arguments.provision else None
        made = drawing(chosen, assumptions, on, names, arguments.complete)
    except (NoLawInForce, UnknownProvision) as problem:
        raise Usage(str(problem)) from None
    progress = Progress("mensen", arguments.people)
    with writable(arguments.out):
        blocks = made.blocks(arguments.people, arguments.seed)
        done = write_people(Path(arguments.out), blocks, chosen.vocabulary, progress.at)
    progress.done(done)
    return 0


def assumed(chosen: Regime) -> Assumptions:
    """The assumptions for invented people in a regime."""
    try:
        return read_assumptions(chosen)
    except LawErrors as problem:
        raise Usage(f"de aannamen over verzonnen mensen bevatten fouten:\n{problem}") from None


def check_number(number: int, option: str, most: int, least: int = 1) -> None:
    """A whole number within bounds."""
    if not least <= number <= most:
        raise Usage(f"{option}: {number} kan niet. Goed is een getal van {least} tot en met {most}.")


def check_ending(name: str, endings: tuple[str, ...], option: str) -> None:
    """The name of a file that tells how it is written."""
    if Path(name).suffix not in endings:
        raise Usage(f"{option}: aan {shown_name(name)} is niet te zien wat het moet worden. "
                    f"Goed is een naam die eindigt op {', '.join(endings[:-1])} of {endings[-1]}.")  # fmt: skip


@contextmanager
def writable(name: str) -> Iterator[None]:
    """Writing to a file; a full disk, a place that is not there and a missing package are told in a sentence."""
    try:
        yield
    except ModuleNotFoundError:
        raise Usage(f"{NO_PYARROW}.") from None
    except OSError as problem:
        raise Usage(f"{shown_name(name)} is niet te schrijven: {why(problem)}.") from None
