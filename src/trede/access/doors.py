"""The tables of signing in: second factors, sessions, groups of a sign-in service, forms kept while signed out."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from trede.access.people import Municipality, User
from trede.access.protect import EncryptedTextField
from trede.access.roles import Role


class SecondFactor(models.Model):
    """The app of an account that shows a new code every half minute (TOTP, RFC 6238)."""

    user = models.OneToOneField(User, models.CASCADE, related_name="second_factor")
    secret = EncryptedTextField()
    confirmed_at = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(default=0, help_text="a code works once")


class RecoveryCode(models.Model):
    """A code for when the app is lost; it works once. Only a hash of it is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="recovery_codes")
    hash = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)


class SignIn(models.Model):
    """A session of an account, so that its owner can see and end it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="sign_ins")
    session_key = models.CharField(max_length=40, unique=True)
    method = models.CharField(max_length=20)
    origin = models.CharField(max_length=45, blank=True)
    browser = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at"]


class GroupRole(models.Model):
    """What a group of the sign-in service (OpenID Connect) gives: a role in a municipality."""

    group = models.CharField("groep", max_length=200)
    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    role = models.CharField("rol", max_length=30, choices=Role.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "municipality", "role"], name="group_role_once")]


class KeptForm(models.Model):
    """What somebody typed while the session had ended; shown again after signing in, to the same person only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    path = models.CharField(max_length=500)
    data = EncryptedTextField()
    at = models.DateTimeField(default=timezone.now)
