"""`trede compare`: two versions side by side with proof; `trede gaps`: gaps and contradictions in one version."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from trede.cli.output import indented
from trede.cli.progress import Progress
from trede.cli.usage import Usage, day, noting, regime
from trede.law import NoLawInForce, Regime
from trede.law.kinds import parse_number
from trede.reason import UnknownProvision
from trede.reason.facts import plain

GOOD = (
    "Goed is: trede compare REGIME DATUM DATUM, of trede compare REGIME REGIME --on DATUM"
    " (een regime mag een map met een concept zijn)."
)
DIGITS = re.compile(r"[0-9][0-9./-]*")
MOST = 3600


def compare_versions_command(arguments: argparse.Namespace) -> int:
    """Compare two versions; 0 when nothing differs, 1 when something does or was not decided."""
    from trede.reason.compare import compare
    from trede.reason.compare.text import comparison_text

    (one, on_one), (two, on_two), seconds = _chosen(arguments)
    try:
        found = compare(one, on_one, two, on_two, arguments.provision, seconds, _steps())
    except (NoLawInForce, UnknownProvision) as problem:
        raise Usage(str(problem)) from None
    if arguments.format == "json":
        print(indented(found.to_json()))
    else:
        print(comparison_text(found))
    return 1 if found.differs else 0


def gaps_command(arguments: argparse.Namespace) -> int:
    """What can be asked of one version; 0 when all is as one hopes, 1 when something was found or not decided."""
    from trede.reason.compare.gaps import gaps, gaps_text

    wrong: list[str] = []
    chosen = on = None
    seconds = 0.0
    with noting(wrong):
        chosen = regime(arguments.regime)
    with noting(wrong):
        on = day(arguments.on, "--on") or date.today()
    with noting(wrong):
        seconds = _seconds(arguments.time)
    if wrong:
        raise Usage("\n".join(wrong))
    assert chosen is not None
    assert on is not None
    try:
        found = gaps(chosen, on, arguments.provision, seconds, _steps())
    except (NoLawInForce, UnknownProvision) as problem:
        raise Usage(str(problem)) from None
    if arguments.format == "json":
        print(indented(found.to_json()))
    else:
        print(gaps_text(found))
    return 1 if found.found else 0


def _steps() -> Callable[[int, int], None]:
    """How far it is, on the error stream, when there is more than one provision."""
    progress = Progress("voorzieningen", None)

    def step(done: int, total: int) -> None:
        progress.total = total
        progress.at(done)
        if done == total > 1:
            progress.done(done)

    return step


Side = tuple[Regime, date]


def _chosen(arguments: argparse.Namespace) -> tuple[Side, Side, float]:
    """The two versions and the time, or everything that is wrong with what was given."""
    wrong: list[str] = []
    written = [text for text in arguments.what if DIGITS.fullmatch(text) and not Path(text).exists()]
    names = [text for text in arguments.what if text not in written]
    days: list[date | None] = []
    for text in written:
        with noting(wrong):
            days.append(day(text, "datum"))
    with noting(wrong):
        days += [day(arguments.on, "--on")] if arguments.on else []
    regimes: list[Regime] = []
    for name in names:
        with noting(wrong):
            regimes.append(regime(name))
    seconds = 0.0
    with noting(wrong):
        seconds = _seconds(arguments.time)
    if not wrong and (len(regimes), len(days)) not in ((1, 2), (2, 1), (2, 2)):
        wrong.append(f"hier horen twee dagen van één regime, of twee regimes en een dag. {GOOD}")
    if wrong:
        raise Usage("\n".join(wrong))
    first, last = days[0], days[-1]
    assert first is not None
    assert last is not None
    return (regimes[0], first), (regimes[-1], last), seconds


def _seconds(text: str | None) -> float:
    from trede.reason.compare.versions import SECONDS

    if text is None:
        return SECONDS
    found = parse_number(text) or parse_number(text.replace(".", ","))
    if found is None or not 0 < found <= MOST:
        raise Usage(f"--time: '{plain(text)[:40]}' is geen aantal seconden. Goed is een getal tot en met {MOST}.")
    return found.numerator / found.denominator
