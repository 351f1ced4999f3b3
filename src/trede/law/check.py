"""Checks a regime as a whole: every mistake in one go, with file, line, sentence, and what would be right."""

from __future__ import annotations

from trede.law.checks import catalogue, conflicts, kinds, outline, register, shape, tables
from trede.law.errors import LawError
from trede.law.places import municipalities, regime_names
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
    return [LawError(f"{regime.name}/regime.md", 1, what, right)]


def claimed_twice(names: list[str]) -> list[LawError]:
    """Municipalities that more than one regime names as its own, or that have a regime of their own as well."""
    found = []
    for town, homes in municipalities().items():
        if town in regime_names() and town not in homes:
            homes = [*homes, town]
        if len(homes) > 1:
            what = f"De gemeente '{town}' staat bij meer regimes: {', '.join(homes)}."
            right = "een gemeente bij één regime onder '## Gemeenten'"
            found += [LawError(f"{home}/regime.md", 1, what, right) for home in homes if home in names]
    return found
