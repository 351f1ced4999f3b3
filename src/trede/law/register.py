"""Reads a register: conflicts with their resolution, errata, and how rungs read on the ladder of another regime."""

from __future__ import annotations

from trede.law.catalogue import rungs
from trede.law.document import Document, Table
from trede.law.errors import LawError, nearest
from trede.law.regime import Crossing, Erratum, Regime, Resolution
from trede.law.sentence import Misread, SentenceReader

COLUMNS = {
    "Botsingen": ("over", "bronnen", "geldt", "opzij als", "behalve als", "waarom", "besloten door"),
    "Errata": ("plaats", "er staat", "gelezen als", "waarom"),
    "Ladders": ("trede", "ladder van", "wordt trede", "waarom", "stand", "besloten door"),
}
NEEDED = {
    "Botsingen": ("bronnen", "geldt"),
    "Errata": ("plaats", "gelezen als"),
    "Ladders": ("trede", "ladder van", "wordt trede", "stand"),
}
STATUSES = ("voorstel", "vastgesteld")
UNSIGNED = ("", "nog te tekenen")


class RegisterReader:
    """Reads one register into its regime."""

    def __init__(self, regime: Regime, sentences: SentenceReader, document: Document, errors: list[LawError]) -> None:
        self.regime, self.sentences, self.document, self.errors = regime, sentences, document, errors

    def read(self) -> None:
        """Every table of the register, row by row."""
        rows = {"Botsingen": self._resolution, "Errata": self._erratum, "Ladders": self._crossing}
        for section in self.document.sections:
            for table in section.tables:
                if section.heading not in COLUMNS:
                    what = f"Deze tabel van het register staat niet onder {' of '.join(map(repr, COLUMNS))}."
                    self._error(table.line, what, "## Botsingen")
                elif self._columns(section.heading, table):
                    for line, cells in table.rows:
                        rows[section.heading](line, dict(zip(table.header, cells, strict=True)))

    def _error(self, line: int, what: str, right: str, sentence: str = "") -> None:
        self.errors.append(LawError(self.document.file, line, what, right, sentence))

    def _columns(self, heading: str, table: Table) -> bool:
        known, needed = COLUMNS[heading], NEEDED[heading]
        wrong = [name for name in table.header if name not in known]
        for name in wrong:
            self._error(table.line, f"De kolom '{name}' ken ik niet.", nearest(name, known) or ", ".join(known))
        missing = [name for name in needed if name not in table.header]
        if missing and not wrong:
            what = f"In deze tabel ontbreekt de kolom '{missing[0]}'."
            self._error(table.line, what, "| " + " | ".join(known) + " |")
        return not wrong and not missing

    def _erratum(self, line: int, row: dict[str, str]) -> None:
        place, printed, read_as, why = (row.get(name, "") for name in COLUMNS["Errata"])
        self.regime.errata.append(Erratum(place, printed, read_as, why, self.document.file, line))

    def _crossing(self, line: int, row: dict[str, str]) -> None:
        own, to, signed = rungs(row["trede"]), rungs(row["wordt trede"]), row.get("besloten door", "")
        shown = "| " + " | ".join(row.values()) + " |"
        if len(own) != 1 or not to:
            what = "Deze rij zegt niet welke trede op de andere ladder welke wordt."
            self._error(line, what, "één trede, en de trede of treden daar, zoals 3 of 4", shown)
            return
        if row["stand"] not in STATUSES:
            right = nearest(row["stand"], STATUSES) or " of ".join(STATUSES)
            self._error(line, f"'{row['stand']}' is geen stand.", right, shown)
        elif row["stand"] != "voorstel" and signed in UNSIGNED:
            self._error(line, "Deze rij is vastgesteld, maar niemand tekent ervoor.", "voorstel, of wie besloot", shown)
        self.regime.crossings.append(
            Crossing(self.regime.name, own[0], row["ladder van"], to, row.get("waarom", ""), row["stand"], signed,
                     self.document.file, line)
        )  # fmt: skip

    def _resolution(self, line: int, row: dict[str, str]) -> None:
        unless = None
        if text := row.get("behalve als", "") or row.get("opzij als", ""):
            found = self.sentences.read_expression(text, "")
            if isinstance(found, Misread):
                self._error(line, found.what, found.right, text)
                return
            unless = found
        cited, prevails = (tuple(p.strip() for p in row[k].split(",") if p.strip()) for k in ("bronnen", "geldt"))
        shown = "| " + " | ".join(row.values()) + " |"
        if strange := [place for place in prevails if place not in (*cited, "beide")]:
            guess = nearest(strange[0], (*cited, "beide")) or " of ".join((*cited, "beide"))
            self._error(line, f"'{strange[0]}' staat onder geldt, maar niet onder bronnen.", f"'{guess}'", shown)
        if len(cited) < 2 or not prevails:
            what = "Deze rij noemt niet welke normen botsen en welke geldt."
            self._error(line, what, "twee plaatsen, en wat geldt", shown)
        self.regime.register.append(
            Resolution(row.get("over", ""), cited, prevails, row.get("waarom", ""), row.get("besloten door", ""),
                       self.document.file, line, unless)
        )  # fmt: skip
