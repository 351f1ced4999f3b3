"""The page as accessible HTML with the classes of Utrecht's design system: no inline style, no script, all escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any

from trede.law.describe import saying
from trede.law.describe.saying import Closing, closings

Page = dict[str, Any]
BOX = "utrecht-table-container utrecht-table-container--overflow-inline"


def document(page: Page) -> str:
    """A whole HTML document around the page."""
    title = escape(f"De regels van {page['titel']}")
    return "\n".join([
        '<!DOCTYPE html>', '<html lang="nl" dir="ltr">', "<head>", '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">', f"<title>{title}</title>", "</head>",
        '<body class="utrecht-document">', "<main>", f'<h1 class="utrecht-heading-1">{title}</h1>', fragment(page),
        "</main>", "</body>", "</html>",
    ])  # fmt: skip


def fragment(page: Page) -> str:
    """The body of the page, headings from level 2 on."""
    return "\n".join(_parts(page))


def _parts(page: Page) -> Iterator[str]:
    yield paragraph(saying.opening_text(page), "utrecht-paragraph--lead")
    if page["melding"]:
        yield paragraph(page["melding"])
    yield from _contents(page)
    yield heading(2, "Zo leest u deze pagina", "leeswijzer")
    yield items(escape(line) for line in saying.legend())
    yield heading(2, "Bronnen", "bronnen")
    rows = [saying.source_cells(source) for source in page["bronnen"]]
    yield table("De teksten waar deze regels uit komen", saying.SOURCES, rows)
    for text in page["teksten"]:
        yield from _text(text)
    for part in closings(page):
        yield from _closing(part)
    yield from _people(page)
    yield from _facts(page)


def _contents(page: Page) -> Iterator[str]:
    yield '<nav class="trede-contents" aria-label="Inhoud van deze pagina">'
    lines = [link("bronnen", "Bronnen")]
    for text in page["teksten"]:
        inner = [link(a["anker"], a["kop"]) for a in text["artikelen"]]
        lines.append(link(text["anker"], text["titel"]) + (items(inner) if inner else ""))
    lines += [link(part.anchor, part.title) for part in closings(page)]
    for key, title in (("personen", "Voorbeeldpersonen"), ("feiten", "Feiten")):
        if page[key]:
            lines.append(link(key, title))
    yield items(lines)
    yield "</nav>"


def _text(text: dict[str, Any]) -> Iterator[str]:
    yield heading(2, text["titel"], text["anker"])
    if text["toelichting"]:
        yield rich(text["toelichting"])
    yield from (_note(note) for note in text["kanttekeningen"])
    for article in text["artikelen"]:
        yield from _article(article)


def _article(article: dict[str, Any]) -> Iterator[str]:
    yield heading(3, article["kop"], article["anker"])
    if article["toelichting"]:
        yield rich(article["toelichting"])
    yield from (_note(note) for note in article["kanttekeningen"])
    if article["normen"]:
        yield '<ol class="trede-norms utrecht-ordered-list">'
        for norm in article["normen"]:
            yield from _norm(norm)
        yield "</ol>"
    if article["gevraagd"]:
        yield table(f"Wat wordt gevraagd bij {article['kop']}", saying.ASKED, saying.asked_rows(article))
    if article["voorbeelden"]:
        yield heading(4, f"Voorbeelden bij {article['kop']}")
        yield from (table(saying.example_title(found), *saying.example_rows(found)) for found in article["voorbeelden"])


def _norm(norm: dict[str, Any]) -> Iterator[str]:
    first, *others = norm["ankers"]
    yield f'<li class="trede-norm utrecht-ordered-list__item" id="{escape(first)}">'
    yield "".join(f'<span id="{escape(anchor)}"></span>' for anchor in others)
    cited = link(first, ", ".join(norm["normen"]) or "zonder plaats")
    yield f'<p class="utrecht-paragraph trede-norm__sentence">{cited} {escape(norm["zin"])}</p>'
    if norm["reden"]:
        yield paragraph(norm["reden"], "trede-norm__reason")
    if norm["tabel"]:
        yield from _norm_table(norm)
    beside = " · ".join(f"{name}: {value}" for name, value in saying.norm_facts(norm))
    yield paragraph(beside, "utrecht-paragraph--small trede-norm__facts")
    yield "</li>"


def _norm_table(norm: dict[str, Any]) -> Iterator[str]:
    found = norm["tabel"]
    if found["rijen"]:
        yield table(norm["zin"].rstrip(":."), found["kop"], found["rijen"])
    if found["andere_dagen"]:
        yield paragraph(saying.other_days(found), "utrecht-paragraph--small")


def _note(note: dict[str, str]) -> str:
    body = paragraph(saying.note_text(note))
    return f'<blockquote class="utrecht-blockquote trede-note trede-note--{note["soort"]}">{body}</blockquote>'


def _closing(part: Closing) -> Iterator[str]:
    yield heading(2, part.title, part.anchor)
    yield table(part.caption, part.head, part.rows)


def _people(page: Page) -> Iterator[str]:
    if page["personen"]:
        yield heading(2, "Voorbeeldpersonen", "personen")
        yield paragraph("Deze mensen zijn verzonnen. Een voorbeeld begint bij een van hen.")
        for person in page["personen"]:
            yield heading(3, person["naam"])
            yield paragraph(saying.persona_text(person))
            rows = [(fact["naam"], fact["waarde"]) for fact in person["feiten"]]
            yield table(f"Wat wij weten van {person['naam']}", ("feit", "waarde"), rows)


def _facts(page: Page) -> Iterator[str]:
    if page["feiten"]:
        yield heading(2, "Feiten", "feiten")
    head = ("feit", "soort", "vraag", "wie weet het", "privacy")
    for subject in dict.fromkeys(fact["over"] for fact in page["feiten"]):
        yield heading(3, f"Over: {subject}")
        mine = [fact for fact in page["feiten"] if fact["over"] == subject]
        rows = [(f["naam"], saying.plain_kind(f), f["vraag"], f["wie"], f["privacy"]) for f in mine]
        yield table(f"Feiten over: {subject}", head, rows)


# --- elements -------------------------------------------------------------------------------------------------------


def heading(level: int, text: str, anchor: str = "") -> str:
    """A heading of a level, with its anchor."""
    name = f' id="{escape(anchor)}"' if anchor else ""
    return f'<h{level} class="utrecht-heading-{level}"{name}>{escape(text)}</h{level}>'


def paragraph(text: str, extra: str = "") -> str:
    """A paragraph of plain text."""
    return f'<p class="{f"utrecht-paragraph {extra}".rstrip()}">{escape(text)}</p>'


def rich(text: str) -> str:
    """A paragraph in which `*…*` and `**…**` stress words.

    >>> rich("kan is *mag* & <b>")
    '<p class="utrecht-paragraph">kan is <em>mag</em> &amp; &lt;b&gt;</p>'
    """
    strong = re.sub(r"\*\*(\S[^*]*)\*\*", r"<strong>\1</strong>", escape(text))
    stressed = re.sub(r"\*(\S[^*]*)\*", r"<em>\1</em>", strong)
    return f'<p class="utrecht-paragraph">{stressed}</p>'


def link(anchor: str, text: str) -> str:
    """A link to a place on this page."""
    return f'<a class="utrecht-link utrecht-link--html-a" href="#{escape(anchor)}">{escape(text)}</a>'


def items(lines: Iterable[str]) -> str:
    """A list of items that are HTML already."""
    inner = "\n".join(f'<li class="utrecht-unordered-list__item">{line}</li>' for line in lines)
    return f'<ul class="utrecht-unordered-list">\n{inner}\n</ul>'


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table with a caption; the first cell of a row names the row. It scrolls by itself, by keyboard too."""
    ths = "".join(f'<th class="utrecht-table__header-cell" scope="col">{escape(h)}</th>' for h in head)
    name = escape(caption)
    return "\n".join([
        f'<div class="{BOX}" role="group" aria-label="{name}" tabindex="0">',
        '<table class="utrecht-table">', f'<caption class="utrecht-table__caption">{name}</caption>',
        f'<thead class="utrecht-table__header"><tr class="utrecht-table__row">{ths}</tr></thead>',
        '<tbody class="utrecht-table__body">', *(_row(row) for row in rows), "</tbody>", "</table>", "</div>",
    ])  # fmt: skip


def _row(cells: Sequence[str]) -> str:
    first, *others = cells
    shown = f'<th class="utrecht-table__cell" scope="row">{escape(first)}</th>'
    shown += "".join(f'<td class="utrecht-table__cell">{escape(cell)}</td>' for cell in others)
    return f'<tr class="utrecht-table__row">{shown}</tr>'
