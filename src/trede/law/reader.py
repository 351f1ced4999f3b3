"""Reads a regime's folder: documents, vocabulary, sentences, register, people and examples."""

from __future__ import annotations

import csv
import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import trede
from trede.law import norms, tables
from trede.law.declarations import declare_all
from trede.law.document import Bullet, Document, Section, read_document
from trede.law.errors import LawError, LawErrors, UnknownRegime, nearest
from trede.law.kinds import parse_date, snake
from trede.law.norms import Norm
from trede.law.people import read_people
from trede.law.regime import RANKS, Article, Erratum, ExampleTable, InventoryItem, Regime, Resolution, Source
from trede.law.sentence import Misread, SentenceReader
from trede.law.vocabulary import Vocabulary

RAW = {"tekst": "tekst", "begrip": "begrip", "leemte": "leemte", "oud recht geldt": "oud_recht"}
DECLARED = ("Rollen", "Handelingen", "Waarden", "Stukken", "Voorzieningen", "Vaste namen", "Afzender")
RAW_FORM = re.compile(r"^(Tekst|Begrip|Leemte|Oud recht geldt|Lijst)(?::| ) ?(.*)$", re.S)


def regimes_root() -> Path:
    """The folder that holds the regimes: `TREDE_REGIMES`, the one shipped in the package, or the repository's."""
    if chosen := os.environ.get("TREDE_REGIMES"):
        return Path(chosen)
    package = Path(trede.__file__).parent
    shipped = package / "_regimes"
    return shipped if shipped.is_dir() else package.parent.parent / "regimes"


def regime_names(root: Path | None = None) -> list[str]:
    """The names of all regimes that can be chosen (those with a `regime.md`)."""
    base = root or regimes_root()
    return sorted(p.parent.name for p in base.glob("*/regime.md")) if base.is_dir() else []


def find_regime(name: str | Path, root: Path | None = None) -> Path:
    """The folder of a regime by name or path. UnknownRegime if there is none, naming those there are."""
    path = Path(name)
    if path.is_dir() and (path / "regime.md").is_file():
        return path
    base = root or regimes_root()
    if re.fullmatch(r"[a-z0-9_-]+", str(name)) and (base / str(name) / "regime.md").is_file():
        return base / str(name)
    known = regime_names(root)
    guess = nearest(str(name), known)
    hint = f" Bedoelt u '{guess}'?" if guess else ""
    raise UnknownRegime(f"Er is geen regime '{name}'.{hint} Er zijn: {', '.join(known) or 'geen'}.")


def read_regime(name: str | Path, root: Path | None = None) -> Regime:
    """Read a regime and those it builds on. LawErrors with every mistake in reading; UnknownRegime."""
    errors: list[LawError] = []
    regime = _read(find_regime(name, root), root, errors, ())
    if errors:
        raise LawErrors(errors)
    assert regime is not None
    return regime


def read_leniently(name: str | Path, root: Path | None = None) -> tuple[Regime | None, list[LawError]]:
    """Read as much as can be read, and all mistakes: for the checker and the editor's help."""
    errors: list[LawError] = []
    return _read(find_regime(name, root), root, errors, ()), errors


def _read(folder: Path, root: Path | None, errors: list[LawError], above: tuple[str, ...]) -> Regime | None:
    documents = [
        found
        for path in sorted(folder.glob("*.md"))
        if (found := read_document(path, f"{folder.name}/{path.name}", errors)) is not None
    ]
    main = next((d for d in documents if d.file.endswith("/regime.md")), None)
    if main is None or "regime" not in main.header:
        what = "Dit is geen regime: de koptabel met | regime | … | ontbreekt."
        errors.append(LawError(f"{folder.name}/regime.md", 0, what, "een tabel die begint met | regime | naam |"))
        return None
    name = main.header["regime"]
    if name != folder.name:
        what = f"Het regime heet '{name}', maar de map '{folder.name}'."
        errors.append(LawError(main.file, 1, what, f"| regime | {folder.name} |"))
    bases = tuple(b.strip() for b in main.header.get("bouwt op", "").split(",") if b.strip())
    regime = Regime(name, main.header.get("titel", name), bases, Vocabulary())
    for base in bases:
        if base in above or base == name:
            errors.append(LawError(main.file, 1, f"'{name}' bouwt via '{base}' op zichzelf."))
            continue
        try:
            _take_over(regime, _read(find_regime(base, root), root, errors, (*above, name)))
        except UnknownRegime as problem:
            errors.append(LawError(main.file, 1, str(problem), "een bestaand regime bij 'bouwt op'"))
    _Reader(regime, documents, errors).read()
    _read_inventory(regime, folder, errors)
    return regime


def _take_over(regime: Regime, base: Regime | None) -> None:
    if base is None:
        return
    regime.vocabulary.merge(base.vocabulary)
    regime.sources += base.sources
    regime.norms += base.norms
    regime.register += base.register
    regime.errata += base.errata
    regime.groups.update(base.groups)
    regime.inventory.update(base.inventory)
    regime.roles.update(base.roles)


