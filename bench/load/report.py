"""Says what `make load` measured: a table for the terminal, and the page docs/load.md with the machine it ran on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from bench.report import machine

if TYPE_CHECKING:
    from bench.load.outcome import Outcome

P50, P95, QUERIES = 100, 250, 12  # milliseconds, milliseconds, and how many a page may take
HEAD = ("page", "times", "p50 (ms)", "p95 (ms)", "computed (ms)", "queries", "met")
WRITE = "write: "


@dataclass(frozen=True)
class Found:
    """One run: what was asked, how many dossiers there were, what was measured, and the load of the machine."""

    asked: dict[str, Any]
    dossiers: int
    filled: float  # seconds
    pages: dict[str, Any]
    burst: dict[str, Any]
    outcome: Outcome
    database: str
    before: tuple[float, float, float]
    after: tuple[float, float, float]


@dataclass(frozen=True)
class Line:
    """One kind of page, or all of them."""

    name: str
    times: int
    p50: float
    p95: float
    computed: float  # milliseconds of the processor, the median
    queries: int
    wrong: int

    @property
    def met(self) -> bool | None:
        """Within the targets? They are of pages; a write has none."""
        if self.name.startswith(WRITE):
            return None
        return self.p50 <= P50 and self.p95 <= P95 and self.queries <= QUERIES and not self.wrong


def line(name: str, found: list[dict[str, list[float]]]) -> Line:
    """The line of a kind of page."""
    took = sorted(ms for page in found for ms in page.get("ms", []))
    queries = max((int(count) for page in found for count in page.get("queries", [])), default=0)
    wrong = sum(len(page.get("wrong", [])) for page in found)
    computed = sorted(ms for page in found for ms in page.get("computed", []))
    return Line(name, len(took), at(took, 50), at(took, 95), at(computed, 50), queries, wrong)


def at(took: list[float], percent: int) -> float:
    """The least of the values within which so many per cent lie."""
    return took[max(0, -(-len(took) * percent // 100) - 1)] if took else 0.0


def lines(found: Found) -> Iterator[Line]:
    """All pages together first, then each kind, then the writes."""
    pages = found.pages["pages"]
    yield line("all pages", [page for name, page in pages.items() if not name.startswith(WRITE)])
    for name in sorted(pages, key=lambda name: (name.startswith(WRITE), name)):
        yield line(name, [pages[name]])
    for name, page in found.burst["pages"].items():
        yield line(name, [page])


def is_good(found: Found) -> bool:
    """Every target met, nothing refused, nothing lost."""
    rows = list(lines(found))
    kept = found.outcome.lost == found.outcome.double == 0 and not found.outcome.problems
    return kept and all(row.met is not False and not row.wrong for row in rows)


def cells(row: Line) -> tuple[str, ...]:
    """The line as it is shown."""
    met = {None: "-", True: "yes", False: "no"}[row.met] + (f", {row.wrong} went wrong" if row.wrong else "")
    return row.name, str(row.times), f"{row.p50:.0f}", f"{row.p95:.0f}", f"{row.computed:.0f}", str(row.queries), met


def table(found: Found) -> str:
    """The lines for a terminal, with what became of the applications."""
    rows = [HEAD, *(cells(row) for row in lines(found))]
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEAD))]
    shown = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([*shown, "", sentence(found)])


def sentence(found: Found) -> str:
    """What became of the applications, and of the audit log."""
    made, asked = found.outcome, found.asked
    second = made.accepted / max(1, asked["burst"])
    said = (
        f"{made.accepted} applications were accepted in {asked['burst']} s ({second:.0f} a second; {asked['rate']} a "
        f"second were offered at most): {made.there} are there, {made.lost} lost, {made.double} double. "
    )
    log = "; ".join(made.problems) or f"all {made.lines} lines of the audit log were computed again and hold"
    return f"{said}Audit log: {log}."


BUSY = """ **Others were at work on it** before the first user
  came: every process waited for its turn, so times are longer than on a machine that does nothing else."""
PAGE = """# Many users at once

Made by `python -m bench.load --markdown docs/load.md` on {day}; not typed by hand. It fills a PostgreSQL database with
invented clients, starts the server (gunicorn) on this machine's own address, lets case managers work in it, and then
lets applications come in.

- {dossiers:,} dossiers{filled}; {users} case managers with a full caseload each, signed in, in the ordinary role.
- Each opens a page every one to three seconds, for {seconds} s after 20 s of warming up: my work (filtered and sorted
  too), the list of dossiers and a search in it, a dossier and its parts; one in ten records a fact or does a task.
- Then applications come in at fifty counters, each with dossiers of its own, through the form of the page.
- Targets for a page: p50 at most {p50} ms, p95 at most {p95} ms, at most {queries} queries. Times are the user's,
  with the whole page received. *Computed* is how long the server's processor worked for a page (the median), which
  others on the machine hardly touch; *queries* is the most that any request of the kind took.
- Machine: {processor}, {cores} cores, {memory} GB, {system}, Python {python}.
  Users, {workers} server processes and the database share it. {database}. Its load was {before} before
  and {after} after the run (1, 5 and 15 minutes).{busy}

{table}

{sentence}

How the database is filled: {base:,} clients are built by the [invented world](world.md), some of them with
applications and decisions, and copied inside PostgreSQL with other numbers and case managers. To measure again:
`make load`, or `make load LOAD="--dossiers 20000 --seconds 60"`; `python -m bench.load --help` says what else.
"""


def page(found: Found) -> str:
    """The page docs/load.md."""
    from bench.load.database import BASE

    about, asked = machine(), found.asked
    rows = ["| " + " | ".join(HEAD) + " |", "|---|---:|---:|---:|---:|---:|---|"]
    rows += ["| " + " | ".join(cells(row)) + " |" for row in lines(found)]
    return PAGE.format(
        day=date.today().isoformat(), dossiers=found.dossiers, users=asked["users"], seconds=asked["seconds"],
        filled=f", made in {found.filled:.0f} s" if found.filled > 30 else ", made by an earlier run",
        p50=P50, p95=P95, queries=QUERIES, processor=about["processor"], cores=about["cores"],
        memory=about["memory_gb"], system=about["system"], python=about["python"], workers=asked["workers"],
        database=found.database, before=shown(found.before), after=shown(found.after), base=BASE,
        busy=BUSY if found.before[1] > 0.5 * (about["cores"] or 1) else "",
        table="\n".join(rows), sentence=sentence(found),
    )  # fmt: skip


def shown(load: tuple[float, float, float]) -> str:
    """The load of the machine."""
    return ", ".join(f"{part:.1f}" for part in load)
