"""Reads the norms under one heading of a source: every bullet a norm at its place, with its dates and its reason."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

from trede.law import norms, tables
from trede.law.document import Bullet, Document, Section, Table
from trede.law.errors import LawError
from trede.law.kinds import parse_date, snake
from trede.law.norms import Norm
from trede.law.regime import Article, ExampleTable, Regime, Source
from trede.law.sentence import Misread, SentenceReader

RAW = {"tekst": "tekst", "begrip": "begrip", "leemte": "leemte", "oud recht geldt": "oud_recht"}
DECLARED = ("Rollen", "Handelingen", "Waarden", "Stukken", "Voorzieningen", "Vaste namen", "Afzender")
RAW_FORM = re.compile(r"^(Tekst|Begrip|Leemte|Oud recht geldt|Lijst)(?::| ) ?(.*)$", re.S)
DATE_LIKE = re.compile(r"\((?:vanaf|tot|van|sinds|t/m|met ingang van)\b[^()\d]*\d[^()]*\)[.:]?$", re.I)


class SectionReader:
    """Reads the norms under one heading of a source."""

    def __init__(
        self, regime: Regime, sentences: SentenceReader, document: Document, source: Source, section: Section,
        errors: list[LawError],
    ) -> None:  # fmt: skip
        self.regime, self.sentences, self.errors = regime, sentences, errors
        self.document, self.source, self.section = document, source, section
        self.scope: tuple[str, ...] = ()

    def _error(self, line: int, what: str, right: str = "", sentence: str = "") -> None:
        self.errors.append(LawError(self.document.file, line, what, right, sentence))

    def read(self, most: int) -> int | None:
        """All bullets of the section become norms; an examples heading becomes an example table.

        With more than `most` mistakes the reading stops: the line where it did is given.
        """
        section = self.section
        if section.heading.startswith("Voorbeelden"):
            self._examples()
            return None
        if section.level == 0 or (section.level > 2 and not section.word):
            self._stray("Onder dit kopje worden geen regels gelezen.")
            return None
        key = section.number or snake(section.title)
        article = Article(key, section.heading, section.line, tuple(section.prose), tuple(t for _, t in section.notes))
        self.source.articles.append(article)
        facts = self.source.rank == "begrippen"
        if section.heading in DECLARED:
            return None
        if not section.number and not (facts and section.heading.startswith("Over ")):
            self._stray("Deze kop is niet te lezen als artikel.")
            return None
        for bullet in section.bullets:
            if len(self.errors) >= most:
                return bullet.line
            if not (facts and bullet.text.startswith("**")):
                self._bullet(bullet)
        return None

    def _stray(self, what: str) -> None:
        """A heading that is no article holds no norms: a bullet under it would be lost."""
        if self.section.bullets:
            right = "een kop als '## Artikel 12. Proefplaats', of gewone tekst zonder streepjes"
            self._error(self.section.line, what, right, self.section.heading)

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
            if bullet.children:
                what = "Onder deze regel hangen streepjes, maar hij eindigt niet op een dubbele punt."
                self._error(bullet.line, what, "… als: met letters eronder", bullet.text)

    def _stem(self, bullet: Bullet) -> None:
        """`Alleen als:` with letters under it is one rule per letter; `… een van:` is one rule joined by *of*."""
        stem = bullet.text[:-1].rstrip()
        if stem.endswith(" een van"):
            self._one_of(bullet, stem.removesuffix(" een van"))
            return
        for child in bullet.children:
            dated = inherit(child, bullet)
            self._sentence(dated, self._joined(bullet, child), f"{stem} {child.text.rstrip('.;')}.")

    def _one_of(self, bullet: Bullet, stem: str) -> None:
        for child in bullet.children:
            if child.since or child.until:
                what = "Een letter onder 'een van' kan geen eigen datum hebben."
                self._error(child.line, what, "een datum aan het eind van de regel erboven", child.text)
        parts = [f"({child.text.rstrip('.;')})" for child in bullet.children]
        joined = " of ".join(parts) if stem.endswith(" als") else f"({' of '.join(parts)})"
        places = tuple(p for c in bullet.children for p in self._joined(bullet, c)) or bullet.places
        reasons = " ".join(child.reason for child in bullet.children if child.reason)
        self._sentence(replace(bullet, reason=bullet.reason or reasons), places, f"{stem} {joined}.")

    def _joined(self, bullet: Bullet, child: Bullet) -> tuple[str, ...]:
        parent = bullet.places[0] if bullet.places else "0"
        return tuple(p if p[0].isdigit() or ("-" in p and p[0].isupper()) else f"{parent}.{p}" for p in child.places)

    def _sentence(self, bullet: Bullet, places: tuple[str, ...], text: str) -> None:
        common = self._common(bullet, places, text)
        if match := RAW_FORM.match(text):
            self._raw(bullet, common, match[1].lower(), match[2].strip())
            return
        found = self.sentences.read(text.rstrip(":."), self.source.id)
        if isinstance(found, Misread):
            self._misread(bullet, found, text)
            return
        if found.form in (None, norms.Grants):
            self.scope = every(found.provisions or ())
        if found.form is None:
            if text.rstrip().endswith(":"):
                right = "de rest van de zin op dezelfde regel"
                self._error(bullet.line, "Na de dubbele punt staat niets.", right, text)
            return
        fields: dict[str, Any] = dict(found.fields)
        if found.form is norms.TableNorm:
            sentences, file = self.sentences, self.document.file
            made = tables.read_rows(bullet, fields["outputs"], fields["keys"], sentences, file, self.errors)
            fields["rows"] = tuple(replace(row, citation=self._row_citation(row.citation)) for row in made)
        provisions = every(found.provisions) if found.provisions is not None else self.scope
        self.regime.norms.append(found.form(**common, provisions=provisions, **fields))

    def _misread(self, bullet: Bullet, found: Misread, text: str) -> None:
        if DATE_LIKE.search(text):
            what = "De datum aan het eind van deze zin is niet te lezen."
            right = "(vanaf 1 juli 2023), (tot 1 juli 2023) of (van 1 juli 2023 tot 1 juli 2024)"
            self._error(bullet.line, what, right, text)
        else:
            self._error(bullet.line, found.what, found.right, text)

    def _raw(self, bullet: Bullet, common: dict[str, Any], word: str, rest: str) -> None:
        if word == "lijst":
            table = bullet.table
            if table is None:
                self._error(bullet.line, "Onder deze lijst staat geen tabel.", "een tabel met een kop", bullet.text)
                return
            rows = tuple(tuple(cells) for _, cells in table.rows)
            norm: Norm = norms.ListNorm(
                **common, provisions=self.scope, title=rest.rstrip(":."), header=tuple(table.header), rows=rows,
                row_citations=self._list_citations(table),
            )  # fmt: skip
        else:
            norm = norms.TextNorm(**common, provisions=self.scope, nature=RAW[word], text=rest)  # type: ignore[arg-type]
        self.regime.norms.append(norm)

    def _list_citations(self, table: Table) -> tuple[str, ...]:
        if "norm" not in table.header:
            return ()
        column = table.header.index("norm")
        return tuple(self._row_citation(cells[column]) for _, cells in table.rows)

    def _common(self, bullet: Bullet, places: tuple[str, ...], text: str) -> dict[str, Any]:
        citations = tuple(self._cite(place) for place in places)
        dates: dict[str, date | None] = {}
        for name, written in (("since", bullet.since), ("until", bullet.until)):
            dates[name] = parse_date(written) if written else None
            if written and dates[name] is None:
                what = f"'{written}' is geen bestaande dag."
                self._error(bullet.line, what, "bijvoorbeeld: (vanaf 1 juli 2023)", text)
        if dates["since"] and dates["until"] and dates["since"] >= dates["until"]:
            self._error(bullet.line, "Deze regel geldt op geen enkele dag.", "een 'tot' na 'vanaf'", text)
        return dict(
            citations=citations, source=self.source.id, article=self.section.number, sentence=text,
            file=self.document.file, line=bullet.line, reason=bullet.reason, **dates,
        )  # fmt: skip

    def _row_citation(self, written: str) -> str:
        """The citations of a row, joined by a comma: places in this article, unless they are written whole."""
        places = [place.strip() for place in written.split(",") if place.strip()]
        stems = [pattern.partition("{")[0] for pattern in self.source.patterns.values()]
        whole = {place for place in places if any(stem and place.startswith(stem) for stem in stems)}
        return ", ".join(place if place in whole else self._cite(place) for place in places)

    def _cite(self, place: str) -> str:
        word = self.section.word.lower()
        pattern = self.source.patterns.get(f"citaat {word}") or self.source.patterns.get("citaat", "{artikel}.{lid}")
        return pattern.replace("{artikel}", self.section.number).replace("{lid}", place)


def inherit(child: Bullet, parent: Bullet) -> Bullet:
    """A lettered bullet takes from its parent the dates and the reason that it does not give itself."""
    since, until = child.since or parent.since, child.until or parent.until
    return replace(child, since=since, until=until, reason=child.reason or parent.reason)


def every(provisions: tuple[str, ...]) -> tuple[str, ...]:
    """*Elke voorziening* is `*`."""
    return tuple("*" if name == "elke_voorziening" else name for name in provisions)
