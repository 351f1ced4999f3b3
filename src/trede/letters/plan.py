"""The plan of a person (plan van aanpak, Participatiewet art. 44a) as a document: to read, to sign, to keep.

It is laid out as the letters are, so it is PDF/UA as they are. Whoever calls says what stands in it; nothing here knows
a municipality or a rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trede.letters.dutch import sentence, write_date
from trede.letters.letter import Block, Bullets, Letter, Lines, Paragraph, Section, Table
from trede.letters.parties import Addressee, Sender
from trede.letters.texts import Texts


class PlanKind(StrEnum):
    """A plan is one kind of document, and no decision."""

    PLAN = "plan"

    @property
    def decides(self) -> bool:
        """A plan is part of a decision at most (Participatiewet art. 44a): no objection clause of its own."""
        return False


@dataclass(frozen=True, slots=True)
class PlanStep:
    """Who does what by when, with which instrument (empty: none); `done` when it was ready."""

    what: str
    who: str
    by: date | None = None
    instrument: str = ""
    done: date | None = None


@dataclass(frozen=True, slots=True)
class PlanGoal:
    """A goal with its steps."""

    text: str
    steps: tuple[PlanStep, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanSigned:
    """A signature under a plan: on which day, or why not."""

    client: bool
    name: str
    day: date | None = None
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class PlanText:
    """What stands in a version of a plan: `rights` and `duties` are whole sentences, `parts` headings with texts."""

    version: int
    day: date
    situation: str = ""
    goals: tuple[PlanGoal, ...] = ()
    rights: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    evaluate_on: date | None = None
    signed: tuple[PlanSigned, ...] = ()
    agreed: bool = False


def compose_plan(
    plan: PlanText, *, addressee: Addressee, sender: Sender, reference: str = "", manager: str = ""
) -> Letter:  # fmt: skip
    """The plan as a document: a draft until it is agreed. LetterError when a citizen service number stands in it.

    `reference` is that of the dossier and `manager` the name of the case manager; both are left out when empty.
    """
    texts = sender.words
    labels = {
        "datum": write_date(plan.day), "kenmerk": reference, "klantnummer": addressee.client_number,
        "behandelaar": manager,
    }  # fmt: skip
    return Letter(
        kind=PlanKind.PLAN,
        draft=not plan.agreed,
        subject=texts.say("plan.onderwerp", versie=str(plan.version)),
        provision="",
        day=plan.day,
        sender=sender,
        addressee=addressee,
        references=tuple((texts.say(f"kenmerk.{name}"), value) for name, value in labels.items() if value),
        sections=tuple(_sections(plan, texts)),
        greeting=(),
        signed=(),
        notes=() if plan.agreed else (Paragraph(texts.say("plan.concept"), strong=True),),
    )


def _sections(plan: PlanText, texts: Texts) -> Iterator[Section]:
    if plan.situation:
        yield Section(texts.say("plan.situatie"), tuple(_paragraphs(plan.situation)))
    for number, goal in enumerate(plan.goals, 1):
        heading = texts.say("plan.doel", nummer=str(number), doel=goal.text)
        yield Section(heading, (_steps(goal, texts),) if goal.steps else ())
    for heading, text in plan.parts:
        yield Section(sentence(heading).rstrip("."), tuple(_paragraphs(text)))
    if plan.rights:
        yield Section(texts.say("plan.rechten"), (Bullets(plan.rights, legal=True),))
    if plan.duties:
        told = Paragraph(texts.say("plan.plichten_uitleg"))
        yield Section(texts.say("plan.plichten"), (told, Bullets(plan.duties, legal=True)))
    if plan.evaluate_on:
        day = texts.say("plan.evaluatie_dag", dag=write_date(plan.evaluate_on))
        yield Section(texts.say("plan.evaluatie"), (Paragraph(day),))
    yield Section(texts.say("plan.handtekeningen"), tuple(_signatures(plan, texts)))


def _paragraphs(text: str) -> Iterator[Block]:
    yield from (Paragraph(line) for line in text.splitlines() if line.strip())


def _steps(goal: PlanGoal, texts: Texts) -> Table:
    header = tuple(texts.say(f"plan.{name}") for name in ("wat", "wie", "wanneer"))
    return Table(header, tuple((_what(step, texts), step.who, _when(step, texts)) for step in goal.steps))


def _what(step: PlanStep, texts: Texts) -> str:
    extra = f" ({texts.say('plan.met', instrument=step.instrument)})" if step.instrument else ""
    return sentence(step.what.rstrip(".") + extra)


def _when(step: PlanStep, texts: Texts) -> str:
    if step.done:
        return texts.say("plan.klaar", dag=write_date(step.done))
    return write_date(step.by) if step.by else texts.say("plan.open")


def _signatures(plan: PlanText, texts: Texts) -> Iterator[Block]:
    """What was signed as a table; below it a place for who has not yet."""
    header = tuple(texts.say(f"plan.{name}") for name in ("wie_tekent", "naam", "dag"))
    rows, open_places = [], []
    for client in (True, False):
        found = next((item for item in plan.signed if item.client is client), None)
        who = texts.say("plan.inwoner" if client else "plan.gemeente")
        if found is None:
            asked = (f"{texts.say(f'plan.{name}')}:" for name in ("naam", "dag", "hier"))
            open_places.append(Lines((who, *asked), room=True))
        elif found.refusal:
            rows.append((who, found.name, texts.say("plan.weigert", reden=found.refusal)))
        else:
            rows.append((who, found.name, write_date(found.day) if found.day else ""))
    if rows:
        yield Table(header, tuple(rows))
    yield from open_places
