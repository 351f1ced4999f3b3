"""Rows as the API shows them."""

from __future__ import annotations

from datetime import UTC, date
from typing import Any

from trede.casework.models import Application, Client, Decision, Dossier, FactVersion, Task
from trede.casework.services.facts import value_of


def person(row: Client) -> dict[str, Any]:
    """A client; never their BSN."""
    return {
        "clientnummer": row.number, "naam": row.name, "voornaam": row.first_name, "voorletters": row.initials,
        "voorvoegsel": row.prefix, "achternaam": row.surname, "geboortedatum": row.birth_date, "straat": row.street,
        "postcode": row.postcode, "plaats": row.city, "telefoon": row.phone, "email": row.email, "taal": row.language,
    }  # fmt: skip


def dossier(row: Dossier) -> dict[str, Any]:
    """A dossier with its client."""
    return {
        "id": row.pk, "nummer": row.number, "stand": row.status, "persoon": person(row.client), "trede": row.rung,
        "gemeldOp": row.reported_on, "geslotenOp": row.closed_on,
        "klantmanager": row.case_manager.email if row.case_manager else None,
    }  # fmt: skip


def fact(row: FactVersion) -> dict[str, Any]:
    """A version of a fact; the moment in UTC."""
    return {
        "id": row.pk, "feit": row.name, "waarde": value_of(row), "geldtVanaf": row.valid_from,
        "geldtTot": row.valid_until, "bekendSinds": row.recorded_at.astimezone(UTC).isoformat(timespec="seconds"),
        "bron": row.source, "door": row.author.name, "reden": row.reason,
    }  # fmt: skip


def application(row: Application, decide_by: date | None = None) -> dict[str, Any]:
    """An application."""
    return {
        "id": row.pk, "dossier": row.dossier_id, "nummer": row.number, "voorziening": row.provision,
        "aanvrager": row.applicant, "werkgever": row.employer_id, "stand": row.state, "ontvangenOp": row.received_on,
        "kanaal": row.channel, "wens": row.wish, "beslisUiterlijk": decide_by,
    }  # fmt: skip


def decision(row: Decision, whole: bool = False) -> dict[str, Any]:
    """A decision; whole with the assessment that it rests on."""
    return {
        "id": row.pk, "dossier": row.dossier_id, "nummer": row.number, "voorziening": row.provision, "soort": row.kind,
        "stand": row.state, "uitkomst": row.outcome, "redenAfwijking": row.deviation_reason, "rechtOp": row.law_on,
        "beslotenOp": row.decided_on, "bekendgemaaktOp": row.made_known_on, "vanaf": row.starts_on,
        "totEnMet": row.ends_on, "aanvraag": row.application_id, "volgtOp": row.relates_to_id,
        "beoordeling": row.assessment if whole else None,
    }  # fmt: skip


def task(row: Task) -> dict[str, Any]:
    """A task."""
    return {
        "id": row.pk, "dossier": row.dossier_id, "titel": row.title, "toelichting": row.detail, "soort": row.kind,
        "uiterlijk": row.due_on, "normen": row.norms, "vindplaats": row.place, "opmerking": row.note,
        "stand": row.state, "wie": row.assignee.email if row.assignee else None, "rol": row.role,
    }  # fmt: skip
