"""Reads a regime's folder: documents, vocabulary, sentences, register, people and examples."""

from __future__ import annotations

import csv
import hashlib
import re
from pathlib import Path

from trede.law.declarations import declare_all
from trede.law.document import Document, read_document, read_text
from trede.law.errors import LawError, LawErrors, UnknownRegime, nearest
from trede.law.kinds import parse_date
from trede.law.people import read_people
from trede.law.places import find_regime
from trede.law.regime import RANKS, InventoryItem, Regime, Source
from trede.law.register import RegisterReader
from trede.law.sections import DECLARED, SectionReader
from trede.law.sentence import SentenceReader
from trede.law.vocabulary import Vocabulary

MAX_FILES = 200
MAX_DEEP = 8
MAX_MISTAKES = 100
HEADER = (
    "regime", "titel", "bouwt op", "bron", "kort", "rang", "vastgesteld", "bekendgemaakt", "geldt vanaf", "geldt tot",
)  # fmt: skip


def read_regime(name: str | Path, root: Path | None = None) -> Regime:
    """Read a regime and those it builds on. LawErrors with every mistake in reading; UnknownRegime."""
    errors: list[LawError] = []
    regime = _Folders(root, errors).read(find_regime(name, root), ())
    if errors:
        raise LawErrors(errors)
    assert regime is not None
    return regime


def read_leniently(
    name: str | Path, root: Path | None = None, sound: dict[Path, Regime] | None = None
) -> tuple[Regime | None, list[LawError]]:
    """Read as much as can be read, and all mistakes: for the checker and the editor's help.

    `sound` are the regimes that were read before without a mistake: those are not read again, and this one is added to
    them with what it builds on, when it has no mistake either.
    """
    errors: list[LawError] = []
    folders = _Folders(root, errors, sound)
    regime = folders.read(find_regime(name, root), ())
    if sound is not None and not errors:
        sound.update((place, found) for place, found in folders.done.items() if found is not None)
    return regime, errors


class _Folders:
    """Reads a regime's folder and those it builds on, each once; what is `sound` was read before."""

    def __init__(self, root: Path | None, errors: list[LawError], sound: dict[Path, Regime] | None = None) -> None:
        self.root, self.errors, self.sound = root, errors, sound or {}
        self.done: dict[Path, Regime | None] = {}

    def read(self, folder: Path, above: tuple[Path, ...]) -> Regime | None:
        """The regime in a folder; `above` are the folders that build on it."""
        place = folder.resolve()
        if place not in self.done:
            kept = place in self.sound and len(above) + self._depth(place) <= MAX_DEEP
            self.done[place] = self.sound[place] if kept else self._regime(folder, (*above, place))
        return self.done[place]

    def _depth(self, place: Path) -> int:
        """How many regimes stand below a sound one, on each other."""
        below = (find_regime(base, self.root).resolve() for base in self.sound[place].bases)
        return max((1 + self._depth(base) for base in below), default=0)

    def _regime(self, folder: Path, above: tuple[Path, ...]) -> Regime | None:
        documents = self._documents(folder)
        main = next((d for d in documents if d.file.endswith("/regime.md")), None)
        if main is None or "regime" not in main.header:
            what = "Dit is geen regime: de koptabel met | regime | … | ontbreekt."
            file = f"{folder.name}/regime.md"
            self.errors.append(LawError(file, 0, what, "een tabel die begint met | regime | naam |"))
            return None
        name = main.header["regime"]
        if name != folder.name:
            what = f"Het regime heet '{name}', maar de map '{folder.name}'."
            self.errors.append(LawError(main.file, 1, what, f"| regime | {folder.name} |"))
        bases = tuple(dict.fromkeys(b.strip() for b in main.header.get("bouwt op", "").split(",") if b.strip()))
        regime = Regime(name, main.header.get("titel", name), bases, Vocabulary())
        for base in bases:
            self._base(regime, main, base, above)
        _Reader(regime, documents, self.errors).read()
        _read_inventory(regime, folder, self.errors)
        return regime

    def _documents(self, folder: Path) -> list[Document]:
        paths = sorted(path for path in folder.glob("*.md") if path.name.lower() != "readme.md")
        if len(paths) > MAX_FILES:
            what = f"Deze map heeft te veel bestanden ({len(paths)})."
            self.errors.append(LawError(folder.name, 0, what, f"hoogstens {MAX_FILES} bestanden"))
        found = (read_document(path, f"{folder.name}/{path.name}", self.errors) for path in paths[:MAX_FILES])
        return [document for document in found if document is not None]

    def _base(self, regime: Regime, main: Document, base: str, above: tuple[Path, ...]) -> None:
        right = "een bestaand regime bij 'bouwt op'"
        try:
            if not re.fullmatch(r"[a-z0-9_-]{1,60}", base):
                raise UnknownRegime(f"'{base[:60]}' is geen naam van een regime.")
            folder = find_regime(base, self.root)
        except UnknownRegime as problem:
            self.errors.append(LawError(main.file, 1, str(problem), right))
            return
        if folder.resolve() in above:
            self.errors.append(LawError(main.file, 1, f"'{regime.name}' bouwt via '{base}' op zichzelf.", right))
        elif len(above) > MAX_DEEP:
            what = f"De regimes onder '{regime.name}' zijn te hoog gestapeld."
            self.errors.append(LawError(main.file, 1, what, f"hoogstens {MAX_DEEP} regimes op elkaar"))
        else:
            _take_over(regime, self.read(folder, above))


