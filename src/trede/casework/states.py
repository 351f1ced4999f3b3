"""What may be done with a decision: one table of action, states, right.

Permissions, docs/decision-states.md and the tests are made from it; `access.rights` says which role has which right.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from trede.access import audit, rights
from trede.access.rights import Right
from trede.access.roles import Role
from trede.casework.models import Decision
from trede.casework.services.common import Actor, NotAllowed

State = Decision.State


class Action(StrEnum):
    """What somebody does with a decision; the Dutch value is its name in an address and in the logs."""

    EDIT = "wijzigen"
    PROPOSE = "voorstellen"
    TAKE_BACK = "terugnemen"
    GIVE_BACK = "teruggeven"
    APPROVE = "vaststellen"
    DECIDE_ALONE = "zelf_vaststellen"
    SEND = "bekendmaken"
    CANCEL = "laten_vervallen"
    HEAR = "horen"
    FOLLOW = "opvolgen"
    OBJECTION = "bezwaar"


class Who(StrEnum):
    """Who of those with the right, as words for the documentation."""

    ANYONE = ""
    PROPOSER = "alleen wie het voorstelde"
    ANOTHER = "een ander dan wie het voorstelde"
    ALONE = "alleen waar de regels geen tweede paar ogen vragen"
    TOGETHER = "alleen waar de regels een tweede paar ogen vragen"


@dataclass(frozen=True, slots=True)
class Rule:
    """A row: who may do this from which states, and the state after it (None: the same)."""

    action: Action
    states: tuple[State, ...]
    right: Right
    to: State | None
    words: str
    who: Who = Who.ANYONE


MADE = (State.DRAFT, State.RETURNED)
TABLE: tuple[Rule, ...] = (
    Rule(Action.EDIT, MADE, Right.PROPOSE_DECISION, None, "het concept wijzigen"),
    Rule(Action.PROPOSE, MADE, Right.PROPOSE_DECISION, State.PROPOSED, "ter goedkeuring voorleggen", Who.TOGETHER),
    Rule(Action.DECIDE_ALONE, MADE, Right.PROPOSE_DECISION, State.APPROVED, "zelf vaststellen", Who.ALONE),
    Rule(Action.TAKE_BACK, (State.PROPOSED,), Right.PROPOSE_DECISION, State.DRAFT, "terugnemen", Who.PROPOSER),
    Rule(Action.GIVE_BACK, (State.PROPOSED,), Right.APPROVE_DECISION, State.RETURNED, "teruggeven", Who.ANOTHER),
    Rule(Action.APPROVE, (State.PROPOSED,), Right.APPROVE_DECISION, State.APPROVED, "vaststellen", Who.ANOTHER),
    Rule(Action.SEND, (State.APPROVED,), Right.SEND_LETTER, State.SENT, "bekendmaken met de brief"),
    Rule(Action.CANCEL, MADE, Right.PROPOSE_DECISION, State.CANCELLED, "laten vervallen met een reden"),
    Rule(Action.CANCEL, (State.APPROVED,), Right.APPROVE_DECISION, State.CANCELLED, "laten vervallen met een reden"),
    Rule(Action.HEAR, (*MADE, State.PROPOSED), Right.PROPOSE_DECISION, None, "horen vastleggen"),
    Rule(Action.FOLLOW, (State.SENT,), Right.PROPOSE_DECISION, None, "intrekken, herzien, beëindigen of verlengen"),
    Rule(Action.OBJECTION, (State.SENT,), Right.RECORD_FACTS, None, "bezwaar en de uitkomst ervan vastleggen"),
)  # fmt: skip


def rows_for(action: Action, state: str) -> list[Rule]:
    """The rows of an action in a state."""
    return [row for row in TABLE if row.action is action and state in row.states]


def of_role(role: str, state: str) -> list[Action]:
    """What somebody with one role may do with a decision in a state, apart from whose decision it is."""
    held = rights.of_roles([role])
    return list(dict.fromkeys(row.action for row in TABLE if state in row.states and row.right in held))


def allowed(actor: Actor, decision: Decision) -> list[Action]:
    """What this person may do with this decision now."""
    return [action for action in Action if not why_not(actor, decision, action)]


def why_not(actor: Actor, decision: Decision, action: Action) -> str:
    """Why this person may not do it now, in Dutch; empty when they may."""
    found = rows_for(action, decision.state)
    words = next(row.words for row in TABLE if row.action is action)
    if not found:
        return f"Dit besluit is {decision.get_state_display()}; dan kan men het niet {words}."
    if not any(actor.may(row.right) for row in found):
        return f"Hiervoor is een recht nodig: {rights.WORDS[found[0].right]}."
    return _who_not(actor, decision, found[0].who)


def _who_not(actor: Actor, decision: Decision, who: Who) -> str:
    mine = decision.proposed_by_id == actor.user.pk
    match who:
        case Who.PROPOSER if not mine:
            return "Alleen wie het besluit voorstelde, kan het terugnemen."
        case Who.ANOTHER if mine:
            return "U stelde dit besluit zelf voor. Een ander moet ernaar kijken."
        case Who.ALONE if decision.needs_approval:
            return "Bij dit besluit vragen de regels een tweede paar ogen. Leg het voor aan een ander."
        case Who.TOGETHER if not decision.needs_approval:
            return "Bij dit besluit vragen de regels geen tweede paar ogen. Stel het zelf vast."
        case _:
            return ""


def need(actor: Actor, decision: Decision, action: Action) -> Rule:
    """The row by which this person may do it. NotAllowed, and noted, with the reason when they may not."""
    here = decision.dossier.municipality_id == actor.municipality.pk
    if why := why_not(actor, decision, action) if here else "Dit besluit is er niet.":
        what = {"result": audit.REFUSED, "handeling": action.value}
        raise NotAllowed(why, partial(audit.record, actor.log, "besluit.geweigerd", decision.dossier, why, **what))
    return next(row for row in rows_for(action, decision.state) if actor.may(row.right))


def as_markdown(roles: Iterable[Role] = Role) -> str:
    """The table as docs/decision-states.md shows it: per action, then per role what each state allows."""
    states = [state for state in State if any(state in row.states for row in TABLE)]
    lines = ["| handeling | in stand | recht | wordt | wie |", "|---|---|---|---|---|"]
    for row in TABLE:
        after = State(row.to).label if row.to else "blijft"
        held = ", ".join(State(state).label for state in row.states)
        lines.append(
            f"| {row.words} (`{row.action}`) | {held} | {rights.WORDS[row.right]} | {after} | {row.who or '–'} |"
        )
    lines += ["", "| rol | " + " | ".join(state.label for state in states) + " |", "|---|" + "---|" * len(states)]
    for role in roles:
        cells = [", ".join(f"`{action}`" for action in of_role(role, state)) or "–" for state in states]
        lines.append(f"| {role.label} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"
