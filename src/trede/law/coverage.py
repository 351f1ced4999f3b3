"""The coverage ledger: every norm of the inventory, and how the regime holds it.

A norm of the text is held by the norms of the regime that cite its place. The ledger says how (executed, judged, driven
as a step, held as data, shown as text, or known to be a gap), where, and what looks wrong: something computable that is
only text, or a *kan* that became a *moet*. What nobody holds must be left out with a reason, or it is unaccounted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from trede.law import norms
from trede.law.norms import Norm, cited
from trede.law.regime import InventoryItem, Regime, Source

STATES = ("beoordeeld", "uitgevoerd", "stap", "gegeven", "leemte", "tekst", "weggelaten", "open")
SHOWN = ("uitgevoerd", "beoordeeld", "stap", "gegeven", "tekst", "leemte", "weggelaten", "open")
LEFT_OUT = re.compile(r"^weggelaten:\s*(.*)$", re.I | re.S)
ACTIVE = {"computable": "uitrekenbaar", "judgement": "een oordeel", "workflow": "een stap"}
VERBS: dict[str, frozenset[str]] = {
    "kan": frozenset({"kan"}), "mag": frozenset({"kan"}), "moet": frozenset({"moet"}),
    "mag_niet": frozenset({"verbod"}), "bindt": frozenset({"moet", "verbod"}),
}  # fmt: skip
SILENT = ("register", "begrippen")


@dataclass(frozen=True, slots=True)
class Entry:
    """A norm of the inventory in the ledger.

    `state` is how it is held, `places` the lines that hold it (`file:line`), `reason` why it is left out or whose
    double it is, `warnings` what does not fit the inventory, beside which the inventory's own `remark` stands.
    """

    item: InventoryItem
    source: str
    article: str
    state: str
    places: tuple[str, ...] = ()
    reason: str = ""
    warnings: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The entry under its Dutch names."""
        item = self.item
        return {
            "norm": item.norm, "bron": self.source, "artikel": self.article, "soort": item.kind,
            "behandeling": item.handling, "modaliteit": item.modality, "onderwerp": item.topic,
            "zelfde_als": item.same_as, "hoe": self.state, "plaatsen": list(self.places), "reden": self.reason,
            "let_op": list(self.warnings), "opmerking": item.remark,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stranger:
    """A place that the regime cites and the inventory does not have."""

    norm: str
    file: str
    line: int


@dataclass(slots=True)
class Ledger:
    """The entries of a regime in the order of its inventory, and the places that the inventory lacks."""

    regime: str
    title: str
    entries: list[Entry] = field(default_factory=list)
    strangers: list[Stranger] = field(default_factory=list)

    @property
    def unaccounted(self) -> list[Entry]:
        """What nobody holds and nobody left out with a reason."""
        return [entry for entry in self.entries if entry.state == "open"]

    @property
    def warned(self) -> list[Entry]:
        """The entries in which regime and inventory do not say the same."""
        return [entry for entry in self.entries if entry.warnings]

    def groups(self) -> dict[str, dict[str, list[Entry]]]:
        """The entries per source and per article."""
        found: dict[str, dict[str, list[Entry]]] = {}
        for entry in self.entries:
            found.setdefault(entry.source, {}).setdefault(entry.article, []).append(entry)
        return found

    def to_json(self) -> dict[str, Any]:
        """The whole ledger, with its totals per source and per article."""
        sources = [
            {
                "bron": source,
                **totals([entry for entries in articles.values() for entry in entries]),
                "artikelen": [{"artikel": name, **totals(entries)} for name, entries in articles.items()],
            }
            for source, articles in self.groups().items()
        ]
        return {
            "regime": self.regime, "titel": self.title, **totals(self.entries), "bronnen": sources,
            "posten": [entry.to_json() for entry in self.entries],
            "onbekende_plaatsen": [{"norm": s.norm, "bestand": s.file, "regel": s.line} for s in self.strangers],
        }  # fmt: skip


def totals(entries: Iterable[Entry]) -> dict[str, Any]:
    """How many there are, how many are accounted for, and how many are held in each way."""
    found = list(entries)
    counted = Counter(entry.state for entry in found)
    return {
        "normen": len(found), "verantwoord": len(found) - counted["open"],
        "hoe": {state: counted[state] for state in SHOWN}, "let_op": sum(bool(entry.warnings) for entry in found),
    }  # fmt: skip


def coverage(regime: Regime) -> Ledger:
    """The ledger of a regime's own inventory; each regime that it builds on has a ledger of its own."""
    holders = _holders(regime)
    outline = Outline(regime.sources)
    theirs = {source.id for source in regime.sources if source.regime != regime.name}
    entries = [_entry(item, regime, holders, outline) for item in regime.inventory.values()]
    entries = [entry for entry in entries if entry.source not in theirs]
    own = {s.id for s in regime.own_sources() if s.rank not in SILENT} if entries else set()
    strangers = {
        Stranger(citation, norm.file, norm.line)
        for citation, held in holders.items()
        for norm in held
        if citation not in regime.inventory and norm.source in own
    }
    return Ledger(regime.name, regime.title, entries, sorted(strangers, key=lambda s: (s.file, s.line, s.norm)))


def _holders(regime: Regime) -> dict[str, list[Norm]]:
    """The norms that cite each place; a row of a table may cite a place of its own."""
    found: dict[str, list[Norm]] = {}
    for norm in regime.norms:
        for citation in dict.fromkeys(cited(norm)):
            found.setdefault(citation, []).append(norm)
    return found


def _entry(item: InventoryItem, regime: Regime, holders: dict[str, list[Norm]], outline: Outline) -> Entry:
    source, article = outline.place(item.norm)
    held = holders.get(item.norm, [])
    left_out = LEFT_OUT.match(item.remark)
    if held:
        state = min((state_of(norm) for norm in held), key=STATES.index)
        warnings = [*_mismatches(item, state, held), *(["weggelaten volgens de inventaris"] if left_out else [])]
        return Entry(item, source, article, state, _places(held), "", tuple(warnings))
    if (other := _double(item, regime, holders)) is not None:
        held = holders[other]
        state = min((state_of(norm) for norm in held), key=STATES.index)
        return Entry(item, source, article, state, _places(held), f"zelfde als {other}")
    if left_out and left_out[1].strip():
        return Entry(item, source, article, "weggelaten", (), left_out[1].strip())
    warning = "weggelaten zonder reden" if left_out else ""
    return Entry(item, source, article, "open", (), "", (warning,) if warning else ())


def _places(held: list[Norm]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"{norm.file}:{norm.line}" for norm in held))


