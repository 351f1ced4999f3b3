"""Messages about the course of an application (received, later, heard first), and decisions that stop something.

They say what the official decided or found; unlike a grant or refusal they are not made from an assessed provision.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum

from trede.letters.closing import closing_sections, greeting, signed
from trede.letters.compose import references
from trede.letters.context import Context
from trede.letters.decision import norms_section
from trede.letters.dutch import sentence, write_date
from trede.letters.letter import Letter, Paragraph, Section
from trede.letters.parties import Addressee, Sender
from trede.letters.supplied import Supplied


class NoticeKind(StrEnum):
    """What a message says; the Dutch value is its name in data."""

    RECEIVED = "ontvangst"
    LATER = "uitstel"
    STANDS_STILL = "stilstand"
    RUNS_AGAIN = "hervat"
    HEARING = "zienswijze"
    ENDING = "beeindiging"
    WITHDRAWAL = "intrekking"
    NOT_TREATED = "buiten_behandeling"

    @property
    def decides(self) -> bool:
        """Whether it is a decision in the sense of Awb 1:3, open to objection."""
        return self in (NoticeKind.ENDING, NoticeKind.WITHDRAWAL, NoticeKind.NOT_TREATED)


def compose_notice(
    kind: NoticeKind,
    provision: str,
    name: str,
    *,
    addressee: Addressee,
    sender: Sender,
    days: Mapping[str, date],
    words: Mapping[str, str] | None = None,
    reasons: Sequence[str] = (),
    norms: Sequence[tuple[str, str]] = (),
    decided: date | None = None,
    made_known: date | None = None,
    extra: Mapping[str, str] | None = None,
    draft: bool = True,
) -> Letter:
    """Make a message about a provision (its JSON name, and its name in words).

    `days` and `words` fill the slots of its text; `reasons` are the official's own, `norms` places with sentences.
    `extra` may hold `kenmerk` and `behandelaar`. LetterIncomplete when one that is not a draft lacks what the law
    demands (Awb 3:45 to 3:47, 10:10); KeyError for a slot without a word.
    """
    ctx = Context(
        kind=kind, provision={"voorziening": provision, "naam": name, "ontvanger": addressee.kind},
        head={"op": decided or made_known}, reader=addressee, sender=sender,
        supplied=Supplied.read(extra or {}, frozenset()), made_known=made_known,
        decided=decided, answer_by=None, draft=draft, places={},
    )  # fmt: skip
    slots = {**{key: write_date(day) for key, day in days.items()}, **(words or {})}
    lacks = tuple(_lacking(ctx, reasons))
    return Letter(
        kind=kind,
        draft=draft,
        subject=ctx.subject,
        provision=name,
        day=made_known or decided or max(days.values()),
        sender=sender,
        addressee=addressee,
        references=tuple(references(ctx)),
        sections=(*_sections(ctx, slots, reasons, norms), *closing_sections(ctx)),
        greeting=greeting(ctx),
        signed=signed(ctx),
        notes=tuple(_notes(ctx, lacks)),
        lacks=lacks,
    )


def _sections(
    ctx: Context, slots: Mapping[str, str], reasons: Sequence[str], norms: Sequence[tuple[str, str]]
) -> Iterator[Section]:
    told = [Paragraph(ctx.say(f"bericht.tekst.{ctx.kind}", voorziening=ctx.named, **slots), strong=ctx.kind.decides)]
    if ctx.kind.decides and ctx.decided:
        told.append(Paragraph(ctx.say("besluit.datum", datum=write_date(ctx.decided))))
    yield Section(ctx.say(f"bericht.kop.{ctx.kind}"), tuple(told))
    if reasons:
        heading = "reden_zienswijze" if ctx.kind is NoticeKind.HEARING else "reden"
        yield Section(ctx.say(f"bericht.kop.{heading}"), tuple(Paragraph(sentence(text)) for text in reasons))
    if norms:
        yield from norms_section(ctx, "kop.normen_besluit", list(norms))


def _lacking(ctx: Context, reasons: Sequence[str]) -> Iterator[str]:
    if not ctx.reader.name:
        yield ctx.say("eis.geadresseerde")
    if not ctx.reader.lines:
        yield ctx.say("eis.adres")
    if ctx.kind.decides:
        if not ctx.decided:
            yield ctx.say("eis.besluitdatum")
        if not reasons:
            yield ctx.say("eis.redenen")
        if not (ctx.sender.bezwaar_adres or ctx.sender.bezwaar_online):
            yield ctx.say("eis.bezwaar")
        if not ctx.sender.bestuursorgaan:
            yield ctx.say("eis.orgaan")
    if not ctx.sender.mandaat:
        yield ctx.say("eis.mandaat")
    if not (ctx.sender.ondertekenaar and ctx.sender.functie):
        yield ctx.say("eis.ondertekenaar")


def _notes(ctx: Context, lacks: Sequence[str]) -> Iterator[Paragraph]:
    if ctx.draft:
        yield Paragraph(ctx.say("concept.besluit" if ctx.kind.decides else "concept.verzoek"), strong=True)
        yield from (Paragraph(ctx.say("concept.ontbreekt", onderdeel=part)) for part in lacks)
