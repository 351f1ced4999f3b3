"""The three kinds of letter, and which of them an assessment allows."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Protocol

from trede.letters.errors import LetterError


class Kind(Protocol):
    """What every kind of letter tells: its Dutch name (`str`), and whether it is a decision."""

    @property
    def decides(self) -> bool:
        """Whether it is open to objection."""


class LetterKind(StrEnum):
    """What a letter says; the Dutch value is its name in data and on screens."""

    GRANT = "toekenning"
    REFUSAL = "afwijzing"
    REQUEST = "verzoek_om_gegevens"

    @property
    def decides(self) -> bool:
        """Whether this letter is a decision in the sense of Awb 1:3, open to objection."""
        return self is not LetterKind.REQUEST


_KIND = {
    "toegekend": LetterKind.GRANT,
    "geweigerd": LetterKind.REFUSAL,
    "onvoldoende_gegevens": LetterKind.REQUEST,
}


def derive_kind(provision: Mapping[str, Any], kind: LetterKind | str | None = None) -> LetterKind:
    """The kind of letter for an assessed provision; `kind` is the official's own choice.

    LetterError when no decision letter is possible: a judgement is still pending, or facts still lack.
    """
    outcome = provision["uitkomst"]
    try:
        wanted = LetterKind(kind) if kind else _KIND.get(outcome)
    except ValueError:
        kinds = ", ".join(LetterKind)
        raise LetterError(f"Er is geen brief van de soort {kind!r}. Kies uit: {kinds}.") from None
    if wanted is LetterKind.REQUEST:
        if not provision.get("ontbreekt"):
            raise LetterError("Er zijn geen gegevens die ontbreken: een verzoek om gegevens is niet nodig.")
        return wanted
    if outcome == "voorgelegd_aan_oordeel":
        raise LetterError(
            f"Over {provision['naam']} kan nog geen besluit op papier: eerst is een oordeel nodig{_pending(provision)}."
        )
    if outcome == "onvoldoende_gegevens":
        raise LetterError(
            f"Over {provision['naam']} kan nog geen besluit op papier: er ontbreken gegevens. Vraag die eerst op."
        )
    if wanted is None:
        raise LetterError(f"De uitkomst {outcome!r} is onbekend: hierover is geen brief te maken.")
    return wanted


def deviates(provision: Mapping[str, Any], kind: LetterKind, chose_ground: bool) -> bool:
    """Whether the official decides otherwise than the rules' outcome: then the letter must give a reason of their own.

    A refusal on a ground that *may* refuse, chosen by the official, does not deviate: the rules leave that choice.
    """
    return kind.decides and kind is not _KIND.get(provision["uitkomst"]) and not chose_ground


def _pending(provision: Mapping[str, Any]) -> str:
    names = [f"{row['naam']} ({row['wie']})" for row in provision.get("oordelen", ())]
    return f" over {', '.join(names)}" if names else ""
