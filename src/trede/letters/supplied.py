"""What the official supplies for a letter, and how a regulation's words for a part are recognised."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import Any

from trede.letters.dutch import as_date
from trede.letters.errors import LetterError
from trede.letters.safety import clean, refuse_bsn
from trede.letters.texts import TEMPLATES

_LISTS = ("gekozen_gronden", "niet_van_toepassing", "weglaten")
_DATES = ("aanvraagdatum", "ingangsdatum", "einddatum")
_WORD = re.compile(r"[^a-z0-9à-ÿ]+")


@dataclass(frozen=True, slots=True)
class PartNames:
    """The data of `templates/parts.toml`: aliases of parts, free names, documents per kind of letter."""

    aliases: Mapping[str, str]
    free: frozenset[str]
    dropped: frozenset[str]
    documents: Mapping[str, tuple[str, ...]]
    roles: Mapping[str, str]
    answer_weeks: int

    def canonical(self, name: str) -> str:
        """A part's one name: without articles, snake_case, an alias replaced.

        >>> part_names().canonical("Naam van de voorliggende voorziening")
        'naam_voorliggende_voorziening'
        """
        key = name if name in self.free else _key(name, self.dropped)
        return self.aliases.get(key, key)


def _key(name: str, dropped: frozenset[str]) -> str:
    return "_".join(word for word in _WORD.split(name.lower()) if word and word not in dropped)


@cache
def part_names() -> PartNames:
    """The shipped part names, read once."""
    with (TEMPLATES / "parts.toml").open("rb") as file:
        data = tomllib.load(file)
    dropped = frozenset(data["lidwoorden"]["weg"])
    groups = {**data["vult"], **data["schrijft"]}
    return PartNames(
        aliases={_key(alias, dropped): name for name, others in groups.items() for alias in others},
        free=frozenset(data["vrij"]["namen"]) | frozenset(groups),
        dropped=dropped,
        documents={kind: tuple(words) for kind, words in data["stukken"].items()},
        roles={role: reader for reader, roles in data["rollen"].items() for role in roles},
        answer_weeks=data["antwoord"]["weken"],
    )


@dataclass(frozen=True, slots=True)
class Supplied:
    """The official's own content, by canonical part name."""

    texts: Mapping[str, str]
    lists: Mapping[str, tuple[str, ...]]
    dates: Mapping[str, date]

    @classmethod
    def read(cls, extra: Mapping[str, Any], demanded: frozenset[str]) -> Supplied:
        """Read `extra`; `demanded` are the canonical names of the parts that the regulation names.

        LetterError with every name that is unknown and every value of the wrong type.
        """
        names, errors = part_names(), []
        texts: dict[str, str] = {}
        lists: dict[str, tuple[str, ...]] = {}
        dates: dict[str, date] = {}
        for given, value in extra.items():
            name = names.canonical(given)
            try:
                _known(given, name, names.free | demanded)
                if name in _LISTS:
                    lists[name] = _list(given, value)
                elif name in _DATES:
                    if day := as_date(value, given):
                        dates[name] = day
                elif text := _text(given, value):
                    texts[name] = text
            except LetterError as error:
                errors.append(str(error))
        if errors:
            raise LetterError("\n".join(errors))
        return cls(texts, lists, dates)

    def chose(self, norms: list[str]) -> bool:
        """Whether the official chose the ground that rests on one of these norms."""
        return not set(norms).isdisjoint(self.lists.get("gekozen_gronden", ()))

    def sets_aside(self, part: str) -> bool:
        """Whether the official says that this part does not apply."""
        return part in {part_names().canonical(name) for name in self.lists.get("niet_van_toepassing", ())}


def _known(given: str, name: str, known: frozenset[str]) -> None:
    if name not in known:
        close = get_close_matches(name, known, n=1)
        hint = f" Bedoelde u '{close[0]}'?" if close else ""
        raise LetterError(f"{given}: dit onderdeel kent deze brief niet.{hint}")


def _list(given: str, value: Any) -> tuple[str, ...]:
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, list | tuple) or not all(isinstance(item, str) for item in items):
        raise LetterError(f"{given}: hier hoort een lijst van namen te staan.")
    return tuple(items)


def _text(given: str, value: Any) -> str:
    if value is not None and not isinstance(value, str):
        raise LetterError(f"{given}: hier hoort een tekst te staan, niet {value!r}.")
    text = clean(value or "")
    refuse_bsn(text, given)
    return text