def _take_over(regime: Regime, base: Regime | None) -> None:
    if base is None:
        return
    regime.vocabulary.merge(base.vocabulary)
    known = {id(source) for source in regime.sources}
    new = {source.id for source in base.sources if id(source) not in known}
    files = {norm.file for norm in regime.norms}
    regime.sources += [source for source in base.sources if source.id in new]
    regime.norms += [norm for norm in base.norms if norm.source in new and norm.file not in files]
    regime.register += [row for row in base.register if row not in regime.register]
    regime.errata += [row for row in base.errata if row not in regime.errata]
    regime.crossings += [row for row in base.crossings if row not in regime.crossings]
    regime.groups.update(base.groups)
    regime.second_pair.update(base.second_pair)
    regime.inventory.update(base.inventory)
    regime.roles.update(base.roles)


def _read_inventory(regime: Regime, folder: Path, errors: list[LawError]) -> None:
    for path in sorted(folder.glob("inventaris*.csv")):
        shown = f"{folder.name}/{path.name}"
        text = read_text(path, shown, errors)
        if text is None:
            continue
        table = csv.DictReader(text.splitlines(), strict=True)
        known = table.fieldnames or ()
        if missing := [name for name in ("norm", "kind", "handling", "modality") if name not in known]:
            what = f"In de kop van de inventaris ontbreekt: {', '.join(missing)}."
            errors.append(LawError(shown, 1, what, ",".join(InventoryItem.__slots__)))
            continue
        stems = tuple(stem for source in regime.sources for stem in _stems(source))
        homeless: dict[str, int] = {}
        try:
            for row in table:
                item = InventoryItem(**{k: (row.get(k) or "").strip() for k in InventoryItem.__slots__})
                if item.norm in regime.inventory:
                    what = f"'{item.norm}' staat twee keer in de inventaris."
                    errors.append(LawError(shown, table.line_num, what, "één rij per norm"))
                regime.inventory[item.norm] = item
                if not item.norm.startswith(stems):
                    homeless.setdefault(re.split(r"[-.]?\d", item.norm)[0], table.line_num)
        except csv.Error:
            what = "Deze rij van de inventaris is niet te lezen."
            errors.append(
                LawError(shown, table.line_num + 1, what, "gesloten aanhalingstekens, komma's tussen de vakken")
            )
        for start, line in homeless.items():
            what = f"De inventaris noemt normen van '{start}', maar die bron is er niet."
            errors.append(LawError(shown, line, what, f"een bestand met | bron | {start} | en | citaat | {start}-… |"))


def _stems(source: Source) -> list[str]:
    """What the places of a source begin with; anything when it is a text that does not say so."""
    anything = [] if source.rank in ("register", "begrippen") else [""]
    return [pattern.partition("{")[0] for pattern in source.patterns.values()] or anything


class _Reader:
    """Reads the documents of one regime into it."""

    def __init__(self, regime: Regime, documents: list[Document], errors: list[LawError]) -> None:
        self.regime, self.documents, self.errors = regime, documents, errors

    def read(self) -> None:
        """Vocabulary first, then sources with their norms, then register, people and settings."""
        declare_all(self.regime, self.documents, self.errors)
        self.sentences = SentenceReader(self.regime.vocabulary)
        for document in self.documents:
            self._header(document)
            if "bron" in document.header:
                self._source(document)
            elif document.header.get("rang") == "begrippen":
                self._unread(document)
            if document.file.endswith("/personen.md"):
                self.regime.personas += read_people(document, self.regime.vocabulary, self.errors)
        for document in self.documents:
            if document.header.get("rang") == "register":
                RegisterReader(self.regime, self.sentences, document, self.errors).read()

    def _header(self, document: Document) -> None:
        """What a file is for must show in its header, without words that nobody reads."""
        if document.file.endswith("/personen.md"):
            return
        known = {"regime", "bron"} & set(document.header)
        if not known and document.header.get("rang") not in ("begrippen", "register"):
            what = "Dit bestand heeft geen koptabel met een bron."
            self.errors.append(LawError(document.file, 1, what, "| bron | AMV-V | boven de eerste kop"))
        for name in document.header:
            if name not in HEADER and not re.match(r"citaat( [a-z]+)?$", name):
                right = f"'{nearest(name, HEADER) or ', '.join((*HEADER, 'citaat'))}'"
                self.errors.append(LawError(document.file, 1, f"'{name}' ken ik niet in de koptabel.", right))

    def _unread(self, document: Document) -> None:
        """Facts without a source hold no rules: one under them would be lost."""
        for section in document.sections:
            for bullet in section.bullets if section.heading not in DECLARED else ():
                if not bullet.text.startswith("**"):
                    what = "Deze regel wordt niet gelezen, want dit bestand heeft geen bron."
                    self.errors.append(
                        LawError(document.file, bullet.line, what, "| bron | NAAM | in de koptabel", bullet.text)
                    )

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
        if source.until is not None and source.until <= source.since:
            what = "Deze bron geldt op geen enkele dag."
            self.errors.append(LawError(document.file, 1, what, "een 'geldt tot' na 'geldt vanaf'"))
        source.patterns = {k: v for k, v in header.items() if k.startswith("citaat")}
        if any(known.id == source.id for known in self.regime.sources):
            self.errors.append(LawError(document.file, 1, f"Bron '{source.id}' is er al.", "een eigen naam per bron"))
        self.regime.sources.append(source)
        before = len(self.errors)
        if rank != "register":
            for section in document.sections:
                most = before + MAX_MISTAKES
                stopped = SectionReader(self.regime, self.sentences, document, source, section, self.errors).read(most)
                if stopped is not None:
                    what = f"Tot hier staan in dit bestand al {MAX_MISTAKES} fouten; de rest is niet gelezen."
                    self.errors.append(LawError(document.file, stopped, what, "verbeter eerst wat hierboven staat"))
                    break
