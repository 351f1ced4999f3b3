"""From an assessed provision to a letter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from trede.letters.closing import closing_sections, draft_notes, greeting, signed
from trede.letters.context import MAY, MAY_REFUSE, REFUSES, Context
from trede.letters.decision import READERS, decision_sections
from trede.letters.demands import lacking
from trede.letters.dutch import write_date
from trede.letters.errors import LetterError
from trede.letters.kinds import LetterKind, derive_kind
from trede.letters.letter import Letter
from trede.letters.parties import Addressee, Sender
from trede.letters.request import request_sections
from trede.letters.supplied import Supplied, part_names

_NEEDED = ("voorziening", "naam", "ontvanger", "uitkomst", "modaliteit")


def compose(
    provision: Mapping[str, Any],
    head: Mapping[str, Any],
    *,
    addressee: Addressee,
    sender: Sender,
    kind: LetterKind | str | None = None,
    made_known: date | None = None,
    decided: date | None = None,
    answer_by: date | None = None,
    extra: Mapping[str, Any] | None = None,
    places: Mapping[str, str] | None = None,
    draft: bool = True,
) -> Letter:
    """Make the letter about one provision of an assessment (docs/assessment.md).

    `head` is the assessment around it (`op` is used). `kind` follows from the outcome unless the official says so.
    `decided` and `made_known` are kept apart (Awb 3:40, 3:41); `answer_by` is for a request. `extra` is what
    the official supplies, by part name (docs/letters.md); `places` gives the place of a norm by its id
    (the assessment's own `plaatsen` when left out).

    LetterError when no such letter is possible; LetterIncomplete when a letter that is not a draft lacks parts.
    """
    _check_assessment(provision, head)
    _check_dates(made_known, decided, answer_by)
    names = frozenset(part_names().canonical(row["onderdeel"]) for row in provision.get("inhoud", ()))
    ctx = Context(
        kind=derive_kind(provision, kind),
        provision=provision,
        head=head,
        reader=addressee,
        sender=sender,
        supplied=Supplied.read(extra or {}, names),
        made_known=made_known,
        decided=decided,
        answer_by=answer_by,
        draft=draft,
        places=places or provision.get("plaatsen", {}),
    )
    _check_choices(ctx)
    return _letter(ctx)


def left_open(provision: Mapping[str, Any]) -> dict[str, Any]:
    """The provision with the grounds that one may use left to the official: a letter rests on the chosen ones."""
    undecided = {"weigert": "kan_weigeren", "eindigt": "kan_eindigen"}
    grounds = [
        row | {"gevolg": undecided.get(row["gevolg"], row["gevolg"])} if row["soort"] in MAY else row
        for row in provision["gronden"]
    ]
    return {**provision, "gronden": grounds}


def _letter(ctx: Context) -> Letter:
    sections = decision_sections(ctx) if ctx.kind.decides else request_sections(ctx)
    lacks = lacking(ctx)
    return Letter(
        kind=ctx.kind,
        draft=ctx.draft,
        subject=ctx.subject,
        provision=ctx.provision["naam"],
        day=ctx.made_known or ctx.decided or ctx.assessed,
        sender=ctx.sender,
        addressee=ctx.reader,
        references=tuple(references(ctx)),
        sections=(*sections, *closing_sections(ctx)),
        greeting=greeting(ctx),
        signed=signed(ctx),
        notes=tuple(draft_notes(ctx, lacks)),
        lacks=lacks,
    )


def references(ctx: Context) -> Iterator[tuple[str, str]]:
    """The lines of reference above a letter, each with its label; what is not known is left out."""
    day = ctx.made_known or ctx.decided
    values = {
        "datum": write_date(day) if day else "",
        "kenmerk": ctx.supplied.texts.get("kenmerk", ""),
        "klantnummer": ctx.reader.client_number,
        "betreft": ctx.reader.about,
        "behandelaar": ctx.supplied.texts.get("behandelaar", ""),
        "telefoon": ctx.sender.telefoon,
    }
    for name, value in values.items():
        if value:
            yield ctx.say(f"kenmerk.{name}"), value


def _check_assessment(provision: Mapping[str, Any], head: Mapping[str, Any]) -> None:
    lost = [name for name in _NEEDED if not provision.get(name)] + ([] if head.get("op") else ["op"])
    if lost:
        raise LetterError(f"De beoordeling is niet volledig: {', '.join(lost)} ontbreekt.")


def _check_choices(ctx: Context) -> None:
    if ctx.role(ctx.provision["ontvanger"]) not in READERS:
        raise LetterError(f"Over een voorziening voor {ctx.provision['ontvanger']} is geen brief te maken.")
    holding = {norm for row in ctx.grounds(*REFUSES, *MAY_REFUSE) for norm in row["normen"]}
    if wrong := [norm for norm in ctx.supplied.lists.get("gekozen_gronden", ()) if norm not in holding]:
        raise LetterError(f"Deze gekozen gronden doen zich niet voor: {', '.join(wrong)}.")
    if ctx.kind is LetterKind.REQUEST and not ctx.asked:
        raise LetterError("Er blijft niets over om te vragen: alle gegevens zijn weggelaten.")


def _check_dates(made_known: date | None, decided: date | None, answer_by: date | None) -> None:
    if made_known and decided and made_known < decided:
        raise LetterError(
            f"Een besluit van {write_date(decided)} kan niet al op {write_date(made_known)} bekend zijn gemaakt."
        )
    if made_known and answer_by and answer_by <= made_known:
        raise LetterError(f"De gegevens kunnen niet op {write_date(answer_by)} binnen zijn: de brief gaat dan pas weg.")
