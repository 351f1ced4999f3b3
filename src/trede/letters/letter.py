"""A letter as data: sections of paragraphs, lists, lines and tables, the same for the screen and for the PDF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from trede.letters.errors import LetterIncomplete
from trede.letters.kinds import Kind
from trede.letters.parties import Addressee, Sender
from trede.letters.safety import clean, refuse_bsn


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. `strong` is set in bold; `legal` text is exempt from the B1 measure, as law demands its words."""

    text: str
    strong: bool = False
    legal: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", clean(self.text))


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short points."""

    items: tuple[str, ...]
    legal: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "items", tuple(map(clean, self.items)))


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines that stay lines: an address, a signature. `room` leaves space to write on paper."""

    lines: tuple[str, ...]
    room: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "lines", tuple(map(clean, self.lines)))


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose first row is its header. `numbers` is the index of a column of amounts (set right), or None."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: int | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "header", tuple(map(clean, self.header)))
        object.__setattr__(self, "rows", tuple(tuple(map(clean, row)) for row in self.rows))


Block = Paragraph | Bullets | Lines | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the second level with what stands under it."""

    heading: str
    blocks: tuple[Block, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "heading", clean(self.heading))


@dataclass(frozen=True, slots=True)
class Letter:
    """A composed letter. Equal letters give equal PDFs, byte for byte.

    `greeting` ends with on whose behalf is signed, `signed` is the name and function below the signature. `day` is the
    day on it: of sending, else of deciding, else the day assessed. `lacks` are demanded parts not there (Dutch).

    LetterIncomplete when a letter that is not a draft lacks any;
    LetterError when a citizen service number stands anywhere in it.
    """

    kind: Kind
    draft: bool
    subject: str
    provision: str
    day: date
    sender: Sender
    addressee: Addressee
    references: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    greeting: tuple[str, ...]
    signed: tuple[str, ...]
    notes: tuple[Block, ...] = ()
    lacks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "subject", clean(self.subject))
        object.__setattr__(self, "references", tuple((clean(name), clean(value)) for name, value in self.references))
        object.__setattr__(self, "greeting", tuple(map(clean, self.greeting)))
        object.__setattr__(self, "signed", tuple(map(clean, self.signed)))
        if self.lacks and not self.draft:
            raise LetterIncomplete(self.lacks)
        refuse_bsn(self.text(), "de brief")

    def missing(self) -> list[str]:
        """The demanded parts that are not there yet, in Dutch."""
        return list(self.lacks)

    def text(self) -> str:
        """The whole letter as plain text, in reading order."""
        sender = self.sender
        head = [sender.organisatie, sender.afdeling, *sender.adres]
        parts = ["\n".join(filter(None, head))]
        parts.append("\n".join(filter(None, [self.addressee.name, *self.addressee.lines])))
        parts.append("\n".join(f"{name}: {value}" for name, value in self.references))
        parts += _plain(self.notes)
        parts.append(self.subject)
        for section in self.sections:
            parts += [section.heading, *_plain(section.blocks)]
        parts.append("\n".join((*self.greeting, *self.signed)))
        return "\n\n".join(filter(None, parts)) + "\n"

    def prose(self) -> list[str]:
        """The running text that the B1 measure reads: no legal text, no tables, no addresses."""
        found: list[str] = []
        for section in self.sections:
            for block in section.blocks:
                if isinstance(block, Paragraph) and not block.legal:
                    found.append(block.text)
                elif isinstance(block, Bullets) and not block.legal:
                    found += block.items
        return found


def _plain(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph():
                yield block.text
            case Bullets():
                yield "\n".join(f"- {item}" for item in block.items)
            case Lines():
                yield "\n".join(block.lines)
            case _:
                yield "\n".join(" | ".join(row) for row in (block.header, *block.rows))
