"""Changing the key: every encrypted value rewritten with the first key of `TREDE_DATA_KEYS`, in blocks.

Can be stopped and started at will: what carries the mark of the current key is done. Values that somebody saves
meanwhile are left as they are, for they carry it too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, transaction

from trede.access import audit, protect
from trede.access.protect import EncryptedBinaryField, EncryptedTextField

Encrypted = EncryptedTextField | EncryptedBinaryField

BLOCK = 500


@dataclass
class Rotation:
    """What was done in one column: how many rewritten, and which rows no key opens."""

    place: str
    done: int
    unreadable: list[str]


def columns() -> Iterator[Encrypted]:
    """All encrypted columns of the program."""
    for model in apps.get_models():
        for found in model._meta.local_fields:
            if isinstance(found, Encrypted):
                yield found


def rotate(who: audit.Actor, block: int = BLOCK) -> list[Rotation]:
    """Rewrite all that was written with another key, column by column."""
    done = [rotate_column(column, block) for column in columns()]
    counts = {rotation.place: rotation.done for rotation in done}
    audit.record(who, "sleutels.gewisseld", sleutel=protect.current_mark(), aantallen=counts)
    return done


def rotate_column(column: Encrypted, block: int) -> Rotation:
    """Rewrite one column."""
    result, last = Rotation(column.place, 0, []), None
    while rows := old_rows(column, last, block):
        with transaction.atomic():
            for key, token in rows:
                try:
                    fresh = column.seal(column.open(token))
                except protect.Unreadable:
                    result.unreadable.append(str(key))
                    continue
                result.done += replace(column, key, token, fresh)
        last = rows[-1][0]
    return result


def names(column: Encrypted) -> list[str]:
    """Table, key and column, quoted for SQL."""
    meta = column.model._meta
    return [connection.ops.quote_name(name) for name in (meta.db_table, meta.pk.column, column.column)]


def old_rows(column: Encrypted, last: Any, block: int) -> list[tuple[Any, Any]]:
    """The next rows that carry the mark of another key."""
    table, key, value = names(column)
    after = "" if last is None else f"AND {key} > %s"
    query = (
        f"SELECT {key}, {value} FROM {table} WHERE length({value}) > 0 AND substr({value}, 1, 8) <> %s {after} "  # noqa: S608
        f"ORDER BY {key} LIMIT %s"
    )
    mark = protect.current_mark() if isinstance(column, EncryptedTextField) else protect.current_mark().encode()
    with connection.cursor() as cursor:
        cursor.execute(query, [mark, *([] if last is None else [last]), block])
        return list(cursor.fetchall())


def replace(column: Encrypted, key: Any, old: Any, fresh: Any) -> int:
    """Put the new token in place of the old, if the old still stands there: 1 or 0."""
    table, key_column, value = names(column)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {value} = %s WHERE {key_column} = %s AND {value} = %s", [fresh, key, old])  # noqa: S608
        return int(cursor.rowcount)
