"""Cuts a regime file (Markdown) into headings, bullets, tables, notes and prose.

This stage knows nothing of law: it keeps lines and their numbers. It is linear in the size of the file and refuses
files that are too large, too deep or not text, so that no file can hang what comes after.
"""

from __future__ import annotations

import re
import stat
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from trede.law.errors import LawError

MAX_BYTES = 2_000_000
MAX_LINE = 2_000
MAX_ROWS = 5_000
MAX_SENTENCE = 1_500
MAX_BULLETS = 5_000
ENDS = (".", ":", "?", ";")

PLACE = r"(?:[A-Z]+-)?\d[\w.+-]*"
LETTER = r"(?:[a-z]|[ivx]{1,4}|[a-z]\.[ivx]{1,4})(?:-\d+)?"
HEADING = re.compile(r"^(#{1,4}) +(.*)$")
BULLET = re.compile(r"^( *)- (.*)$")
TOP_PLACES = re.compile(rf"^({PLACE}(?:, {PLACE})*) (?=\S)")
SUB_PLACES = re.compile(rf"^((?:{LETTER}|{PLACE})(?:, (?:{LETTER}|{PLACE}))*) (?=\S)")
DAY = r"\d{1,2} [a-z]+ \d{4}"
DATED = re.compile(rf" *\((?:(vanaf|tot) ({DAY})|van ({DAY}) tot ({DAY}))\)(?=[.:]?$)")
NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
NOTE = re.compile(r"[A-Z][\w-]*:")
NUMBERED = re.compile(r"^(?P<word>[A-Z][\w-]+) (?P<number>[\w.-]+)\. (?P<title>.+)$")


@dataclass(slots=True)
class Bullet:
    """One bullet: its places (as written), its sentence, the plain reason below it and what hangs under it."""

    line: int
    places: tuple[str, ...]
    text: str
    reason: str = ""
    since: str | None = None
    until: str | None = None
    children: list[Bullet] = field(default_factory=list)
    table: Table | None = None


@dataclass(slots=True)
class Table:
    """A table: its header, and its rows with their line numbers."""

    line: int
    header: list[str]
    rows: list[tuple[int, list[str]]]


@dataclass(slots=True)
class Section:
    """A heading and what stands under it, up to the next heading of the same or a higher level."""

    line: int
    level: int
    heading: str
    word: str = ""
    number: str = ""
    title: str = ""
    prose: list[str] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)
    bullets: list[Bullet] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)


@dataclass(slots=True)
class Document:
    """A file: its header table as pairs, and its sections in order (the first holds what precedes any heading)."""

    file: str
    header: dict[str, str]
    sections: list[Section]
    text: str