def _double(item: InventoryItem, regime: Regime, holders: dict[str, list[Norm]]) -> str | None:
    """The held norm of which this one is a double, perhaps by way of others."""
    seen = {item.norm}
    name = item.same_as
    while name and name not in seen:
        if name in holders:
            return name
        seen.add(name)
        name = regime.inventory[name].same_as if name in regime.inventory else ""
    return None


def state_of(norm: Norm) -> str:
    """How a norm of the regime holds a norm of the text."""
    match norm:
        case norms.TextNorm(nature=nature):
            return {"begrip": "gegeven", "leemte": "leemte"}.get(nature, "tekst")
        case norms.ListNorm() | norms.Grants():
            return "gegeven"
        case norms.TableNorm(role=None, keys=()):
            return "gegeven"
        case norms.Duty() | norms.Contents() | norms.Submit():
            return "stap"
        case norms.Ground(may=True) | norms.Deviates():
            return "beoordeeld"
        case _:
            return "uitgevoerd" if norm.hand == "M" else "beoordeeld"


def verb_of(norm: Norm) -> str | None:
    """The verb that a norm uses, `bindt` for what refuses or ends by itself; None where it has none."""
    match norm:
        case norms.Grants(modality=modality) | norms.Duty(modality=modality):
            return modality
        case norms.Ground(may=True) | norms.Deviates() | norms.Extends():
            return "kan"
        case norms.Ground() | norms.Bound(wanted=False):
            return "bindt"
        case _:
            return None


