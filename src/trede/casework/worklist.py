"""My work: what is late, due today, this week and later, for the people whose work the actor does today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from trede.casework.models import Dossier, Task
from trede.casework.services.common import Actor
from trede.casework.visibility import workers

PAGE = 25
ORDERS = {
    "datum": (F("due_on").asc(nulls_last=True), "dossier__surname"),
    "-datum": (F("due_on").desc(nulls_last=True), "dossier__surname"),
    "naam": ("dossier__surname", F("due_on").asc(nulls_last=True)),
    "-naam": ("-dossier__surname", F("due_on").asc(nulls_last=True)),
    "soort": ("kind", F("due_on").asc(nulls_last=True)),
    "-soort": ("-kind", F("due_on").asc(nulls_last=True)),
}
WHEN = ("te_laat", "vandaag", "deze_week", "later", "zonder_datum")


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to see of their work; every field empty shows all. `whose` is an account's id."""

    when: str = ""
    kind: str = ""
    text: str = ""
    whose: str = ""
    order: str = "datum"


EVERYTHING = Wish()


class Worklist:
    """The open tasks of an actor: their own, their roles', and those of whom they replace today."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.people = workers(actor)
        self.today = timezone.localdate()

    @property
    def mine(self) -> QuerySet[Task]:
        """All of them, in no order."""
        own = Q(assignee__in=self.people) | Q(assignee__isnull=True, role__in=sorted(self.actor.roles))
        return Task.objects.filter(own, municipality=self.actor.municipality, state=Task.State.OPEN)

    def tasks(self, wish: Wish = EVERYTHING) -> QuerySet[Task]:
        """Those that somebody wishes to see, in the order wished, with dossier, client and assignee."""
        found = self.mine
        if wish.when:
            found = found.filter(in_time(wish.when, self.today))
        if wish.kind:
            found = found.filter(kind=wish.kind)
        if wish.whose:
            found = found.filter(assignee=wish.whose)
        if words := wish.text.strip():
            client = Q(dossier__surname__istartswith=words) | Q(dossier__number__iexact=words)
            found = found.filter(client | Q(title__icontains=words))
        found = found.select_related("dossier", "dossier__client", "assignee")
        return found.order_by(*ORDERS.get(wish.order, ORDERS["datum"]), "pk")

    def counts(self) -> dict[str, int]:
        """How many stand in each stretch of time, in one query."""
        return self.mine.aggregate(**{when: Count("pk", filter=in_time(when, self.today)) for when in WHEN})

    def kinds(self) -> list[str]:
        """The kinds of task there are, to filter by."""
        return sorted(self.mine.order_by().values_list("kind", flat=True).distinct())


def in_time(when: str, today: date) -> Q:
    """The tasks that are late, due today, in the rest of this week (through Sunday), later, or without a day."""
    sunday = today + timedelta(days=6 - today.weekday())
    return {
        "te_laat": Q(due_on__lt=today),
        "vandaag": Q(due_on=today),
        "deze_week": Q(due_on__gt=today, due_on__lte=sunday),
        "later": Q(due_on__gt=sunday),
        "zonder_datum": Q(due_on__isnull=True),
    }[when]


def group(task: Task, today: date) -> str:
    """In which stretch of time a task stands."""
    if task.due_on is None:
        return "zonder_datum"
    if task.due_on <= today:
        return "te_laat" if task.due_on < today else "vandaag"
    return "deze_week" if task.due_on <= today + timedelta(days=6 - today.weekday()) else "later"


@dataclass(frozen=True, slots=True)
class Search:
    """What somebody looks for among dossiers; every field empty shows all."""

    text: str = ""
    status: str = Dossier.Status.OPEN
    rung: str = ""
    whose: str = ""
    order: str = "naam"


DOSSIER_ORDERS = {
    "naam": ("surname", "pk"), "-naam": ("-surname", "-pk"),
    "gemeld": ("reported_on", "pk"), "-gemeld": ("-reported_on", "-pk"),
    "trede": (F("rung").asc(nulls_last=True), "surname", "pk"),
    "-trede": (F("rung").desc(nulls_last=True), "surname", "pk"),
}  # fmt: skip


def look_for(seen: QuerySet[Dossier], search: Search) -> QuerySet[Dossier]:
    """The dossiers that fit, out of those that may be seen: by surname, first letters first, or by number.

    A BSN is never looked for here: it would stand in an address (see `services.people`).
    """
    found = seen
    if search.status:
        found = found.filter(status=search.status)
    if search.rung:
        found = (
            found.filter(rung=int(search.rung))
            if search.rung.lstrip("-").isdigit()
            else found.filter(rung__isnull=True)
        )
    if search.whose:
        found = (
            found.filter(case_manager__isnull=True) if search.whose == "-" else found.filter(case_manager=search.whose)
        )
    if words := search.text.strip():
        found = found.filter(Q(surname__istartswith=words) | Q(number__iexact=words) | Q(client__number__iexact=words))
    found = found.select_related("client", "case_manager")
    return found.order_by(*DOSSIER_ORDERS.get(search.order, DOSSIER_ORDERS["naam"]))
