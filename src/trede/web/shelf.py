"""The catalogue as a user looks through it: filters from the address, an order, and what is known of a person."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from trede.web import assessments, typed
from trede.web.conversations import Conversation
from trede.web.regulations import PERSON, Instrument, is_any, matches

ALL_COLUMNS = (
    ("name", "naam"), ("rung", "trede"), ("trajectory", "traject"), ("target", "doelgroep"), ("goal", "doel"),
    ("activity", "activiteit"), ("provider", "aanbieder"), ("cost", "prijs"), ("duration", "duur"),
    ("capacity", "capaciteit"), ("intake", "instroomeisen"), ("no_show", "bij niet verschijnen"),
)  # fmt: skip
IN_TABLE = ("name", "rung", "trajectory", "target", "provider", "cost", "duration", "capacity")
CHOICES = (("trede", "Trede", "rung"), ("traject", "Traject", "trajectory"), ("doelgroep", "Doelgroep", "target"),
           ("doel", "Doel", "goal"), ("aanbieder", "Aanbieder", "provider"))  # fmt: skip
SORTS = {heading: name for name, heading in ALL_COLUMNS if name in IN_TABLE}
MOST_TYPED = 100


@dataclass(frozen=True)
class Known:
    """What the regime asks about a person that the catalogue can use: the filter, the fact, and the answer in words."""

    filter: str
    fact: str
    label: str
    answer: str


@dataclass(frozen=True)
class Row:
    """An instrument in the list."""

    item: Instrument

    def text(self, name: str) -> str:
        """What stands in a column."""
        if name == "cost":
            return f"{self.item.cost} {self.item.unit}".strip()
        return str(getattr(self.item, name))

    @property
    def cells(self) -> dict[str, str]:
        """All columns."""
        return {name: self.text(name) for name, _ in ALL_COLUMNS}

    @property
    def more(self) -> list[tuple[str, str]]:
        """What stands below the name: all that has no column of its own."""
        named = [(heading, self.text(name)) for name, heading in ALL_COLUMNS if name not in IN_TABLE]
        return [(heading, text) for heading, text in [*named, *self.item.extra] if text]


@dataclass(frozen=True)
class Choice:
    """A filter on the page: its name, its label, the values that occur, and which is chosen."""

    key: str
    label: str
    values: list[str]
    chosen: str


@dataclass(frozen=True)
class Column:
    """A heading of the table: where a click leads, and how it is sorted now."""

    name: str
    heading: str
    query: str
    sorted: str


@dataclass
class View:
    """What the user asked for: a value per filter, a text, a highest price, and an order; and what `person` adds."""

    chosen: dict[str, str] = field(default_factory=dict)
    text: str = ""
    price: str = ""
    most: int | None = None
    sort: str = ""
    down: bool = False
    day: str = ""
    person: dict[str, str] = field(default_factory=dict)
    for_person: bool = True
    problems: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def read(cls, query: Mapping[str, str], person: list[Known]) -> View:
        """From the address; what is known of the person fills the filters that the user left alone."""
        typed_in = {key: clean(query.get(key, "")) for key in ("zoek", "prijs", "op", *(key for key, _, _ in CHOICES))}
        view = cls(text=typed_in.pop("zoek"), price=typed_in.pop("prijs"), day=typed_in.pop("op"))
        view.chosen = {key: text for key, text in typed_in.items() if text}
        order = query.get("sorteer", "")
        view.sort, view.down = order.removeprefix("-"), order.startswith("-")
        if view.sort not in SORTS:
            view.sort = ""
        view.for_person = query.get("past", "1") != "0"
        if view.for_person:  # what is known of the person never comes into an address
            view.person = {known.filter: known.answer for known in person if known.answer}
        if view.price:
            try:
                view.most = round(float(typed.read_amount(view.price)) * 100)
            except typed.Unreadable as error:
                view.problems.append(("prijs", str(error)))
        return view

    def query(self, **changes: str) -> str:
        """The address of this view, with some of it changed."""
        now = {**self.chosen, "past": "" if self.for_person else "0", "zoek": self.text, "prijs": self.price,
               "op": self.day, "sorteer": ("-" if self.down else "") + self.sort}  # fmt: skip
        return urlencode({name: value for name, value in (now | changes).items() if value})

    @property
    def as_spreadsheet(self) -> str:
        """The same rows as a file."""
        return self.query(formaat="xlsx")

    @property
    def narrowed(self) -> bool:
        """Is anything left out?"""
        return bool(self.chosen or self.person or self.text or self.most is not None)

    def apply(self, items: list[Instrument]) -> list[Row]:
        """The rows that are asked for, in order."""
        found = [Row(item) for item in items if self.wants(item)]
        if self.sort:
            name = SORTS[self.sort]
            found.sort(key=lambda row: sort_key(row, name), reverse=self.down)
        return found

    def wants(self, item: Instrument) -> bool:
        """Is this one asked for? What an instrument does not limit, it is open to."""
        row = Row(item)
        text = " ".join([*row.cells.values(), *(part for pair in item.extra for part in pair)]).casefold()
        return (
            all(matches(item, key, value) for key, value in (self.chosen | self.person).items())
            and all(word in text for word in self.text.casefold().split())
            and (self.most is None or (item.price is not None and item.price <= self.most))
        )

    def fields(self, items: list[Instrument]) -> list[Choice]:
        """The filters that make sense for these instruments."""
        found = [Choice(key, label, values(items, name), self.chosen.get(key, "")) for key, label, name in CHOICES]
        return [choice for choice in found if choice.values and choice.key not in self.person]

    def columns(self, items: list[Instrument]) -> list[Column]:
        """The columns in which anything stands."""
        found = []
        for heading, name in SORTS.items():
            if name == "name" or any(Row(item).text(name) for item in items):
                now = self.sort == heading
                next_order = f"-{heading}" if now and not self.down else heading
                state = ("descending" if self.down else "ascending") if now else "none"
                found.append(Column(name, heading, self.query(sorteer=next_order), state))
        return found


def values(items: list[Instrument], name: str) -> list[str]:
    """The values that occur in a column."""
    if name == "rung":
        return [str(rung) for rung in sorted({rung for item in items for rung in item.rungs})]
    if name == "trajectory":
        found = {trajectory for item in items for trajectory in item.trajectories}
    else:
        found = {text for item in items if not is_any(text := str(getattr(item, name)))}
    return sorted(found, key=str.casefold)


def sort_key(row: Row, name: str) -> tuple[Any, ...]:
    """Numbers by size, words by letter, nothing last."""
    item, text = row.item, row.text(name)
    if name == "rung":
        return (not item.rungs, item.rungs, text)
    if name == "cost":
        return (item.price is None, item.price or 0, text)
    number = re.match(r"\d+", text)
    return (not text, number is None, int(number[0]) if number else 0, text.casefold())


def clean(text: str) -> str:
    """Typed text on one line."""
    return " ".join(text.split())[:MOST_TYPED]


def of_person(conversation: Conversation) -> list[Known]:
    """What the regime's fixed names say is rung, trajectory and target group, with what was answered."""
    found = []
    for role, key in PERSON:
        fact, value = assessments.role_answer(conversation, role)
        question = assessments.question(conversation.regime, fact) if fact else None
        if question:
            named = {item["waarde"]: item["naam"] for item in question["waarden"]}
            found.append(Known(key, fact, question["naam"], str(named.get(value, "" if value is None else value))))
    return found
