"""The closing parts: what if you disagree, questions, signature; and the notes on a draft."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from trede.letters.context import MAY_REFUSE, Context
from trede.letters.dutch import write_date
from trede.letters.kinds import LetterKind
from trede.letters.letter import Block, Bullets, Lines, Paragraph, Section
from trede.terms import dutch_date, objection_deadline


def closing_sections(ctx: Context) -> Iterator[Section]:
    """Objection (for a decision) and where to ask."""
    if ctx.kind.decides:
        yield Section(ctx.say("kop.bezwaar"), tuple(_objection(ctx)))
    if words := _questions(ctx):
        yield Section(ctx.say("kop.vragen"), (Paragraph(" ".join(words)),))


def _objection(ctx: Context) -> Iterator[Block]:
    """The objection clause: who, which term, which organ (Awb 3:45), and what goes in it (6:5)."""
    yield Paragraph(ctx.say("bezwaar.inleiding"), legal=True)
    if ctx.made_known:
        last = dutch_date(objection_deadline(ctx.made_known).day)
        words = ctx.say("bezwaar.datum", bekend=write_date(ctx.made_known), uiterlijk=last)
        yield Paragraph(words, strong=True, legal=True)
    else:
        yield Paragraph(ctx.say("bezwaar.zonder_datum"), legal=True)
    online = ctx.sender.bezwaar_online
    if ctx.sender.bezwaar_adres:
        yield Paragraph(ctx.say("bezwaar.adres"), legal=True)
        yield Lines(ctx.sender.bezwaar_adres)
    if online:
        key = "bezwaar.online" if ctx.sender.bezwaar_adres else "bezwaar.alleen_online"
        yield Paragraph(ctx.say(key, adres=online), legal=True)
    yield Paragraph(ctx.say("bezwaar.inhoud"), legal=True)
    parts = ("naam", "datum", "besluit", "reden", "handtekening")
    yield Bullets(tuple(ctx.say(f"bezwaar.inhoud_{part}") for part in parts), legal=True)
    yield Paragraph(ctx.say("bezwaar.spoed"), legal=True)


def _questions(ctx: Context) -> list[str]:
    words = [
        ctx.say(f"vragen.{name}", **{name: getattr(ctx.sender, name)})
        for name in ("telefoon", "openingstijden", "e_mail", "website")
        if getattr(ctx.sender, name)
    ]
    return [*words, ctx.say("vragen.klantnummer")] if words and ctx.reader.client_number else words


def greeting(ctx: Context) -> tuple[str, ...]:
    """Greeting, and on whose behalf is signed (Awb 10:10)."""
    return tuple(filter(None, [ctx.say("slot.groet"), ctx.sender.mandaat]))


def signed(ctx: Context) -> tuple[str, ...]:
    """Name and function of who signs."""
    return tuple(filter(None, [ctx.sender.ondertekenaar, ctx.sender.functie]))


def draft_notes(ctx: Context, lacks: Sequence[str]) -> Iterator[Block]:
    """What stands above a draft: that it is one, and what the official still decides or fills in."""
    if not ctx.draft:
        return
    yield Paragraph(ctx.say("concept.besluit" if ctx.kind.decides else "concept.verzoek"), strong=True)
    todo = list(_choices(ctx)) + [ctx.say("concept.ontbreekt", onderdeel=part) for part in lacks]
    if todo:
        yield Paragraph(ctx.say("concept.inleiding"))
        yield Bullets(tuple(todo))


def _choices(ctx: Context) -> Iterator[str]:
    if ctx.kind is LetterKind.GRANT and ctx.provision["modaliteit"] != "moet" and not ctx.decided:
        yield ctx.say("concept.vrij")
    if ctx.kind.decides:
        for row in ctx.grounds(*MAY_REFUSE):
            if row not in ctx.chosen:
                yield ctx.say("concept.mag_weigeren", plaats=ctx.place(row["normen"]), uitleg=row["uitleg"])
    for row in ctx.rows("kanttekeningen"):
        if row["soort"] == "onbevestigd":
            yield ctx.say("concept.onbevestigd", tekst=row["tekst"])
    if ctx.made_known and ctx.kind.decides and (doubt := objection_deadline(ctx.made_known).unconfirmed):
        yield ctx.say("concept.onbevestigd", tekst=doubt)
