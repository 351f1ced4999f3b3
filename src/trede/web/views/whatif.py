"""What if a figure or the version were another: the page for a policy officer, one person, and the spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from trede.access import audit
from trede.access.rights import Right
from trede.casework.services.common import Actor
from trede.insight import whatif as insight
from trede.insight.crowd import SIZES, UNKNOWN, crowd
from trede.insight.effect import Effect
from trede.insight.whatif import Answer, Version
from trede.law.kinds import show_money
from trede.reason.assess import UnknownProvision
from trede.reason.caseload import OUTCOMES, ChangeErrors, prepare
from trede.web import regulations
from trede.web.casework.frame import page, with_actor
from trede.web.regulations import NoLawInForce, UnknownRegime
from trede.web.spreadsheet import spreadsheet
from trede.web.status import status_for
from trede.web.whatif import (
    Figure,
    Wanted,
    budget_bars,
    changes_of,
    figures_of,
    group_bars,
    version_words,
    whole_euros,
)

MOST_SHOWN = 25
WORDS = {
    "toegekend": "mag of moet", "geweigerd": "geweigerd", "voorgelegd_aan_oordeel": "medewerker oordeelt",
    "onvoldoende_gegevens": "gegevens ontbreken",
}  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """One provision on the page, with its charts and the first of the people for whom it changes."""

    effect: Effect
    label: str

    @property
    def whole(self) -> Any:
        """Everybody."""
        return self.effect.whole

    @property
    def budget(self) -> list[Any]:
        """The chart of the budget, and the table beside it."""
        return budget_bars(self.effect)

    @property
    def has_money(self) -> bool:
        """Is there any amount to speak of, before or after?"""
        return any(side.highest != 0 for side in (self.effect.before, self.effect.after))

    @property
    def groups(self) -> list[tuple[str, list[Any]]]:
        """By age and by rung: the rows and their bars."""
        found = (("Leeftijd", self.effect.by_age), ("Trede", self.effect.by_rung))
        return [(title, list(zip(rows, group_bars(rows), strict=True))) for title, rows in found if rows]

    @property
    def moves(self) -> list[tuple[str, str, int]]:
        """From which outcome to which."""
        return [(WORDS[old], WORDS[new], number) for old, new, number in self.effect.moves]

    @property
    def outcomes(self) -> list[tuple[str, int, int]]:
        """How many have each outcome, before and after."""
        after = dict(self.effect.counts(self.effect.after))
        return [(WORDS[name], number, after[name]) for name, number in self.effect.counts(self.effect.before)]

    @property
    def people(self) -> list[dict[str, Any]]:
        """The first people for whom something changes, those who lose or gain most before the rest."""
        found = self.effect.changed
        order = np.argsort(-np.abs(self.effect.difference[found]), kind="stable")[:MOST_SHOWN]
        return [person_row(self.effect, int(place)) for place in found[order]]


def person_row(effect: Effect, place: int) -> dict[str, Any]:
    """One person in the list."""
    age, rung = int(effect.crowd.ages[place]), int(effect.crowd.rungs[place])
    return {
        "place": place, "age": "" if age == UNKNOWN else age, "rung": "" if rung == UNKNOWN else rung,
        "before": WORDS[OUTCOMES[effect.before.outcome[place]]], "after": WORDS[OUTCOMES[effect.after.outcome[place]]],
        "old": show_money(int(effect.before.granted[place])), "new": show_money(int(effect.after.granted[place])),
    }  # fmt: skip


@with_actor(Right.WHAT_IF)
def whatif(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Choose, change, see."""
    wanted = Wanted.read(request.GET, timezone.localdate())
    problems = list(wanted.problems)
    context: dict[str, Any] = {
        "wanted": wanted, "cards": [card for card in regulations.cards() if card.usable], "sizes": SIZES,
        "own": actor.municipality.regime,
    }  # fmt: skip
    answer: Answer | None = None
    try:
        if wanted.regime:
            context["choices"] = regulations.choices(wanted.regime, wanted.day)
        if wanted.regime and wanted.provision:
            figures = figures_of(insight.figures(wanted.regime, wanted.day, wanted.provision))
            answer, found = question(wanted, figures)
            context |= found
            problems += found["wrong"]
    except (UnknownRegime, NoLawInForce, UnknownProvision, ChangeErrors) as problem:
        problems += str(problem).splitlines()
    except KeyError:
        problems.append("Deze voorziening bestaat op deze dag niet. Kies een andere.")
    if answer is not None:
        labels = {choice.name: choice.label for choice in context["choices"]}
        context["shown"] = [Shown(effect, labels.get(name, name)) for name, effect in answer.effects.items()]
        context["took"] = answer.took
        names = regulations.regime_of(wanted.regime).vocabulary
        context["missing"] = [names.label(name) for name in answer.missing]
        if request.GET.get("formaat") == "xlsx":
            return as_spreadsheet(context["shown"])
        audit.record(actor.log, "doorgerekend", audit.Subject("regime", wanted.regime), voorziening=wanted.provision)
    context["problems"] = [("", text) for text in dict.fromkeys(problems)]
    return page(request, actor, "web/whatif.html", context, status=422 if problems else 200)


