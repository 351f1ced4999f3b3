"""The sections of a decision: what is decided, why, how much, how long, what to do, on which norms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from trede.letters.context import ASKS, Context
from trede.letters.dutch import as_date, capital, sentence, write_amount, write_date
from trede.letters.errors import LetterError
from trede.letters.kinds import LetterKind
from trede.letters.letter import Block, Bullets, Paragraph, Section, Table
from trede.letters.supplied import part_names

READERS = ("persoon", "werkgever")


def decision_sections(ctx: Context) -> Iterator[Section]:
    """A grant or refusal up to its closing parts, decision first."""
    yield Section(ctx.say("kop.besluit"), tuple(_decision(ctx)))
    if reasons := tuple(_reasons(ctx)):
        yield Section(ctx.say("kop.waarom"), reasons)
    if ctx.kind is LetterKind.GRANT:
        yield from _what_is_granted(ctx)
    else:
        yield from _instead(ctx)
    yield from _written_parts(ctx)
    yield from _duties(ctx)
    yield from _facts(ctx)
    yield from norms_section(ctx, "kop.normen_besluit", _norm_rows(ctx))


def _decision(ctx: Context) -> Iterator[Block]:
    yield Paragraph(ctx.say(f"besluit.{ctx.kind}", aan_wie=ctx.receiver, **ctx.gift), strong=True)
    dates = []
    if applied := ctx.supplied.dates.get("aanvraagdatum"):
        dates.append(ctx.say("besluit.aanvraag", datum=write_date(applied)))
    if ctx.decided:
        dates.append(ctx.say("besluit.datum", datum=write_date(ctx.decided)))
    if dates:
        yield Paragraph(" ".join(dates))
    if ctx.kind is LetterKind.GRANT and ctx.provision["modaliteit"] != "moet" and not ctx.deviates:
        yield Paragraph(ctx.say("besluit.vrij_concept" if ctx.draft and not ctx.decided else "besluit.vrij"))


def _reasons(ctx: Context) -> Iterator[Block]:
    if own := ctx.supplied.texts.get("eigen_reden"):
        if ctx.deviates:
            yield Paragraph(ctx.say("waarom.afwijken"))
        yield Paragraph(sentence(own))
    if ctx.kind is LetterKind.GRANT:
        tested = ctx.grounds("voldaan")
        if met := [row for row in tested if row["soort"] in ASKS]:
            yield Paragraph(ctx.say("waarom.voldaan"))
            yield Bullets(_explanations(met))
        if len(met) < len(tested):
            yield Paragraph(ctx.say("waarom.geen_weigering"))
        if ctx.provision["modaliteit"] == "moet" and not ctx.deviates:
            yield Paragraph(ctx.say("waarom.moet"))
        return
    yield from _refusing(ctx)


def _refusing(ctx: Context) -> Iterator[Block]:
    """Conditions that fail, grounds that bar, grounds that the official chose: each with its own opening."""
    groups = (("niet_voldaan", ctx.unmet), ("afwijzing", ctx.barred))
    for name, grounds in groups:
        if grounds:
            yield Paragraph(ctx.say(f"waarom.{name}_{'een' if len(grounds) == 1 else 'meer'}"))
            yield Bullets(_explanations(grounds, ctx))
    if ctx.chosen:
        yield Paragraph(ctx.say("waarom.mag_weigeren"))
        yield Bullets(_explanations(ctx.chosen, ctx))


def _explanations(grounds: list[Mapping[str, Any]], ctx: Context | None = None) -> tuple[str, ...]:
    """Each ground's plain reason, once; with the place of its norm when a context is given (a refusal)."""
    told = [row for row in grounds if row.get("uitleg")]
    found = (sentence(row["uitleg"]) + (f" ({ctx.place(row['normen'])})" if ctx else "") for row in told)
    return tuple(dict.fromkeys(found))


def _what_is_granted(ctx: Context) -> Iterator[Section]:
    if amounts := [row for row in ctx.rows("bedragen") if row.get("bedrag") is not None]:
        opening = ctx.say("bedrag.een" if len(amounts) == 1 else "bedrag.meer", wie=capital(ctx.receiver))
        yield Section(ctx.say("kop.bedragen"), (Paragraph(opening), _amounts(ctx, amounts)))
    if period := tuple(_period(ctx)):
        yield Section(ctx.say("kop.periode"), period)


def _amounts(ctx: Context, amounts: list[Mapping[str, Any]]) -> Table:
    header = [ctx.say("tabel.bedrag_wat"), ctx.say("tabel.bedrag")]
    rows = [[capital(row["omschrijving"]), _shown(row)] for row in amounts]
    if any(row.get("periode") for row in amounts):
        header.append(ctx.say("tabel.bedrag_periode"))
        rows = [[*cells, row.get("periode") or "–"] for cells, row in zip(rows, amounts, strict=True)]
    return Table(tuple(header), tuple(map(tuple, rows)), numbers=1)


def _shown(row: Mapping[str, Any]) -> str:
    """An amount as a letter writes it; what is not money as the assessment shows it."""
    if row["eenheid"] != "euro" and row.get("weergave"):
        return str(row["weergave"])
    return write_amount(str(row["bedrag"]), row["eenheid"] or "")


def _period(ctx: Context) -> Iterator[Block]:
    start, end = granted_period(ctx)
    found = []
    if start and end:
        found.append(ctx.say("periode.van_tot", van=write_date(start), tot=write_date(end)))
    elif start or end:
        key = "van" if start else "tot"
        found.append(ctx.say(f"periode.{key}", **{key: write_date(start or end or date.max)}))
    found += [text for _norms, text in _lasting(ctx)]
    if found:
        yield Paragraph(" ".join(dict.fromkeys(found)))