def _read_inventory(regime: Regime, folder: Path, errors: list[LawError]) -> None:
    for path in sorted(folder.glob("inventaris*.csv")):
        shown = f"{folder.name}/{path.name}"
        with path.open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), 2):
                item = InventoryItem(**{k: (row.get(k) or "").strip() for k in InventoryItem.__slots__})
                if item.norm in regime.inventory:
                    errors.append(LawError(shown, number, f"'{item.norm}' staat twee keer in de inventaris."))
                regime.inventory[item.norm] = item


class _Reader:
    """Reads the documents of one regime into it."""

    def __init__(self, regime: Regime, documents: list[Document], errors: list[LawError]) -> None:
        self.regime, self.documents, self.errors = regime, documents, errors

    def read(self) -> None:
        """Vocabulary first, then sources with their norms, then register, people and settings."""
        declare_all(self.regime, self.documents, self.errors)
        self.sentences = SentenceReader(self.regime.vocabulary)
        for document in self.documents:
            if "bron" in document.header:
                self._source(document)
            if document.file.endswith("/personen.md"):
                self.regime.personas += read_people(document, self.regime.vocabulary, self.errors)
        for document in self.documents:
            if document.header.get("rang") == "register":
                self._register(document)

    def _source(self, document: Document) -> None:
        header = document.header
        rank = header.get("rang", "")
        if rank not in RANKS:
            right = f"| rang | {nearest(rank, RANKS) or 'een van: ' + ', '.join(RANKS)} |"
            self.errors.append(LawError(document.file, 1, f"'{rank}' is geen rang.", right))
            return
        title = document.sections[1].heading if len(document.sections) > 1 else header["bron"]
        source = Source(
            header["bron"], title, header.get("kort", title), rank, document.file,
            hashlib.sha256(document.text.encode()).hexdigest(), self.regime.name,
        )  # fmt: skip
        for name, key in (("vastgesteld", "adopted"), ("bekendgemaakt", "published"), ("geldt vanaf", "since"),
                          ("geldt tot", "until")):  # fmt: skip
            if (text := header.get(name)) and text != "niet vermeld":
                if (day := parse_date(text)) is None:
                    self.errors.append(LawError(document.file, 1, f"'{text}' is geen datum.", "| … | 1 juli 2023 |"))
                else:
                    setattr(source, key, day)
        source.patterns = {k: v for k, v in header.items() if k.startswith("citaat")}
        if any(known.id == source.id for known in self.regime.sources):
            self.errors.append(LawError(document.file, 1, f"Bron '{source.id}' is er al.", "een eigen naam per bron"))
        self.regime.sources.append(source)
        if rank != "register":
            for section in document.sections[1:]:
                _SectionReader(self, document, source, section).read()

    def _register(self, document: Document) -> None:
        for section in document.sections:
            for table in section.tables:
                for line, cells in table.rows:
                    row = dict(zip(table.header, cells, strict=False))
                    if "plaats" in row:
                        self.regime.errata.append(
                            Erratum(row["plaats"], row.get("er staat", ""), row.get("gelezen als", ""),
                                    row.get("waarom", ""), document.file, line)
                        )  # fmt: skip
                    elif "geldt" in row:
                        self._resolution(document, line, row)

    def _resolution(self, document: Document, line: int, row: dict[str, str]) -> None:
        unless = None
        if text := row.get("behalve als", "") or row.get("opzij als", ""):
            found = self.sentences.read_expression(text, "")
            if isinstance(found, Misread):
                self.errors.append(LawError(document.file, line, found.what, found.right, text))
                return
            unless = found
        split = [tuple(p.strip() for p in row.get(k, "").split(",") if p.strip()) for k in ("bronnen", "geldt")]
        self.regime.register.append(
            Resolution(row.get("over", ""), split[0], split[1], row.get("waarom", ""), row.get("besloten door", ""),
                       document.file, line, unless)
        )  # fmt: skip


