"""Where a conversation begins: regime, date, goal, and with what."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from trede.web import assessments, conversations, regulations, typed
from trede.web.conversations import Conversation, Entry
from trede.web.regulations import Persona
from trede.web.typed import Unreadable
from trede.web.views import common, errors


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this is, the regimes, and the conversations of this session."""
    cards = regulations.cards()
    titles = {card.name: card.title for card in cards}
    context = {
        "cards": [card for card in cards if not card.is_base],
        "bases": [card for card in cards if card.is_base],
        "going": [(item, titles.get(item.regime, item.regime)) for item in conversations.everything(request.session)],
    }
    return render(request, "web/home.html", context)


@dataclass
class StartForm:
    """What was typed on the start page, what it means, and what is wrong with it."""

    regime: str
    on: str = field(default_factory=lambda: timezone.localdate().isoformat())
    goal: str = "alle"
    provision: str = ""
    pasted: str = ""
    problems: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def posted(cls, regime: str, request: HttpRequest) -> StartForm:
        """From the form, with a file in place of the text area when one was sent."""
        data = request.POST
        pasted = data.get("json", "")
        if file := request.FILES.get("bestand"):
            pasted = file.read(typed.MOST_JSON + 1).decode("utf-8", "replace")
        return cls(regime, data.get("datum", ""), data.get("doel", "alle"), data.get("voorziening", ""), pasted)

    @property
    def wrong(self) -> dict[str, str]:
        """The first sentence for each field."""
        return dict(reversed(self.problems))

    def read_date(self) -> str:
        """The date, when there is law in force on it."""
        try:
            on = typed.read_date(self.on)
            regulations.choices(self.regime, date.fromisoformat(on))
            return on
        except (Unreadable, regulations.NoLawInForce) as error:
            self.problems.append(("datum", str(error)))
        return ""

    def read_goal(self, on: str) -> str:
        """The provision that is the goal, or nothing for all."""
        if self.goal != "een" or not on:
            return ""
        if not self.provision:
            self.problems.append(("voorziening", "Kies een voorziening, of vraag welke voorzieningen er zijn."))
        elif self.provision not in {choice.name for choice in regulations.choices(self.regime, date.fromisoformat(on))}:
            self.problems.append(("voorziening", "Deze voorziening is er niet op de gekozen datum. Kies een andere."))
        return self.provision

    def read_facts(self, on: str) -> dict[str, Entry]:
        """The pasted facts, or none."""
        if not self.pasted.strip():
            return {}
        try:
            facts = typed.read_facts(self.pasted)
            assessments.check(self.regime, facts, date.fromisoformat(on) if on else None)
        except Unreadable as error:
            self.problems.append(("json", str(error)))
        except assessments.Problems as error:
            self.problems += [("json", f"{found.fact}: {found.text}") for found in error.problems]
        else:
            return {name: as_entry(value, "invoer") for name, value in facts.items()}
        return {}


def as_entry(value: Any, source: str) -> Entry:
    """A value of a facts file with its source."""
    if isinstance(value, dict) and "waarde" in value:
        return dict(value)
    return {"waarde": value, "bron": source}


def grouped_choices(regime: str, on: str) -> list[tuple[str, list[regulations.Choice]]]:
    """The provisions for the select box, in groups; today's when the date cannot be used."""
    try:
        found = regulations.choices(regime, date.fromisoformat(typed.read_date(on)))
    except (Unreadable, regulations.NoLawInForce):
        found = []
        with suppress(regulations.NoLawInForce):
            found = regulations.choices(regime, timezone.localdate())
    return [(group, list(members)) for group, members in groupby(found, key=lambda choice: choice.group)]


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, regime: str) -> HttpResponse:
    """Date, goal, and an empty start, an invented person or facts as JSON."""
    try:
        card = regulations.card(regime)
    except regulations.UnknownRegime as error:
        return errors.page(request, 404, "Deze regels kennen we niet", str(error))
    except regulations.BrokenRegime as error:
        return errors.broken(request, error)
    form = StartForm.posted(regime, request) if request.method == "POST" else StartForm(regime)
    if request.method == "POST" and (conversation := begin(form, request.POST.get("persona", ""))):
        conversations.save(request.session, conversation)
        return common.to_interview(conversation)
    context = {"card": card, "form": form, "groups": grouped_choices(regime, form.on), "problems": form.problems,
               "personas": regulations.personas(regime)}  # fmt: skip
    return render(request, "web/start.html", context, status=422 if form.problems else 200)


def begin(form: StartForm, name: str) -> Conversation | None:
    """A new conversation, or None with the problems in the form. An invented person brings a date of their own."""
    persona = find_persona(form.regime, name) if name else None
    if persona and persona.on:
        form.on = persona.on.isoformat()
    on = form.read_date()
    provision = form.read_goal(on)
    answers = persona_facts(persona) if persona else form.read_facts(on)
    if form.problems:
        return None
    return Conversation(form.regime, on, provision, name, answers)


def find_persona(regime: str, name: str) -> Persona:
    """The invented person of that name."""
    for persona in regulations.personas(regime):
        if persona.name == name:
            return persona
    raise Http404


def persona_facts(persona: Persona) -> dict[str, Entry]:
    """The facts of an invented person."""
    return {fact: as_entry(value, f"voorbeeld {persona.name}") for fact, value in persona.facts.items()}


@require_http_methods(["GET", "HEAD", "POST"])
@common.with_conversation
def adjust(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """Another date or goal for the same answers."""
    goal = "een" if conversation.provision else "alle"
    form = StartForm(conversation.regime, conversation.on, goal, conversation.provision)
    if request.method == "POST":
        form = StartForm.posted(conversation.regime, request)
        on = form.read_date()
        provision = form.read_goal(on)
        if not form.problems:
            conversation.on, conversation.provision, conversation.before = on, provision, {}
            conversations.save(request.session, conversation)
            return common.to_interview(conversation)
    groups = grouped_choices(conversation.regime, form.on)
    context = {"conversation": conversation, "form": form, "groups": groups, "problems": form.problems}
    return render(request, "web/adjust.html", context, status=422 if form.problems else 200)
