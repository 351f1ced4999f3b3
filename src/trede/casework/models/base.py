"""What the models of casework share: an id that tells nothing, and the moment a row was made."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone


class Row(models.Model):
    """A row with an id nobody can guess, so that it may stand in an address."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True


class Revised(Row):
    """A row that people edit: `revision` grows with every change, so that a second editor is told.

    A service takes the revision that its form was made from, and refuses (`services.common.Overtaken`) when it moved.
    """

    revision = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True