def _mismatches(item: InventoryItem, state: str, held: list[Norm]) -> Iterator[str]:
    if item.handling in ACTIVE and state in ("tekst", "leemte"):
        yield f"volgens de inventaris {ACTIVE[item.handling]}, hier alleen {state}"
    elif item.handling == "judgement" and state == "uitgevoerd":
        yield "volgens de inventaris een oordeel, hier uitgerekend"
    verbs = {verb for norm in held if (verb := verb_of(norm))}
    allowed = {modality for verb in verbs for modality in VERBS[verb]}
    if any(isinstance(norm, norms.Bound) for norm in held):  # a condition beside a power binds as well
        allowed |= VERBS["bindt"] if verbs else frozenset()
    if item.modality in ("kan", "moet", "verbod") and allowed and item.modality not in allowed:
        used = " en ".join(sorted(verb.replace("_", " ") for verb in verbs))
        yield f"volgens de inventaris '{item.modality}', hier '{used}'"


class Outline:
    """Finds the source and article of a place by the patterns with which sources cite; the most precise one first."""

    def __init__(self, sources: list[Source]) -> None:
        self.articles: dict[str, tuple[str, str]] = {}
        self.patterns: list[tuple[int, re.Pattern[str], str]] = []
        for source in sources:
            for pattern in source.patterns.values():
                for article in source.articles:
                    start = pattern.partition("{lid}")[0].replace("{artikel}", article.key)
                    self.articles.setdefault(start, (source.id, article.key))
                shape = re.escape(pattern).replace(r"\{artikel\}", "(?P<artikel>[^.-]+)").replace(r"\{lid\}", ".+")
                self.patterns.append((pattern.find("{"), re.compile(shape), source.id))
        self.starts = sorted(self.articles, key=len, reverse=True)
        self.patterns.sort(key=lambda known: -known[0])

    def place(self, norm: str) -> tuple[str, str]:
        """The source and article; from the name itself when no source of the regime cites so."""
        for start in self.starts:
            if norm.startswith(start):
                return self.articles[start]
        for _length, pattern, source in self.patterns:
            if match := pattern.fullmatch(norm):
                return source, match.groupdict().get("artikel") or ""
        match = re.match(r"(?P<bron>[A-Z]+(?:-[A-Z]+)*)-(?P<artikel>[^.-]+)", norm)
        return (match["bron"], match["artikel"]) if match else (norm, "")


def coverage_text(ledger: Ledger) -> str:
    """The ledger as text: counts per source and article, what asks for attention, and one closing line."""
    head = ["", "normen", *SHOWN, "let op"]
    rows = [head]
    for source, articles in ledger.groups().items():
        rows.append(_counts(source, [entry for entries in articles.values() for entry in entries]))
        rows += [_counts(f"  {name or '-'}", entries) for name, entries in articles.items()]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    lines = [_aligned(row, widths) for row in rows] if ledger.entries else []
    for title, found in (
        ("Open: niemand houdt dit vast", [entry.item.norm for entry in ledger.unaccounted]),
        ("Weggelaten", [f"{e.item.norm}: {e.reason}" for e in ledger.entries if e.state == "weggelaten"]),
        ("Let op", [_warning(entry) for entry in ledger.warned]),
        ("Niet in de inventaris", [f"{s.norm} ({s.file}:{s.line})" for s in ledger.strangers]),
    ):
        if found:
            lines += ["", f"{title} ({len(found)}):", *(f"  {line}" for line in found)]
    return "\n".join([*lines, *([""] if lines else []), closing_line(ledger)])


def closing_line(ledger: Ledger) -> str:
    """How much is accounted for, in one line."""
    total = totals(ledger.entries)
    if not ledger.entries:
        return f"{ledger.regime}: er is geen inventaris, dus niets te verantwoorden."
    how = ", ".join(f"{count} {state}" for state, count in total["hoe"].items() if count)
    return f"{ledger.regime}: {total['verantwoord']} van {total['normen']} verantwoord ({how})"


def _counts(name: str, entries: list[Entry]) -> list[str]:
    total = totals(entries)
    cells = [total["normen"], *total["hoe"].values(), total["let_op"]]
    return [name, *(str(cell) if cell else "." for cell in cells)]


def _aligned(row: list[str], widths: list[int]) -> str:
    others = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
    return "  ".join([row[0].ljust(widths[0]), *others])


def _warning(entry: Entry) -> str:
    where = f" ({', '.join(entry.places)})" if entry.places else ""
    remark = f" Inventaris: {entry.item.remark}" if entry.item.remark else ""
    return f"{entry.item.norm}{where}: {'; '.join(entry.warnings)}.{remark}"
