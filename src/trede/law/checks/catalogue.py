"""Ladders and catalogues: no gap between rungs, nothing on a rung that is not there, no price without a date."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from trede.law.catalogue import TITLES, all_rows
from trede.law.errors import LawError
from trede.law.ladders import is_ladder, numbers
from trede.law.norms import ListNorm
from trede.law.regime import Regime


def check(regime: Regime) -> list[LawError]:
    """Mistakes in the regime's own ladders and catalogues."""
    own = {s.id for s in regime.own_sources()}
    lists = [norm for norm in regime.norms if isinstance(norm, ListNorm)]
    mine = [norm for norm in lists if norm.source in own]
    known = {rung for norm in lists if is_ladder(norm) for rung in numbers(norm)}
    found = [error for norm in mine if is_ladder(norm) for error in _gaps(norm)]
    found += [error for norm in mine if _is_catalogue(norm) for error in _rows(norm, regime, known)]
    return found + list(_crossings(regime, known))


def _gaps(norm: ListNorm) -> Iterator[LawError]:
    rungs = numbers(norm)
    for one, two in pairwise(rungs):
        if two != one + 1:
            what = f"Na trede {one} komt trede {two}."
            yield LawError(norm.file, norm.line, what, f"trede {one + 1}", norm.sentence)


def _is_catalogue(norm: ListNorm) -> bool:
    return norm.title.lower().startswith(TITLES)


def _rows(norm: ListNorm, regime: Regime, known: set[int]) -> Iterator[LawError]:
    for item in all_rows(norm, regime):
        missing = [rung for rung in item.rungs if rung not in known]
        if missing:
            what = f"'{item.name}' noemt trede {missing[0]}, maar die staat op geen ladder."
            right = f"een trede van {min(known)} t/m {max(known)}" if known else "een lijst … ladder met treden"
            yield LawError(norm.file, norm.line, what, right, norm.sentence)
        if item.price is not None and item.since is None and norm.since is None:
            what = f"De prijs van '{item.name}' heeft geen datum."
            yield LawError(norm.file, norm.line, what, "een kolom 'vanaf' met een datum", norm.sentence)


def _crossings(regime: Regime, known: set[int]) -> Iterator[LawError]:
    """The register's own table of another ladder: of every rung once, and of no rung that is not there."""
    mine = [row for row in regime.crossings if row.regime == regime.name]
    seen: set[tuple[int, str]] = set()
    for row in mine:
        if row.rung not in known:
            right = f"een trede van {min(known)} t/m {max(known)}" if known else "een lijst … ladder met treden"
            yield LawError(row.file, row.line, f"Trede {row.rung} staat op geen ladder van dit regime.", right)
        if (row.rung, row.other) in seen:
            what = f"Voor trede {row.rung} staat er al een rij naar de ladder van '{row.other}'."
            yield LawError(row.file, row.line, what, "één rij per trede, met daarin alle mogelijke treden")
        seen.add((row.rung, row.other))
    for other in dict.fromkeys(row.other for row in mine):
        first = next(row for row in mine if row.other == other)
        for rung in sorted(known - {number for number, name in seen if name == other}):
            what = f"Voor trede {rung} ontbreekt een rij naar de ladder van '{other}'."
            yield LawError(first.file, first.line, what, f"| {rung} | {other} | … |")
