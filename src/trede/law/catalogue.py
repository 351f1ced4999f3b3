"""The catalogue of a regime: instruments and products, read from its lists whose title says so.

A list is a catalogue when its title begins with *instrument* or *product*. Its columns are known by their Dutch
heading; a column with another heading is kept as it is written. The columns `vanaf` and `tot` say when a row holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from trede.law.citation import place_of
from trede.law.inforce import law_on
from trede.law.kinds import Number, parse_date, parse_number
from trede.law.norms import ListNorm
from trede.law.regime import Regime

TITLES = ("instrument", "product")
COLUMNS = {
    "instrument": "name", "product": "name", "naam": "name",
    "trede": "rung", "treden": "rung",
    "traject": "trajectory", "trajectsoort": "trajectory", "soort traject": "trajectory",
    "doelgroep": "target", "doel": "goal", "activiteit": "activity", "hoofdactiviteit": "activity",
    "aanbieder": "provider",
    "prijs": "price", "kosten": "price", "eenheid": "unit", "duur": "duration", "capaciteit": "capacity",
    "instroomeisen": "intake", "instroomeis": "intake", "bij niet verschijnen": "no_show",
    "vanaf": "since", "tot": "until", "norm": "norm",
}  # fmt: skip
ANY = frozenset({"", "-", "–", "?", "alle", "alles", "elk", "elke", "iedereen", "divers", "diversen"})
SEPARATOR = re.compile(r"\s*[,;]\s*")
RANGE = re.compile(r"(\d+)\s*(?:t/m|tot en met|-|–)\s*(\d+)")
MOST_RUNGS = 100
TEXTS = {"doelgroep": "target", "doel": "goal", "aanbieder": "provider"}
PERSON = (("trede", "trede"), ("trajectsoort", "traject"), ("doelgroep", "doelgroep"))  # fixed name, filter


@dataclass(frozen=True, slots=True)
class Instrument:
    """A row of a catalogue: what can be used, for whom, by whom and for how much.

    `rungs` and `trajectories` are those it is for, and empty when it is for all; the other texts are as written (`rung`
    and `trajectory` too). `price` is the amount in cents that `cost` says, or None when it says none. `citation` is the
    norm of the row, or else of its list; `extra` holds the columns that have no field.
    """

    name: str
    list: str
    citation: str
    place: str
    rung: str = ""
    trajectory: str = ""
    target: str = ""
    goal: str = ""
    activity: str = ""
    provider: str = ""
    cost: str = ""
    unit: str = ""
    duration: str = ""
    capacity: str = ""
    intake: str = ""
    no_show: str = ""
    rungs: tuple[int, ...] = ()
    trajectories: tuple[str, ...] = ()
    price: Number | None = None
    since: date | None = None
    until: date | None = None
    extra: tuple[tuple[str, str], ...] = ()

    def fits_rung(self, rung: int) -> bool:
        """Is it for someone on this rung, as far as the catalogue says?"""
        return not self.rungs or rung in self.rungs

    def fits_trajectory(self, trajectory: str) -> bool:
        """Is it for this kind of trajectory, as far as the catalogue says?"""
        return not self.trajectories or trajectory.casefold() in {name.casefold() for name in self.trajectories}


def catalogue(regime: Regime, on: date) -> list[Instrument]:
    """The instruments and products of a regime on a day, in the order of its lists. NoLawInForce."""
    found = (norm for norm in law_on(regime, on).norms if isinstance(norm, ListNorm))
    lists = [norm for norm in found if norm.title.lower().startswith(TITLES)]
    rows = [item for norm in lists for item in all_rows(norm, regime)]
    return [item for item in rows if (item.since or on) <= on and (item.until is None or on < item.until)]


def matches(item: Instrument, filter_: str, value: str) -> bool:
    """Is it for this `trede`, `traject`, `doelgroep`, `doel` or `aanbieder`? What it does not limit, it is open to.

    A rung is looked up by its number; of a target group, goal or provider the value stands in the text.
    """
    if filter_ == "trede":
        number = re.search(r"\d+", value)
        return number is None or item.fits_rung(int(number[0]))
    if filter_ == "traject":
        return item.fits_trajectory(value)
    own = str(getattr(item, TEXTS[filter_]))
    return value.casefold() in own.casefold() or (filter_ == "doelgroep" and not parts(own))


def all_rows(norm: ListNorm, regime: Regime) -> Iterator[Instrument]:
    """The rows of a catalogue list, whenever they hold."""
    columns = [COLUMNS.get(heading.strip().lower()) for heading in norm.header]
    place = place_of(norm, regime)
    for number, row in enumerate(norm.rows):
        texts: dict[str, str] = {}
        extra = []
        for heading, column, cell in zip(norm.header, columns, row, strict=False):
            if column is None or column in texts:
                if cell.strip():
                    extra.append((heading.strip(), cell.strip()))
            else:
                texts[column] = cell.strip()
        if texts.get("name"):
            yield _instrument(norm, number, texts, tuple(extra), place)


def _instrument(
    norm: ListNorm, number: int, texts: dict[str, str], extra: tuple[tuple[str, str], ...], place: str
) -> Instrument:
    written = {name: texts.get(name, "") for name in ("rung", "trajectory", "target", "goal", "activity", "provider",
                                                      "unit", "duration", "capacity", "intake", "no_show")}  # fmt: skip
    return Instrument(
        name=texts["name"],
        list=norm.title,
        citation=_citation(norm, number),
        place=place,
        **written,
        cost=texts.get("price", ""),
        rungs=rungs(written["rung"]),
        trajectories=parts(written["trajectory"]),
        price=amount(texts.get("price", "")),
        since=parse_date(texts.get("since", "")),
        until=parse_date(texts.get("until", "")),
        extra=extra,
    )


def _citation(norm: ListNorm, number: int) -> str:
    """The first place of a row, or else of its list."""
    own = norm.row_citations[number].split(",")[0] if norm.row_citations else ""
    return own or (norm.citations[0] if norm.citations else "")


def rungs(text: str) -> tuple[int, ...]:
    """The rungs in a cell; none when it is for all.

    >>> rungs("4 t/m 6"), rungs("4, 5 en 7"), rungs("alle")
    ((4, 5, 6), (4, 5, 7), ())
    """
    found: set[int] = set()
    for first, last in RANGE.findall(text):
        found |= set(range(int(first), min(int(last), int(first) + MOST_RUNGS) + 1))
    found |= {int(number) for number in re.findall(r"\d+", RANGE.sub(" ", text))}
    return tuple(sorted(found))


def parts(text: str) -> tuple[str, ...]:
    """The names in a cell, between commas; none when it is for all.

    >>> parts("TWL, TWK"), parts("iedereen")
    (('TWL', 'TWK'), ())
    """
    if text.strip().lower() in ANY:
        return ()
    return tuple(dict.fromkeys(part for part in SEPARATOR.split(text.strip()) if part))


def amount(text: str) -> Number | None:
    """The first amount in euro in a cell, in cents.

    >>> amount("€ 2.250"), amount("€ 30,00 per uur"), amount("?"), amount("2 x € 50")
    (225000, 3000, None, 5000)
    """
    match = re.search(r"€\s*([\d.]*\d(?:,\d+)?)", text) or re.match(r"([\d.]*\d(?:,\d+)?)\b", text.strip())
    number = parse_number(match[1]) if match else None
    return None if number is None else number * 100
