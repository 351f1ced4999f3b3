"""`make bench`: Trede beside its rivals in one run, as a table, as JSON and as a page.

Exit codes: 0 every target is met, 1 one is missed, 2 a regime cannot be read.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from bench import report
from bench.output import write
from bench.reasoning import Field
from bench.rows import Row
from trede.law import LawErrors, NoLawInForce, Regime, UnknownRegime, law_on, regime_names
from trede.law.cache import load_regime

PARTS = ("reasoning", "letters", "start", "check", "caseload")


def build_parser() -> argparse.ArgumentParser:
    """The options of the command."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--regime", action="append", metavar="NAME", help="only this regime (may be given again)")
    parser.add_argument("--on", metavar="DAY", help="the date of the law (default today)")
    parser.add_argument("--part", action="append", choices=PARTS, help="only this part (may be given again)")
    parser.add_argument("--people", type=int, default=30, help="people per provision (default 30)")
    parser.add_argument("--rounds", type=int, default=15, help="turns per contender (default 15)")
    parser.add_argument("--json", metavar="FILE", help="write everything as JSON (- is standard output)")
    parser.add_argument("--markdown", metavar="FILE", help="write the page")
    return parser


def measure(name: str, on: date, parts: Sequence[str], people: int, rounds: int) -> Iterator[Row]:
    """The rows of one regime. LawErrors, NoLawInForce, UnknownRegime."""
    from bench.letters import letter_rows
    from bench.starting import start_rows

    regime = load_regime(name)
    day = day_in_force(regime, on)
    field = Field(regime, day, people) if {"reasoning", "letters"} & set(parts) else None
    if field is not None and "reasoning" in parts:
        yield from field.rows(rounds)
    if field is not None and "letters" in parts:
        yield from letter_rows(field, rounds)
    if "caseload" in parts:
        from bench.caseload import regime_row, what_if_row

        yield what_if_row(regime, day, rounds)
        yield regime_row(regime, day)
    if "start" in parts:
        provision = law_on(regime, day).provision_names[0]
        yield from start_rows(regime, day.isoformat(), provision, max(3, rounds // 2))


def day_in_force(regime: Regime, on: date) -> date:
    """That day, or the last day before it (else the first after it) on which the regime holds law of its own."""
    own = [s for s in regime.own_sources() if s.rank not in ("register", "begrippen")]
    if not own or any(s.in_force(on) for s in own):
        return on
    ended = [s.until - timedelta(days=1) for s in own if s.until is not None and s.until <= on]
    return max(ended, default=min(s.since for s in own))


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and say what came out."""
    arguments = build_parser().parse_args(argv)
    on = date.fromisoformat(arguments.on) if arguments.on else date.today()
    start = time.monotonic()
    rows: list[Row] = []
    parts, unread = arguments.part or PARTS, False
    for name in arguments.regime or regime_names():
        try:
            for row in measure(name, on, parts, arguments.people, arguments.rounds):
                rows.append(row)
                print(f"  measured {row.name}", file=sys.stderr, flush=True)
        except (LawErrors, NoLawInForce, UnknownRegime) as problem:
            print(f"bench: {name} skipped: {problem}", file=sys.stderr)
            unread = True
    if "check" in parts:
        rows.append(_check(arguments.rounds))
    if "caseload" in parts:
        from bench.caseload import town_rows

        rows += town_rows(arguments.rounds)
    seconds, today = time.monotonic() - start, date.today().isoformat()
    if arguments.json != "-":
        print(report.table(rows))
    if arguments.json:
        text = json.dumps(report.to_json(rows, today, seconds), ensure_ascii=False, indent=2) + "\n"
        write(arguments.json, text)
    if arguments.markdown:
        write(arguments.markdown, report.markdown(rows, today, seconds))
    return 2 if unread else int(any(row.met is False for row in rows))


def _check(rounds: int) -> Row:
    from bench.starting import check_row

    return check_row(max(2, rounds // 4))


if __name__ == "__main__":
    sys.exit(main())
