"""The texts of letters as data: the set in `templates/texts.toml`, any text of which a municipality may replace."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

TEMPLATES = Path(__file__).parent / "templates"
COMMON = frozenset({"organisatie", "afdeling", "telefoon", "bestuursorgaan", "naam"})
_SLOT = re.compile(r"\{([a-z_]+)\}")


@cache
def standard_texts() -> Mapping[str, str]:
    """Every text by its dotted name, as shipped."""
    with (TEMPLATES / "texts.toml").open("rb") as file:
        return MappingProxyType(flatten(tomllib.load(file)))


def flatten(tree: Mapping[str, Any], above: str = "") -> dict[str, Any]:
    """A nested mapping as one with dotted names.

    >>> flatten({"kop": {"besluit": "Ons besluit"}})
    {'kop.besluit': 'Ons besluit'}
    """
    flat: dict[str, Any] = {}
    for key, value in tree.items():
        name = f"{above}{key}"
        flat |= flatten(value, f"{name}.") if isinstance(value, Mapping) else {name: value}
    return flat


@cache
def kept_words() -> Mapping[str, list[str]]:
    """By dotted name of a text: what a municipality's own version of it must keep, because the law asks for it."""
    with (TEMPLATES / "parts.toml").open("rb") as file:
        return MappingProxyType(tomllib.load(file)["houden"])


def override_errors(overrides: Mapping[str, Any]) -> list[str]:
    """What is wrong with a municipality's own texts (dotted names), in Dutch: unknown names or slots, lost words."""
    known, errors = standard_texts(), []
    for name, text in overrides.items():
        if name not in known:
            close = get_close_matches(name, known, n=1)
            hint = f" Bedoelde u '{close[0]}'?" if close else ""
            errors.append(f"teksten: er is geen tekst met de naam '{name}'.{hint}")
        elif not isinstance(text, str) or not text.strip():
            errors.append(f"teksten.{name}: hier hoort een tekst te staan.")
        elif extra := set(_SLOT.findall(text)) - set(_SLOT.findall(known[name])) - COMMON:
            errors.append(f"teksten.{name}: deze invulplek is hier niet bekend: {', '.join(sorted(extra))}.")
        elif lost := [word for word in kept_words().get(name, ()) if word not in text]:
            errors.append(f"teksten.{name}: hierin moet blijven staan: {', '.join(lost)}.")
    return errors


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of one sender: the standard set with its replacements, and the words that fill common slots."""

    own: Mapping[str, str] = field(default_factory=dict)
    common: Mapping[str, str] = field(default_factory=dict)

    def find(self, name: str) -> str | None:
        """The text under a dotted name, unfilled, or None."""
        return self.own.get(name) or standard_texts().get(name)

    def say(self, name: str, **words: str) -> str:
        """The text under a dotted name with its slots filled once: a filled word is never read as a slot again.

        KeyError for a name or slot that does not exist (a programming mistake, not a user's).

        >>> Texts().say("besluit.datum", datum="{datum}")
        'Wij namen dit besluit op {datum}.'
        """
        text = self.own.get(name) or standard_texts()[name]
        return _SLOT.sub(lambda slot: words[slot[1]] if slot[1] in words else self.common[slot[1]], text)
