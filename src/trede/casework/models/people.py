"""Clients, their dossiers, and employers."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from trede.access.audit import Subject
from trede.access.protect import EncryptedTextField
from trede.casework.models.base import Revised

MUNICIPALITY = {"to": "access.Municipality", "on_delete": models.PROTECT}
USER = {"to": settings.AUTH_USER_MODEL, "on_delete": models.PROTECT}


class Client(Revised):
    """A person of one municipality. `number` is the municipality's own client number, which providers may know.

    The BSN is kept encrypted (`bsn`) and found by its keyed hash (`bsn_hash`); `bsn` empty means not known.
    """

    municipality = models.ForeignKey(**MUNICIPALITY, related_name="clients")
    number = models.CharField(max_length=20)
    bsn = EncryptedTextField(default="", blank=True)
    bsn_hash = models.CharField(max_length=64, default="", blank=True)
    initials = models.CharField(max_length=20, default="", blank=True)
    first_name = models.CharField(max_length=80, default="", blank=True)
    prefix = models.CharField(max_length=20, default="", blank=True)
    surname = models.CharField(max_length=120)
    birth_date = models.DateField(null=True, blank=True)
    street = models.CharField(max_length=120, default="", blank=True)
    postcode = models.CharField(max_length=10, default="", blank=True)
    city = models.CharField(max_length=80, default="", blank=True)
    phone = models.CharField(max_length=30, default="", blank=True)
    email = models.EmailField(default="", blank=True)
    language = models.CharField(max_length=40, default="", blank=True)  # in which to speak, when not Dutch

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "number"], name="one_client_per_number"),
            models.UniqueConstraint(
                fields=["municipality", "bsn_hash"], condition=~Q(bsn_hash=""), name="one_client_per_bsn"
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "surname", "first_name"], name="client_by_name"),
            models.Index(fields=["municipality", "birth_date"], name="client_by_birth"),
        ]

    @property
    def audit_subject(self) -> Subject:
        """What the logs call a client."""
        return Subject("cliënt", self.number, self.pk)

    @property
    def name(self) -> str:
        """The name as it is spoken: first name or initials, prefix, surname."""
        return " ".join(part for part in (self.first_name or self.initials, self.prefix, self.surname) if part)

    @property
    def lines(self) -> tuple[str, ...]:
        """The address as the lines of an envelope."""
        place = " ".join(part for part in (self.postcode, self.city) if part)
        return tuple(line for line in (self.street, place) if line)


class Dossier(Revised):
    """The file of one client at one municipality, with its case manager.

    `municipality`, `surname` and `rung` stand here too, so that a list of dossiers is one query; the services of
    people and of the journey keep them the same.
    """

    class Status(models.TextChoices):
        OPEN = "open", "lopend"
        CLOSED = "closed", "gesloten"

    municipality = models.ForeignKey(**MUNICIPALITY, related_name="dossiers")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="dossiers")
    number = models.CharField(max_length=20)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    case_manager = models.ForeignKey(**USER, related_name="dossiers", null=True, blank=True)
    surname = models.CharField(max_length=120)
    rung = models.SmallIntegerField(null=True, blank=True)
    reported_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    closed_reason = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "number"], name="one_dossier_per_number"),
            models.UniqueConstraint(fields=["client"], condition=Q(status="open"), name="one_open_dossier_per_client"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=models.F("reported_on")),
                name="closed_after_reported",
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "case_manager", "status", "surname"], name="dossiers_of_manager"),
            models.Index(fields=["municipality", "status", "surname"], name="dossiers_by_name"),
            models.Index(fields=["municipality", "status", "-reported_on"], name="dossiers_by_report"),
        ]

    @property
    def audit_subject(self) -> Subject:
        """What the logs call a dossier; the person is its client."""
        return Subject("dossier", str(self.pk), self.client_id)


class Employer(Revised):
    """An employer who applies, hires or offers a place."""

    municipality = models.ForeignKey(**MUNICIPALITY, related_name="employers")
    name = models.CharField(max_length=160)
    kvk = models.CharField(max_length=8, default="", blank=True)  # number in the trade register
    contact = models.CharField(max_length=120, default="", blank=True)
    street = models.CharField(max_length=120, default="", blank=True)
    postcode = models.CharField(max_length=10, default="", blank=True)
    city = models.CharField(max_length=80, default="", blank=True)
    phone = models.CharField(max_length=30, default="", blank=True)
    email = models.EmailField(default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["municipality", "name"], name="employers_by_name")]

    @property
    def lines(self) -> tuple[str, ...]:
        """The address as the lines of an envelope."""
        place = " ".join(part for part in (self.postcode, self.city) if part)
        return tuple(line for line in (self.street, place) if line)
