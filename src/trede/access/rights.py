"""Who may do what: one table of role and right, from which permissions, docs/roles.md and the tests are made.

A right says that somebody *may try*. What a decision's state allows, and whose dossier it is, `casework` adds to that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from trede.access.roles import Role

if TYPE_CHECKING:
    from trede.access.models import Municipality, User

View = Callable[..., HttpResponse]


class Right(StrEnum):
    """What one may do, in one municipality."""

    SEE_WORK = "see_work"
    OPEN_OWN = "open_own"
    OPEN_ANY = "open_any"
    BREAK_GLASS = "break_glass"
    SUPERVISE = "supervise"
    RECORD_FACTS = "record_facts"
    SEE_HEALTH = "see_health"
    RECORD_HEALTH = "record_health"
    REVEAL_BSN = "reveal_bsn"
    PROPOSE_DECISION = "propose_decision"
    APPROVE_DECISION = "approve_decision"
    SEND_LETTER = "send_letter"
    TRANSFER = "transfer"
    MANAGE_ACCOUNTS = "manage_accounts"
    WHAT_IF = "what_if"
    SEE_AUDIT = "see_audit"
    EXPORT_SUBJECT = "export_subject"


WORDS = {
    Right.SEE_WORK: "de werkvoorraad zien",
    Right.OPEN_OWN: "een eigen dossier openen (ook als vervanger)",
    Right.OPEN_ANY: "elk dossier van de gemeente openen",
    Right.BREAK_GLASS: "met een reden een dossier van een ander openen; een teamleider ziet dat",
    Right.SUPERVISE: "zien wie een dossier van een ander opende, en dat beoordelen",
    Right.RECORD_FACTS: "feiten vastleggen",
    Right.SEE_HEALTH: "gegevens over gezondheid zien",
    Right.RECORD_HEALTH: "gegevens over gezondheid vastleggen",
    Right.REVEAL_BSN: "een burgerservicenummer voluit zien",
    Right.PROPOSE_DECISION: "een besluit voorstellen",
    Right.APPROVE_DECISION: "een besluit van een ander goedkeuren",
    Right.SEND_LETTER: "een brief versturen",
    Right.TRANSFER: "dossiers overdragen",
    Right.MANAGE_ACCOUNTS: "accounts en rollen beheren",
    Right.WHAT_IF: "doorrekenen wat een andere regel zou doen",
    Right.SEE_AUDIT: "het auditlog zien",
    Right.EXPORT_SUBJECT: "alles over één persoon uitgeven (inzageverzoek)",
}

# An administrator sees no client. Who supervises sees every dossier already, so there is no glass to break.
TABLE: dict[Role, frozenset[Right]] = {
    Role.CASE_MANAGER: frozenset({
        Right.SEE_WORK, Right.OPEN_OWN, Right.BREAK_GLASS, Right.RECORD_FACTS, Right.SEE_HEALTH, Right.RECORD_HEALTH,
        Right.REVEAL_BSN, Right.PROPOSE_DECISION, Right.SEND_LETTER,
    }),
    Role.QUALITY_OFFICER: frozenset({
        Right.SEE_WORK, Right.OPEN_ANY, Right.RECORD_FACTS, Right.SEE_HEALTH, Right.REVEAL_BSN, Right.APPROVE_DECISION,
        Right.SEND_LETTER,
    }),
    Role.SUPERVISOR: frozenset({
        Right.SEE_WORK, Right.OPEN_ANY, Right.SUPERVISE, Right.RECORD_FACTS, Right.SEE_HEALTH, Right.REVEAL_BSN,
        Right.APPROVE_DECISION, Right.SEND_LETTER, Right.TRANSFER, Right.SEE_AUDIT, Right.EXPORT_SUBJECT,
    }),
    Role.BENEFITS_ADMINISTRATION: frozenset({
        Right.SEE_WORK, Right.OPEN_OWN, Right.BREAK_GLASS, Right.RECORD_FACTS, Right.REVEAL_BSN, Right.SEND_LETTER,
    }),
    Role.POLICY_OFFICER: frozenset({Right.WHAT_IF}),
    Role.ADMINISTRATOR: frozenset({Right.MANAGE_ACCOUNTS}),
}  # fmt: skip


PAGE = (
    "# Who may do what",
    "",
    "Made from `trede.access.rights`; `python -m trede.access.rights > docs/roles.md` makes it anew. A right says that",
    "somebody may *try*, in one municipality; whose dossier it is and how a decision stands come on top.",
    "",
)


def of_roles(roles: Iterable[str]) -> frozenset[Right]:
    """The rights of several roles together.

    >>> Right.WHAT_IF in of_roles(["beleidsmedewerker"])
    True
    """
    return frozenset().union(*(TABLE[Role(role)] for role in roles))


def roles_of(user: User, municipality: Municipality) -> frozenset[str]:
    """The roles that an account has today; none when it is switched off."""
    if not user.is_active:
        return frozenset()
    held = user.memberships.on(timezone.localdate()).filter(municipality=municipality)
    return frozenset(held.values_list("role", flat=True))


def allows(user: User, municipality: Municipality, right: Right) -> bool:
    """May this account do that, in that municipality, today?"""
    return right in of_roles(roles_of(user, municipality))


def signed_in(view: View) -> View:
    """A view for who is signed in, whatever the role."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            raise SignInFirst
        return view(request, *args, **kwargs)

    return wrapped


class SignInFirst(PermissionDenied):
    """Nobody is signed in; `trede.access.middleware` turns this into the sign-in page and keeps what was typed."""


def as_markdown() -> str:
    """The page docs/roles.md; a test holds it up to date.

    >>> as_markdown().splitlines()[0]
    '# Who may do what'
    """
    heading = "| recht | " + " | ".join(role.label for role in Role) + " |"
    rows = [
        f"| {WORDS[right]} (`{right}`) | " + " | ".join("✓" if right in TABLE[role] else "" for role in Role) + " |"
        for right in Right
    ]
    return "\n".join([*PAGE, heading, "|---|" + ":-:|" * len(Role), *rows, ""])


if __name__ == "__main__":
    print(as_markdown(), end="")