class _SectionReader:
    """Reads the norms under one heading of a source."""

    def __init__(self, reader: _Reader, document: Document, source: Source, section: Section) -> None:
        self.reader, self.document, self.source, self.section = reader, document, source, section
        self.regime, self.errors = reader.regime, reader.errors
        self.scope: tuple[str, ...] = ()

    def read(self) -> None:
        """All bullets of the section become norms; an examples heading becomes an example table."""
        section = self.section
        if section.heading.startswith("Voorbeelden"):
            self._examples()
            return
        if section.level > 2 and not section.word:
            return
        key = section.number or snake(section.title)
        article = Article(key, section.heading, section.line, tuple(section.prose), tuple(t for _, t in section.notes))
        self.source.articles.append(article)
        if section.heading in DECLARED:
            return
        for bullet in section.bullets:
            if "**" not in bullet.text:
                self._bullet(bullet)

    def _examples(self) -> None:
        own = self.source.articles[-1].heading if self.source.articles else ""
        persona = self.section.heading.removeprefix("Voorbeelden").removeprefix(" vanuit").strip()
        latest = [n for n in self.regime.norms if n.file == self.document.file and n.provisions]
        provision = latest[-1].provisions[0] if latest else ""
        for table in self.section.tables:
            self.regime.examples.append(ExampleTable(self.document.file, own, persona, provision, table))

    def _bullet(self, bullet: Bullet) -> None:
        if bullet.children and bullet.text.endswith(":"):
            self._stem(bullet)
        else:
            self._sentence(bullet, bullet.places, bullet.text)

    def _stem(self, bullet: Bullet) -> None:
        """`Alleen als:` with letters under it is one rule per letter; `… een van:` is one rule joined by *of*."""
        stem = bullet.text[:-1].rstrip()
        if stem.endswith(" een van"):
            alternatives = " of ".join(f"({child.text.rstrip('.')})" for child in bullet.children)
            places = tuple(p for c in bullet.children for p in self._joined(bullet, c)) or bullet.places
            self._sentence(bullet, places, f"{stem.removesuffix(' een van')} {alternatives}.")
            return
        for child in bullet.children:
            dated = replace_dates(child, bullet)
            self._sentence(dated, self._joined(bullet, child), f"{stem} {child.text.rstrip('.;')}.")

    def _joined(self, bullet: Bullet, child: Bullet) -> tuple[str, ...]:
        parent = bullet.places[0] if bullet.places else "0"
        return tuple(p if p[0].isdigit() or ("-" in p and p[0].isupper()) else f"{parent}.{p}" for p in child.places)

    def _sentence(self, bullet: Bullet, places: tuple[str, ...], text: str) -> None:
        common = self._common(bullet, places, text)
        if match := RAW_FORM.match(text):
            self._raw(bullet, common, match[1].lower(), match[2].strip())
            return
        found = self.reader.sentences.read(text.rstrip(":."), self.source.id)
        if isinstance(found, Misread):
            self.errors.append(LawError(self.document.file, bullet.line, found.what, found.right, text))
            return
        if found.form in (None, norms.Grants):
            self.scope = found.provisions or ()
        if found.form is None:
            return
        fields: dict[str, Any] = dict(found.fields)
        if found.form is norms.TableNorm:
            sentences, file = self.reader.sentences, self.document.file
            made = tables.read_rows(bullet, fields["outputs"], fields["keys"], sentences, file, self.errors)
            fields["rows"] = tuple(replace(row, citation=self._row_citation(row.citation)) for row in made)
        provisions = found.provisions if found.provisions is not None else self.scope
        provisions = tuple("*" if p == "elke_voorziening" else p for p in provisions)
        self.regime.norms.append(found.form(**common, provisions=provisions, **fields))

    def _raw(self, bullet: Bullet, common: dict[str, Any], word: str, rest: str) -> None:
        if word == "lijst":
            table = bullet.table
            if table is None:
                self.errors.append(LawError(self.document.file, bullet.line, "Onder deze lijst staat geen tabel."))
                return
            rows = tuple(tuple(cells) for _, cells in table.rows)
            norm: Norm = norms.ListNorm(
                **common, provisions=self.scope, title=rest.rstrip(":."), header=tuple(table.header), rows=rows
            )
        else:
            norm = norms.TextNorm(**common, provisions=self.scope, nature=RAW[word], text=rest)  # type: ignore[arg-type]
        self.regime.norms.append(norm)

    def _common(self, bullet: Bullet, places: tuple[str, ...], text: str) -> dict[str, Any]:
        citations = tuple(self._cite(place) for place in places)
        dates: dict[str, date | None] = {}
        for name, written in (("since", bullet.since), ("until", bullet.until)):
            dates[name] = parse_date(written) if written else None
            if written and dates[name] is None:
                what = f"'{written}' is geen bestaande dag."
                self.errors.append(LawError(self.document.file, bullet.line, what, "bijvoorbeeld: (vanaf 1 juli 2023)"))
        return dict(
            citations=citations, source=self.source.id, article=self.section.number, sentence=text,
            file=self.document.file, line=bullet.line, reason=bullet.reason, **dates,
        )  # fmt: skip

    def _row_citation(self, place: str) -> str:
        return place if not place or place.startswith(self.source.id) else self._cite(place)

    def _cite(self, place: str) -> str:
        word = self.section.word.lower()
        pattern = self.source.patterns.get(f"citaat {word}") or self.source.patterns.get("citaat", "{artikel}.{lid}")
        return pattern.replace("{artikel}", self.section.number).replace("{lid}", place)


def replace_dates(child: Bullet, parent: Bullet) -> Bullet:
    """A lettered bullet takes its parent's dates when it has none of its own."""
    if child.since or child.until:
        return child
    return replace(child, since=parent.since, until=parent.until)


def walk_bullets(sections: list[Section]) -> Iterator[Bullet]:
    """All bullets of sections, children included."""
    for section in sections:
        for bullet in section.bullets:
            yield bullet
            yield from bullet.children
