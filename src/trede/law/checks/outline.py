"""Places: a citation must be in the inventory of the text, and is a place in one source only."""

from __future__ import annotations

from collections.abc import Iterator

from trede.law.errors import LawError, nearest
from trede.law.norms import Grants, cited
from trede.law.regime import Regime, Source


def check(regime: Regime) -> list[LawError]:
    """Citations that the source's outline does not have."""
    found: list[LawError] = []
    own = {s.id for s in regime.own_sources() if s.rank not in ("register", "begrippen") and _has_outline(s, regime)}
    for norm in regime.norms:
        if norm.source not in own:
            continue
        for citation in cited(norm):
            if citation in regime.inventory:
                continue
            near = nearest(citation, regime.inventory, 0.8)
            what = f"De plaats {citation} staat niet in de inventaris van de bron."
            found.append(
                LawError(
                    norm.file, norm.line, what, f"'{near}'" if near else "een plaats uit de inventaris", norm.sentence
                )
            )
    return [*found, *_twice(regime), *_unlisted(regime)]


def _unlisted(regime: Regime) -> Iterator[LawError]:
    """A provision that no list names and that is almost one that is listed: a slip of the pen makes a second one."""
    own = {source.id for source in regime.own_sources()}
    listed = [regime.vocabulary.provisions[name] for name in regime.groups]
    for norm in regime.norms:
        if isinstance(norm, Grants) and norm.source in own and norm.provision not in regime.groups:
            name = regime.vocabulary.provisions[norm.provision]
            if near := nearest(name, listed, 0.85):
                what = f"De voorziening '{name}' staat niet onder Voorzieningen in regime.md."
                right = f"'{near}', of een eigen regel onder Voorzieningen"
                yield LawError(norm.file, norm.line, what, right, norm.sentence)


def _twice(regime: Regime) -> Iterator[LawError]:
    """Places that two sources both call theirs: nobody could tell which is meant."""
    homes: dict[str, Source] = {}
    sources = {source.id: source for source in regime.sources}
    for norm in sorted(regime.norms, key=lambda norm: sources[norm.source].regime == regime.name):
        for citation in dict.fromkeys(cited(norm)):
            home = homes.setdefault(citation, sources[norm.source])
            if home.id != norm.source and sources[norm.source].regime == regime.name:
                what = f"De plaats {citation} is al van {home.short} ({home.file})."
                right = "een ander begin van de plaatsen bij 'citaat', of een ander artikel"
                yield LawError(norm.file, norm.line, what, right, norm.sentence)


def _has_outline(source: Source, regime: Regime) -> bool:
    """Does the inventory hold places of this source?"""
    start = source.patterns.get("citaat", "").split("{")[0]
    return any(place.startswith(start) for place in regime.inventory)
