"""Decisions on the page: all of a dossier, one with what it lacks and what may be done, its letter, looking back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from trede.access import audit
from trede.access.rights import Right
from trede.casework import assessing, lettering, review, states
from trede.casework.models import Decision
from trede.casework.services import decisions as services
from trede.casework.services import hearings, objections
from trede.casework.services.decisions import COMPUTED, GRANTED, REFUSED, Kind, Text
from trede.casework.services.facts import HEALTH
from trede.casework.states import Action
from trede.letters import LetterError, LetterKind, Part, SenderErrors, parts_to_write, render_pdf
from trede.terms import objection_deadline
from trede.web import reasons, status
from trede.web.casework.decision_acts import FOLLOW_UPS, find_decision
from trede.web.casework.forms import Field, Form
from trede.web.casework.frame import Desk, page, with_dossier
from trede.web.casework.questions import Reader
from trede.web.drafts import HOLDS, MAY, Draft
from trede.web.spreadsheet import spreadsheet

WORDS = {GRANTED: "toekennen", REFUSED: "afwijzen"}
HEADER = ("Nummer", "Voorziening", "Soort", "Stand", "Besloten", "Bekendgemaakt", "Bezwaar tot en met")
SET_ASIDE = "niet_van_toepassing"


@require_safe
@with_dossier("decisions")
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every decision of the dossier, the newest first."""
    rows = desk.dossier.decisions.light().select_related("application", "approved_by")
    found = [(row, lettering.label(desk.dossier, row.provision), last_day(row)) for row in rows.order_by("-created_at")]
    if request.GET.get("formaat") == "xlsx":
        return spreadsheet(f"besluiten-{desk.dossier.number}", HEADER, [as_row(*one) for one in found])
    return page(request, desk, "casework/decisions.html", {"rows": found})


def as_row(row: Decision, label: str, last: Any) -> tuple[Any, ...]:
    """A decision in the spreadsheet."""
    return (
        row.number, label, row.get_kind_display(), row.get_state_display(), row.decided_on, row.made_known_on,
        last.day if last else None,
    )  # fmt: skip


def last_day(row: Decision) -> Any:
    """The end of the term for objection, for one that was made known."""
    return objection_deadline(row.made_known_on) if row.made_known_on else None


@with_dossier("decisions")
def decision(request: HttpRequest, desk: Desk, pk: UUID) -> HttpResponse:
    """One decision: what the rules say, what is decided and why, what it lacks, and what may be done now."""
    row = find_decision(desk, pk)
    may = states.allowed(desk.actor, row)
    parts = parts_of(row)
    form = Form(fields(row, parts), request.POST if request.method == "POST" else None, initial(row), row.revision)
    if request.method == "POST" and form.does(
        lambda values: services.edit(desk.actor, row, text(values, parts), form.revision)
    ):
        messages.success(request, "Het concept is bewaard.")
        return redirect("decision", desk.dossier.pk, row.pk)
    body = row.assessment if desk.actor.may(Right.SEE_HEALTH) else assessing.without_health(row.assessment, desk.regime)
    lacks = services.problems(row, timezone.localdate()) if row.state in states.MADE else []
    context = {
        "decision": row, "label": lettering.label_of(row), "form": form, "problems": form.problems,
        "can": {action.name.lower(): action in may for action in Action}, "lacks": [item.text for item in lacks],
        "status": status.status_of(body), "summary": body["samenvatting"], "groups": reasons.grouped(body["gronden"]),
        "provision": body, "conversation": Reader(desk.regime.name, row.law_on.isoformat()), "closed": True,
        "deviations": [note for note in body["kanttekeningen"] if note["soort"].startswith("afwijking")],
        "differs": services.differs(row), "hearing_due": hearings.is_due(row), "last_day": last_day(row),
        "objections": [(item, objections.in_time(item)) for item in row.objections.all()],
        "pending": any(item.result == "pending" for item in row.objections.all()),
        "waiting_hearing": any(item.invited_on and not item.heard_on for item in row.hearings.all()),
        "follow_ups": [(kind.value, word) for kind, word in FOLLOW_UPS] if row.outcome == GRANTED else [],
        "followed": row.followed_by.light().exclude(state="cancelled"),
        "outcome_word": outcome_word(row),
    }  # fmt: skip
    return page(request, desk, "casework/decision.html", context)


def outcome_word(row: Decision) -> str:
    """What the person decided, in words."""
    return WORDS.get(row.outcome, row.get_kind_display()).capitalize() if row.outcome else "Nog niet gekozen"


def parts_of(row: Decision) -> list[Part]:
    """The parts of the letter that a person writes."""
    if row.kind not in COMPUTED:
        return []
    return parts_to_write(row.assessment, LetterKind.REFUSAL if row.outcome == REFUSED else LetterKind.GRANT)


