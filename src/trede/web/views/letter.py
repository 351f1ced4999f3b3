"""The draft letter: who it is for and what must be in it, then an accessible PDF."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from trede.web import assessments, conversations, typed
from trede.web.assessments import LetterText
from trede.web.conversations import Conversation
from trede.web.views import common, provision
from trede.web.views.answers import answer_rows

DATES = {"besluitdatum": "decided", "verzenddatum": "made_known", "antwoorddatum": "answer_by"}
TEXTS = ("geadresseerde", "adres", "klantnummer", "betreft", "kenmerk", "behandelaar")  # kept for the next letter


@dataclass
class LetterForm:
    """What was typed about the letter, and what is wrong with it."""

    reader: str
    parts: list[str]
    typed: dict[str, str] = field(default_factory=dict)
    problems: list[tuple[str, str]] = field(default_factory=list)

    @property
    def rows(self) -> list[tuple[str, str, str]]:
        """The demanded parts as fields: name, words, what was typed."""
        return [(f"deel-{n}", words, self.typed.get(f"deel-{n}", "")) for n, words in enumerate(self.parts)]

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
        extra |= {
            n: self.typed[n].strip() for n in ("kenmerk", "behandelaar", "eigen_reden") if self.typed.get(n, "").strip()
        }
        return LetterText(
            reader="werkgever" if self.reader == "werkgever" else "persoon",
            kind=self.typed.get("soort", ""),
            name=self.typed.get("geadresseerde", ""),
            lines=tuple(self.typed.get("adres", "").splitlines()),
            client_number=self.typed.get("klantnummer", ""),
            about=self.typed.get("betreft", ""),
            extra=extra,
            **dates,
        )

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
    """The form, and the PDF when it can be made."""
    found = provision.find(conversation, name)
    try:
        kind = assessments.default_kind(found)
    except assessments.Problems as error:
        return page(request, conversation, found, None, impossible=str(error))
    form = LetterForm(found["ontvanger"], assessments.demanded_parts(found), {"soort": kind} | conversation.letter)
    if request.method != "POST":
        return page(request, conversation, found, form)
    form.typed = {key: str(value) for key, value in request.POST.items()}
    keep(request, conversation, form.typed)
    text = form.read()
    if text is None:
        return page(request, conversation, found, form)
    try:
        draft = assessments.draft_letter(conversation, found, text)
    except assessments.Problems as error:
        form.problems = [("", problem.text) for problem in error.problems]
        return page(request, conversation, found, form)
    response = HttpResponse(draft.pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="conceptbrief-{name}.pdf"'
    return response


def keep(request: HttpRequest, conversation: Conversation, texts: Mapping[str, str]) -> None:
    """Remember the addressee, so that a next letter need not ask again."""
    conversation.letter = {name: texts[name][:1000] for name in TEXTS if texts.get(name)}
    conversations.save(request.session, conversation)


def page(
    request: HttpRequest,
    conversation: Conversation,
    found: dict[str, Any],
    form: LetterForm | None,
    *,
    impossible: str = "",
) -> HttpResponse:
    """The page with the form, or with why there can be no letter yet."""
    problems = form.problems if form else []
    context = {
        "conversation": conversation,
        "provision": found,
        "form": form,
        "kinds": assessments.letter_kinds(found),
        "unsigned": [row for row in answer_rows(conversation) if row.unsigned],
        "impossible": impossible,
        "problems": problems,
    }
    return render(request, "web/letter.html", context, status=422 if problems else 200)
