"""Multiplies the clients in a database with all that hangs on them, inside PostgreSQL: a minute instead of an hour.

Every copy is a person of their own: with other numbers, no BSN, and a case manager of their own. The names come
back, as names do.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from trede.access.models import Membership, User
from trede.casework.models import CaseTransfer, Client, Dossier, Employer, ResidentCode, Substitution, Task

LEFT = (CaseTransfer, ResidentCode, Substitution, Employer)  # these stay as they are
PREFIX = 2  # of a number such as K-000017
CARRIERS = "id IN (SELECT case_manager_id FROM casework_dossier)"
ROLES = "user_id IN (SELECT case_manager_id FROM casework_dossier)"


def kinds() -> list[type[models.Model]]:
    """What is copied: the case managers, their roles, and every table of a case."""
    return [User, Membership, *(kind for kind in apps.get_app_config("casework").get_models() if kind not in LEFT)]


def fill(wanted: int, progress: Callable[[int], None]) -> None:
    """Copy what is there until there are at least so many dossiers, and nearly no more."""
    base = Dossier.objects.count()
    with connection.cursor() as cursor:
        for kind in kinds():
            only = {User: CARRIERS, Membership: ROLES}.get(kind, "true")
            cursor.execute(f"CREATE TEMPORARY TABLE base_{table(kind)} AS SELECT * FROM {table(kind)} WHERE {only}")
    for number in range(1, -(-wanted // base)):
        with transaction.atomic(), connection.cursor() as cursor:
            for kind in kinds():
                cursor.execute(statement(kind, number, base))
        progress((number + 1) * base)


def table(kind: type[models.Model]) -> str:
    """Its name in the database."""
    return kind._meta.db_table


def statement(kind: type[models.Model], number: int, base: int) -> str:
    """The order that makes copy `number` of a table from the rows that were there first."""
    fields = [field for field in kind._meta.concrete_fields if not isinstance(field, models.AutoField)]
    names = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(value(kind, field, number, base) for field in fields)
    return f"INSERT INTO {table(kind)} ({names}) SELECT {values} FROM base_{table(kind)}"


def value(kind: type[models.Model], field: models.Field[Any, Any], number: int, base: int) -> str:
    """A column of the copy: ids become others, the same everywhere; what must be unique becomes so."""
    column = f'"{field.column}"'
    target = field.related_model if field.is_relation else kind if field.primary_key else None
    if target in kinds():
        other = f"md5('{base}-{number}:' || {column})::uuid"
        if target is not User:
            return other
        return f"CASE WHEN {column} IN (SELECT id FROM base_{table(User)}) THEN {other} ELSE {column} END"
    if kind in (Client, Dossier) and field.name == "number":
        grown = f"substr({column}, {PREFIX + 1})::int + {number * base}"
        return f"substr({column}, 1, {PREFIX}) || lpad(({grown})::text, 6, '0')"
    if kind is Client and field.name in ("bsn", "bsn_hash"):
        return "''"
    if kind is Task and field.name == "key":  # such as plan:<id>:evaluatie
        parts = f"regexp_match({column}, '^(.*?)([0-9a-f]{{8}}-[0-9a-f-]{{27}})(.*)$')"
        return f"coalesce(({parts})[1] || md5('{base}-{number}:' || ({parts})[2])::uuid || ({parts})[3], {column})"
    if kind is User and field.name == "email":
        return f"'{base}-{number}.' || {column}"
    return column
