"""`make mutate`: change the regimes one norm at a time and see whether their own examples and checker notice.

Exit codes: 0 enough is noticed in every regime, 1 too little, 2 a regime cannot be read.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date

from bench.mutation import report
from bench.mutation.run import try_all
from bench.output import write
from trede.law import LawErrors, UnknownRegime, regime_names


def build_parser() -> argparse.ArgumentParser:
    """The options of the command."""
    parser = argparse.ArgumentParser(prog="python -m bench.mutate", description=__doc__)
    parser.add_argument("--regime", action="append", metavar="NAME", help="only this regime (may be given again)")
    parser.add_argument("--floor", type=float, default=90, metavar="PERCENT", help="enough noticed (default 90)")
    parser.add_argument("--sample", type=int, metavar="N", help="try N changes a regime, drawn at random")
    parser.add_argument("--seed", type=int, default=0, help="of the drawing (default 0)")
    parser.add_argument("--workers", type=int, help="processes (default: one a core)")
    parser.add_argument("--json", metavar="FILE", help="write every figure and survivor as JSON (- is standard output)")
    parser.add_argument("--markdown", metavar="FILE", help="write a page with the figures")
    parser.add_argument("--no-survivors", action="store_true", help="do not list what was not noticed")
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Try the changes of each regime and say what became of them."""
    arguments = build_parser().parse_args(argv)
    floor = arguments.floor / 100
    outcomes, unread = [], False
    for name in arguments.regime or regime_names():
        try:
            outcome = try_all(name, arguments.sample, arguments.seed, arguments.workers)
        except (LawErrors, UnknownRegime) as problem:
            print(f"{name}: {problem}", file=sys.stderr)
            unread = True
            continue
        outcomes.append(outcome)
        if arguments.json != "-":
            print(report.text(outcome, floor, not arguments.no_survivors), end="\n\n", flush=True)
    if arguments.json:
        write(arguments.json, json.dumps(report.to_json(outcomes, floor), ensure_ascii=False, indent=2) + "\n")
    if arguments.markdown:
        write(arguments.markdown, report.markdown(outcomes, floor, date.today().isoformat()))
    return 2 if unread else int(any(outcome.share < floor for outcome in outcomes))


if __name__ == "__main__":
    sys.exit(main())
