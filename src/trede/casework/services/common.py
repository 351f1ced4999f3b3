"""What all services share: problems told together, rows locked against a second editor, numbers, the audit entry."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from django.db import models

from trede.access import audit, rights
from trede.access.models import AuditEntry, Municipality, User
from trede.access.rights import Right
from trede.casework.models.base import Revised

R = TypeVar("R", bound=Revised)


@dataclass(frozen=True)
class Actor:
    """Who acts, at which municipality, in which roles; `log` is how the logs name them."""

    user: User
    municipality: Municipality
    roles: frozenset[str]
    log: audit.Actor = field(compare=False)

    @classmethod
    def make(cls, user: User, municipality: Municipality) -> Actor:
        """The actor of a command or a test, with the roles of today."""
        roles = rights.roles_of(user, municipality)
        return cls(user, municipality, roles, audit.Actor.of(user, municipality.slug, roles))

    def may(self, right: Right) -> bool:
        """Does one of the roles give this right here?"""
        return right in rights.of_roles(self.roles)

    def need(self, right: Right, municipality: Municipality | None = None) -> None:
        """Refused, and noted, when the right is missing or the row is of another municipality."""
        if (municipality is not None and municipality.pk != self.municipality.pk) or not self.may(right):
            text = f"Hiervoor is een recht nodig: {rights.WORDS[right]}."
            write = partial(audit.record, self.log, "toegang.geweigerd", result=audit.REFUSED, recht=right.value)
            raise NotAllowed(text, write)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: the field it is about (empty: the whole) and one Dutch sentence.

    `part` says what of a fact it is about when that is not its value, such as its reason.
    """

    field: str
    text: str
    part: str = ""


class Refused(Exception):
    """A service did nothing; `problems` says everything that is wrong, at once."""

    def __init__(self, problems: Iterable[Problem] | Problem | str) -> None:
        if isinstance(problems, str):
            problems = Problem("", problems)
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__(" ".join(problem.text for problem in self.problems))


class NotAllowed(Refused):
    """Somebody tried what they may not do. That is noted, also when the transaction in which they tried is undone.

    `write` makes the entry. Who catches it outside of that transaction calls `stay_noted`.
    """

    def __init__(self, text: str, write: Callable[[], AuditEntry]) -> None:
        super().__init__(text)
        self.write = write
        self.entry = write()

    def stay_noted(self) -> None:
        """Note it again when the entry went with the transaction."""
        if not AuditEntry.objects.filter(pk=self.entry.pk, hash=self.entry.hash).exists():
            self.entry = self.write()


class Overtaken(Refused):
    """Someone else changed the row since the form was opened. Nothing is overwritten; `row` is how it stands now."""

    def __init__(self, row: Revised) -> None:
        self.row = row
        super().__init__(
            "Iemand anders heeft dit gewijzigd terwijl u bezig was. Wat u invulde, staat er nog; "
            "kijk het na en sla opnieuw op."
        )


class Checks:
    """Gathers problems, and refuses when there are any.

    >>> checks = Checks()
    >>> checks.that(1 < 2, "getal", "Twee is meer dan een.")
    >>> checks.refuse()
    """

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def that(self, holds: Any, field: str, text: str, part: str = "") -> None:
        """Note a problem with a field (or a part of it) unless something holds."""
        if not holds:
            self.problems.append(Problem(field, text, part))

    def refuse(self) -> None:
        """Raise Refused with all problems, if there are any."""
        if self.problems:
            raise Refused(self.problems)


def locked(row: R, revision: int | None) -> R:
    """The row as it stands now, locked until the end of the transaction. Overtaken when `revision` is not its own.

    `revision` None means: whoever calls holds the newest row already (a service that follows from another).
    """
    now = type(row)._default_manager.select_for_update().get(pk=row.pk)
    if revision is not None and now.revision != revision:
        raise Overtaken(now)
    return now


def keep(row: R, fields: Iterable[str]) -> R:
    """Write these fields of a locked row, and one revision more."""
    row.revision += 1
    row.save(update_fields=[*fields, "revision"])
    return row


def next_number(rows: models.QuerySet[Any], prefix: str) -> str:
    """The next number with a prefix such as `A-`, among rows of one dossier or municipality that is locked.

    Numbers are of one width, so that the last in order of the alphabet is the highest.
    """
    last = rows.filter(number__startswith=prefix).order_by("-number").values_list("number", flat=True).first()
    return f"{prefix}{int(last.removeprefix(prefix)) + 1 if last else 1:06d}"
