"""What casework holds about one person, for a request for access (AVG article 15).

Nothing is listed by hand: from the client every table is reached that must refer to it, or to one that must. A table
that is added later is in the export by itself, and a test holds that none is forgotten.
"""

from __future__ import annotations

import base64
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Field, ForeignKey, Model, Q

from trede.access.exports import exporter
from trede.access.models import Municipality, User
from trede.casework.models import Client

SECRET = ("hash", "token")  # keyed hashes and codes say nothing to the person, and open doors


@cache
def paths() -> dict[type[Model], tuple[str, ...]]:
    """For each table about a person, how it refers to the client; the client itself first."""
    found: dict[type[Model], tuple[str, ...]] = {Client: ("pk",)}
    models = list(apps.get_app_config("casework").get_models())
    while fresh := {model: ways for model in models if model not in found and (ways := ways_to(model, found))}:
        found |= fresh
    return found


def ways_to(model: type[Model], found: dict[type[Model], tuple[str, ...]]) -> tuple[str, ...]:
    """The ways from a table, by a reference that is always there, to tables whose way is known."""
    return tuple(
        field.name if path == "pk" else f"{field.name}__{path}"
        for field in model._meta.local_fields
        if isinstance(field, ForeignKey) and not field.null and field.related_model in found
        for path in found[field.related_model]  # type: ignore[index]
    )


@exporter("casework")
def export_person(person: UUID, municipality: Municipality) -> dict[str, list[dict[str, Any]]] | None:
    """All rows about a client, by table; None when the municipality has no such client."""
    if not Client.objects.filter(pk=person, municipality=municipality).exists():
        return None
    tables = {}
    for model, ways in paths().items():
        about = Q(*((way, person) for way in ways), _connector=Q.OR)
        rows = [as_json(row) for row in model._default_manager.filter(about).order_by("pk")]
        if rows:
            tables[str(model._meta.model_name)] = rows
    return tables


def as_json(row: Model) -> dict[str, Any]:
    """A row by field; who of the staff it was is no data of the person."""
    return {
        field.name: plain(field.value_from_object(row)) for field in row._meta.local_fields if not is_left_out(field)
    }


def is_left_out(field: Field[Any, Any]) -> bool:
    """Does a field name a member of staff, or hold what opens a door?"""
    return field.name.endswith(SECRET) or (isinstance(field, ForeignKey) and field.related_model is User)


def plain(value: Any) -> Any:
    """A value as JSON; a file goes along whole, in base64."""
    if isinstance(value, bytes | bytearray | memoryview):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID | Decimal) else value
