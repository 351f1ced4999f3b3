"""Ladders and catalogues: no gap between rungs, no instrument on a rung that is not there, no price without a date."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from trede.law.catalogue import TITLES, all_rows
from trede.law.errors import LawError
from trede.law.norms import ListNorm
from trede.law.regime import Regime


def check(regime: Regime) -> list[LawError]:
    """Mistakes in the regime's own ladders and catalogues."""
    own = {s.id for s in regime.own_sources()}
    lists = [norm for norm in regime.norms if isinstance(norm, ListNorm)]
    mine = [norm for norm in lists if norm.source in own]
    ladders = [rungs for norm in lists if (rungs := ladder(norm))]
    known = {rung for rungs in ladders for rung in rungs}
    found = [error for norm in mine for error in _gaps(norm)]
    found += [error for norm in mine if _is_catalogue(norm) for error in _rows(norm, regime, known)]
    return found


def ladder(norm: ListNorm) -> list[int]:
    """The rungs of a list whose title ends in *ladder*, in its order; empty for another list."""
    if not norm.title.lower().endswith("ladder") or "trede" not in norm.header:
        return []
    column = norm.header.index("trede")
    return [int(row[column]) for row in norm.rows if row[column].isdigit()]


def _gaps(norm: ListNorm) -> Iterator[LawError]:
    rungs = ladder(norm)
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
