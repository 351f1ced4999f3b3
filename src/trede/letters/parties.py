"""Who sends a letter and who receives it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from functools import cached_property
from types import MappingProxyType
from typing import Any, Literal, Self, get_args

from trede.letters.errors import LetterError, SenderErrors
from trede.letters.safety import clean, holds_bsn, refuse_bsn
from trede.letters.texts import Texts, flatten, override_errors

AddresseeKind = Literal["persoon", "werkgever"]
LONGEST = 200  # characters in a name or a line of an address
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_CONTRAST = 4.5  # WCAG 2.2, 1.4.3: of text against white


@dataclass(frozen=True, slots=True)
class Addressee:
    """The reader of a letter: the person, or the employer.

    `lines` is the postal address without the name; `client_number` the municipality's own number, never a BSN; `about`
    the name of the employee, in a letter to an employer. LetterError on a BSN, an unknown kind, or overlong text.
    """

    kind: AddresseeKind
    name: str
    lines: tuple[str, ...] = ()
    client_number: str = ""
    about: str = ""

    def __post_init__(self) -> None:
        if self.kind not in get_args(AddresseeKind):
            raise LetterError(f"Een brief gaat naar een persoon of een werkgever, niet naar {self.kind!r}.")
        texts = {"de naam": self.name, "het klantnummer": self.client_number, "de naam van de werknemer": self.about}
        for where, text in texts.items():
            refuse_bsn(clean(text), where, anyhow=True)
        for text in (*texts.values(), *self.lines):
            if len(text) > LONGEST:
                raise LetterError(f"De naam of het adres is te lang voor een brief: meer dan {LONGEST} tekens.")
        for name, text in (("name", self.name), ("client_number", self.client_number), ("about", self.about)):
            object.__setattr__(self, name, clean(text))
        object.__setattr__(self, "lines", tuple(filter(None, map(clean, self.lines))))


@dataclass(frozen=True)
class Sender:
    """The house that sends: its name, address, mandate and texts, all from the municipality's own data.

    Field names are the Dutch words of that data; `bestuursorgaan` goes without its article. `namen` gives a provision
    its name with article; `teksten` replaces standard texts by dotted name; `kleur` is the colour of headings.
    """

    organisatie: str
    bestuursorgaan: str = ""
    afdeling: str = ""
    adres: tuple[str, ...] = ()
    telefoon: str = ""
    e_mail: str = ""
    website: str = ""
    openingstijden: str = ""
    mandaat: str = ""
    ondertekenaar: str = ""
    functie: str = ""
    bezwaar_adres: tuple[str, ...] = ()
    bezwaar_online: str = ""
    kleur: str = "#1b3a5c"
    namen: Mapping[str, str] = field(default_factory=dict)
    teksten: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> Self:
        """The sender in a mapping as a regime gives it. SenderErrors with everything that is wrong."""
        data = _nested(data)
        known = {item.name for item in fields(cls)}
        errors = [_unknown(name, known) for name in data if name not in known]
        values: dict[str, Any] = {}
        for name in sorted(known & set(data), key=list(data).index):
            try:
                values[name] = _value(name, data[name])
            except LetterError as error:
                errors.append(str(error))
        if not values.get("organisatie") and not any(error.startswith("organisatie:") for error in errors):
            errors.append("organisatie: de naam van de organisatie ontbreekt.")
        errors += override_errors(values.get("teksten", {}))
        if errors:
            raise SenderErrors(errors)
        return cls(**values)

    @cached_property
    def words(self) -> Texts:
        """The texts that this sender's letters are written with."""
        common = {name: getattr(self, name) for name in ("organisatie", "afdeling", "telefoon", "bestuursorgaan")}
        return Texts(self.teksten, {**common, "naam": ""})


def _nested(data: Mapping[str, Any]) -> dict[str, Any]:
    """The mapping with names such as `namen.proefplaats` and `teksten.kop.besluit` gathered: a flat table will do."""
    nested = {name: value for name, value in data.items() if not name.startswith(("namen.", "teksten."))}
    for name in (name for name in data if name not in nested):
        group, _, rest = name.partition(".")
        inside = nested.get(group, {})
        nested[group] = {**inside, rest: data[name]} if isinstance(inside, Mapping) else inside
    return nested


def _unknown(name: str, known: set[str]) -> str:
    close = get_close_matches(name, known, n=1)
    return f"{name}: dit gegeven kent een brief niet." + (f" Bedoelde u '{close[0]}'?" if close else "")


def _value(name: str, value: Any) -> Any:
    """One field of the sender, checked and cleaned. LetterError (Dutch, opening with the field's name)."""
    if name in ("adres", "bezwaar_adres"):
        lines = re.split(r",\s|\n", value) if isinstance(value, str) else value
        if not isinstance(lines, list | tuple) or not all(isinstance(line, str) for line in lines):
            raise LetterError(f"{name}: hier hoort een lijst van regels te staan.")
        return tuple(_line(name, line) for line in lines if line.strip())
    if name in ("namen", "teksten"):
        if not isinstance(value, Mapping):
            raise LetterError(f"{name}: hier hoort een tabel van naam en tekst te staan.")
        flat = flatten(value) if name == "teksten" else dict(value)
        if name == "namen" and not all(isinstance(text, str) and text.strip() for text in flat.values()):
            raise LetterError("namen: elke voorziening hoort een naam te hebben.")
        return MappingProxyType(flat)
    if not isinstance(value, str):
        raise LetterError(f"{name}: hier hoort een tekst te staan, niet {value!r}.")
    if name == "kleur" and (not _COLOUR.fullmatch(value) or contrast_with_white(value) < _CONTRAST):
        raise LetterError("kleur: kies een kleur als #1b3a5c die op wit goed leesbaar is (contrast minstens 4,5).")
    return _line(name, value).removeprefix("het " if name == "bestuursorgaan" else "")


def _line(name: str, text: str) -> str:
    if holds_bsn(text):
        raise LetterError(f"{name}: hierin staat een getal dat voor een BSN doorgaat.")
    if len(text) > LONGEST:
        raise LetterError(f"{name}: te lang voor een brief, meer dan {LONGEST} tekens.")
    return clean(text)


def contrast_with_white(colour: str) -> float:
    """The contrast ratio of a colour `#rrggbb` against white, 1 to 21 (WCAG 2.2).

    >>> round(contrast_with_white("#000000")), round(contrast_with_white("#ffffff"))
    (21, 1)
    """
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 1.05 / (light + 0.05)
