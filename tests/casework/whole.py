"""One step of a decision or of a transfer, taken up wherever it stands; and what must hold at every moment."""

from __future__ import annotations

from datetime import date

from tests.casework.stories import PROVISION

from trede.access.models import AuditEntry, Membership, Role
from trede.access.verify import verify
from trede.casework.dues import dues_of
from trede.casework.models import Application, CaseTransfer, Decision, Dossier, ProvisionUse, Task
from trede.casework.services import deciding, decisions, sharing
from trede.casework.services.common import Actor
from trede.casework.services.decisions import Text

State = Decision.State
TODAY = date(2025, 3, 31)
WRITTEN = {
    "duur_en_intensiteit": "Twee maanden, 24 uur per week.", "andere_ondersteuning": "Een jobcoach.",
    "niet_van_toepassing": ["reden_afwijking", "naam_voorliggende_voorziening"],
}  # fmt: skip
ACTS = {
    State.DRAFT: ["concept"], State.PROPOSED: ["concept", "gewijzigd", "voorgesteld"],
    State.APPROVED: ["concept", "gewijzigd", "voorgesteld", "vastgesteld"],
    State.SENT: ["concept", "gewijzigd", "voorgesteld", "vastgesteld", "bekendgemaakt"],
}  # fmt: skip


def actor(role: Role, place: int = 0) -> Actor:
    """Somebody with a role in the municipality of the story."""
    held = Membership.objects.filter(role=role, municipality__slug="verhaal").select_related("user", "municipality")
    found = held.order_by("user__email")[place]
    return Actor.make(found.user, found.municipality)


# --- a decision -----------------------------------------------------------------------------------------------------


def decide() -> None:
    """The next step of the first application that is not decided on yet."""
    maker, reader = actor(Role.CASE_MANAGER), actor(Role.QUALITY_OFFICER)
    waiting = Application.objects.exclude(state=Application.State.DECIDED).order_by("dossier__number").first()
    if waiting is None:
        return
    row = waiting.decisions.first()
    if row is None:
        decisions.draft(maker, waiting.dossier, PROVISION, Decision.Kind.GRANT, application=waiting)
    elif row.state == State.DRAFT and not row.extra:
        text = Text(row.outcome, extra=WRITTEN, starts_on=row.starts_on, ends_on=row.ends_on)
        decisions.edit(maker, row, text, row.revision)
    elif row.state == State.DRAFT:
        deciding.propose(maker, row, row.revision)
    elif row.state == State.PROPOSED:
        deciding.approve(reader, row, TODAY, row.revision)
    else:
        deciding.send(maker, row, TODAY, row.revision)


def decisions_are_whole() -> None:
    """Each decision stands in one state, with all that goes with it and nothing more; so do log and tasks."""
    for row in Decision.objects.select_related("application", "dossier"):
        assert row.application is not None
        sent = row.state == State.SENT
        assert bool(row.letter) is sent
        assert (row.application.state == Application.State.DECIDED) is sent
        assert ProvisionUse.objects.filter(decision=row, void=False).count() == int(sent)
        acts = ACTS[State(row.state)] + (["gewijzigd"] if row.state == State.DRAFT and row.extra else [])
        assert noted(row) == acts
        assert row.revision == len(acts)
    for dossier in Dossier.objects.filter(applications__decisions__isnull=False):
        due = {item.key: item.due_on for item in dues_of(dossier)}
        standing = Task.objects.filter(dossier=dossier, state=Task.State.OPEN).exclude(key="")
        assert dict(standing.values_list("key", "due_on")) == due
    assert verify().findings == []


def noted(row: Decision) -> list[str]:
    """The acts that the log has of a decision, in order."""
    found = AuditEntry.objects.filter(object_id=str(row.dossier_id), action__startswith="besluit.")
    lines = [entry for entry in found.order_by("sequence") if entry.details["besluit"] == row.number]
    return [entry.action.removeprefix("besluit.") for entry in lines]


# --- a transfer -----------------------------------------------------------------------------------------------------


def hand_over() -> None:
    """All dossiers to the other case manager."""
    supervisor = actor(Role.SUPERVISOR)
    rows = Dossier.objects.all()
    holds = rows[0].case_manager_id
    taker = next(who for place in (0, 1) if (who := actor(Role.CASE_MANAGER, place)).user.pk != holds)
    sharing.transfer(supervisor, rows.values_list("pk", flat=True), taker.user, "Ziek.")


def transfer_is_whole() -> None:
    """All dossiers and their open tasks are with the same person, whom the last transfer names."""
    holds = set(Dossier.objects.values_list("case_manager", flat=True))
    assert len(holds) == 1
    assert set(Task.objects.filter(state="open", role="").values_list("assignee", flat=True)) == holds
    made = CaseTransfer.objects.count()
    assert AuditEntry.objects.filter(action="dossiers.overgedragen").count() == made
    assert set(Dossier.objects.values_list("revision", flat=True)) == {made + 1}
    assert holds == {actor(Role.CASE_MANAGER, made % 2).user.pk}
    assert verify().findings == []


def counts() -> dict[str, int]:
    """How far the work came."""
    return {"sent": Decision.objects.filter(state=State.SENT).count(), "transfers": CaseTransfer.objects.count()}
