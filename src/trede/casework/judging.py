"""Who may give a judgement: whom the regime names, when that is a role of staff here; else anyone who records facts may
write down what somebody outside (a doctor, UWV) found, and says who.

To use a power (to refuse, to end, to depart from the rules) is part of deciding.
"""

from __future__ import annotations

from trede.access import rights
from trede.access.rights import Right
from trede.access.roles import Role
from trede.casework.services.common import Actor
from trede.law.regime import Regime
from trede.law.vocabulary import Fact

CHOICES = ("keuze weigeren", "keuze eindigen", "keuze afwijken")


def is_choice(regime: Regime, name: str) -> bool:
    """Is this the fact by which an official uses a power that the rules leave?"""
    return name in {regime.roles[role] for role in CHOICES}


def role_for(fact: Fact) -> Role | None:
    """The role of staff that a regime names for a fact; None when it names somebody outside."""
    return next((role for role in Role if role.value == fact.who), None)


def why_not(actor: Actor, regime: Regime, fact: Fact) -> str:
    """Why this person may not give this judgement, in Dutch; empty when they may, or when it is no judgement."""
    if not fact.judgement:
        return ""
    if is_choice(regime, fact.key) and not actor.may(Right.PROPOSE_DECISION):
        return f"Dit is een keuze van wie beslist. Daarvoor is een recht nodig: {rights.WORDS[Right.PROPOSE_DECISION]}."
    role = role_for(fact)
    if role is not None and role.value not in actor.roles and not is_choice(regime, fact.key):
        return f"Dit oordeel geeft de {role.label}. U heeft die rol niet."
    return ""