def _lasting(ctx: Context) -> Iterator[tuple[Iterable[str], str]]:
    """What is said about duration and extension, with its norms; the dates themselves are said apart."""
    for row in ctx.rows("termijnen"):
        if row["soort"] == "duur" and row.get("duur"):
            yield row["normen"], ctx.say("periode.duur", duur=row["duur"])
        elif row["soort"] in ("duur", "verlenging") and row.get("uitleg") and not row.get("datum"):
            yield row["normen"], sentence(row["uitleg"])


def granted_period(ctx: Context) -> tuple[date | None, date | None]:
    """First and last day of what is granted; None for each that is not known.

    The end is the official's own, else the end date of the assessment, else the latest end of a duration.
    """
    ends = list(ctx.named_dates("einddatum"))
    lasting = [
        row["datum"]
        for row in ctx.rows("termijnen")
        if row["soort"] == "duur" and row.get("datum") and part_names().canonical(row["naam"]) != "ingangsdatum"
    ]
    latest = as_date(max(lasting), "einddatum") if lasting else None
    return next(ctx.named_dates("ingangsdatum"), None), next(iter(ends), latest)


def _instead(ctx: Context) -> Iterator[Section]:
    if name := ctx.supplied.texts.get("naam_voorliggende_voorziening"):
        text = ctx.say("voorliggend.inleiding", naam_hulp=name, niet=ctx.refused)
        yield Section(ctx.say("kop.naam_voorliggende_voorziening"), (Paragraph(text),))
    yield Section(ctx.say("kop.opnieuw"), (Paragraph(ctx.say("opnieuw.tekst")),))


def _written_parts(ctx: Context) -> Iterator[Section]:
    """What the official wrote for a demanded part, under that part's own heading."""
    placed = {"eigen_reden", "kenmerk", "behandelaar", "naam_voorliggende_voorziening"}
    words = {demand.part: demand.words for demand in ctx.demands}
    for part, text in ctx.supplied.texts.items():
        if part not in placed:
            heading = ctx.texts.find(f"kop.{part}") or capital(words.get(part, part.replace("_", " ")))
            yield Section(heading, (Paragraph(sentence(text)),))


def _duties(ctx: Context) -> Iterator[Section]:
    if ctx.kind is not LetterKind.GRANT:
        return
    duties = ctx.rows("plichten")
    told = {(row["wie"], row["handeling"]) for row in duties}
    for row in ctx.rows("termijnen"):
        step = row["soort"] in ("uiterste_datum", "stap") and row.get("wie") and row.get("handeling")
        if step and (row["wie"], row["handeling"]) not in told:
            duties.append({**row, "modaliteit": "moet", "termijn": row.get("datum")})
    found = [_duty(ctx, row) for row in duties if ctx.role(row["wie"]) in READERS]
    blocks: list[Block] = [Bullets(tuple(dict.fromkeys(found)))] if found else []
    yield Section(ctx.say("kop.doen"), (*blocks, Paragraph(ctx.say("plicht.rest.wijziging"))))


def _duty(ctx: Context, row: Mapping[str, Any]) -> str:
    """One duty as a sentence; one of which it is open whether it applies, in its norm's words with the conditions."""
    if row.get("geldt") == "onbekend" and row.get("uitleg"):
        return sentence(row["uitleg"])
    role = ctx.role(row["wie"])
    who = "u" if role == ctx.reader.kind else role
    day = as_date(row.get("termijn"), "termijn")
    term = ctx.say("plicht.rest.termijn", datum=write_date(day)) if day else ""
    name = f"plicht.{who}.{row['modaliteit'].replace(' ', '_')}"
    if not ctx.texts.find(name):
        raise LetterError(f"Deze plicht is niet in een brief te zeggen: {row['wie']} {row['modaliteit']}.")
    return ctx.say(name, handeling=row["handeling"].replace("_", " "), termijn=term)


def _facts(ctx: Context) -> Iterator[Section]:
    """The facts that the decision rests on, for the person to check; never shown to an employer."""
    used = ctx.grounds("voldaan") + ctx.refusing
    facts = {
        capital(fact["naam"]): str(fact["weergave"])
        for row in used
        for fact in row.get("feiten", ())
        if fact.get("waarde") is not None and fact.get("weergave")
    }
    if facts and ctx.reader.kind == "persoon":
        table = Table((ctx.say("tabel.gegeven"), ctx.say("tabel.waarde")), tuple(facts.items()))
        yield Section(ctx.say("kop.gegevens"), (Paragraph(ctx.say("gegevens.inleiding")), table))


def _norm_rows(ctx: Context) -> list[tuple[str, str]]:
    if ctx.kind is LetterKind.GRANT:
        rows = [(ctx.place(row["normen"]), row["zin"]) for row in ctx.grounds("voldaan")]
        rows += [(ctx.place(row["normen"]), capital(row["omschrijving"])) for row in ctx.rows("bedragen")]
        rows += [(ctx.place(norms), text) for norms, text in _lasting(ctx)]
    else:
        rows = [(ctx.place(row["normen"]), row["zin"]) for row in ctx.refusing]
    if ctx.deviates:
        rows += [(ctx.place(row["normen"]), row["zin"]) for row in ctx.rows("gronden")]
    return rows


def norms_section(ctx: Context, heading: str, rows: list[tuple[str, str]]) -> Iterator[Section]:
    """The table of norms: where each stands and what it asks; nothing when there are none."""
    unique = tuple(dict.fromkeys((place, sentence(text)) for place, text in rows if place))
    if unique:
        table = Table((ctx.say("tabel.norm_plaats"), ctx.say("tabel.norm_zin")), unique)
        opening = Paragraph(ctx.say("normen.inleiding", datum=write_date(ctx.assessed)))
        yield Section(ctx.say(heading), (opening, table))