def question(wanted: Wanted, figures: list[Figure]) -> tuple[Answer | None, dict[str, Any]]:
    """The answer, when something is changed; and what the page shows of the question."""
    changes, said, wrong = changes_of(wanted, figures)
    before = Version(wanted.regime, wanted.day)
    chosen = next((figure for figure in figures if figure.place == wanted.figure), None)
    kept = dict(wanted.kept)
    if chosen is not None and wanted.typed:
        kept[chosen.place] = wanted.typed
    context: dict[str, Any] = {
        "figures": figures, "chosen": chosen, "wrong": wrong, "export": wanted.query(formaat="xlsx"),
        "said": [(where, words, without(wanted, kept, place)) for place, where, words in said],
        "pick": [
            (one, wanted.query(figuur=one.place, waarde=kept.get(one.place), kept=tuple(kept.items())))
            for one in figures
        ],
        "kept": [(place, text) for place, text in kept.items() if chosen is None or place != chosen.place],
        "here": wanted.query(), "slider": slider_at(chosen, wanted.typed),
    }  # fmt: skip
    after = Version(wanted.regime, wanted.day, tuple(changes))
    if wanted.is_versions:
        after = Version(wanted.other_regime or wanted.regime, wanted.other_day or wanted.day)
        context["versions"] = [
            version_words(version, regulations.card(version.regime).title) for version in (before, after)
        ]
    if wrong or (not changes and not wanted.is_versions):
        return None, context
    context["after"] = after
    return insight.ask(before, after, wanted.people, wanted.seed, wanted.provision), context


def without(wanted: Wanted, kept: dict[int, str], place: int) -> str:
    """The address of the question with one change taken back."""
    left = tuple(item for item in kept.items() if item[0] != place)
    return wanted.query(figuur=None, waarde=None, kept=left)


def slider_at(chosen: Figure | None, typed: str) -> str:
    """Where the slider stands: at what was typed, else at the value that holds."""
    if chosen is None or not chosen.high:
        return ""
    return typed.replace(".", "").replace(",", ".") if "," in typed else typed or chosen.start


@with_actor(Right.WHAT_IF)
def person(request: HttpRequest, actor: Actor, place: int) -> HttpResponse:
    """One invented person before and after, with the reasons."""
    wanted = Wanted.read(request.GET, timezone.localdate())
    name = request.GET.get("van", wanted.provision)
    if place >= wanted.people or wanted.day is None:
        raise Http404
    try:
        figures = figures_of(insight.figures(wanted.regime, wanted.day, wanted.provision))
        changes, _said, _wrong = changes_of(wanted, figures)
        before = Version(wanted.regime, wanted.day)
        after = Version(wanted.regime, wanted.day, tuple(changes))
        if wanted.is_versions:
            after = Version(wanted.other_regime or wanted.regime, wanted.other_day or wanted.day)
        needed = prepare(regulations.regime_of(wanted.regime), wanted.day, [name]).facts
        facts = crowd(wanted.regime, wanted.day, wanted.people, wanted.seed, frozenset(needed)).person(place)
        sides = [
            (word, insight.one_person(version, name, facts))
            for word, version in (("Nu", before), ("Na de wijziging", after))
        ]
    except (UnknownRegime, NoLawInForce, UnknownProvision, ChangeErrors, KeyError) as problem:
        raise Http404 from problem
    return page(request, actor, "web/whatif_person.html", {
        "wanted": wanted, "place": place, "sides": [side(word, body) for word, body in sides],
        "differ": differing(sides[0][1], sides[1][1]), "back": wanted.query(),
    })  # fmt: skip


def side(word: str, body: dict[str, Any]) -> dict[str, Any]:
    """One side of the comparison."""
    return {"word": word, "body": body, "status": status_for(body["uitkomst"], body["modaliteit"])}


def differing(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """The grounds that come out differently, as they were and as they are."""
    later = {tuple(ground["normen"]): ground for ground in after["gronden"]}
    pairs = ((ground, later.get(tuple(ground["normen"]))) for ground in before["gronden"])
    return [
        (old, new) for old, new in pairs if new and (old["gevolg"], old["uitslag"]) != (new["gevolg"], new["uitslag"])
    ]


def as_spreadsheet(shown: list[Shown]) -> HttpResponse:
    """Every group of every provision."""
    header = ("Voorziening", "Soort", "Groep", "Mensen", "Verandert", "Meer", "Minder", "Erbij (euro)", "Eraf (euro)")
    rows = [
        (one.label, title, group.label, group.people, group.changed, group.gain, group.lose, whole_euros(group.gained),
         whole_euros(group.lost))
        for one in shown
        for title, groups in (("Alles", [one.whole]), ("Leeftijd", one.effect.by_age), ("Trede", one.effect.by_rung))
        for group in groups
    ]  # fmt: skip
    return spreadsheet("doorrekenen", header, rows)
