"""The page as Markdown, to read in a terminal or on a Git host."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from trede.law.describe import saying

Page = dict[str, Any]


def text(page: Page) -> str:
    """The whole page."""
    return "\n\n".join(_parts(page))


def _parts(page: Page) -> Iterator[str]:
    yield f"# De regels van {page['titel']}"
    yield saying.opening_text(page)
    if page["melding"]:
        yield page["melding"]
    yield bullets(saying.legend())
    yield "## Bronnen"
    yield table(saying.SOURCES, [saying.source_cells(source) for source in page["bronnen"]])
    for found in page["teksten"]:
        yield f"## {found['titel']}"
        yield from _opening(found)
        for article in found["artikelen"]:
            yield from _article(article)
    yield from _rest(page)


def _opening(found: dict[str, Any]) -> Iterator[str]:
    if found["toelichting"]:
        yield found["toelichting"]
    yield from (f"> {saying.note_text(note)}" for note in found["kanttekeningen"])


def _article(article: dict[str, Any]) -> Iterator[str]:
    yield f"### {article['kop']}"
    yield from _opening(article)
    for norm in article["normen"]:
        yield from _norm(norm)
    if article["gevraagd"]:
        yield "Wat wordt gevraagd:"
        yield table(saying.ASKED, saying.asked_rows(article))
    for found in article["voorbeelden"]:
        yield f"**{saying.example_title(found)}**"
        yield table(*saying.example_rows(found))


def _norm(norm: dict[str, Any]) -> Iterator[str]:
    reason = f"\n  {norm['reden']}" if norm["reden"] else ""
    beside = "; ".join(f"{name.lower()}: {value}" for name, value in saying.norm_facts(norm))
    yield f"- **{', '.join(norm['normen']) or 'zonder plaats'}** {norm['zin']}{reason}\n  *{beside}*"
    if norm["tabel"]:
        found = norm["tabel"]
        yield table(found["kop"], found["rijen"])
        if found["andere_dagen"]:
            yield saying.other_days(found)


def _rest(page: Page) -> Iterator[str]:
    for part in saying.closings(page):
        yield f"## {part.title}"
        yield table(part.head, part.rows)
    if page["personen"]:
        yield "## Voorbeeldpersonen"
    for person in page["personen"]:
        yield f"**{person['naam']}**: {saying.persona_text(person)}"
        yield bullets(f"{fact['naam']}: {fact['waarde']}" for fact in person["feiten"])
    if page["feiten"]:
        yield "## Feiten"
        known = [
            (f["naam"], f["over"], saying.plain_kind(f), f["vraag"], f["wie"], f["privacy"]) for f in page["feiten"]
        ]
        yield table(("feit", "over", "soort", "vraag", "wie weet het", "privacy"), known)


def bullets(lines: Iterable[str]) -> str:
    """A list."""
    return "\n".join(f"- {line}" for line in lines)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; an upright bar in a cell is kept from ending it.

    >>> table(["a"], [["1|2"]])
    '| a |\\n|---|\\n| 1\\\\|2 |'
    """
    lines = [_line(head), "|" + "---|" * len(head), *(_line(row) for row in rows)]
    return "\n".join(lines)


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
