"""The assumptions from which people are invented: `bevolking.toml` of a regime and of those it builds on, as one.

They are data: which fact is drawn how, on what it depends, how often it is not on record, and where the figure comes
from (a source with its address, or `aanname` with the reason). docs/population.md tells how to write them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from trede.law.cache import load_regime
from trede.law.errors import LawError, LawErrors, nearest
from trede.law.kinds import YES_NO
from trede.law.places import find_regime
from trede.law.regime import Regime
from trede.law.vocabulary import Fact
from trede.population.lines import Line, LineReader, Trait

FILE = "bevolking.toml"
SECTIONS = ("titel", "bron", "standaard", "kenmerk", "regel", "vastgelegd")
MAX_BYTES = 1_000_000


@dataclass(slots=True)
class Assumptions:
    """How each fact and trait of an invented person is drawn.

    `lines` is by name, in the order in which they can be drawn; `fallback` per kind of fact; `recorded` per subject the
    conditions under which facts about it are on record at all; `sources` are the titles and addresses cited.
    """

    titles: list[str] = field(default_factory=list)
    lines: dict[str, Line] = field(default_factory=dict)
    traits: dict[str, Trait] = field(default_factory=dict)
    fallback: dict[str, Line] = field(default_factory=dict)
    recorded: dict[str, Line] = field(default_factory=dict)
    sources: dict[str, dict[str, str]] = field(default_factory=dict)


def read_assumptions(regime: Regime, root: Path | None = None) -> Assumptions:
    """The assumptions for a regime. LawErrors with every mistake in the files, and when there is none to start from."""
    found = Assumptions()
    errors: list[LawError] = []
    for path in _files(regime, root):
        _read(path, regime, found, errors)
    if not errors and (missing := [kind for kind in _kinds(regime) if kind not in found.fallback]):
        where = f"{regime.name}/{FILE}"
        right = f"[standaard.{missing[0]}] in {FILE} van '{regime.name}' of van een regime waarop het bouwt"
        errors.append(LawError(where, 0, f"Hoe trek ik een feit van de soort {', '.join(missing)}?", right))
    if not errors:
        found.lines = _ordered(found, regime, errors)
    if errors:
        raise LawErrors(errors)
    return found


def _files(regime: Regime, root: Path | None) -> Iterator[Path]:
    """The files of a regime and, before it, of those it builds on."""
    seen: dict[Path, None] = {}
    _gather(regime, root, seen)
    return (path for folder in seen if (path := folder / FILE).is_file())


def _gather(regime: Regime, root: Path | None, seen: dict[Path, None]) -> None:
    for base in regime.bases:
        _gather(load_regime(base, root), root, seen)
    seen.setdefault(find_regime(regime.name, root))


def _kinds(regime: Regime) -> list[str]:
    return list(dict.fromkeys(kind_of(fact) for fact in regime.vocabulary.facts.values()))


def kind_of(fact: Fact) -> str:
    """The name under which `[standaard]` holds how a fact without a line is drawn: its kind, or `oordeel`."""
    return "oordeel" if fact.judgement and fact.kind == YES_NO else fact.kind.name


def _read(path: Path, regime: Regime, found: Assumptions, errors: list[LawError]) -> None:
    shown = f"{path.parent.name}/{path.name}"
    try:
        text = path.read_bytes()[: MAX_BYTES + 1].decode()
        if len(text) > MAX_BYTES:
            raise ValueError(f"Dit bestand is te groot: hoogstens {MAX_BYTES // 1_000_000} MB.")
        data = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as problem:
        errors.append(LawError(shown, 0, f"Dit is geen TOML ({problem}).", "zie docs/population.md"))
        return
    except (OSError, ValueError) as problem:
        errors.append(LawError(shown, 0, f"Dit bestand is niet te lezen ({problem}).", "een bestand in UTF-8"))
        return
    for name in set(data) - set(SECTIONS):
        guess = nearest(name, SECTIONS)
        errors.append(LawError(shown, 0, f"Het deel '{name}' ken ik niet.", guess or ", ".join(SECTIONS)))
    found.titles.append(str(data.get("titel", shown)))
    found.sources |= {name: dict(body) for name, body in data.get("bron", {}).items()}
    _sections(LineReader(regime, shown, found.sources, found.traits, errors), data, regime, found)


def _sections(reader: LineReader, data: dict[str, Any], regime: Regime, found: Assumptions) -> None:
    for name, body in data.get("kenmerk", {}).items():
        reader.trait(name, body)
    for name, body in data.get("kenmerk", {}).items():
        if (line := reader.trait_line(name, body)) is not None:
            found.lines[name] = line
    for name, body in data.get("standaard", {}).items():
        if (line := reader.fallback(name, body)) is not None:
            found.fallback[name] = line
    for body in data.get("regel", []):
        for line in reader.facts(body):
            found.lines[line.name] = line
    for body in data.get("vastgelegd", []):
        for line in reader.recorded(body):
            found.recorded[line.name] = line


def _ordered(found: Assumptions, regime: Regime, errors: list[LawError]) -> dict[str, Line]:
    """The lines so that what one needs comes before it; those that go round are told."""
    done: dict[str, Line] = {}
    busy: list[str] = []

    def visit(name: str, needed_by: Line | None) -> None:
        if name in done:
            return
        line = found.lines.get(name)
        if line is None:
            if needed_by is not None and name not in regime.vocabulary.facts:
                what = f"'{needed_by.name}' hangt af van '{name}', dat er niet is."
                errors.append(LawError(needed_by.file, 0, what, "een feit met een regel of een kenmerk"))
            elif needed_by is not None:
                what = f"'{needed_by.name}' hangt af van '{name}', waarvoor geen regel is."
                errors.append(LawError(needed_by.file, 0, what, f'een regel met feiten = ["{name}"]'))
            return
        if name in busy:
            ring = " → ".join([*busy[busy.index(name) :], name])
            errors.append(LawError(line.file, 0, f"Deze regels hangen van elkaar af: {ring}.", "een volgorde"))
            return
        busy.append(name)
        for need in line.needs():
            visit(need, line)
        busy.pop()
        done[name] = line

    for name in found.lines:
        visit(name, None)
    for line in found.recorded.values():
        for need in line.needs():
            visit(need, line)
    return done
