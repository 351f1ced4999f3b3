"""Applications for a provision, the documents with them, and the term within which must be decided."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from trede.access.protect import EncryptedBinaryField
from trede.casework.models.base import Revised, Row
from trede.casework.models.people import USER, Dossier, Employer

OWN_LETTER = "brief: "  # before the kind of a letter that Trede made, in the kind of its document


class Application(Revised):
    """A request for one provision or decision of the regime (its JSON name), by a person or employer, or ex officio."""

    class Applicant(models.TextChoices):
        PERSON = "person", "inwoner"
        EMPLOYER = "employer", "werkgever"
        EX_OFFICIO = "ex_officio", "ambtshalve"

    class State(models.TextChoices):
        RECEIVED = "received", "ontvangen"
        INCOMPLETE = "incomplete", "wacht op aanvulling"
        COMPLETE = "complete", "in behandeling"
        DECIDED = "decided", "besloten"
        WITHDRAWN = "withdrawn", "ingetrokken door de aanvrager"
        STRUCK = "struck", "doorgehaald"  # nobody asked for it: written down by mistake

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="applications")
    number = models.CharField(max_length=20)
    provision = models.CharField(max_length=120)
    applicant = models.CharField(max_length=12, choices=Applicant)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="applications", null=True, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.RECEIVED)
    received_on = models.DateField()
    channel = models.CharField(max_length=40, default="", blank=True)
    wish = models.TextField(default="", blank=True)  # what is asked, in the applicant's words
    withdrawn_on = models.DateField(null=True, blank=True)  # or struck
    withdrawn_note = models.TextField(default="", blank=True)
    author = models.ForeignKey(**USER, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="one_application_per_number"),
            models.CheckConstraint(
                condition=~Q(applicant="employer") | Q(employer__isnull=False), name="employer_applies_by_name"
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | Q(withdrawn_on__gte=F("received_on")), name="withdrawn_after_received"
            ),
        ]
        indexes = [models.Index(fields=["dossier", "state"], name="applications_by_state")]


class Document(Row):
    """A file with a dossier or an application. Its bytes are encrypted; `kind` is a document that the regime names,
    or begins with `OWN_LETTER` when Trede made it. A removed document keeps its row with the reason, not its bytes.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="documents")
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="documents", null=True, blank=True
    )
    kind = models.CharField(max_length=120, default="", blank=True)
    name = models.CharField(max_length=160)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()  # bytes
    sha256 = models.CharField(max_length=64)
    content = EncryptedBinaryField()
    uploaded_by = models.ForeignKey(**USER, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_reason = models.TextField(default="", blank=True)

    @property
    def is_own_letter(self) -> bool:
        """Did Trede make it, and did it go out?"""
        return self.kind.startswith(OWN_LETTER)


class TermSuspension(Row):
    """A time in which the decision term stands still (Awb 4:15), with the notice that was sent.

    `ended_on` is the day on which the supplement or the information came in; of the other grounds the last day.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="suspensions")
    ground = models.CharField(max_length=40)  # a value of trede.terms.SuspensionGround
    notified_on = models.DateField()
    starts_on = models.DateField()
    answer_by = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    note = models.TextField(default="", blank=True)
    author = models.ForeignKey(**USER, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True)
                | Q(ended_on__gte=F("starts_on"))
                | Q(ended_on__gte=F("notified_on")),
                name="suspension_ends_after_start",
            )
        ]


class Strikable(Row):
    """A row that may turn out wrong, or be taken back: struck it counts for nothing, and stays with the reason."""

    struck_at = models.DateTimeField(null=True, blank=True)
    struck_reason = models.TextField(default="", blank=True)

    class Meta:
        abstract = True


class TermExtension(Strikable):
    """A notice that the decision comes later, with the new last day (Awb 4:14)."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="extensions")
    notified_on = models.DateField()
    new_deadline = models.DateField()
    reason = models.TextField()
    author = models.ForeignKey(**USER, related_name="+")


class DefaultNotice(Strikable):
    """A notice of default (ingebrekestelling): the clock of the penalty starts two weeks after it (Awb 4:17)."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="default_notices")
    received_on = models.DateField()
    note = models.TextField(default="", blank=True)
    bar = models.CharField(max_length=60, default="", blank=True)  # a value of trede.terms.PenaltyBar, if one holds
    author = models.ForeignKey(**USER, related_name="+")
