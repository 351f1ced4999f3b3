"""The letters of casework: who receives, who signs, and what of a decision or an application goes into them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from trede.access.models import User
from trede.access.roles import Role
from trede.casework.models import Application, Decision, Dossier
from trede.casework.regimes import regime_of
from trede.letters import Addressee, Letter, LetterKind, NoticeKind, Sender, compose, compose_notice, left_open
from trede.letters.supplied import part_names

Kind = Decision.Kind
OPEN = "(nog in te vullen)"  # a day in a draft
OURS = {*Role.values, "systeem"}  # who answers within the house, in the words of a regime
ENDINGS = {
    Kind.ENDING: NoticeKind.ENDING,
    Kind.WITHDRAWAL: NoticeKind.WITHDRAWAL,
    Kind.NOT_TREATED: NoticeKind.NOT_TREATED,
}


def addressee_of(dossier: Dossier, application: Application | None) -> Addressee:
    """The one who applied; without an application, the client. An employer hears whom it is about, no more."""
    if application is not None and application.employer is not None:
        employer = application.employer
        lines = (f"t.a.v. {employer.contact}", *employer.lines) if employer.contact else employer.lines
        return Addressee("werkgever", employer.name, lines, about=dossier.client.name)
    client = dossier.client
    return Addressee("persoon", client.name, client.lines, client_number=client.number)


def sender_for(dossier: Dossier, signer: User | None, roles: Sequence[str] = ()) -> Sender:
    """The sender of the regime, signed by a member of staff: their own function, else the role they have.

    SenderErrors when the regime's own data are wrong.
    """
    sender = Sender.from_mapping(regime_of(dossier.municipality).sender)
    if signer is None:
        return sender
    held = next((Role(role).label for role in Role.values if role in roles), "medewerker")
    return replace(sender, ondertekenaar=signer.name, functie=signer.job_title or held)


def decision_letter(
    decision: Decision, sender: Sender, decided: date | None, made_known: date | None, draft: bool
) -> Letter:
    """The letter of a decision. LetterError when it cannot be made; LetterIncomplete when a final one lacks parts."""
    reader = addressee_of(decision.dossier, decision.application)
    extra = {"kenmerk": reference(decision), **decision.extra}
    if decision.kind in ENDINGS:
        return _ending(decision, reader, sender, decided, made_known, extra, draft)
    if own := own_reason(decision):
        extra["eigen_reden"] = own
    if decision.application is not None and decision.application.applicant != Application.Applicant.EX_OFFICIO:
        extra["aanvraagdatum"] = decision.application.received_on.isoformat()
    if decision.outcome == "toegekend":
        extra |= {
            name: day.isoformat()
            for name, day in (("ingangsdatum", decision.starts_on), ("einddatum", decision.ends_on))
            if day is not None
        }
    body = decision.assessment
    if decision.outcome != "toegekend" and decision.grounds:
        body = left_open(body)
        extra["gekozen_gronden"] = list(decision.grounds)
    kind = LetterKind.GRANT if decision.outcome == "toegekend" else LetterKind.REFUSAL
    return compose(
        body, {"op": decision.law_on.isoformat()}, addressee=reader, sender=sender, kind=kind, decided=decided,
        made_known=made_known, extra=extra, draft=draft,
    )  # fmt: skip


def _ending(
    decision: Decision, reader: Addressee, sender: Sender, decided: date | None, made_known: date | None,
    extra: dict[str, Any], draft: bool,
) -> Letter:  # fmt: skip
    days: dict[str, date | None] = {"laatste": decision.ends_on}
    days["eerst"] = decision.relates_to.decided_on if decision.relates_to else None
    stops = decision.application.suspensions.all() if decision.application else ()
    asked = max(stops, key=lambda row: row.notified_on, default=None)
    days |= {"van": asked.notified_on if asked else None, "uiterlijk": asked.answer_by if asked else None}
    named = {name: extra[name] for name in ("kenmerk", "behandelaar") if name in extra}
    places = decision.assessment.get("plaatsen", {})
    return compose_notice(
        ENDINGS[Kind(decision.kind)], decision.provision, label_of(decision), addressee=reader, sender=sender,
        days={name: day for name, day in days.items() if day is not None},
        words={name: OPEN for name, day in days.items() if day is None} if draft else {},
        reasons=[text for text in (decision.ending_ground, decision.reasons) if text.strip()],
        norms=[(places[norm], sentence_of(decision, norm)) for norm in decision.grounds if norm in places],
        decided=decided or decision.law_on if draft else decided, made_known=made_known, extra=named, draft=draft,
    )  # fmt: skip


def reference(decision: Decision) -> str:
    """Our reference on a letter: of the dossier and of the decision, nothing of the person."""
    return f"{decision.dossier.number}/{decision.number}"


def label_of(decision: Decision) -> str:
    """The name of the provision in words."""
    return label(decision.dossier, decision.provision)


def label(dossier: Dossier, provision: str) -> str:
    """The name of a provision of the regime in words."""
    return regime_of(dossier.municipality).vocabulary.provisions.get(provision, provision.replace("_", " "))


def own_reason(decision: Decision) -> str:
    """The official's own words: why it was decided otherwise than computed, and what was added."""
    return "\n".join(text for text in (decision.deviation_reason.strip(), decision.reasons.strip()) if text)


def sentence_of(decision: Decision, norm: str) -> str:
    """The sentence of a norm in the assessment of a decision."""
    rows = decision.assessment.get("gronden", ())
    return next((row["zin"] for row in rows if norm in row["normen"]), norm)


def request_letter(
    application: Application, body: dict[str, Any], sender: Sender, sent_on: date, answer_by: date | None,
    left_out: Sequence[str] = (), draft: bool = True,
) -> Letter:  # fmt: skip
    """The request for what lacks and the applicant can give (Awb 4:2, 4:5). See `is_asked`."""
    left_out = [*left_out, *(row["feit"] for row in body["ontbreekt"] if not is_asked(row, application))]
    return compose(
        body, {"op": sent_on.isoformat()}, addressee=addressee_of(application.dossier, application),
        sender=sender, kind=LetterKind.REQUEST, made_known=sent_on, answer_by=answer_by,
        extra={"kenmerk": f"{application.dossier.number}/{application.number}", "weglaten": list(left_out)},
        draft=draft,
    )  # fmt: skip


def is_asked(row: dict[str, Any], application: Application) -> bool:
    """May a missing fact be asked of who applied? Not what staff here know or must judge themselves; and of an employer
    only what an employer knows and is not sensitive.
    """
    if application.employer is not None:
        return row["privacy"] == "gewoon" and part_names().roles.get(row["wie"]) == "werkgever"
    return row["wie"] not in OURS


def notice(
    kind: NoticeKind, application: Application, sender: Sender, sent_on: date, days: dict[str, date],
    words: dict[str, str] | None = None, reasons: Sequence[str] = (), draft: bool = False,
) -> Letter:  # fmt: skip
    """A message about the course of an application."""
    return compose_notice(
        kind, application.provision, label(application.dossier, application.provision),
        addressee=addressee_of(application.dossier, application), sender=sender, days=days, words=words,
        reasons=[text for text in reasons if text.strip()], made_known=sent_on,
        extra={"kenmerk": f"{application.dossier.number}/{application.number}"}, draft=draft,
    )  # fmt: skip
