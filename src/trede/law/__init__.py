"""The language of regulations: read, check and hold a municipality's rules as data."""

from typing import Any

from trede.law.errors import LawError, LawErrors, NoLawInForce, UnknownRegime
from trede.law.inforce import InForce, law_on
from trede.law.ladders import Ladder, Move, Rung, crossing, ladders
from trede.law.places import find_regime, regime_names, regimes_root
from trede.law.regime import Crossing, Persona, Regime, Source

__all__ = [
    "Crossing", "InForce", "Ladder", "LawError", "LawErrors", "Move", "NoLawInForce", "Persona", "Regime", "Rung",
    "Source", "UnknownRegime", "crossing", "find_regime", "ladders", "law_on", "read_leniently", "read_regime",
    "regime_names", "regimes_root",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Reading needs the parser, which is slow to import: it is brought in when it is asked for."""
    if name in ("read_leniently", "read_regime"):
        from trede.law import reader

        return getattr(reader, name)
    raise AttributeError(name)
