"""The ladders of a regime: rungs, their meaning and evidence, placing and moving, and how a rung reads elsewhere.

A ladder is a list whose title ends in *ladder* and that has a column `trede`. How someone is placed is a decision of
the regime (fixed name *plaatsing op de ladder*); the evidence for a rung is the definition *bewijs voor trede N*, where
the text gives it. A rung on another regime's ladder stands in the register under *Ladders*: always a proposal, that a
person confirms for each client. Nothing here blocks a move; a move without a reason does not exist (docs/ladders.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeGuard

from trede.law.citation import place_of
from trede.law.inforce import law_on
from trede.law.kinds import snake
from trede.law.norms import Amount, Definition, Grants, ListNorm, Norm
from trede.law.regime import Crossing, Regime

COLUMNS = {
    "trede": "number", "naam": "name", "betekenis": "meaning", "waar iemand staat": "meaning", "bewijs": "evidence",
    "waaraan u dat ziet": "evidence",
}  # fmt: skip
RULE = "bewijs_voor_trede_{number}"
Direction = Literal["omhoog", "terug", "gelijk"]


@dataclass(frozen=True, slots=True)
class Rung:
    """A rung: its number, what it is called and means, and what shows that someone stands there.

    `evidence` is as written and empty where the text gives none; `facts` are the facts it names, by their JSON names;
    `rule` is the sentence that says when this rung is proposed. `citation` is the norm of the row, or of its ladder.
    """

    number: int
    name: str
    meaning: str
    evidence: str
    facts: tuple[str, ...]
    rule: str
    citation: str


@dataclass(frozen=True, slots=True)
class Move:
    """A step on a ladder: from where (None: the first placing) to where, over which rungs, and why."""

    old: int | None
    new: int
    direction: Direction | None
    skipped: tuple[int, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Ladder:
    """A ladder, lowest rung first. `regime` is the one whose text holds it, perhaps one that the asked one builds on.

    `placing` and `stepping` are the decisions that propose a rung and weigh a step (`assess(provisions=[…])`), and
    `proposes` the value of `placing` that is the rung; each None where the texts have none.
    """

    regime: str
    title: str
    citation: str
    place: str
    rungs: tuple[Rung, ...]
    placing: str | None = None
    proposes: str | None = None
    stepping: str | None = None

    def rung(self, number: int) -> Rung | None:
        """The rung of that number, or None."""
        return next((rung for rung in self.rungs if rung.number == number), None)

    def move(self, old: int | None, new: int, reason: str) -> Move:
        """A step to another rung, up or down and over rungs as may be. ValueError: no such rung, or no reason."""
        for number in (new, *(() if old is None else (old,))):
            if self.rung(number) is None:
                low, high = self.rungs[0].number, self.rungs[-1].number
                raise ValueError(f"Trede {number} staat niet op de {self.title}. Goed is: {low} t/m {high}.")
        if not reason.strip():
            raise ValueError("Bij elke stap op de ladder hoort een reden. Goed is: schrijf op waarom deze trede past.")
        if old is None:
            return Move(None, new, None, (), reason.strip())
        direction: Direction = "omhoog" if new > old else "terug" if new < old else "gelijk"
        between = tuple(rung.number for rung in self.rungs if min(old, new) < rung.number < max(old, new))
        return Move(old, new, direction, between, reason.strip())


def ladders(regime: Regime, on: date) -> list[Ladder]:
    """The ladders in force on a day, those of the regimes it builds on included; often none or one. NoLawInForce."""
    law = law_on(regime, on)
    homes = {source.id: source.regime for source in regime.sources}
    placing, stepping = (_decision(law.norms, regime, f"{word} op de ladder") for word in ("plaatsing", "stap"))
    proposes = None if placing is None else _proposed(law.norms, placing)
    found = [norm for norm in law.norms if is_ladder(norm)]
    return [
        Ladder(homes[norm.source], norm.title, (*norm.citations, "")[0], place_of(norm, regime),
               tuple(_rungs(norm, law.norms, regime)), placing, proposes, stepping)
        for norm in found
    ]  # fmt: skip


def is_ladder(norm: Norm) -> TypeGuard[ListNorm]:
    """Is this list a ladder?"""
    return isinstance(norm, ListNorm) and norm.title.lower().endswith("ladder") and "trede" in norm.header


def numbers(norm: ListNorm) -> list[int]:
    """The rungs of a ladder's list, in its order; rows without a number are passed over."""
    column = norm.header.index("trede")
    return [int(row[column]) for row in norm.rows if row[column].isdigit()]


def crossing(regime: Regime, rung: int, other: str) -> Crossing | None:
    """What the register proposes for a rung on another regime's ladder (by the name of that regime); None: nothing."""
    return next((row for row in regime.crossings if (row.rung, row.other) == (rung, other)), None)


def _rungs(norm: ListNorm, known: list[Norm], regime: Regime) -> Iterator[Rung]:
    columns = [COLUMNS.get(heading.strip().lower(), "") for heading in norm.header]
    rules = {found.name: found.sentence for found in known if isinstance(found, Definition)}
    places = norm.row_citations or ("",) * len(norm.rows)
    for place, cells in zip(places, norm.rows, strict=True):
        texts = dict(zip(columns, (cell.strip() for cell in cells), strict=True))
        if texts["number"].isdigit():
            evidence = texts.get("evidence", "")
            number = int(texts["number"])
            yield Rung(
                number, texts.get("name", ""), texts.get("meaning", ""), evidence, _named(evidence, regime),
                rules.get(RULE.format(number=number), ""), place or (*norm.citations, "")[0],
            )  # fmt: skip


def _named(evidence: str, regime: Regime) -> tuple[str, ...]:
    """The facts that a cell names between its commas."""
    labels = {snake(fact.label): fact.key for fact in regime.vocabulary.facts.values()}
    return tuple(labels[key] for part in evidence.split(",") if (key := snake(part)) in labels)


def _decision(known: list[Norm], regime: Regime, role: str) -> str | None:
    name = regime.roles[role]
    return name if any(isinstance(n, Grants) and n.decision and n.provision == name for n in known) else None


def _proposed(known: list[Norm], placing: str) -> str | None:
    """The value that the placing decision reads."""
    found = (n.name for n in known if isinstance(n, Amount) and n.reads and placing in n.provisions)
    return next(found, None)
