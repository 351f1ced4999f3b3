"""The seam to the regimes: the regime of a municipality, and its law on a day. Read once, kept in this process."""

from __future__ import annotations

from datetime import date
from functools import cache

from trede.access.models import Municipality
from trede.law.cache import load_regime
from trede.law.inforce import InForce, law_on
from trede.law.regime import Regime
from trede.law.vocabulary import Fact

OF_PERSON = frozenset({"persoon", "huishouden"})  # what a fact is about, in a regime's fact tables


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


def is_about_person(fact: Fact) -> bool:
    """Does a fact belong to the person (and the dossier), or to an application, a job, a placement?"""
    return fact.subject in OF_PERSON
