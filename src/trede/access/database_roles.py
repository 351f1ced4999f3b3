"""PostgreSQL: what the database account of the web application may do. It adds to the logs and cannot alter them.

The tables belong to the account that migrates; the web application runs with another. Whoever gets hold of the web
application can then read and add, and `trede verify-audit` finds what was added without the key.
"""

from __future__ import annotations

from django.db import connection, transaction
from psycopg import sql

from trede.access import audit
from trede.access.models import AuditEntry, AuditHead, ProcessingEntry

ADD_ONLY = (AuditEntry, ProcessingEntry)


class OnlyPostgres(Exception):
    """SQLite knows no accounts."""


def grant(role: str) -> None:
    """Make the account if it is not there, and give it what the web application needs. Repeat after a migration."""
    if connection.vendor != "postgresql":
        raise OnlyPostgres
    if not AuditHead.objects.exists():
        audit.begin()
    name = sql.Identifier(role)
    schema = sql.Identifier("public")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        if not cursor.fetchone():
            cursor.execute(sql.SQL("CREATE ROLE {} LOGIN").format(name))
        for statement in (
            "GRANT USAGE ON SCHEMA {schema} TO {name}",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {name}",
            "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {name}",
        ):
            cursor.execute(sql.SQL(statement).format(schema=schema, name=name))
        for model in ADD_ONLY:
            table = sql.Identifier(model._meta.db_table)
            cursor.execute(sql.SQL("REVOKE ALL ON {} FROM {}").format(table, name))
            cursor.execute(sql.SQL("GRANT SELECT, INSERT ON {} TO {}").format(table, name))
        head = sql.Identifier(AuditHead._meta.db_table)
        cursor.execute(sql.SQL("REVOKE ALL ON {} FROM {}").format(head, name))
        cursor.execute(sql.SQL("GRANT SELECT, UPDATE ON {} TO {}").format(head, name))
        migrations = sql.Identifier("django_migrations")
        cursor.execute(sql.SQL("REVOKE INSERT, UPDATE, DELETE ON {} FROM {}").format(migrations, name))
