"""The ladder and the journey: where somebody stands, what the rules propose, the moves, the trajectory, what fits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from trede.access.rights import Right
from trede.casework.live import live
from trede.casework.models import LadderMove, Trajectory
from trede.casework.regimes import catalogue_on
from trede.casework.services import journey
from trede.law.catalogue import Instrument
from trede.law.kinds import snake
from trede.law.ladders import Ladder
from trede.web.casework.forms import Field, Form
from trede.web.casework.frame import Desk, page, with_dossier
from trede.web.casework.picture import picture
from trede.web.casework.questions import asked, skipped
from trede.web.spreadsheet import Table, workbook

SHOWN = 8  # instruments before the fold
Act = Callable[[Form], Any]


@with_dossier("ladder")
def ladder_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The page, and the forms on it."""
    ladder = journey.ladder_of(desk.dossier)
    rows = journey.trajectories(desk.dossier)
    if request.GET.get("formaat") == "xlsx":
        return as_spreadsheet(desk, ladder, rows)
    running = next((row for row in rows if row.ended_on is None), None)
    forms = all_forms(request, desk, ladder, running)
    which = request.POST.get("formulier", "")
    if which in forms and act(request, desk, which, forms[which], running):
        return redirect("dossier_ladder", desk.dossier.pk)
    return show(request, desk, ladder, forms, rows)


def show(
    request: HttpRequest, desk: Desk, ladder: Ladder | None, forms: dict[str, Form], rows: list[Trajectory]
) -> HttpResponse:
    """Everything on the page."""
    moves = journey.all_moves(desk.dossier)
    standing = [move for move in moves if move.stands]
    running = next((row for row in rows if row.ended_on is None), None)
    kinds = {kind.key: kind for kind in journey.kinds(desk.dossier)}
    found = live(desk.dossier, [ladder.placing] if ladder else [])
    question = found.question([ladder.placing], skipped(request, desk)) if ladder else None
    today = timezone.localdate()
    fits = fitting(desk, running)
    context = {
        "ladder": ladder, "rung": ladder.rung(desk.dossier.rung) if ladder and desk.dossier.rung is not None else None,
        "moves": list(reversed(moves)), "steps": steps(ladder, standing), "forms": forms,
        "picture": picture(ladder, standing, desk.dossier.reported_on, today) if ladder else None,
        "proposal": proposal(ladder, found.value(ladder.placing, ladder.proposes)) if ladder else "",
        "decision": found.found.get(ladder.placing or "") if ladder else None,
        **asked(desk, question if desk.actor.may(Right.RECORD_FACTS) else None),
        "running": running, "running_kind": kinds.get(running.kind) if running else None,
        "past": [(row, kinds.get(row.kind)) for row in rows if row.ended_on is not None], "kinds": kinds.values(),
        "fits": fits[:SHOWN], "more_fits": fits[SHOWN:],
        "problems": [problem for form in forms.values() for problem in form.problems],
    }  # fmt: skip
    return page(request, desk, "casework/ladder.html", context)


def as_spreadsheet(desk: Desk, ladder: Ladder | None, rows: list[Trajectory]) -> HttpResponse:
    """The steps and the trajectories to take along."""
    moves = journey.all_moves(desk.dossier)
    said = steps(ladder, [move for move in moves if move.stands])
    kinds = {kind.key: kind.name for kind in journey.kinds(desk.dossier)}
    return workbook(
        f"ladder-{desk.dossier.number}",
        Table("stappen", ("Vanaf", "Trede", "Stap", "Geldt", "Waarom", "Door"), [
            (move.on, move.rung, said.get(move.pk), "ja" if move.stands else "nee", move.reason, move.author.name)
            for move in reversed(moves)]),
        Table("trajecten", ("Soort", "Begonnen", "Verwacht einde", "Geëindigd", "Waarom", "Waarom geëindigd"), [
            (kinds.get(row.kind, row.kind), row.started_on, row.expected_end, row.ended_on, row.reason, row.end_reason)
            for row in rows]),
    )  # fmt: skip


def proposal(ladder: Ladder, shown: str) -> str:
    """What the rules propose, as one says it: the rung with its name."""
    number = shown.partition(" ")[0]
    rung = ladder.rung(int(number)) if number.isdecimal() else None
    return f"trede {rung.number}{', ' if rung.name else ''}{rung.name}" if rung else shown


def steps(ladder: Ladder | None, standing: list[LadderMove]) -> dict[UUID, str]:
    """What each move that stands was: up, down, over which rungs."""
    said: dict[UUID, str] = {}
    old: int | None = None
    for move in standing:
        if ladder and ladder.rung(move.rung) and (old is None or ladder.rung(old)):
            step = ladder.move(old, move.rung, "-")
            over = f", over trede {', '.join(map(str, step.skipped))}" if step.skipped else ""
            said[move.pk] = f"{step.direction or 'eerste plaatsing'}{over}"
        old = move.rung
    return said


def fitting(desk: Desk, running: Trajectory | None) -> list[Instrument]:
    """What in the catalogue is for this rung and this kind of trajectory, as far as it says."""
    rung = desk.dossier.rung
    found = []
    for item in catalogue_on(desk.dossier.municipality, timezone.localdate()):
        rung_fits = rung is None or item.fits_rung(rung)
        kinds = {snake(name) for name in item.trajectories}
        if rung_fits and (running is None or not kinds or running.kind in kinds):
            found.append(item)
    return found


# --- the forms ------------------------------------------------------------------------------------------------------


