"""The draft letter: who it is for and what must be in it, a look at it on the screen, then an accessible PDF."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from trede.web import assessments, conversations, drafts, typed
from trede.web.conversations import Conversation
from trede.web.drafts import Draft, LetterText
from trede.web.views import common, provision
from trede.web.views.answers import answer_rows

DATES = {"besluitdatum": "decided", "verzenddatum": "made_known", "antwoorddatum": "answer_by"}
SHARED = ("geadresseerde", "adres", "klantnummer", "betreft", "kenmerk", "behandelaar")  # the same in a next letter
OWN = ("soort", "eigen_reden", *DATES)  # of this letter only
MOST_KEPT = 4000


@dataclass
class LetterForm:
    """What was typed about the letter, and what is wrong with it."""

    reader: str
    parts: list[str]
    kinds: list[tuple[str, str]]
    default: str
    grounds: list[dict[str, Any]]
    typed: dict[str, str] = field(default_factory=dict)
    chosen: tuple[str, ...] = ()
    problems: list[tuple[str, str]] = field(default_factory=list)

    @property
    def rows(self) -> list[tuple[str, str, str]]:
        """The demanded parts as fields: name, words, what was typed."""
        return [(f"deel-{n}", words, self.typed.get(f"deel-{n}", "")) for n, words in enumerate(self.parts)]

    @property
    def may_refuse(self) -> bool:
        """Is a refusal possible that rests on a ground that one may use?"""
        return bool(self.grounds) and "afwijzing" in dict(self.kinds)

    @property
    def wrong(self) -> dict[str, str]:
        """The sentence for each field."""
        return dict(self.problems)

    def read(self) -> LetterText | None:
        """The texts and dates, or None with the problems noted."""
        dates = {field: self.read_date(name) for name, field in DATES.items()}
        if self.problems:
            return None
        extra: dict[str, Any] = {words: text.strip() for _, words, text in self.rows if text.strip()}
        named = ("kenmerk", "behandelaar", "eigen_reden")
        extra |= {name: self.typed[name].strip() for name in named if self.typed.get(name, "").strip()}
        return LetterText(
            reader="werkgever" if self.reader == "werkgever" else "persoon",
            kind=self.typed.get("soort", ""),
            name=self.typed.get("geadresseerde", ""),
            lines=tuple(self.typed.get("adres", "").splitlines()),
            client_number=self.typed.get("klantnummer", ""),
            about=self.typed.get("betreft", ""),
            extra=extra,
            grounds=self.chosen,
            **dates,
        )

    def check_grounds(self, found: dict[str, Any]) -> None:
        """A refusal must rest on something: on a ground that binds, or on one that the official chose."""
        if self.typed.get("soort") == "afwijzing" and self.may_refuse and not self.chosen and drafts.may_only(found):
            self.problems.append(("gronden-0", "Kies minstens één grond waarop u weigert."))

    def read_date(self, name: str) -> date | None:
        """A day, or None when the field is empty."""
        text = self.typed.get(name, "").strip()
        try:
            return date.fromisoformat(typed.read_date(text)) if text else None
        except typed.Unreadable as error:
            self.problems.append((name, str(error)))
            return None


@require_http_methods(["GET", "HEAD", "POST"])
@common.with_conversation
def letter(request: HttpRequest, conversation: Conversation, name: str) -> HttpResponse:
    """The form; a look at the letter as it would be; and the PDF."""
    found = provision.find(conversation, name)
    try:
        form = make_form(found)
    except assessments.Problems as error:
        return impossible(request, conversation, found, str(error))
    if request.method != "POST":
        recall(conversation, name, form)
        return page(request, conversation, found, form)
    form.typed = {key: str(value) for key, value in request.POST.items()}
    form.chosen = tuple(g["sleutel"] for g in form.grounds if g["sleutel"] in request.POST.getlist("gekozen_gronden"))
    keep(request, conversation, name, form)
    form.check_grounds(found)
    text = form.read()
    try:
        draft = drafts.draft_letter(conversation, found, text) if text else None
    except assessments.Problems as error:
        form.problems = [("", problem.text) for problem in error.problems]
        draft = None
    if draft is None or request.POST.get("actie") == "bekijk":
        return page(request, conversation, found, form, draft)
    response = HttpResponse(draft.pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="conceptbrief-{name}.pdf"'
    return response


def make_form(found: dict[str, Any]) -> LetterForm:
    """An empty form; Problems when no letter is possible yet."""
    default = drafts.default_kind(found)
    parts, grounds = drafts.demanded_parts(found), drafts.may_grounds(found)
    return LetterForm(found["ontvanger"], parts, drafts.letter_kinds(found), default, grounds)


def keep(request: HttpRequest, conversation: Conversation, name: str, form: LetterForm) -> None:
    """Remember what was typed: the addressee for every letter, the rest for this one."""
    for field_name in (*SHARED, *OWN, *(part for part, _, _ in form.rows)):
        key = field_name if field_name in SHARED else f"{name}:{field_name}"
        conversation.letter.pop(key, None)
        if text := form.typed.get(field_name, ""):
            conversation.letter[key] = text[:MOST_KEPT]
    conversation.letter[f"{name}:gekozen_gronden"] = ",".join(form.chosen)
    conversations.save(request.session, conversation)


def recall(conversation: Conversation, name: str, form: LetterForm) -> None:
    """Fill the form with what was typed before; grounds that already decide stand chosen."""
    kept = conversation.letter
    own = {key.removeprefix(f"{name}:"): text for key, text in kept.items() if key.startswith(f"{name}:")}
    form.typed = {key: kept[key] for key in SHARED if key in kept} | own
    if form.typed.get("soort") not in dict(form.kinds):
        form.typed["soort"] = form.default
    if "gekozen_gronden" in own:
        form.chosen = tuple(own["gekozen_gronden"].split(","))
    else:
        form.chosen = tuple(g["sleutel"] for g in form.grounds if g["gevolg"] in ("weigert", "eindigt"))


def page(
    request: HttpRequest,
    conversation: Conversation,
    found: dict[str, Any],
    form: LetterForm,
    draft: Draft | None = None,
) -> HttpResponse:
    """The page with the form, and the letter above it when the user wants to see it."""
    context = {
        "conversation": conversation,
        "provision": found,
        "form": form,
        "draft": draft,
        "unsigned": [row for row in answer_rows(conversation) if row.unsigned],
        "problems": form.problems,
    }
    return render(request, "web/letter.html", context, status=422 if form.problems else 200)


def impossible(request: HttpRequest, conversation: Conversation, found: dict[str, Any], why: str) -> HttpResponse:
    """Why there can be no letter yet, with what is to be judged first."""
    choices = assessments.choice_facts(conversation.regime)
    rows = provision.linked(conversation, found["oordelen"], "oordeel")
    context = {
        "conversation": conversation,
        "provision": found,
        "impossible": why,
        "judgements": [row | {"choice": row["oordeel"] in choices} for row in rows],
        "grounds": drafts.may_grounds(found),
    }
    return render(request, "web/letter.html", context)
