"""All that one letter is made from, gathered once, with the small questions every part of a letter asks of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from trede.letters.dutch import as_date, capital, join
from trede.letters.kinds import Kind, LetterKind, deviates
from trede.letters.parties import Addressee, Sender
from trede.letters.supplied import Supplied, part_names
from trede.letters.texts import Texts

# What the assessment says of grounds (`gevolg`, `soort`), by what a refusal makes of it.
REFUSES = ("weigert", "eindigt")
MAY_REFUSE = ("kan_weigeren", "kan_eindigen")
MAY = ("mag_weigeren", "mag_eindigen")
ASKS = ("voorwaarde", "stuk", "duur", "verlenging")


@dataclass(frozen=True, slots=True)
class Demand:
    """A part that the regulation demands of this letter: its own words, its canonical name, whether it is certain."""

    words: str
    part: str
    certain: bool
    norms: tuple[str, ...]


def concerns(kind: Kind, document: str) -> bool:
    """Is a letter of this kind the document that a regulation names (`templates/parts.toml`, `stukken`)?"""
    named, documents = document.lower(), part_names().documents
    if any(word in named for word in documents[str(kind)]):
        return True
    others = [word for other in LetterKind if other is not kind for word in documents[other]]
    return (
        kind.decides
        and any(word in named for word in documents["algemeen"])
        and not any(word in named for word in others)
    )


@dataclass(frozen=True)
class Context:
    """The provision as assessed, the reader, the sender, the dates, and what the official supplied."""

    kind: Kind
    provision: Mapping[str, Any]
    head: Mapping[str, Any]
    reader: Addressee
    sender: Sender
    supplied: Supplied
    made_known: date | None
    decided: date | None
    answer_by: date | None
    draft: bool
    places: Mapping[str, str]

    @cached_property
    def texts(self) -> Texts:
        """The sender's texts, with the name of this provision filled in."""
        words = self.sender.words
        return Texts(words.own, {**words.common, "naam": self.provision["naam"]})

    @cached_property
    def assessed(self) -> date:
        """The day of the law applied. LetterError when it is no date."""
        return as_date(self.head["op"], "op") or date.max

    @cached_property
    def named(self) -> str:
        """The provision with its article, as the sender names it."""
        own = self.sender.namen.get(self.provision["voorziening"])
        return own or self.texts.say("voorziening.zonder_lidwoord")

    @cached_property
    def refused(self) -> str:
        """The provision as what is not given: "geen jobcoach", "de voorziening jobcoach niet"."""
        article, _, rest = self.named.partition(" ")
        if article == "een":
            return self.say("voorziening.geen", rest=rest)
        return self.say("voorziening.niet", voorziening=self.named)

    def role(self, name: str) -> str:
        """The reader of letters that a role of the regulation means ("persoon", "werkgever"), else the role itself."""
        if name == "aanvrager":
            name = self.provision["ontvanger"]
        return part_names().roles.get(name, name)

    @cached_property
    def receiver(self) -> str:
        """Who receives the provision, said to the reader: "u", "uw werkgever", "uw werknemer"."""
        return self.texts.say(f"ontvanger.{self.role(self.provision['ontvanger'])}.{self.reader.kind}")

    def say(self, name: str, **words: str) -> str:
        """A text with its slots filled."""
        return self.texts.say(name, **words)

    def rows(self, name: str) -> list[Mapping[str, Any]]:
        """A list of the assessed provision (`gronden`, `bedragen` and so on), empty if it has none."""
        return list(self.provision.get(name) or ())

    def grounds(self, *effects: str) -> list[Mapping[str, Any]]:
        """The grounds with one of these effects (`gevolg`)."""
        return [row for row in self.rows("gronden") if row["gevolg"] in effects]

    @cached_property
    def unmet(self) -> list[Mapping[str, Any]]:
        """The conditions that definitely fail."""
        return [row for row in self.grounds(*REFUSES) if row["soort"] in ASKS]

    @cached_property
    def barred(self) -> list[Mapping[str, Any]]:
        """The grounds that bar the provision and hold; a running provision that excludes it is one."""
        bars = [row for row in self.grounds(*REFUSES) if row["soort"] not in ASKS + MAY]
        for row in self.rows("samenloop"):
            if row["soort"] == "sluit_uit" and row.get("stand") == "loopt":
                told = row.get("uitleg") or self.say("waarom.samenloop", met=row["met"])
                bars.append({"normen": row["normen"], "uitleg": told, "zin": told})
        return bars

    @cached_property
    def chosen(self) -> list[Mapping[str, Any]]:
        """The grounds that may refuse, hold, and were chosen by the official, here or in the facts."""
        decided = [row for row in self.grounds(*REFUSES) if row["soort"] in MAY]
        return decided + [row for row in self.grounds(*MAY_REFUSE) if self.supplied.chose(list(row["normen"]))]

    @cached_property
    def refusing(self) -> list[Mapping[str, Any]]:
        """Every ground that a refusal rests on."""
        return [*self.unmet, *self.barred, *self.chosen]

    @cached_property
    def asked(self) -> list[Mapping[str, Any]]:
        """The facts that lack and are asked for in this letter: all but those the official leaves out."""
        left_out = self.supplied.lists.get("weglaten", ())
        return [row for row in self.rows("ontbreekt") if row["feit"] not in left_out]

    @cached_property
    def deviates(self) -> bool:
        """Whether the official decides otherwise than the rules: in this letter, or already in the facts assessed."""
        applied = any(row["soort"] == "afwijking_toegepast" for row in self.rows("kanttekeningen"))
        return (self.kind.decides and applied) or deviates(
            self.provision, self.kind, self.kind is LetterKind.REFUSAL and bool(self.chosen)
        )

    @cached_property
    def demands(self) -> list[Demand]:
        """The parts that the regulation demands, or may demand, of this kind of letter."""
        return [
            Demand(row["onderdeel"], part_names().canonical(row["onderdeel"]), row["vereist"] == "ja",
                   tuple(row.get("normen", ())))
            for row in self.rows("inhoud")
            if row["vereist"] != "nee" and concerns(self.kind, row["stuk"])
        ]  # fmt: skip

    def place(self, norms: Iterable[str]) -> str:
        """Where these norms stand, in words where known, else by their ids; a letter before its whole paragraph."""
        places = list(dict.fromkeys(self._places.get(norm, norm) for norm in norms))
        return join([p for p in places if not any(other.startswith(f"{p},") for other in places)])

    @cached_property
    def _places(self) -> Mapping[str, str]:
        known = {norm: row["plaats"] for row in self.rows("gronden") for norm in row["normen"] if row.get("plaats")}
        return {**known, **self.places}

    def named_dates(self, part: str) -> Iterator[date]:
        """The dates that fill a part such as `ingangsdatum`: the official's own first, then those of the assessment."""
        if part in self.supplied.dates:
            yield self.supplied.dates[part]
        for row in self.rows("termijnen"):
            if row.get("datum") and part_names().canonical(row["naam"]) == part:
                yield date.fromisoformat(row["datum"])

    @cached_property
    def gift(self) -> dict[str, str]:
        """The slot that names the provision in a sentence of this kind of letter."""
        return {"niet": self.refused} if self.kind is LetterKind.REFUSAL else {"voorziening": self.named}

    @cached_property
    def subject(self) -> str:
        """The subject: a sentence that already tells the decision."""
        return self.say(f"onderwerp.{self.kind}", wie=capital(self.receiver), **self.gift)
