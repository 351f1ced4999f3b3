"""Errors as problem+json (RFC 9457): what is wrong, all at once, in Dutch."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from trede.casework.services.common import NotAllowed, Overtaken, Refused
from trede.casework.visibility import NotVisible
from trede.law import NoLawInForce
from trede.reason.assess import UnknownProvision

TYPE = "application/problem+json"
TITLES = {
    400: "Er klopt iets niet in het verzoek", 401: "Aanmelden is nodig", 403: "Dit mag deze sleutel niet",
    404: "Niet gevonden", 405: "Dit kan hier niet", 406: "Dit formaat is er niet", 412: "Intussen gewijzigd",
    415: "Dit formaat lezen we niet", 428: "If-Match ontbreekt", 429: "Te veel verzoeken",
    500: "Er ging iets mis bij ons",
}  # fmt: skip
WORDS = {
    "missing": "dit ontbreekt", "extra_forbidden": "dit veld ken ik niet", "date_from_datetime_parsing": "geen datum",
    "date_parsing": "geen datum; schrijf jjjj-mm-dd", "uuid_parsing": "geen kenmerk", "json_invalid": "geen JSON",
    "bool_parsing": "geen true of false", "int_parsing": "geen geheel getal", "string_type": "geen tekst",
    "datetime_from_date_parsing": "geen tijdstip", "datetime_parsing": "geen tijdstip", "list_type": "geen lijst",
    "dict_type": "geen object", "model_attributes_type": "geen object", "enum": "geen van de keuzes",
    "literal_error": "geen van de keuzes",
}  # fmt: skip


# The fields of a client, and then of the rest, as the services name them and as the API does.
PERSON = {"achternaam": "surname", "voornaam": "first_name", "voorletters": "initials", "voorvoegsel": "prefix",
    "geboortedatum": "birth_date", "bsn": "bsn", "straat": "street", "postcode": "postcode", "plaats": "city",
    "telefoon": "phone", "email": "email", "taal": "language",
}  # fmt: skip
FIELDS = {service: name for name, service in PERSON.items()} | {
    "reported_on": "gemeldOp", "manager": "klantmanager", "provision": "voorziening", "applicant": "aanvrager",
    "received_on": "ontvangenOp", "channel": "kanaal", "wish": "wens", "employer": "werkgever", "kind": "soort",
    "law_on": "rechtOp", "title": "titel", "due_on": "uiterlijk", "detail": "toelichting", "application": "aanvraag",
    "relates_to": "volgtOp",
}  # fmt: skip


class MustMatch(Exception):
    """A change without `If-Match`."""


def problem(status: int, detail: str, invalid: Iterable[tuple[str, str]] = (), **headers: str) -> JsonResponse:
    """An answer that says what is wrong."""
    body: dict[str, Any] = {"type": "about:blank", "status": status, "title": TITLES[status], "detail": detail}
    if params := [{"name": name, "reason": reason} for name, reason in invalid]:
        body["invalidParams"] = params
    response = JsonResponse(body, status=status, content_type=TYPE, json_dumps_params={"ensure_ascii": False})
    for name, value in headers.items():
        response[name.replace("_", "-")] = value
    return response


def handle(api: NinjaAPI) -> None:
    """Let the API tell its errors this way."""

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> JsonResponse:
        return problem(400, "Kijk deze gegevens na.", [read(item) for item in error.errors])

    @api.exception_handler(Refused)
    def refused(request: HttpRequest, error: Refused) -> JsonResponse:
        if isinstance(error, NotAllowed):
            error.stay_noted()
        if isinstance(error, Overtaken):
            return problem(412, str(error))
        return problem(
            400,
            str(error),
            [(FIELDS.get(found.field, found.field), found.text) for found in error.problems if found.field],
        )

    @api.exception_handler(MustMatch)
    def must_match(request: HttpRequest, error: MustMatch) -> JsonResponse:
        return problem(428, "Stuur de ETag van wat u wijzigt mee als If-Match.")

    @api.exception_handler(AuthenticationError)
    def unknown(request: HttpRequest, error: AuthenticationError) -> JsonResponse:
        detail = "Stuur een geldige sleutel mee als Authorization: Bearer …"
        return problem(401, detail, WWW_Authenticate='Bearer realm="trede"')

    @api.exception_handler(PermissionDenied)
    def denied(request: HttpRequest, error: PermissionDenied) -> JsonResponse:
        return problem(403, str(error) or TITLES[403])

    @api.exception_handler(NotVisible)
    @api.exception_handler(Http404)
    def missing(request: HttpRequest, error: Exception) -> JsonResponse:
        return problem(404, "Dit is er niet, of deze sleutel werkt er niet in.")

    @api.exception_handler(NoLawInForce)
    @api.exception_handler(UnknownProvision)
    def no_law(request: HttpRequest, error: Exception) -> JsonResponse:
        return problem(400, str(error))

    @api.exception_handler(HttpError)
    def other(request: HttpRequest, error: HttpError) -> JsonResponse:
        return problem(error.status_code, TITLES.get(error.status_code, str(error)))

    @api.exception_handler(Exception)
    def broken(request: HttpRequest, error: Exception) -> JsonResponse:
        raise error


def read(item: dict[str, Any]) -> tuple[str, str]:
    """The place and the words of one error of the reader of requests."""
    place = ".".join(str(part) for part in item["loc"] if part not in ("body", "query", "path", "given", "asked"))
    return place or "verzoek", WORDS.get(item["type"], item["msg"])
