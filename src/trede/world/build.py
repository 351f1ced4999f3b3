"""Fills a municipality with invented clients, in blocks of rows: the one writer beside the services (docs/world.md).

Services look at one person at a time, as a case manager does; two hundred thousand histories would take them hours. The
constraints of the database hold here as everywhere, and each row is what a service would have written.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from random import Random
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from trede.access import bsn
from trede.access.models import Membership, Municipality, Role, User
from trede.casework.models import (
    Client,
    Dossier,
    FactVersion,
    Goal,
    Intake,
    LadderMove,
    Note,
    Plan,
    PlanSignature,
    Source,
    Step,
    Task,
    Trajectory,
)
from trede.casework.regimes import is_about_person, law_of, regime_of
from trede.law import tree
from trede.law.regime import Regime
from trede.population import Drawing, drawing, read_assumptions
from trede.population.persons import facts_of
from trede.terms import add_years
from trede.world.data import words
from trede.world.histories import History, Stage, history, stage
from trede.world.names import bsn_of, identity

BLOCK = 2_000  # clients written at once
CARRIES = 60  # dossiers that one case manager has in hand
GROWN_UP = 18  # years: nobody reports before
KEPT = (Client, Dossier, FactVersion, Intake, LadderMove, Trajectory, Plan, Goal, Step, PlanSignature, Note, Task)
HEALTH = "gezondheid"


class NotEmpty(Exception):
    """The municipality has clients already: invented ones never come between them."""


@dataclass(slots=True)
class World:
    """One municipality that is being filled. `most_facts` is how many facts are recorded of one person at most."""

    municipality: Municipality
    regime: Regime
    at: Stage
    managers: list[User]
    drawn: Drawing
    seed: int
    recorded: list[str]
    rows: dict[type[models.Model], list[models.Model]] = field(default_factory=lambda: {kind: [] for kind in KEPT})


def build(
    municipality: Municipality, people: int, seed: int, today: date, most_facts: int | None = None,
    progress: Callable[[int], None] = lambda done: None,
) -> None:  # fmt: skip
    """Fill a municipality that has staff and no clients. NotEmpty. `progress` hears how many are done."""
    if Client.objects.filter(municipality=municipality).exists():
        raise NotEmpty(f"{municipality.name} heeft al cliënten. Kies een gemeente of een database zonder.")
    regime = regime_of(municipality)
    recorded = _facts_to_record(municipality, regime, today, most_facts)
    managers = _managers(municipality, people, seed)
    drawn = drawing(regime, read_assumptions(regime), today, recorded)
    world = World(municipality, regime, stage(regime, today), managers, drawn, seed, recorded)
    done = 0
    for block in drawn.blocks(people, seed):
        for place in range(block.size):
            _client(world, done, facts_of(block, place, regime.vocabulary))
            done += 1
            if done % BLOCK == 0 or done == people:
                _write(world)
                progress(done)


def _write(world: World) -> None:
    with transaction.atomic():
        for kind in KEPT:
            kind._default_manager.bulk_create(world.rows[kind], batch_size=500)
            world.rows[kind].clear()


def _facts_to_record(municipality: Municipality, regime: Regime, today: date, most: int | None) -> list[str]:
    """The facts about a person, those first that most norms read."""
    counted: Counter[str] = Counter()
    for norm in law_of(municipality, today).norms:
        for expr in norm.expressions():
            counted.update(tree.names(expr))
    born = regime.roles["geboortedatum"]
    counted[born] = len(counted) + sum(counted.values())  # always there
    facts = regime.vocabulary.facts
    mine = [name for name, fact in facts.items() if is_about_person(fact) and not fact.judgement]
    return sorted(mine, key=lambda name: -counted[name])[:most]


def _managers(municipality: Municipality, people: int, seed: int) -> list[User]:
    """Enough case managers for so many clients, those who are there first."""
    held = Membership.objects.filter(municipality=municipality, role=Role.CASE_MANAGER).select_related("user")
    found = [membership.user for membership in held.order_by("user__email")]
    random = Random(f"{seed}/{municipality.slug}/staff")
    for number in range(len(found), -(-people // CARRIES)):
        name = f"{random.choice(words('names')['given'])} {random.choice(words('names')['first'])}bedacht"
        email = f"klantmanager{number}@{municipality.slug}.example"
        user = User.objects.make(email, name, is_demo=True, job_title=Role.CASE_MANAGER.label.capitalize())
        Membership.objects.create(user=user, municipality=municipality, role=Role.CASE_MANAGER, since=date(2020, 1, 1))
        found.append(user)
    return found


def _client(world: World, number: int, facts: dict[str, Any]) -> None:
    """All rows of one client."""
    random = Random(f"{world.seed}/{world.municipality.slug}/{number}")
    who = identity(random, number)
    born = facts.get(world.regime.roles["geboortedatum"])
    birth = date.fromisoformat(born) if born else None
    past = history(random, world.at, who.first_name, _grown_up(birth, world.at.today))
    author = world.managers[number % len(world.managers)]
    secret = bsn_of(number)
    client = Client(
        id=_key(random), municipality=world.municipality, number=f"K-{number + 1:06d}", bsn=secret,
        bsn_hash=bsn.lookup(secret) if secret else "", birth_date=birth, first_name=who.first_name, prefix=who.prefix,
        surname=who.surname, street=who.street, postcode=who.postcode, city=who.city, phone=who.phone, email=who.email,
        language=who.language,
    )  # fmt: skip
    dossier = Dossier(
        id=_key(random), municipality=world.municipality, client=client, number=f"D-{number + 1:06d}",
        status="closed" if past.closed_on else "open", case_manager=author, surname=who.surname,
        rung=past.moves[-1][1] if past.moves else None, reported_on=past.reported_on, closed_on=past.closed_on,
        closed_reason="Aan het werk zonder hulp van de gemeente." if past.closed_on else "",
    )  # fmt: skip
    world.rows[Client].append(client)
    world.rows[Dossier].append(dossier)
    for row in (
        *_fact_rows(world, random, dossier, author, facts, past), *_past_rows(world, random, dossier, author, past),
        *_plan_rows(random, dossier, author, client, past),
    ):  # fmt: skip
        world.rows[type(row)].append(row)


def _grown_up(birth: date | None, today: date) -> date:
    return date(1900, 1, 1) if birth is None else min(add_years(birth, GROWN_UP), today)


def _fact_rows(
    world: World, random: Random, dossier: Dossier, author: User, facts: dict[str, Any], past: History
) -> Iterator[models.Model]:
    known = _moment(past.intake_done or past.reported_on)
    for name, value in facts.items():
        fact = world.regime.vocabulary.facts[name]
        sealed = fact.privacy == HEALTH
        yield FactVersion(
            id=_key(random), dossier=dossier, name=name, health=sealed, value=None if sealed else value,
            sealed=json.dumps(value) if sealed else "", valid_from=past.reported_on, recorded_at=known, author=author,
            source=Source.REGISTER if fact.who in ("brp", "uwv") else Source.CLIENT,
        )  # fmt: skip


def _past_rows(world: World, random: Random, dossier: Dossier, author: User, past: History) -> Iterator[models.Model]:
    yield Note(id=_key(random), dossier=dossier, kind="remark", on=past.reported_on, text=f"Melding: {past.report}",
               author=author)  # fmt: skip
    yield Intake(
        id=_key(random), dossier=dossier, state="done" if past.intake_done else "open", started_on=past.reported_on,
        finished_on=past.intake_done, author=author,
    )  # fmt: skip
    for day, rung, reason in past.moves:
        assert world.at.ladder is not None
        yield LadderMove(
            id=_key(random), dossier=dossier, ladder=world.at.ladder.title, rung=rung, on=day, reason=reason,
            author=author,
        )  # fmt: skip
    for one in past.trajectories:
        reached = one.ended == one.expected
        yield Trajectory(
            id=_key(random), dossier=dossier, kind=one.kind, reason="Past bij wat nu nodig is.", started_on=one.starts,
            expected_end=one.expected, ended_on=one.ended, author=author,
            end_reason="" if one.ended is None else "Het doel is bereikt." if reached else "Het dossier is gesloten.",
        )  # fmt: skip
    for day, sort, text in past.notes:
        yield Note(id=_key(random), dossier=dossier, kind=sort, on=day, text=text, author=author)
    for title, day in past.todo:
        yield Task(id=_key(random), municipality=world.municipality, dossier=dossier, assignee=author, kind="eigen",
                   title=title, due_on=day)  # fmt: skip


def _plan_rows(random: Random, dossier: Dossier, author: User, client: Client, past: History) -> Iterator[models.Model]:
    drawn = past.plan
    if drawn is None:
        return
    agreed = drawn["made_on"] if drawn["agreed"] else None
    plan = Plan(
        id=_key(random), dossier=dossier, version=1, state="agreed" if agreed else "draft",
        made_on=drawn["made_on"], agreed_on=agreed, evaluate_on=drawn["evaluate_on"], situation=drawn["situation"],
        author=author,
    )  # fmt: skip
    yield plan
    for order, (text, steps, instrument) in enumerate(drawn["goals"]):
        goal = Goal(id=_key(random), plan=plan, order=order, text=text)
        yield goal
        for place, (todo, who, due, done) in enumerate(steps):
            yield Step(
                id=_key(random), goal=goal, order=place, text=todo, who=who, due_on=due, done_on=done,
                instrument=instrument if who == "provider" else "",
            )  # fmt: skip
    if agreed:
        for party, name in (("client", client.name), ("municipality", author.name)):
            yield PlanSignature(
                id=_key(random), plan=plan, party=party, name=name, signed_on=agreed, recorded_by=author
            )


def _key(random: Random) -> UUID:
    """An id that the seed gives again."""
    return UUID(int=random.getrandbits(128), version=4)


def _moment(day: date) -> datetime:
    """Ten in the morning of a day."""
    return timezone.make_aware(datetime.combine(day, time(10)))
