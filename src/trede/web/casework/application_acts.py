"""What one does with an application, each on its own page: confirm, ask, complete, stop the clock, extend, withdraw."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from trede.casework.clock import standing
from trede.casework.models import Application
from trede.casework.services import applications, correspondence, terms
from trede.letters import suggest_answer_by
from trede.terms import PenaltyBar, SuspensionGround
from trede.web.casework import acts
from trede.web.casework.acts import Act
from trede.web.casework.forms import Field
from trede.web.casework.frame import Desk, with_dossier
from trede.web.casework.provisions import find_application
from trede.web.casework.term_picture import named

GROUNDS = {
    SuspensionGround.INSTEMMING: "de aanvrager stemt schriftelijk in met uitstel",
    SuspensionGround.AANVRAGER: "de vertraging ligt aan de aanvrager",
    SuspensionGround.BUITENLAND: "er is informatie uit het buitenland nodig",
    SuspensionGround.OVERMACHT: "overmacht aan onze kant",
}
BARS = {
    PenaltyBar.ONREDELIJK_LAAT: "ja: de ingebrekestelling kwam onredelijk laat",
    PenaltyBar.GEEN_BELANGHEBBENDE: "ja: de aanvrager is geen belanghebbende",
    PenaltyBar.KENNELIJK: "ja: de aanvraag is kennelijk niet-ontvankelijk of ongegrond",
}
SENT = Field("sent_on", "Verstuurd op", "datum")


def correct(row: Application) -> Act:
    """The day or the way in which it came in was written down wrongly."""
    return Act(
        "De ontvangst verbeteren", "Verbeter",
        lambda desk, row, v, r: applications.correct(
            desk.actor, row, v["received_on"], v["channel"], v["reason"], r
        ),
        "Verbeterd. De beslistermijn is opnieuw uitgerekend.",
        (
            Field("received_on", "Ontvangen op", "datum"),
            Field("channel", "Hoe kwam het binnen?", "keuze", required=False,
                  options=tuple((word, word) for word in applications.CHANNELS)),
            Field("reason", "Waarom verbetert u dit?", "verhaal"),
        ),
        "De beslistermijn loopt vanaf deze dag. Wat er stond, blijft in het auditlog.",
        {"received_on": row.received_on, "channel": row.channel},
    )  # fmt: skip


def confirm(row: Application) -> Act:
    """Confirm the receipt."""
    return Act(
        "Ontvangst bevestigen", "Maak de bevestiging",
        lambda desk, row, v, _r: correspondence.confirm(desk.actor, row, v["sent_on"]),
        "De bevestiging staat bij de documenten.", (SENT,),
        "De brief zegt wanneer de aanvraag binnenkwam en wanneer u uiterlijk beslist.",
        {"sent_on": timezone.localdate()},
    )  # fmt: skip


def ask(row: Application) -> Act:
    """Ask for what lacks."""
    today = timezone.localdate()
    return Act(
        "Om aanvulling vragen", "Maak de brief",
        lambda desk, row, v, r: correspondence.request(desk.actor, row, v["sent_on"], v["answer_by"], revision=r),
        "De brief staat bij de documenten. De beslistermijn staat stil vanaf de dag erna.",
        (SENT, Field("answer_by", "Antwoord binnen op uiterlijk", "datum")),
        "De brief vraagt alles wat nog ontbreekt. Tot het er is, of tot de laatste dag, staat de beslistermijn stil "
        "(Awb artikel 4:5 en 4:15).",
        {"sent_on": today, "answer_by": suggest_answer_by(today).day},
    )  # fmt: skip


def completed(row: Application) -> Act:
    """The supplement came in."""
    return Act(
        "Aanvulling ontvangen", "Leg vast",
        lambda desk, row, v, r: applications.completed(desk.actor, row, v["on"], r),
        "De beslistermijn loopt weer.", (Field("on", "Binnengekomen op", "datum"),), "", {"on": timezone.localdate()},
    )  # fmt: skip


def take_up(row: Application) -> Act:
    """Nothing lacks."""
    return Act(
        "In behandeling nemen", "Neem in behandeling",
        lambda desk, row, _v, r: applications.take_up(desk.actor, row, r),
        "De aanvraag is in behandeling.", (), "De aanvraag is volledig: u hoeft nergens meer om te vragen.",
    )  # fmt: skip


def suspend(row: Application) -> Act:
    """Stop the clock on another ground."""
    today = timezone.localdate()
    return Act(
        "De termijn laten stilstaan", "Maak de mededeling",
        lambda desk, row, v, r: correspondence.suspend(
            desk.actor, row, v["ground"], v["notified_on"], v["starts_on"], v["note"], r
        ),
        "De termijn staat stil. De mededeling staat bij de documenten.",
        (
            Field("ground", "Waarom?", "keuze", options=tuple((key.value, word) for key, word in GROUNDS.items())),
            Field("notified_on", "Mededeling verstuurd op", "datum"),
            Field("starts_on", "Staat stil vanaf", "datum"),
            Field("note", "Uitleg voor de aanvrager", "verhaal", hint="Komt in de mededeling."),
        ),
        "Ontbreken er gegevens? Vraag dan om aanvulling: de termijn staat dan vanzelf stil.",
        {"notified_on": today, "starts_on": today},
    )  # fmt: skip


def resume(row: Application) -> Act:
    """The clock runs again."""

    def do(desk: Desk, row: Application, values: dict[str, object], _revision: int | None) -> object:
        stop = row.suspensions.filter(ended_on=None).exclude(ground=SuspensionGround.AANVULLING).first()
        if stop is None:
            raise Http404
        return correspondence.resume(desk.actor, stop, values["ended_on"])  # type: ignore[arg-type]

    return Act(
        "De termijn weer laten lopen", "Laat lopen", do, "De termijn loopt weer.",
        (Field("ended_on", "Laatste dag van stilstaan", "datum",
               hint="Bij informatie uit het buitenland: de dag waarop die kwam."),),
        "Waar de wet dat vraagt, krijgt de aanvrager een brief.", {"ended_on": timezone.localdate()},
    )  # fmt: skip


def extend(row: Application) -> Act:
    """The decision comes later."""
    now = terms.clock(row)
    own = now is not None and now.rule.own
    return Act(
        "De termijn verlengen", "Maak de mededeling",
        lambda desk, row, v, r: correspondence.extend(
            desk.actor, row, v["notified_on"], v["new_deadline"], v["reason"], r
        ),
        "De mededeling staat bij de documenten.",
        (
            Field("notified_on", "Mededeling verstuurd op", "datum"),
            Field("new_deadline", "Nieuwe laatste dag", "datum"),
            Field("reason", "Waarom het later wordt", "verhaal", hint="Komt in de mededeling."),
        ),
        "Dat kan één keer, voor de termijn voorbij is, en met een zo kort mogelijke nieuwe termijn (Awb artikel 4:14).",
        {"notified_on": timezone.localdate()},
        "Voor dit besluit geeft een regeling zelf de termijn. Uitstel melden verschuift die termijn niet: "
        "een ingebrekestelling kan na de gewone laatste dag komen." if own else "",
    )  # fmt: skip


def default_notice(row: Application) -> Act:
    """A notice of default came in."""
    options = (("", "nee"), *((bar.value, word) for bar, word in BARS.items()))
    return Act(
        "Ingebrekestelling vastleggen", "Leg vast",
        lambda desk, row, v, _r: terms.default_notice(desk.actor, row, v["received_on"], v["bar"], v["note"]),
        "Vastgelegd. De dwangsom staat bij de beslistermijn.",
        (
            Field("received_on", "Ontvangen op", "datum"),
            Field("bar", "Is er een reden waarom geen dwangsom loopt?", "keuze", required=False, options=options[1:]),
            Field("note", "Toelichting", "verhaal", required=False),
        ),
        "Twee weken na ontvangst begint de dwangsom te lopen, als u dan nog niet hebt beslist (Awb artikel 4:17).",
        {"received_on": timezone.localdate()},
    )  # fmt: skip


def strike(row: Application) -> Act:
    """What touched the term turns out not to hold."""
    rows = {str(item.pk): item for item in (*standing(row.extensions.all()), *standing(row.default_notices.all()))}
    if not rows:
        raise Http404
    return Act(
        "Doorhalen wat niet geldt", "Haal door",
        lambda desk, _row, v, _r: terms.strike(desk.actor, rows[v["what"]], v["reason"]),
        "Doorgehaald. De termijn is opnieuw uitgerekend.",
        (
            Field("what", "Wat geldt niet?", "keuze",
                  options=tuple((key, named(item)) for key, item in rows.items())),
            Field("reason", "Waarom?", "verhaal"),
        ),
        "Verkeerd vastgelegd, of door de afzender ingetrokken. Het blijft leesbaar en telt niet meer mee. "
        "Een brief die is verstuurd, haalt u hiermee niet terug.",
        {"what": next(iter(rows))} if len(rows) == 1 else {},
    )  # fmt: skip


def withdraw(row: Application) -> Act:
    """The applicant withdraws."""
    return Act(
        "Aanvraag ingetrokken", "Leg vast",
        lambda desk, row, v, r: applications.withdraw(desk.actor, row, v["on"], v["note"], r),
        "De aanvraag is ingetrokken.",
        (Field("on", "Ingetrokken op", "datum"), Field("note", "Hoe en waarom", "verhaal")),
        "Alleen de aanvrager trekt een aanvraag in. Er komt dan geen besluit.", {"on": timezone.localdate()},
    )  # fmt: skip


def strike_all(row: Application) -> Act:
    """The whole application was a mistake."""
    return Act(
        "Aanvraag doorhalen", "Haal door",
        lambda desk, row, v, r: applications.strike(desk.actor, row, v["reason"], r),
        "De aanvraag is doorgehaald.",
        (Field("reason", "Wat was er mis?", "verhaal"),),
        "Alleen als er niets is aangevraagd: verkeerde cliënt, of twee keer vastgelegd. Er loopt dan geen termijn. "
        "Wil de aanvrager niet meer, kies dan 'De aanvrager trekt in'.",
    )  # fmt: skip


ACTS: dict[str, Callable[[Application], Act]] = {
    "ontvangst": correct, "bevestigen": confirm, "aanvulling-vragen": ask, "aangevuld": completed,
    "in-behandeling": take_up,
    "stilstaan": suspend, "hervatten": resume, "verlengen": extend, "ingebrekestelling": default_notice,
    "doorhalen": strike, "intrekken": withdraw,
    "aanvraag-doorhalen": strike_all,
}  # fmt: skip


@with_dossier("provisions")
def act(request: HttpRequest, desk: Desk, pk: UUID, name: str) -> HttpResponse:
    """One act on an application."""
    row = find_application(desk, pk)
    if name not in ACTS:
        raise Http404
    back = reverse("application", args=[desk.dossier.pk, row.pk])
    return acts.show(request, desk, ACTS[name](row), row, back, f"Aanvraag {row.number}")
