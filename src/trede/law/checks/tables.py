"""Placeholder."""

from trede.law.errors import LawError
from trede.law.regime import Regime


def check(regime: Regime) -> list[LawError]:
    """."""
    return []
