"""The coverage ledger as pages: of each text and article every norm, and how the regime holds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from trede.web import regulations
from trede.web.spreadsheet import spreadsheet
from trede.web.views import common

PER_PAGE = 100
HEADER = (
    "Norm",
    "Tekst",
    "Artikel",
    "Hoe vastgehouden",
    "Onderwerp",
    "Zin in de regels",
    "Reden",
    "Let op",
    "Opmerking",
)
HOW = {
    "uitgevoerd": "rekent de machine uit",
    "beoordeeld": "beoordeelt een medewerker",
    "stap": "een stap die iemand zet",
    "gegeven": "een gegeven",
    "tekst": "tekst om te lezen",
    "leemte": "de tekst zwijgt",
    "weggelaten": "weggelaten, met een reden",
    "open": "nog niet verantwoord",
}


@dataclass(frozen=True)
class View:
    """Which norms are asked for."""

    source: str = ""
    article: str = ""
    how: str = ""
    text: str = ""
    warned: bool = False

    @classmethod
    def read(cls, query: Mapping[str, str]) -> View:
        """From the address."""
        how = query.get("hoe", "")
        return cls(
            source=query.get("bron", ""),
            article=query.get("artikel", "").strip()[:40],
            how=how if how in HOW else "",
            text=" ".join(query.get("zoek", "").split())[:100],
            warned=query.get("letop") == "1",
        )

    def query(self, **changes: str) -> str:
        """The address of this view, with some of it changed."""
        now = {"bron": self.source, "artikel": self.article, "hoe": self.how, "zoek": self.text,
               "letop": "1" if self.warned else ""}  # fmt: skip
        return urlencode({name: value for name, value in (now | changes).items() if value})

    @property
    def narrowed(self) -> bool:
        """Is anything left out?"""
        return bool(self.query())

    def wants(self, row: Mapping[str, Any]) -> bool:
        """Is this norm asked for?"""
        words = self.text.casefold().split()
        return (
            (not self.source or row["bron"] == self.source)
            and (not self.article or row["artikel"].casefold() == self.article.casefold())
            and (not self.how or row["hoe"] == self.how)
            and (not self.warned or bool(row["let_op"]))
            and all(word in row["tekst"] for word in words)
        )


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Every regime with its totals."""
    rows = []
    for card in regulations.cards():
        if card.usable:
            rows.append({"card": card, **regulations.totals(card.name)})
        else:
            rows.append({"card": card, "normen": 0})
    return render(request, "web/ledgers.html", {"rows": rows, "how": HOW})


@require_safe
@common.about_regime
def ledger(request: HttpRequest, regime: str) -> HttpResponse:
    """The ledger of one regime."""
    found = regulations.ledger(regime)
    whole = found.to_json()
    view = View.read(request.GET)
    rows = [row for row in searchable(regime, whole["posten"]) if view.wants(row)]
    if request.GET.get("formaat") == "xlsx":
        return spreadsheet(f"dekking-{regime}", HEADER, [as_row(row) for row in rows])
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("blad"))
    titles = regulations.sources(regime)
    context = {
        "card": regulations.card(regime),
        "whole": whole,
        "sources": [row | {"titel": titles.get(row["bron"], row["bron"])} for row in whole["bronnen"]],
        "articles": articles(regime, whole, view.source),
        "view": view,
        "how": HOW,
        "page": page,
        "found": len(rows),
        "before": view.query(blad=str(page.number - 1)) if page.has_previous() else "",
        "after": view.query(blad=str(page.number + 1)) if page.has_next() else "",
        "sections": by_article(regime, page),
        "export": view.query(formaat="xlsx"),
    }
    return render(request, "web/ledger.html", context)


def as_row(row: Mapping[str, Any]) -> tuple[str, ...]:
    """A norm in the spreadsheet."""
    return (row["norm"], row["bron"], row["artikel"], row["hoe"], row["onderwerp"], row["zin"], row["reden"],
            "; ".join(row["let_op"]), row["opmerking"])  # fmt: skip


def searchable(regime: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with the sentence that holds each, and all their text in one place."""
    sentences = regulations.sentences(regime)
    found = []
    for row in rows:
        sentence = sentences.get(row["norm"], "")
        told = (row["norm"], row["onderwerp"], row["reden"], row["opmerking"], sentence, *row["let_op"])
        words = row["onderwerp"].replace("_", " ")
        found.append(row | {"zin": sentence, "onderwerp": words, "tekst": " ".join((*told, words)).casefold()})
    places = list(dict.fromkeys((row["bron"], row["artikel"]) for row in found))
    order = {place: number for number, place in enumerate(places)}
    return sorted(found, key=lambda row: order[row["bron"], row["artikel"]])


def articles(regime: str, whole: Mapping[str, Any], source: str) -> list[dict[str, Any]]:
    """The articles of the chosen source, with their totals and headings."""
    headings = regulations.article_headings(regime)
    found = (row["artikelen"] for row in whole["bronnen"] if row["bron"] == source)
    return [a | {"kop": headings.get((source, a["artikel"]), a["artikel"])} for rows in found for a in rows]


def by_article(regime: str, page: Page[Any]) -> list[dict[str, Any]]:
    """The rows of a page under the heading of their article."""
    headings, titles = regulations.article_headings(regime), regulations.sources(regime)
    found: list[dict[str, Any]] = []
    for row in page:
        place = (row["bron"], row["artikel"])
        if not found or found[-1]["place"] != place:
            title = titles.get(row["bron"], row["bron"])
            found.append({"place": place, "bron": title, "kop": headings.get(place, row["artikel"]), "rijen": []})
        found[-1]["rijen"].append(row)
    return found
