"""Municipalities and the accounts of their staff."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from trede.access.roles import Role


class Municipality(models.Model):
    """One municipality. Several may share an installation; nothing of the one is ever shown in the other."""

    slug = models.SlugField("kenmerk", unique=True)
    name = models.CharField("naam", max_length=100)
    regime = models.CharField("regime", max_length=100, help_text="de map met de regels, onder regimes/")

    class Meta:
        verbose_name, verbose_name_plural = "gemeente", "gemeenten"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Users(BaseUserManager["User"]):
    """Accounts, found by e-mail address whatever the capitals."""

    def get_by_natural_key(self, username: str | None) -> User:
        """The account of an e-mail address."""
        return self.get(email=(username or "").strip().lower())

    def make(self, email: str, name: str, password: str | None = None, **fields: Any) -> User:
        """A new account; without a password it can only come in by an invitation or single sign-on."""
        user = self.model(email=email.strip().lower(), name=name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A member of staff. Never removed, so that the logs keep their meaning: an account is switched off."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField("e-mailadres", unique=True)
    name = models.CharField("naam", max_length=100)
    phone = models.CharField("telefoonnummer", max_length=30, blank=True)
    job_title = models.CharField("functie", max_length=100, blank=True)
    is_active = models.BooleanField("actief", default=True)
    is_demo = models.BooleanField("demo-account", default=False, help_text="mag zonder wachtwoord in een demo")
    oidc_subject = models.CharField("kenmerk bij de aanmelddienst", max_length=255, unique=True, null=True, blank=True)
    made_at = models.DateTimeField("gemaakt op", default=timezone.now, editable=False)

    held_today: list[Membership] | None = None  # set by `trede.access.backend` on the account of a session

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = Users()

    class Meta:
        verbose_name, verbose_name_plural = "account", "accounts"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(email=models.functions.Lower("email")), name="email_is_lower")
        ]

    def __str__(self) -> str:
        return self.name


class Memberships(models.QuerySet["Membership"]):
    """Which roles hold when."""

    def on(self, day: date) -> Memberships:
        """Those that hold on a day, the last day included."""
        return self.filter(Q(until=None) | Q(until__gte=day), since__lte=day)


class Membership(models.Model):
    """A role of a member of staff in a municipality, from a day and up to and including another."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships", verbose_name="account")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="memberships", verbose_name="gemeente")
    role = models.CharField("rol", max_length=30, choices=Role.choices)
    since = models.DateField("vanaf", default=timezone.localdate)
    until = models.DateField("tot en met", null=True, blank=True)

    objects = Memberships.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "rol", "rollen"
        ordering = ["municipality", "role", "since"]
        constraints = [
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="membership_in_order"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_known"),
            models.UniqueConstraint(
                fields=["user", "municipality", "role"], condition=Q(until=None), name="membership_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()} in {self.municipality}"
