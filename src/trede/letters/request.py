"""The sections of a request for missing facts (Awb 4:5, 4:15): what, who, why, by when, and what if nothing comes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from trede.letters.context import Context
from trede.letters.decision import norms_section
from trede.letters.dutch import sentence, write_date
from trede.letters.letter import Block, Paragraph, Section, Table
from trede.letters.supplied import part_names
from trede.terms import Deadline, Term, end_of_term


def suggest_answer_by(sent: date, weeks: int | None = None) -> Deadline:
    """The last day to complete an application, as a suggestion: `weeks` after sending, moved to a working day.

    Without `weeks` the number in `templates/parts.toml`. The official sets the term (Awb 4:5, first paragraph).

    >>> suggest_answer_by(date(2026, 4, 21)).day
    datetime.date(2026, 5, 6)
    """
    return end_of_term(sent, Term(weeks or part_names().answer_weeks, "weeks"), basis="Awb artikel 4:5, eerste lid")


def request_sections(ctx: Context) -> Iterator[Section]:
    """The request up to its closing parts."""
    day = ctx.answer_by and write_date(ctx.answer_by)
    opening: list[Block] = [Paragraph(ctx.say("verzoek.inleiding", voorziening=ctx.named))]
    asked = ctx.say("verzoek.datum", datum=day) if day else ctx.say("verzoek.zonder_datum")
    opening.insert(0, Paragraph(asked, strong=True))
    yield Section(ctx.say("kop.verzoek"), tuple(opening))
    yield Section(ctx.say("kop.vragen_lijst"), (Paragraph(ctx.say("verzoek.lijst")), _questions(ctx)))
    late = [ctx.say("verzoek.gevolg")] + ([ctx.say("verzoek.uitstel")] if day else [])
    yield Section(ctx.say("kop.gevolg"), (Paragraph(" ".join(late)),))
    still = ctx.say("verzoek.stilstand", datum=day) if day else ctx.say("verzoek.stilstand_zonder_datum")
    yield Section(ctx.say("kop.stilstand"), (Paragraph(still),))
    yield from norms_section(ctx, "kop.normen_verzoek", _norm_rows(ctx))


def _questions(ctx: Context) -> Table:
    header = tuple(ctx.say(f"tabel.{name}") for name in ("vraag", "wie", "regel"))
    rows = tuple((_question(ctx, row), _who(ctx, row["wie"]), ctx.place(row["normen"])) for row in ctx.asked)
    return Table(header, rows)


def _question(ctx: Context, row: Mapping[str, Any]) -> str:
    asked = sentence(row.get("vraag") or row["naam"])
    return ctx.say("verzoek.stuk", vraag=asked) if row.get("stuk") else asked


def _who(ctx: Context, who: str) -> str:
    name = ctx.role(who).lower().replace(" ", "_")
    return ctx.texts.find(f"wie.{ctx.reader.kind}.{name}") or who.replace("_", " ")


def _norm_rows(ctx: Context) -> list[tuple[str, str]]:
    """The norms that need the missing facts, in the words of the grounds that rest on them."""
    needed = {norm for row in ctx.asked for norm in row["normen"]}
    return [
        (ctx.place(row["normen"]), row["zin"]) for row in ctx.rows("gronden") if not needed.isdisjoint(row["normen"])
    ]