def fields(row: Decision, parts: list[Part]) -> tuple[Field, ...]:
    """What the official fills in for this kind of decision."""
    found: list[Field] = []
    if row.kind in services.CHOOSING:
        found.append(Field("outcome", "Wat besluit u?", "keuze", required=False, options=tuple(WORDS.items())))
    if row.kind in (Kind.ENDING, Kind.WITHDRAWAL):
        found.append(Field("ending_ground", "Op welke grond", "verhaal", required=False, hint="Komt in de brief."))
    if grounds := grounds_of(row):
        label = "Op welke gronden weigert u?" if row.kind not in (Kind.ENDING, Kind.WITHDRAWAL) else "Welke regels?"
        found.append(
            Field(
                "grounds", label, "keuzes", required=False, options=grounds, hint="U mag ze gebruiken; het moet niet."
            )
        )
    if row.kind in COMPUTED:
        found.append(
            Field("deviation_reason", "Waarom u anders besluit dan de regels uitwijzen", "verhaal", required=False,
                  hint="Alleen als u dat doet. Komt in de brief.")
        )  # fmt: skip
    found.append(
        Field("reasons", "Toelichting in uw eigen woorden", "verhaal", required=False, hint="Komt in de brief.")
    )
    if row.kind in (Kind.GRANT, Kind.REVISION, Kind.EXTENSION):
        found.append(Field("starts_on", "Eerste dag", "datum", required=False))
    if row.kind not in (Kind.REFUSAL, Kind.NOT_TREATED):
        hint = "Leeg bij een intrekking: vanaf de eerste dag." if row.kind == Kind.WITHDRAWAL else ""
        found.append(Field("ends_on", "Laatste dag", "datum", required=False, hint=hint))
    for part in parts:
        found.append(
            Field(f"deel-{part.name}", part.words.capitalize(), "verhaal", required=False, hint="Moet in de brief.")
        )
    unsure = tuple((part.name, part.words) for part in parts if not part.certain)
    if unsure:
        found.append(Field(SET_ASIDE, "Wat hiervan hoort er niet in?", "keuzes", required=False, options=unsure))
    return tuple(found)


def grounds_of(row: Decision) -> tuple[tuple[str, str], ...]:
    """The grounds that one may use and that hold; for an ending, every ground to end."""
    ending = row.kind in (Kind.ENDING, Kind.WITHDRAWAL)
    sorts = ("eindigingsgrond", "mag_eindigen") if ending else MAY
    rows = [g for g in row.assessment["gronden"] if g["soort"] in sorts and g["normen"]]
    if not ending:
        rows = [ground for ground in rows if ground["gevolg"] in HOLDS]
    return tuple((ground["normen"][0], f"{ground['zin']} ({ground['plaats']})") for ground in rows)


def initial(row: Decision) -> dict[str, Any]:
    """What stands in the draft."""
    found = {name: getattr(row, name) for name in services.FIELDS if name != "extra" and getattr(row, name)}
    found |= {f"deel-{name}": words for name, words in row.extra.items() if isinstance(words, str)}
    return found | {SET_ASIDE: row.extra.get(SET_ASIDE, [])}


def text(values: dict[str, Any], parts: list[Part]) -> Text:
    """What was typed, as the service takes it."""
    extra: dict[str, Any] = {
        part.name: typed for part in parts if (typed := values.get(f"deel-{part.name}", "").strip())
    }
    if aside := values.get(SET_ASIDE):
        extra[SET_ASIDE] = aside
    return Text(
        outcome=values.get("outcome", ""), deviation_reason=values.get("deviation_reason", ""),
        reasons=values["reasons"], grounds=tuple(values.get("grounds") or ()), extra=extra,
        ending_ground=values.get("ending_ground", ""), starts_on=values.get("starts_on"), ends_on=values.get("ends_on"),
    )  # fmt: skip


@require_safe
@with_dossier("decisions")
def letter(request: HttpRequest, desk: Desk, pk: UUID) -> HttpResponse:
    """The letter as it would be, or how it lacks; one that went out is kept as it was."""
    row = find_decision(desk, pk)
    today = timezone.localdate()
    context: dict[str, Any] = {"decision": row, "label": lettering.label_of(row)}
    try:
        sender = lettering.sender_for(desk.dossier, row.approved_by or desk.actor.user, sorted(desk.actor.roles))
        made = lettering.decision_letter(row, sender, row.decided_on or today, row.made_known_on or today, draft=True)
    except (LetterError, SenderErrors) as error:
        return page(request, desk, "casework/letter.html", context | {"impossible": str(error)})
    if request.GET.get("pdf"):
        return pdf(render_pdf(made), f"concept-{row.number}.pdf")
    return page(request, desk, "casework/letter.html", context | {"draft": Draft(made)})


@require_safe
@with_dossier("decisions")
def sent_letter(request: HttpRequest, desk: Desk, pk: UUID) -> HttpResponse:
    """The letter as it went out."""
    row = get_object_or_404(desk.dossier.decisions, pk=pk)
    if not row.letter:
        raise Http404
    audit.reading(desk.actor.log, "brief.gelezen", [desk.dossier], besluit=row.number)
    return pdf(bytes(row.letter), f"{row.number}.pdf")


def pdf(content: bytes, name: str) -> HttpResponse:
    """A file to keep; its name says nothing about a person."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
@with_dossier("decisions")
def replay(request: HttpRequest, desk: Desk, pk: UUID) -> HttpResponse:
    """The decision computed again from its receipt, and as decided beside as known now."""
    row = get_object_or_404(desk.dossier.decisions.select_related("application", "relates_to").defer("letter"), pk=pk)
    row.dossier = desk.dossier
    found = review.compare(row)
    sees = desk.actor.may(Right.SEE_HEALTH)
    lines = [line for line in found.lines if sees or line.privacy != HEALTH]
    context = {
        "decision": row, "label": lettering.label_of(row), "replay": review.replay(row), "comparison": found,
        "lines": lines, "changed": sum(line.changed for line in lines), "hidden": len(found.lines) - len(lines),
        "receipt": row.assessment.get("receipt", {}),
    }  # fmt: skip
    return page(request, desk, "casework/replay.html", context)
