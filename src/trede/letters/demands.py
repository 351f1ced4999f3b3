"""What a letter must hold before it may go out: the general law's demands and the regulation's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from trede.letters.context import Context, Demand, concerns
from trede.letters.decision import granted_period
from trede.letters.dutch import join
from trede.letters.kinds import LetterKind
from trede.letters.supplied import part_names

FILLED = frozenset({"voorziening", "bedragen", "ingangsdatum", "einddatum", "duur"})  # Trede writes these


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a letter that a person writes: its canonical name, the regulation's words, whether it is certain."""

    name: str
    words: str
    certain: bool


def parts_to_write(provision: Mapping[str, Any], kind: LetterKind | None = None) -> list[Part]:
    """What a regulation (perhaps) demands and a person must write: of this kind of letter, or of any document."""
    names, found = part_names(), {}
    filled = FILLED if provision.get("bedragen") else FILLED - {"bedragen"}
    for row in provision["inhoud"]:
        name = names.canonical(row["onderdeel"])
        wanted = row["vereist"] != "nee" and (kind is None or concerns(kind, row["stuk"]))
        if wanted and name not in filled:
            found.setdefault(name, Part(name, row["onderdeel"], row["vereist"] == "ja"))
    return list(found.values())


def lacking(ctx: Context) -> tuple[str, ...]:
    """Every demanded part that is not there, in Dutch, in the order of the letter.

    A part of which it is unknown whether the regulation demands it counts as lacking until the official supplies it or
    sets it aside: unknown never turns into no.
    """
    return (*_reader(ctx), *_content(ctx), *_regulation(ctx), *_sender(ctx))


def _reader(ctx: Context) -> Iterator[str]:
    if not ctx.reader.name:
        yield ctx.say("eis.geadresseerde")
    if not ctx.reader.lines:
        yield ctx.say("eis.adres")
    if ctx.reader.kind == "werkgever" and not ctx.reader.about:
        yield ctx.say("eis.betreft")


def _content(ctx: Context) -> Iterator[str]:
    if not ctx.kind.decides:
        if not all(row["normen"] for row in ctx.asked):
            yield ctx.say("eis.normen_verzoek")
        if not (ctx.made_known or ctx.decided):
            yield ctx.say("eis.briefdatum")
        if not ctx.answer_by:
            yield ctx.say("eis.antwoorddatum")
        return
    if not ctx.decided:
        yield ctx.say("eis.besluitdatum")
    own = ctx.supplied.texts.get("eigen_reden")
    if ctx.deviates and not own:
        yield ctx.say("eis.eigen_reden")
    grounds = ctx.grounds("voldaan") if ctx.kind is LetterKind.GRANT else ctx.refusing
    told = [bool(row.get("uitleg")) for row in grounds]
    enough = any(told) if ctx.kind is LetterKind.GRANT else any(told) and all(told)
    if not ctx.deviates and not enough and not own:
        yield ctx.say("eis.redenen")
    if not any(row["normen"] for row in grounds or ctx.rows("gronden")):
        yield ctx.say("eis.normen")


def _regulation(ctx: Context) -> Iterator[str]:
    """The parts of article 16 and its like: `inhoud` of the assessment."""
    for demand in ctx.demands:
        if _filled(ctx, demand) or ctx.supplied.texts.get(demand.part):
            continue
        norms = ctx.say("eis.norm", normen=join(list(demand.norms))) if demand.norms else ""
        if demand.certain:
            yield ctx.say("eis.onderdeel", onderdeel=demand.words, norm=norms)
        elif not ctx.supplied.sets_aside(demand.part):
            yield ctx.say("eis.onbekend", onderdeel=demand.words, norm=norms)


def _filled(ctx: Context, demand: Demand) -> bool:
    """Whether Trede itself fills the part: the provision's name, its amounts, its dates."""
    start, end = granted_period(ctx)
    match demand.part:
        case "voorziening":
            return True
        case "bedragen":
            amounts = ctx.rows("bedragen")
            return bool(amounts) and all(row.get("bedrag") is not None for row in amounts)
        case "ingangsdatum":
            return start is not None
        case "einddatum":
            return end is not None
        case "duur":
            return end is not None or any(row["soort"] == "duur" and row.get("duur") for row in ctx.rows("termijnen"))
        case _:
            return False


def _sender(ctx: Context) -> Iterator[str]:
    sender = ctx.sender
    if ctx.kind.decides and not (sender.bezwaar_adres or sender.bezwaar_online):
        yield ctx.say("eis.bezwaar")
    if ctx.kind.decides and not sender.bestuursorgaan:
        yield ctx.say("eis.orgaan")
    if not sender.mandaat:
        yield ctx.say("eis.mandaat")
    if not (sender.ondertekenaar and sender.functie):
        yield ctx.say("eis.ondertekenaar")
