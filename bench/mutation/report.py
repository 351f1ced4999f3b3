"""Says what became of the changes: per source, per kind of change and per form, and every survivor with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from bench.mutation.run import Outcome
from bench.mutation.sieve import Verdict

Key = Callable[[Verdict], str]
PARTS: tuple[tuple[str, Key], ...] = (
    ("source", lambda v: v.source), ("kind of change", lambda v: v.what), ("form of the norm", lambda v: v.form),
)  # fmt: skip


def shares(verdicts: Iterable[Verdict], key: Key) -> list[tuple[str, int, int, int, int]]:
    """Per key: changes, noticed by an example, by a worked case or dated figure, by the checker."""
    found: dict[str, list[int]] = {}
    for verdict in verdicts:
        row = found.setdefault(key(verdict), [0, 0, 0, 0])
        row[0] += 1
        row[1] += verdict.by == "example"
        row[2] += verdict.by == "case"
        row[3] += verdict.by == "checker"
    return [(name, *row) for name, row in sorted(found.items())]  # type: ignore[misc]


def text(outcome: Outcome, floor: float, survivors: bool = True) -> str:
    """The outcome of one regime for a terminal."""
    return "\n".join(_lines(outcome, floor, survivors))


def _lines(outcome: Outcome, floor: float, survivors: bool) -> Iterator[str]:
    yield f"{outcome.regime}: {summary(outcome, floor)}"
    for title, key in PARTS:
        yield ""
        yield f"  {title:24} {'changes':>8} {'example':>8} {'case':>8} {'checker':>8} {'noticed':>8}"
        for name, count, *by in shares(outcome.verdicts, key):
            yield f"  {name:24} {count:8} {by[0]:8} {by[1]:8} {by[2]:8} {percent(sum(by), count):>8}"
    for mistake in outcome.wrong:
        yield f"  left out, for it fails as it stands: {mistake}"
    for norm in outcome.never:
        yield f"  not changed, for it never acts: {norm}"
    if survivors and outcome.survivors:
        yield ""
        yield "  survived:"
        for v in outcome.survivors:
            yield f"  {v.file}:{v.line}: {v.norm} ({v.form}, {v.what}): {v.said}"


def summary(outcome: Outcome, floor: float) -> str:
    """One line: how many changes, how many noticed, and whether that is enough."""
    drawn = f" (drawn from {outcome.possible})" if outcome.sampled else ""
    verdict = f"floor {100 * floor:g} %: {'enough' if outcome.share >= floor else 'too few'}"
    count = len(outcome.verdicts)
    return (
        f"{count} changes{drawn}, {outcome.noticed} noticed by {outcome.examples} examples, {outcome.cases} cases "
        f"and the checker: {percent(outcome.noticed, count)} ({verdict}), {outcome.seconds:.0f} s"
    )


def percent(part: int, whole: int) -> str:
    """A share, rounded down so that 90 % is never a rounded 89.96.

    >>> percent(8999, 10000), percent(9, 10), percent(0, 0)
    ('89.9 %', '90.0 %', '-')
    """
    return f"{1000 * part // whole / 10:.1f} %" if whole else "-"


def to_json(outcomes: list[Outcome], floor: float) -> dict[str, Any]:
    """All outcomes as JSON."""
    return {"floor": floor, "regimes": [_json(outcome) for outcome in outcomes]}


def _json(outcome: Outcome) -> dict[str, Any]:
    return {
        "regime": outcome.regime, "changes": len(outcome.verdicts), "noticed": outcome.noticed,
        "share": round(outcome.share, 4), "examples": outcome.examples, "cases": outcome.cases,
        "seconds": round(outcome.seconds, 1),
        "drawn_from": outcome.possible if outcome.sampled else None, "examples_that_fail": outcome.wrong,
        "norms_that_never_act": outcome.never,
        **{title.replace(" ", "_"): [dict(zip(("name", "changes", "example", "case", "checker"), row, strict=True))
                                     for row in shares(outcome.verdicts, key)] for title, key in PARTS},
        "survivors": [{"file": v.file, "line": v.line, "norm": v.norm, "form": v.form, "what": v.what, "said": v.said}
                      for v in outcome.survivors],
    }  # fmt: skip


INTRODUCTION = """# How well do the regimes' own tests guard them?

Made by `python -m bench.mutate --markdown docs/mutation.md` on {day}; not typed by hand.

`make mutate` changes the norms of a regime one at a time, in memory, and runs the regime's own tests: the examples
that stand under its articles, its worked cases (`tests/regimes/<regime>_cases.jsonl`, written from the texts), its
dated figures (`tests/regimes/<regime>_series.csv`, from the inventory of national parameters), and the checker
(`trede check`). A change that nobody notices points at a rule without a test.

What is changed, one thing at a time: an amount, a number, a percentage or a length by one unit (a euro, a per cent,
a month …) up and down; a day by one day; a comparison to its neighbour; *en* to *of* and back; a condition, a refusal
ground or a part of one left out; a *niet* gone; *kan* to *moet*, and a ground one may use to one that binds; a cell
of a table; a rounding; the bound of a duration. What only informs (text, lists) is not changed. A norm that provably
never acts (set aside by the register, no day in force) is not changed either and is listed; every other change
counts, also one that happens to mean the same.

`noticed` is the share of changes at which a test fails or the checker speaks. The floor is {floor:g} % per
regime; below it the command ends with exit code 1. Options: `--regime NAME`, `--sample N --seed S`, `--json FILE`
(holds every survivor), `--floor PERCENT`, `--workers N`.

"""


def markdown(outcomes: list[Outcome], floor: float, day: str) -> str:
    """A page with the figures of a run."""
    parts = [INTRODUCTION.format(day=day, floor=100 * floor)]
    for outcome in outcomes:
        parts.append(f"## {outcome.regime}\n\n{summary(outcome, floor)}.\n")
        if outcome.wrong:
            parts.append(f"{len(outcome.wrong)} examples fail as they stand and were left out.\n")
        if outcome.never:
            parts.append(f"{len(outcome.never)} norms never act and were not changed.\n")
        for title, key in PARTS:
            rows = [
                f"| {name} | {count} | {by[0]} | {by[1]} | {by[2]} | {percent(sum(by), count)} |"
                for name, count, *by in shares(outcome.verdicts, key)
            ]
            head = f"| {title} | changes | by an example | by a case | by the checker | noticed |"
            parts.append("\n".join([head, "|---|---|---|---|---|---|", *rows]) + "\n")
    return "\n".join(parts)
