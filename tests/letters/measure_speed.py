"""How fast are letters? `python -m tests.letters.measure_speed`: every letter is composed anew, and all differ."""

from __future__ import annotations

import statistics
import time

from tests.letters.samples import DECIDED, EMPLOYER, HEAD, SENT, SUBSIDY_WRITTEN, sender, wage_subsidy

from trede.letters import Letter, compose, render_pdf

COUNT = 500


def make(number: int) -> Letter:
    extra = SUBSIDY_WRITTEN | {"kenmerk": f"2025-{number:05d}"}
    args = {"addressee": EMPLOYER, "sender": HOUSE, "made_known": SENT, "decided": DECIDED}
    return compose(ASSESSED, HEAD, extra=extra, draft=False, **args)  # type: ignore[arg-type]


def main() -> None:
    start = time.perf_counter()
    render_pdf(make(0))
    print(f"first letter (cold)     {1000 * (time.perf_counter() - start):6.1f} ms")
    composing, whole = [], []
    for number in range(1, COUNT + 1):
        begin = time.perf_counter()
        letter = make(number)
        middle = time.perf_counter()
        render_pdf(letter)
        composing.append(1000 * (middle - begin))
        whole.append(1000 * (time.perf_counter() - begin))
    print(f"compose, median         {statistics.median(composing):6.2f} ms")
    print(f"compose and PDF, median {statistics.median(whole):6.1f} ms")
    print(f"compose and PDF, p95    {statistics.quantiles(whole, n=20)[18]:6.1f} ms")
    print(f"letters a second        {1000 * COUNT / sum(whole):6.0f} on one thread")


HOUSE, ASSESSED = sender(), wage_subsidy()

if __name__ == "__main__":
    main()
