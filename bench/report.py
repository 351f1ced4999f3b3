"""Says what a run measured: as a table for a terminal, as JSON, and as a page with the machine it ran on."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from bench.rows import Rival, Row, ratio
from bench.timing import Timing

RIVALS = ("zen-engine", "weasyprint", "django", "typst", "openfisca-core", "numpy", "numba")


def machine() -> dict[str, Any]:
    """What the run ran on, and how busy that was."""
    load = os.getloadavg() if hasattr(os, "getloadavg") else (0.0, 0.0, 0.0)
    return {
        "processor": _processor(), "cores": os.cpu_count(), "memory_gb": _memory(), "system": platform.platform(),
        "python": sys.version.split()[0], "load": [round(part, 2) for part in load],
        "versions": {name: found for name in RIVALS if (found := _version(name))},
    }  # fmt: skip


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(errors="replace").splitlines() if info.is_file() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or platform.machine())


def _memory() -> int | None:
    try:
        return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)
    except (AttributeError, ValueError, OSError):
        return None


def milliseconds(value: float | None) -> str:
    """A time with three figures that mean something.

    >>> milliseconds(0.02221), milliseconds(20.5), milliseconds(1234.4), milliseconds(None)
    ('0.0222', '20.5', '1234', '-')
    """
    if value is None:
        return "-"
    decimals = next((d for bound, d in ((100, 0), (10, 1), (1, 2), (0.1, 3)) if value >= bound), 4)
    return f"{value:.{decimals}f}"


def times_text(value: float) -> str:
    """A ratio: how many times as long the rival takes.

    >>> times_text(6.04), times_text(0.128)
    ('6.0 ×', '0.13 ×')
    """
    return f"{value:.0f} ×" if value >= 20 else f"{value:.1f} ×" if value >= 1 else f"{value:.2f} ×"


def _met(row: Row) -> str:
    return {True: "yes", False: "NO", None: "-"}[row.met]


def _cells(row: Row) -> Iterator[tuple[str, ...]]:
    """A line per rival; the first holds the measure itself."""
    target = "-" if row.target is None else f"≤ {row.target:g}"
    own = _own(row.timing)
    first = (row.name, target, *own, _met(row))
    for place, rival in enumerate(row.rivals or [None]):  # type: ignore[list-item]
        lead = first if place == 0 else ("",) * len(first)
        yield (*lead, *_rival(rival, row.timing))


def _own(timing: Timing | None) -> tuple[str, str, str]:
    if timing is None:
        return "skipped", "-", "-"
    return milliseconds(timing.median), milliseconds(timing.p95), milliseconds(timing.least)


def _rival(rival: Rival | None, own: Timing | None) -> tuple[str, str, str]:
    if rival is None or own is None:
        return "none", "-", "-"
    return rival.name, milliseconds(rival.timing.median), times_text(ratio(rival, own))


HEAD = ("measure (ms)", "target", "median", "p95", "least", "met", "rival", "its median", "rival / Trede")


def table(rows: list[Row]) -> str:
    """The rows for a terminal, with the remarks below."""
    lines = [HEAD, *(cells for row in rows for cells in _cells(row))]
    widths = [max(len(line[place]) for line in lines) for place in range(len(HEAD))]
    shown = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]
    shown.insert(1, "-" * len(shown[0]))
    notes = [f"{row.name}: {note}" for row in rows for note in row.notes]
    return "\n".join([*shown, "", *notes])


def to_json(rows: list[Row], day: str, seconds: float) -> dict[str, Any]:
    """Everything measured, in milliseconds."""
    return {
        "day": day, "seconds": round(seconds, 1), "machine": machine(),
        "rows": [
            {"name": row.name, "target": row.target, "met": row.met, "notes": row.notes,
             "timing": asdict(row.timing) if row.timing else None,
             "rivals": [{"name": r.name, "timing": asdict(r.timing),
                         "ratio": round(ratio(r, row.timing), 3) if row.timing else None} for r in row.rivals]}
            for row in rows
        ],
    }  # fmt: skip


INTRODUCTION = """# How fast is Trede?

Made by `python -m bench --markdown docs/benchmarks.md` on {day} in {seconds:.0f} s; not typed by hand. `make bench`
measures again, on your machine.

Machine: {processor}, {cores} cores, {memory} GB, {system}, Python {python}. Versions: {versions}. The load before and
during the run was {load} (1, 5 and 15 minutes){busy}; so read the medians and the least, and above all the ratios:
contenders take turns in one run, with the garbage collector kept out, so what slows one slows the other.

- *Median*, *p95* and *least* are of single units of work, after warming up. A target is met by the median.
- *Rival / Trede* is the median of the rival over that of Trede: above 1 Trede is faster, below 1 the rival is.
- People are invented, drawn around the bounds that the rules set, and all that a provision asks is known of them:
  the rivals know no *unknown*. The rivals get the same conditions, definitions, tables, amounts and roundings, and
  their verdicts and amounts are compared with Trede's before anything is timed.
- *One provision, cited*: the outcome, each ground with its citation and verdict, each amount with its citation, what
  is missing. *In full* adds the reason tree in words, facts, dates, duties, the turning point and a receipt.
- zen-engine (Rust) evaluates the provision as a decision graph, with its trace on, and without. *Plain Python* is the
  provision written out as one function: no unknowns, no citations, no trace; the floor for anything in Python.
- *Caseload*: the same rules over a table of people (docs/caseload.md). The three subsidies (bench/meetstad) are an age
  table pro rata hours and months, a half-day allowance with a maximum, and a capped wage cost subsidy with holiday
  allowance and charges. openfisca-core runs them in its own way; *by hand* is what a programmer would write with NumPy;
  the compiled loop is the limit for this work on this machine. Time is of outcomes counted and every amount in cents.

"""


def markdown(rows: list[Row], day: str, seconds: float) -> str:
    """The page `docs/benchmarks.md`."""
    found = machine()
    cores = found["cores"] or 1
    introduction = INTRODUCTION.format(
        day=day, seconds=seconds, processor=found["processor"], cores=cores, memory=found["memory_gb"],
        system=found["system"], python=found["python"], load=", ".join(map(str, found["load"])),
        versions=", ".join(f"{name} {found}" for name, found in found["versions"].items()),
        busy="; others were at work on it" if found["load"][1] > 0.75 * cores else "",
    )  # fmt: skip
    lines = [f"| {' | '.join(HEAD)} |", "|---|" + "---:|" * 4 + "---|---|" + "---:|" * 2]
    lines += [f"| {' | '.join(cells)} |" for row in rows for cells in _cells(row)]
    notes = [f"- {row.name}: {note}." for row in rows for note in row.notes]
    return introduction + "\n".join([*lines, "", "Remarks:", "", *notes]) + "\n"
