"""The register: what a row sets aside under a condition must be something that can be set aside under a condition."""

from __future__ import annotations

from trede.law.checks.kinds import condition
from trede.law.errors import LawError, nearest
from trede.law.inforce import ESCAPABLE
from trede.law.norms import cited
from trede.law.regime import Regime
from trede.law.types import Typer


def check(regime: Regime) -> list[LawError]:
    """Rows that name a norm that is not there, or that set aside what cannot be set aside as they say."""
    found: list[LawError] = []
    typer = Typer(regime.vocabulary, regime.norms)
    places = {place: norm for norm in regime.norms for place in cited(norm)}
    known = {*places, *regime.inventory}
    for row in regime.register:
        if not row.file.startswith(f"{regime.name}/"):
            continue
        for place in dict.fromkeys((*row.norms, *(p for p in row.prevails if p != "beide"))):
            if place not in known:
                near = nearest(place, known, 0.8)
                what = f"De norm {place} in het register bestaat niet."
                found.append(LawError(row.file, row.line, what, f"'{near}'" if near else "een plaats van een regel"))
        if row.unless is None:
            continue
        for what, right in condition(row.unless, typer):
            found.append(LawError(row.file, row.line, what, right))
        for place in row.losers:
            if place in places and not isinstance(places[place], ESCAPABLE):
                what = f"{place} kan niet alleen onder een voorwaarde opzij."
                right = "een lege 'opzij als', of een voorwaarde in de regel zelf"
                found.append(LawError(row.file, row.line, what, right, places[place].sentence))
    return found
