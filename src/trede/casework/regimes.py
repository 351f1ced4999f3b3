"""The seam to the regimes: the regime of a municipality, and its law on a day. Read once, kept in this process."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any, TypeVar

from trede.access.models import Municipality
from trede.law.cache import load_regime
from trede.law.catalogue import Instrument, catalogue
from trede.law.inforce import InForce, law_on
from trede.law.ladders import Ladder, ladders
from trede.law.regime import Regime
from trede.law.vocabulary import Fact

T = TypeVar("T")
MOST_KEPT = 64  # days of which the ladders and the catalogue are kept
OF_PERSON = frozenset({"persoon", "huishouden", "melding"})  # what a fact is about, in a regime's fact tables


@cache
def regime_named(name: str) -> Regime:
    """A regime by the name of its folder. UnknownRegime, LawErrors."""
    return load_regime(name)


def regime_of(municipality: Municipality) -> Regime:
    """The regime that a municipality works by."""
    return regime_named(municipality.regime)


def law_of(municipality: Municipality, on: date) -> InForce:
    """The law of a municipality on a day. NoLawInForce."""
    return law_on(regime_of(municipality), on)


def ladders_on(municipality: Municipality, on: date) -> list[Ladder]:
    """The ladders of a municipality on a day; pages ask for them again and again. NoLawInForce."""
    return _kept(regime_of(municipality), "ladders", on, ladders)


def catalogue_on(municipality: Municipality, on: date) -> list[Instrument]:
    """The instruments and products of a municipality on a day. NoLawInForce."""
    return _kept(regime_of(municipality), "catalogue", on, catalogue)


def _kept(regime: Regime, what: str, on: date, make: Callable[[Regime, date], T]) -> T:
    days: dict[date, Any] = regime.cache.setdefault(("casework", what), {})
    if on not in days:
        if len(days) >= MOST_KEPT:
            days.clear()
        days[on] = make(regime, on)
    found: T = days[on]
    return found


def is_about_person(fact: Fact) -> bool:
    """Does a fact belong to the person and the report of the dossier, or to an application, a job, a placement?"""
    return fact.subject in OF_PERSON