def all_forms(request: HttpRequest, desk: Desk, ladder: Ladder | None, running: Trajectory | None) -> dict[str, Form]:
    """The forms of the page, the one that was sent with what was typed."""
    today = timezone.localdate()
    which = request.POST.get("formulier", "") if request.method == "POST" else ""

    def form(name: str, fields: tuple[Field, ...], initial: dict[str, Any], revision: int | None) -> Form:
        return Form(fields, request.POST if which == name else None, initial, revision, prefix=f"{name}-")

    forms = {}
    if ladder:
        rungs = tuple((str(rung.number), f"{rung.number} {rung.name}".strip()) for rung in ladder.rungs)
        why = Field("reason", "Waarom past deze trede?", "verhaal")
        fields = (Field("rung", "Trede", "keuze", options=rungs), Field("on", "Vanaf", "datum"), why)
        forms["plaats"] = form("plaats", fields, {"on": today}, desk.dossier.revision)
    if running:
        later = (
            Field("expected_end", "Verwacht einde", "datum", required=False),
            Field("reason", "Waarom verschuift het einde?"),
        )
        forms["verschuif"] = form("verschuif", later, {"expected_end": running.expected_end}, running.revision)
        ended = (Field("on", "Laatste dag", "datum"), Field("reason", "Waarom eindigt het traject?"))
        forms["eindig"] = form("eindig", ended, {"on": today}, running.revision)
    else:
        kinds = tuple((kind.key, kind.name) for kind in journey.kinds(desk.dossier))
        fields = (
            Field("kind", "Soort traject", "keuze" if kinds else "tekst", options=kinds, most=80),
            Field("started_on", "Eerste dag", "datum"),
            Field("expected_end", "Verwacht einde", "datum", required=False, hint=usual(desk)),
            Field("reason", "Waarom past dit traject?", "verhaal"),
        )
        forms["begin"] = form("begin", fields, {"started_on": today}, None)
    return forms


def usual(desk: Desk) -> str:
    """How long each kind usually lasts, as the regime says it."""
    said = [f"{kind.name.partition(':')[0]} {kind.lasts}" for kind in journey.kinds(desk.dossier) if kind.lasts]
    return f"De regels noemen: {'; '.join(said)}. Leeg: wat de regels noemen." if said else ""


def act(request: HttpRequest, desk: Desk, which: str, form: Form, running: Trajectory | None) -> bool:
    """Let the service of a form act, and say what happened."""
    actor, dossier = desk.actor, desk.dossier

    def place(given: dict[str, Any]) -> None:
        step = journey.place(
            actor, dossier, rung=int(given["rung"]), on=given["on"], reason=given["reason"], revision=form.revision
        )  # fmt: skip
        over = f" Overgeslagen: trede {', '.join(map(str, step.skipped))}." if step.skipped else ""
        messages.success(request, f"Geplaatst op trede {step.new}.{over}")

    def start(given: dict[str, Any]) -> None:
        kind = next((item for item in journey.kinds(dossier) if item.key == given["kind"]), None)
        if given["expected_end"] is None and kind:
            given["expected_end"] = kind.expected_end(given["started_on"])
        journey.begin(actor, dossier, **given)
        messages.success(request, "Het traject is begonnen.")

    def shift(given: dict[str, Any]) -> None:
        if running:
            journey.reschedule(actor, running, given["expected_end"], given["reason"], form.revision)
            messages.success(request, "Het verwachte einde is verschoven.")

    def finish(given: dict[str, Any]) -> None:
        if running:
            journey.end(actor, running, given["on"], given["reason"], form.revision)
            messages.success(request, "Het traject is geëindigd.")

    acts = {"plaats": place, "begin": start, "verschuif": shift, "eindig": finish}
    return form.does(acts[which])


@with_dossier("ladder")
def correct(request: HttpRequest, desk: Desk, move: UUID) -> HttpResponse:
    """Set one move right, or take it back: a page of its own, so that it is never done by accident."""
    found = next((row for row in journey.all_moves(desk.dossier) if row.pk == move), None)
    ladder = journey.ladder_of(desk.dossier)
    if found is None or ladder is None:
        raise Http404
    rungs = tuple((str(rung.number), f"{rung.number} {rung.name}".strip()) for rung in ladder.rungs)
    fields = (
        Field("rung", "Trede", "keuze", options=rungs), Field("on", "Vanaf", "datum"),
        Field("reason", "Waarom was het anders?", "verhaal"),
    )  # fmt: skip
    sent = request.POST if request.method == "POST" else None
    form = Form(fields, sent, {"rung": str(found.rung), "on": found.on}, desk.dossier.revision)

    def change(given: dict[str, Any]) -> None:
        if request.POST.get("actie") == "vervalt":
            journey.take_back(desk.actor, desk.dossier, found, given["reason"], form.revision)
        else:
            journey.place(
                desk.actor, desk.dossier, rung=int(given["rung"]), on=given["on"], reason=given["reason"],
                revision=form.revision, corrects=found,
            )  # fmt: skip

    if sent is not None and form.does(change):
        messages.success(request, "De stap is verbeterd. De oude blijft in het overzicht staan.")
        return redirect("dossier_ladder", desk.dossier.pk)
    return page(request, desk, "casework/correct_move.html", {"form": form, "problems": form.problems, "move": found})


@with_dossier("ladder")
def resume(request: HttpRequest, desk: Desk, trajectory: UUID) -> HttpResponse:
    """Undo the end of a trajectory."""
    found = Trajectory.objects.filter(pk=trajectory, dossier=desk.dossier).select_related("dossier").first()
    if found is None:
        raise Http404
    if request.method == "POST":
        journey.resume(desk.actor, found)
        messages.success(request, "Het traject loopt weer.")
    return redirect("dossier_ladder", desk.dossier.pk)
