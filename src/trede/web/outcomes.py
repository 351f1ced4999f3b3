"""The list of provisions beside the question: searched, filtered, sorted, and no longer than a reader can take in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from trede.reason.glance import Glance
from trede.web.status import BY_KEY, ORDER, STATUSES, Status, status_for

FEW = 6
ORDERS = {"groep": "per groep", "snel": "eerst wat bijna klaar is", "naam": "op naam"}
MOST_TYPED = 100


@dataclass(frozen=True)
class Line:
    """A provision in the list. `left` is how many answers and judgements it waits for; `was` its status before."""

    name: str
    label: str
    group: str
    status: Status
    remark: str
    left: int
    was: Status | None = None

    @property
    def rank(self) -> tuple[int, int, str]:
        """What is settled first, then what needs least."""
        return (ORDER[self.status.key], self.left, self.label)


@dataclass(frozen=True)
class Filter:
    """A button above the list."""

    key: str
    word: str
    count: int
    chosen: bool
    query: str


@dataclass(frozen=True)
class View:
    """How the user wants the list: which outcome, what text, in which order, and whether all of it."""

    status: str = ""
    text: str = ""
    order: str = "groep"
    whole: bool = False

    @classmethod
    def read(cls, query: Mapping[str, str]) -> View:
        """From the address; what is not known there is left out."""
        status, order = query.get("toon", ""), query.get("volgorde", "")
        return cls(
            status=status if status in BY_KEY else "",
            text=" ".join(query.get("zoek", "").split())[:MOST_TYPED],
            order=order if order in ORDERS else "groep",
            whole=query.get("alles") == "1",
        )

    def query(self, **changes: str) -> str:
        """The address that gives this view, with some of it changed."""
        now = {"toon": self.status, "zoek": self.text, "volgorde": self.order if self.order != "groep" else "",
               "alles": "1" if self.whole else ""}  # fmt: skip
        return urlencode({name: value for name, value in (now | changes).items() if value})

    @property
    def with_all(self) -> str:
        """The same list, nothing left out."""
        return self.query(alles="1")

    @property
    def orders(self) -> list[tuple[str, str, bool]]:
        """The orders to choose from."""
        return [(key, words, key == self.order) for key, words in ORDERS.items()]

    def shows(self, line: Line) -> bool:
        """Is this line asked for?"""
        words = self.text.casefold().split()
        text = f"{line.label} {line.group}".casefold()
        return (not self.status or line.status.key == self.status) and all(word in text for word in words)


@dataclass(frozen=True)
class Listing:
    """The list as it is shown: headings with their lines (an empty heading: none), and how many stay out of sight."""

    view: View
    sections: list[tuple[str, list[Line]]]
    shown: int
    hidden: int
    total: int
    filters: list[Filter]


def lines(glances: Iterable[Glance], before: Mapping[str, str]) -> list[Line]:
    """The provisions, the ones that are settled or nearly so first."""
    found = [line_of(glance, before) for glance in glances]
    return sorted(found, key=lambda line: line.rank)


def line_of(glance: Glance, before: Mapping[str, str]) -> Line:
    """One provision; `was` is set when the last answer changed it."""
    now = status_for(glance.outcome, glance.modality)
    was = BY_KEY.get(before.get(glance.name, now.key), now)
    left = glance.missing + glance.judgements if now.key in ("gegevens", "oordeel") else 0
    return Line(glance.name, glance.label, glance.group, now, remark(glance), left, was if was != now else None)


def remark(glance: Glance) -> str:
    """A few words under the name: what it waits for, or what decided."""
    if glance.outcome not in ("onvoldoende_gegevens", "voorgelegd_aan_oordeel"):
        return glance.place
    facts = counted(glance.missing, "gegeven", "gegevens") if glance.missing else ""
    judged = counted(glance.judgements, "oordeel", "oordelen") if glance.judgements else ""
    waits = " en ".join(part for part in (facts, judged) if part)
    return f"nog {waits} nodig" if waits else ""


def counted(number: int, one: str, more: str) -> str:
    """A number with its noun."""
    return f"1 {one}" if number == 1 else f"{number} {more}"


def listing(found: list[Line], view: View) -> Listing:
    """What of the list is shown in this view."""
    wanted = [line for line in found if view.shows(line)]
    waiting = [line for line in wanted if line.status.key == "gegevens"]
    narrowed = view.whole or view.status or view.text
    hidden = set() if narrowed else {line.name for line in waiting[FEW:] if not line.was}
    shown = [line for line in wanted if line.name not in hidden]
    return Listing(view, sections(shown, view.order), len(shown), len(hidden), len(found), filters(found, view))


def sections(shown: list[Line], order: str) -> list[tuple[str, list[Line]]]:
    """The lines under their headings, or in one list."""
    if order == "groep":
        ordered = sorted(shown, key=lambda line: (line.group == "overig", line.group, line.rank))
        return [(group, list(members)) for group, members in groupby(ordered, key=lambda line: line.group)]
    ordered = sorted(shown, key=lambda line: line.label.casefold()) if order == "naam" else shown
    return [("", ordered)] if ordered else []


def filters(found: Iterable[Line], view: View) -> list[Filter]:
    """All, and each status that occurs, with how often."""
    counts = dict.fromkeys(BY_KEY, 0)
    for line in found:
        counts[line.status.key] += 1
    present = [s for s in STATUSES if counts[s.key] or s.key == view.status]
    all_of_it = Filter("", "Alles", sum(counts.values()), not view.status, view.query(toon="", alles=""))
    shown = [Filter(s.key, s.word, counts[s.key], s.key == view.status, view.query(toon=s.key)) for s in present]
    return [all_of_it, *shown]


@dataclass(frozen=True)
class Progress:
    """How far a conversation about all provisions is: how many are settled, and how near the nearest others are."""

    settled: int
    total: int
    near: str


def progress(found: list[Line]) -> Progress:
    """Calm words about what is settled and what is near."""
    waiting = [line for line in found if line.status.key in ("gegevens", "oordeel")]
    least = min((line.left for line in waiting if line.left), default=0)
    count = sum(line.left == least for line in waiting)
    have = "Eén voorziening heeft" if count == 1 else f"{count} voorzieningen hebben"
    step = "één antwoord" if least == 1 else f"{least} antwoorden"
    return Progress(len(found) - len(waiting), len(found), f"{have} nog {step} nodig." if least else "")


def keys(glances: Iterable[Glance]) -> dict[str, str]:
    """The status key of each provision: what `lines` compares with after the next answer."""
    return {glance.name: status_for(glance.outcome, glance.modality).key for glance in glances}
