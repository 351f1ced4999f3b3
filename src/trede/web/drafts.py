"""The seam to `letters`: what a letter needs, and the letter as text on the screen and as PDF."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from trede import letters
from trede.web.assessments import Problem, Problems
from trede.web.conversations import Conversation
from trede.web.regulations import regime_of

MAY = ("mag_weigeren", "mag_eindigen")
HOLDS = ("weigert", "eindigt", "kan_weigeren", "kan_eindigen")


@dataclass(frozen=True)
class LetterText:
    """What the user typed for a letter, read. `grounds` are the norms of the chosen grounds, one tuple each."""

    reader: Literal["persoon", "werkgever"]
    kind: str = ""
    name: str = ""
    lines: tuple[str, ...] = ()
    client_number: str = ""
    about: str = ""
    made_known: date | None = None
    decided: date | None = None
    answer_by: date | None = None
    extra: dict[str, Any] = field(default_factory=dict)
    grounds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """A piece of a letter on the screen: `shape` is one of tekst, punten, regels, tabel."""

    shape: str
    lines: tuple[str, ...] = ()
    strong: bool = False
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Draft:
    """A draft letter to look at, and what it still lacks before it may go out."""

    letter: letters.Letter

    @property
    def lacks(self) -> list[str]:
        """The demanded parts that are not there yet, in Dutch."""
        return self.letter.missing()

    @property
    def pdf(self) -> bytes:
        """The letter as an accessible file."""
        return letters.render_pdf(self.letter)

    @property
    def sections(self) -> list[tuple[str, list[Part]]]:
        """The letter as headings with what stands under them."""
        return [(section.heading, [as_part(block) for block in section.blocks]) for section in self.letter.sections]

    @property
    def closing(self) -> list[str]:
        """The greeting and the signature."""
        return [*self.letter.greeting, *self.letter.signed]


def as_part(block: Any) -> Part:
    """A block of a letter for the screen."""
    match block:
        case letters.Paragraph():
            return Part("tekst", (block.text,), block.strong)
        case letters.Bullets():
            return Part("punten", block.items)
        case letters.Lines():
            return Part("regels", block.lines)
        case _:
            return Part("tabel", block.header, rows=block.rows)


def letter_kinds(provision: dict[str, Any]) -> list[tuple[str, str]]:
    """The kinds of letter that are possible now, by name, with their words."""
    possible = []
    for kind in letters.LetterKind:
        with suppress(letters.LetterError):
            possible.append((str(letters.derive_kind(provision, kind)), kind.value.replace("_", " ")))
    return possible


def default_kind(provision: dict[str, Any]) -> str:
    """The kind of letter that follows from the outcome; Problems when none is possible yet."""
    try:
        return str(letters.derive_kind(provision))
    except letters.LetterError as error:
        raise Problems([Problem("", str(error))]) from error


def demanded_parts(provision: dict[str, Any]) -> list[str]:
    """The parts of a decision that the regulation demands, in its own words, that a person must write."""
    return [part.words for part in letters.parts_to_write(provision)]


def may_grounds(provision: dict[str, Any]) -> list[dict[str, Any]]:
    """The grounds that hold and on which one may, but need not, refuse or end; each under the first of its norms."""
    found = [g for g in provision["gronden"] if g["soort"] in MAY and g["gevolg"] in HOLDS]
    return [ground | {"sleutel": ground["normen"][0]} for ground in found if ground["normen"]]


def may_only(provision: dict[str, Any]) -> bool:
    """Does a refusal now rest on nothing but grounds that one may use?"""
    binds = [g for g in provision["gronden"] if g["gevolg"] in ("weigert", "eindigt") and g["soort"] not in MAY]
    beside = [row for row in provision["samenloop"] if row["soort"] == "sluit_uit" and row.get("stand") == "loopt"]
    return provision["uitkomst"] == "geweigerd" and not binds and not beside


def draft_letter(conversation: Conversation, provision: dict[str, Any], typed: LetterText) -> Draft:
    """The draft letter; Problems when it cannot be made."""
    extra = dict(typed.extra)
    if typed.kind == letters.LetterKind.REFUSAL and may_grounds(provision):
        provision = letters.left_open(provision)
        extra["gekozen_gronden"] = list(typed.grounds)
    try:
        letter = letters.compose(
            provision,
            {"op": conversation.on},
            addressee=letters.Addressee(typed.reader, typed.name, typed.lines, typed.client_number, typed.about),
            sender=letters.Sender.from_mapping(regime_of(conversation.regime).sender),
            kind=typed.kind or None,
            made_known=typed.made_known,
            decided=typed.decided,
            answer_by=typed.answer_by,
            extra=extra,
            draft=True,
        )
    except letters.LetterError as error:
        raise Problems(Problem("", line) for line in str(error).splitlines()) from error
    return Draft(letter)
