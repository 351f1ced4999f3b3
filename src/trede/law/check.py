"""Checks a regime as a whole: every mistake in one go, with file, line, sentence, and what would be right."""

from __future__ import annotations

from trede.law.checks import catalogue, conflicts, kinds, outline, register, shape, tables
from trede.law.errors import LawError
from trede.law.regime import Regime


def check_regime(regime: Regime) -> list[LawError]:
    """All mistakes that reading line by line cannot see."""
    found: list[LawError] = []
    checks = (kinds, outline, shape, tables, conflicts, register, catalogue)
    for check in checks:
        found += check.check(regime)
    return sorted(set(found))


def without_regulation(regime: Regime) -> list[LawError]:
    """A regime that was read without mistakes and yet holds no regulation of its own."""
    if any(s.rank not in ("register", "begrippen") for s in regime.own_sources()):
        return []
    what = f"Het regime '{regime.name}' heeft geen eigen regeling."
    right = "een bestand met een koptabel | bron | … | en | rang | verordening |"
    return [LawError(f"{regime.name}/regime.md", 0, what, right)]
