"""The dossiers of a municipality as a table of people, for `trede caseload`: a row per open dossier, a column per fact.

A source as `trede.population.files.portion` asks for: the facts of the person, true on a day as known now, in the
notation of a CSV file (empty: unknown; `null`: known to be absent). The key of a row is the dossier number. Reading
counts: each chunk is noted in both logs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db.models import Max, Q

from trede.access import audit
from trede.access.models import Municipality
from trede.casework.models import Dossier, FactVersion
from trede.casework.services.facts import value_of
from trede.population.columns import KEY
from trede.population.files.portion import Chunk

ROWS = 2_048  # dossiers in a chunk


class DossierTable:
    """The open dossiers of a municipality with these facts, on a day."""

    def __init__(self, municipality: Municipality, facts: Sequence[str], on: date) -> None:
        self.municipality, self.on = municipality, on
        self.columns: tuple[str, ...] = (KEY, *facts)
        self.wanted: Sequence[str] = self.columns
        self.notes: list[str] = []
        self.dossiers = Dossier.objects.filter(municipality=municipality, status=Dossier.Status.OPEN)
        self.rows = self.dossiers.count()

    @property
    def sha256(self) -> str:
        """What tells these dossiers from those of another moment, without a fact of anybody in it."""
        known = FactVersion.objects.filter(dossier__municipality=self.municipality)
        last = known.aggregate(made=Max("recorded_at"), ended=Max("superseded_at"))
        return sha256(f"{self.municipality.slug} {self.on} {self.rows} {last}".encode()).hexdigest()

    def want(self, columns: Sequence[str]) -> None:
        """Only these columns are looked at."""
        self.wanted = columns

    def chunks(self, after: int) -> Iterator[Chunk]:
        """The dossiers after a position, by number, in chunks."""
        while found := list(self.dossiers.order_by("number", "pk")[after : after + ROWS]):
            facts = self._facts([row.pk for row in found])
            who = audit.Actor.system("trede caseload", self.municipality.slug)
            audit.reading(who, "caseload.gelezen", found)
            cells = {
                column: [row.number if column == KEY else facts.get(row.pk, {}).get(column, "") for row in found]
                for column in self.wanted
            }
            yield Chunk(range(after + 1, after + len(found) + 1), cells, after + len(found))
            after += len(found)

    def _facts(self, dossiers: list[UUID]) -> dict[UUID, dict[str, str]]:
        rows = FactVersion.objects.filter(
            Q(valid_until__isnull=True) | Q(valid_until__gt=self.on), dossier__in=dossiers, valid_from__lte=self.on,
            superseded_at__isnull=True, application__isnull=True, withdrawn=False, name__in=self.wanted,
        )  # fmt: skip
        found: dict[UUID, dict[str, str]] = {}
        for row in rows.order_by("recorded_at"):
            found.setdefault(row.dossier_id, {})[row.name] = _cell(value_of(row))
        return found


def _cell(value: Any) -> str:
    """A value as it stands in a CSV file."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
