"""The language of regulations: read, check and hold a municipality's rules as data."""

from trede.law.errors import LawError, LawErrors, NoLawInForce, UnknownRegime
from trede.law.inforce import InForce, law_on
from trede.law.reader import find_regime, read_leniently, read_regime, regime_names, regimes_root
from trede.law.regime import Persona, Regime, Source

__all__ = [
    "InForce", "LawError", "LawErrors", "NoLawInForce", "Persona", "Regime", "Source", "UnknownRegime", "find_regime",
    "law_on", "read_leniently", "read_regime", "regime_names", "regimes_root",
]  # fmt: skip
