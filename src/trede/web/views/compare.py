"""Municipalities side by side for one person: an invented one, a conversation's, or one from a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from trede.web import comparison, regulations, typed
from trede.web.conversations import Conversation
from trede.web.regulations import Card, Persona
from trede.web.views import common

FEWEST = 2


@dataclass
class Wanted:
    """What was asked for: regimes, a date, and an invented person as `regime.name`."""

    cards: list[Card]
    regimes: list[str]
    day: str
    person: str
    pasted: str = ""
    problems: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def read(cls, query: QueryDict) -> Wanted:
        """From the address or the form; regimes that are not there are left out."""
        cards = [card for card in regulations.cards() if card.usable and not card.is_base]
        asked = [regulations.name_of(name) for name in query.getlist("regime")]
        known = [card.name for card in cards if card.name in asked]
        return cls(cards, known, query.get("op", "").strip(), query.get("persoon", ""), query.get("json", ""))

    @property
    def people(self) -> list[tuple[str, list[tuple[str, Persona]]]]:
        """The invented people to choose from, per regime."""
        found = [(c.title, [(f"{c.name}.{p.name}", p) for p in regulations.personas(c.name)]) for c in self.cards]
        return [(title, people) for title, people in found if people]

    @property
    def persona(self) -> Persona | None:
        """The chosen invented person."""
        return next((p for _, people in self.people for key, p in people if key == self.person), None)

    def read_day(self, default: date | None = None) -> date:
        """The date that was typed, or that of the person, or today."""
        persona = self.persona
        fallback = default or (persona.on if persona else None) or timezone.localdate()
        try:
            return date.fromisoformat(typed.read_date(self.day)) if self.day else fallback
        except typed.Unreadable as error:
            self.problems.append(("op", str(error)))
            return fallback

    def read_facts(self) -> dict[str, Any]:
        """The facts of the person: pasted ones go before those of an invented one."""
        if self.pasted.strip():
            try:
                return typed.read_facts(self.pasted)
            except typed.Unreadable as error:
                self.problems.append(("json", str(error)))
                return {}
        return dict(self.persona.facts) if self.persona else {}

    def too_few(self) -> None:
        """One regime cannot be compared."""
        if len(self.regimes) < FEWEST:
            first = f"regime-{self.cards[0].name}" if self.cards else ""
            self.problems.append((first, "Kies minstens twee gemeenten."))

    def address(self, on: date, person: bool = True) -> str:
        """The part of an address that says which comparison this is: never a fact."""
        pairs = [("regime", name) for name in self.regimes] + [("op", on.isoformat())]
        return urlencode([*pairs, ("persoon", self.person)] if person and self.persona else pairs)


@require_http_methods(["GET", "HEAD", "POST"])
def compare(request: HttpRequest) -> HttpResponse:
    """Choose, and compare. The form leads to an address to share; pasted facts are shown at once, and never kept."""
    sent = request.method == "POST"
    wanted = Wanted.read(request.POST if sent else request.GET)
    asked = sent or bool(request.GET)
    if not asked:
        wanted.regimes = [card.name for card in wanted.cards[:FEWEST]]
    facts, on = wanted.read_facts(), wanted.read_day()
    if asked:
        wanted.too_few()
    if sent and not wanted.problems and not wanted.pasted.strip():
        return redirect(f"{reverse('compare')}?{wanted.address(on)}")
    return page(request, wanted, facts, on, asked and not wanted.problems)


@require_http_methods(["GET", "HEAD", "POST"])
@common.with_conversation
def of_conversation(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """The person of a conversation, in this municipality and others."""
    sent = request.method == "POST"
    wanted = Wanted.read(request.POST if sent else request.GET)
    if not sent and not request.GET:
        others = [card for card in wanted.cards if card.name != conversation.regime]
        others.sort(key=lambda card: not regulations.in_force(card.name, conversation.date))
        wanted.regimes = [conversation.regime, *(card.name for card in others[: FEWEST - 1])]
    on = wanted.read_day(conversation.date)
    wanted.too_few()
    if sent and not wanted.problems:
        return redirect(f"{reverse('person_compare', args=[conversation.key])}?{wanted.address(on, person=False)}")
    return page(request, wanted, conversation.facts, on, not wanted.problems, conversation)


def page(
    request: HttpRequest, wanted: Wanted, facts: dict[str, Any], on: date, ready: bool,
    conversation: Conversation | None = None,
) -> HttpResponse:  # fmt: skip
    """The form, and the comparison below it when it can be made."""
    columns = comparison.compare(wanted.regimes, facts, on) if ready else []
    rows = comparison.rows(columns)
    context = {
        "base_template": common.base_template(conversation),
        "wanted": wanted,
        "conversation": conversation,
        "on": on,
        "facts": len(facts),
        "columns": columns,
        "shared": [row for row in rows if row.shared],
        "single": [(c.title, [r.cells[n] for r in rows if not r.shared and r.cells[n]]) for n, c in enumerate(columns)],
        "share": wanted.address(on, person=not (conversation or wanted.pasted.strip())) if columns else "",
        "problems": wanted.problems,
    }
    return render(request, "web/compare.html", context, status=422 if wanted.problems else 200)