def read_text(path: Path, shown: str, errors: list[LawError]) -> str | None:
    """The text of the file at `path`; `shown` is its name in messages. None, with an error added, if it has none.

    Signs that cannot be seen (and could make a sentence look other than it is read) are refused.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            errors.append(LawError(shown, 0, "Dit is geen gewoon bestand.", "een tekstbestand"))
            return None
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError:
        errors.append(LawError(shown, 0, "Dit bestand is niet te lezen.", "een bestand dat gelezen mag worden"))
        return None
    if len(raw) > MAX_BYTES:
        right = f"verdeel het over meer bestanden van hoogstens {MAX_BYTES // 1_000_000} MB"
        errors.append(LawError(shown, 0, f"Dit bestand is te groot ({path.stat().st_size} bytes).", right))
        return None
    try:
        text = unicodedata.normalize("NFC", raw.decode("utf-8-sig")).replace("\r\n", "\n")
    except UnicodeDecodeError as problem:
        what = f"Dit bestand is geen tekst in UTF-8 (byte {problem.start})."
        errors.append(LawError(shown, 0, what, "sla het op als UTF-8"))
        return None
    if match := NO_TEXT.search(text):
        line = text.count("\n", 0, match.start()) + 1
        what = f"Hier staat een onzichtbaar teken (U+{ord(match[0]):04X})."
        errors.append(LawError(shown, line, what, "haal het weg; gewone letters, cijfers en leestekens"))
        return None
    if not text.strip():
        errors.append(LawError(shown, 0, "Dit bestand is leeg.", "vul het, of haal het weg"))
        return None
    return text


def read_document(path: Path, shown: str, errors: list[LawError]) -> Document | None:
    """Cut the file at `path`; `shown` is its name in messages. None, with an error added, if it cannot be read."""
    text = read_text(path, shown, errors)
    return None if text is None else cut(text, shown, errors)


def cut(text: str, shown: str, errors: list[LawError]) -> Document:
    """Cut the text of a file into sections."""
    cutter = _Cutter(shown, errors)
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if len(line) > MAX_LINE:
            right = f"hoogstens {MAX_LINE} tekens op een regel"
            errors.append(LawError(shown, number, f"Deze regel is te lang ({len(line)} tekens).", right))
            continue
        cutter.take(number, line.rstrip())
    cutter.close_bullet()
    header = {}
    for section in cutter.sections[:2]:
        if section.level <= 1 and section.tables:
            table = section.tables.pop(0)
            pairs = [table.header] + [cells for _, cells in table.rows]
            header = {cells[0]: cells[1] for cells in pairs if len(cells) == 2}
            break
    return Document(shown, header, cutter.sections, text)


class _Cutter:
    """Takes the lines of a file one by one."""

    def __init__(self, shown: str, errors: list[LawError]) -> None:
        self.shown, self.errors = shown, errors
        self.sections: list[Section] = [Section(0, 0, "")]
        self.bullet: Bullet | None = None
        self.parent: Bullet | None = None
        self.table: Table | None = None
        self.open_sentence = False
        self.bullets = 0

    @property
    def section(self) -> Section:
        return self.sections[-1]

    def take(self, number: int, line: str) -> None:
        """One line of the file."""
        if not line.startswith("|"):
            self.table = None
        if match := HEADING.match(line):
            self.close_bullet()
            self.parent = None
            self._heading(number, len(match[1]), match[2].strip())
        elif line.startswith("|"):
            self._row(number, line)
        elif match := BULLET.match(line):
            self._bullet(number, len(match[1]), match[2])
        elif line.startswith(">"):
            self.close_bullet()
            self._note(number, line.lstrip("> "))
        elif line.strip():
            self._prose(line)
        elif self.bullet is not None and not self.open_sentence:
            self.close_bullet()

    def _heading(self, number: int, level: int, heading: str) -> None:
        section = Section(number, level, heading)
        if match := NUMBERED.match(heading):
            section.word, section.number, section.title = match["word"], match["number"], match["title"]
        else:
            section.title = heading
        self.sections.append(section)

    def _row(self, number: int, line: str) -> None:
        cells = [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
        if self.table is None:
            self.close_bullet()
            self.table = Table(number, cells, [])
            if self.parent is not None and self.parent.text.endswith(":") and self.parent.table is None:
                self.parent.table = self.table
            else:
                self.section.tables.append(self.table)
        elif number == self.table.line + 1 and all(re.fullmatch(r":?-+:?", cell) for cell in cells):
            return
        elif len(cells) != len(self.table.header):
            what = f"Deze tabelrij heeft {len(cells)} vakken; de kop heeft er {len(self.table.header)}."
            self.errors.append(LawError(self.shown, number, what, "evenveel vakken als de kop", line))
        elif len(self.table.rows) == MAX_ROWS:
            self.table.rows.append((number, cells))
            what = f"Deze tabel is te lang: hoogstens {MAX_ROWS} rijen."
            self.errors.append(LawError(self.shown, number, what, "verdeel de tabel"))
        elif len(self.table.rows) < MAX_ROWS:
            self.table.rows.append((number, cells))

    def _bullet(self, number: int, indent: int, text: str) -> None:
        self.close_bullet()
        self.bullets += 1
        if self.bullets > MAX_BULLETS:
            if self.bullets == MAX_BULLETS + 1:
                what = f"Dit bestand heeft te veel regels: hoogstens {MAX_BULLETS} streepjes."
                self.errors.append(LawError(self.shown, number, what, "verdeel het over meer bestanden"))
            return
        if indent > 3:
            what = "Dit streepje staat te diep."
            self.errors.append(LawError(self.shown, number, what, "hoogstens één niveau diep", text))
            return
        if indent and self.parent is None:
            what = "Dit streepje springt in, maar hangt onder geen ander streepje."
            self.errors.append(LawError(self.shown, number, what, "begin de regel met '- '", text))
            return
        pattern = SUB_PLACES if indent else TOP_PLACES
        match = pattern.match(text)
        places = tuple(match[1].split(", ")) if match else ()
        self.bullet = Bullet(number, places, text[match.end() :] if match else text)
        if indent:
            assert self.parent is not None
            self.parent.children.append(self.bullet)
        else:
            self.parent = self.bullet
            self.section.bullets.append(self.bullet)
        self.open_sentence = not self.bullet.text.endswith(ENDS)

    def _prose(self, line: str) -> None:
        if self.bullet is None or not line.startswith("  "):
            self.close_bullet()
            self.parent = None
            self.section.prose.append(line.strip())
        elif self.open_sentence:
            if len(self.bullet.text) <= MAX_SENTENCE:
                self.bullet.text += " " + line.strip()
            self.open_sentence = not self.bullet.text.endswith(ENDS)
        elif len(self.bullet.reason) <= MAX_SENTENCE:
            self.bullet.reason = f"{self.bullet.reason} {line.strip()}".strip()

    def _note(self, number: int, text: str) -> None:
        notes = self.section.notes
        if notes and notes[-1][0] == number - 1 and len(notes[-1][1]) < MAX_LINE and not NOTE.match(text):
            _, before = notes.pop()
            text = f"{before} {text}".rstrip()
        self.section.notes.append((number, text))

    def close_bullet(self) -> None:
        """The bullet is whole: take its dates off the end of its sentence."""
        bullet, self.bullet, self.open_sentence = self.bullet, None, False
        if bullet is None:
            return
        if len(bullet.text) > MAX_SENTENCE:
            what = f"Deze zin is te lang: meer dan {MAX_SENTENCE} tekens."
            self.errors.append(LawError(self.shown, bullet.line, what, "een kortere zin, of een eigen begrip"))
            bullet.text = "Tekst: (te lang)."
        if len(bullet.reason) > MAX_SENTENCE:
            what = f"De uitleg bij deze regel is te lang: meer dan {MAX_SENTENCE} tekens."
            self.errors.append(LawError(self.shown, bullet.line, what, "een kortere uitleg", bullet.text[:80]))
        if match := DATED.search(bullet.text):
            bullet.text = bullet.text[: match.start()] + bullet.text[match.end() :]
            bullet.since = match[2] if match[1] == "vanaf" else match[3]
            bullet.until = match[2] if match[1] == "tot" else match[4]
