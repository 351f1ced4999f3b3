"""The keys of other systems. Only a hash of a key is kept; it acts as an account, in one municipality."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from trede.access.models import Municipality, User


class ApiKey(models.Model):
    """A key: whose it is, where it works, what for."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)  # which system
    hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
