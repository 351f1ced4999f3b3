"""A decision from draft to letter: what the rules come to, what a person decides, who looks at it, what follows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests.casework.stories import PROVISION, TODAY, application, apply, file, home, maker, now, reader, record

from trede.access.models import AuditEntry
from trede.casework.models import Application, Decision, Dossier, ProvisionUse, Task
from trede.casework.services import deciding, decisions
from trede.casework.services.common import Actor, Overtaken, Refused
from trede.casework.services.decisions import Text

__all__ = ["application", "file", "home", "maker", "now", "reader"]
Kind, State = Decision.Kind, Decision.State


@pytest.fixture
def draft(maker: Actor, file: Dossier, application: Application) -> Decision:
    """A grant, drafted."""
    return decisions.draft(maker, file, PROVISION, Kind.GRANT, application=application)


def filled(row: Decision, **more: Any) -> Text:
    """What the letter of article 16 demands, written."""
    values = {
        "outcome": row.outcome, "starts_on": row.starts_on, "ends_on": row.ends_on, "reasons": row.reasons,
        "extra": {"duur_en_intensiteit": "Twee maanden, 24 uur per week.", "andere_ondersteuning": "Een jobcoach.",
                  "niet_van_toepassing": ["reden_afwijking", "naam_voorliggende_voorziening"]},
    }  # fmt: skip
    return Text(**(values | more))


def sent(maker: Actor, reader: Actor, row: Decision, **more: Any) -> Decision:
    """The whole way of a decision."""
    row = decisions.edit(maker, row, filled(row, **more), row.revision)
    row = deciding.propose(maker, row)
    row = deciding.approve(reader, row, date.today())
    return deciding.send(maker, row, date.today())


def test_a_draft_takes_outcome_facts_and_dates_from_the_assessment(draft: Decision) -> None:
    assert (draft.number, draft.state, draft.outcome) == ("B-000001", State.DRAFT, "toegekend")
    assert (draft.starts_on, draft.ends_on) == (date(2025, 4, 1), date(2025, 5, 31))  # AMV-V-12.3: two months
    assert draft.needs_approval
    kept = Decision.objects.get(pk=draft.pk)
    assert kept.assessment["receipt"]["sha256"] == draft.assessment["receipt"]["sha256"]
    assert kept.facts["uitkering"]["bron"] == "gesprek met de inwoner"


def test_the_way_of_a_decision(maker: Actor, reader: Actor, draft: Decision, application: Application) -> None:
    row = sent(maker, reader, draft)
    assert (row.state, row.decided_on, row.made_known_on) == (State.SENT, TODAY, TODAY)
    assert (row.proposed_by, row.approved_by) == (maker.user, reader.user)
    assert bytes(Decision.objects.get(pk=row.pk).letter).startswith(b"%PDF")
    application.refresh_from_db()
    assert application.state == Application.State.DECIDED
    use = ProvisionUse.objects.get(decision=row)
    assert (use.starts_on, use.planned_end, use.extensions) == (date(2025, 4, 1), date(2025, 5, 31), 0)
    written = AuditEntry.objects.filter(action__startswith="besluit.").order_by("sequence")
    acts = list(written.values_list("action", flat=True))
    assert acts == ["besluit.concept", "besluit.gewijzigd", "besluit.voorgesteld", "besluit.vastgesteld",
                    "besluit.bekendgemaakt"]  # fmt: skip


def test_who_proposed_does_not_approve(maker: Actor, home: Any, draft: Decision) -> None:
    from trede.access.models import Membership, Role

    Membership.objects.create(user=maker.user, municipality=home, role=Role.SUPERVISOR, since=date(2020, 1, 1))
    both = Actor.make(maker.user, home)
    decisions.edit(both, draft, filled(draft), draft.revision)
    row = deciding.propose(both, draft)
    with pytest.raises(Refused, match="Een ander moet ernaar kijken"):
        deciding.approve(both, row, TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=row.pk).update(approved_by=maker.user)


def test_a_letter_that_lacks_a_demanded_part_keeps_it_from_being_proposed(
    maker: Actor, file: Dossier, draft: Decision
) -> None:
    file.client.__class__.objects.update(street="", postcode="", city="")
    with pytest.raises(Refused) as refused:
        deciding.propose(maker, draft)
    told = [(problem.field, problem.text) for problem in refused.value.problems]
    assert told == [("letter", "In de brief ontbreekt: het adres van de geadresseerde.")]
    draft.refresh_from_db()
    assert draft.state == State.DRAFT


def test_deciding_otherwise_than_the_rules_wants_a_reason(maker: Actor, draft: Decision) -> None:
    row = decisions.edit(maker, draft, filled(draft), draft.revision)
    Decision.objects.filter(pk=row.pk).update(kind=Kind.REFUSAL, outcome="geweigerd")
    row.refresh_from_db()
    with pytest.raises(Refused, match="U besluit anders dan de regels uitwijzen"):
        deciding.propose(maker, row)
    row = decisions.edit(maker, row, filled(row, deviation_reason="Wat is afgesproken, past niet meer."), row.revision)
    assert deciding.propose(maker, row).state == State.PROPOSED


def test_nothing_is_decided_while_facts_lack(maker: Actor, file: Dossier) -> None:
    row = decisions.draft(maker, file, PROVISION, Kind.GRANT, application=apply(maker, file))
    with pytest.raises(Refused, match=r"Er kan nog niet worden besloten\. Eerst nodig:"):
        deciding.propose(maker, row)


def test_given_back_and_taken_back(maker: Actor, reader: Actor, draft: Decision) -> None:
    decisions.edit(maker, draft, filled(draft), draft.revision)
    row = deciding.propose(maker, draft)
    assert Task.objects.get(kind="goedkeuring", state="open").role == "kwaliteitsmedewerker"
    with pytest.raises(Refused, match="Schrijf waarom"):
        deciding.give_back(reader, row, " ")
    row = deciding.give_back(reader, row, "De duur klopt niet.")
    assert (row.state, row.return_reason) == (State.RETURNED, "De duur klopt niet.")
    assert Task.objects.get(kind="teruggegeven", state="open").detail == "De duur klopt niet."
    row = deciding.propose(maker, row)
    assert deciding.take_back(maker, row).state == State.DRAFT


def test_a_second_editor_is_told(maker: Actor, draft: Decision) -> None:
    first = draft.revision
    decisions.edit(maker, draft, filled(draft, reasons="Van de een."), first)
    with pytest.raises(Overtaken) as told:
        decisions.edit(maker, draft, filled(draft, reasons="Van de ander."), first)
    assert told.value.row.reasons == "Van de een."


@pytest.mark.parametrize(
    ("decided", "known", "why"),
    [
        (date(2025, 3, 2), None, "kan niet vóór de aanvraag"),
        (date(2025, 4, 1), None, "kan niet in de toekomst liggen"),
        (date(2025, 3, 30), None, "kan niet vóór de dag waarop het is voorgelegd"),
        (date(2025, 3, 31), date(2025, 3, 30), "kan niet vóór het besluit"),
        (date(2025, 3, 31), date(2025, 4, 1), "kan niet in de toekomst liggen"),
    ],
)
def test_impossible_histories(
    maker: Actor, reader: Actor, draft: Decision, decided: date, known: date | None, why: str
) -> None:
    decisions.edit(maker, draft, filled(draft), draft.revision)
    row = deciding.propose(maker, draft)
    if known is not None:
        row = deciding.approve(reader, row, decided)
    with pytest.raises(Refused, match=why):
        deciding.send(maker, row, known) if known else deciding.approve(reader, row, decided)
    assert not ProvisionUse.objects.exists()


def test_the_regime_may_say_that_one_person_decides(
    maker: Actor, file: Dossier, application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    from trede.casework.regimes import regime_named

    monkeypatch.setitem(regime_named("amstelveen").second_pair, PROVISION, False)
    row = decisions.draft(maker, file, PROVISION, Kind.GRANT, application=application)
    decisions.edit(maker, row, filled(row), row.revision)
    with pytest.raises(Refused, match="geen tweede paar ogen"):
        deciding.propose(maker, row)
    with pytest.raises(Refused, match="kan niet vóór het concept"):
        deciding.decide_alone(maker, row, date(2025, 3, 30))
    row = deciding.decide_alone(maker, row, TODAY)
    assert (row.state, row.proposed_by, row.approved_by) == (State.APPROVED, maker.user, maker.user)


def test_new_facts_come_into_a_draft_when_asked(
    maker: Actor, file: Dossier, application: Application, draft: Decision
) -> None:
    record(maker, file, {"begindatum": "2025-04-14"}, False, application)
    row = decisions.reassess(maker, draft, draft.revision)
    assert (row.starts_on, row.ends_on) == (date(2025, 4, 14), date(2025, 6, 13))


def test_a_decision_that_lapses_frees_the_application(
    maker: Actor, file: Dossier, application: Application, draft: Decision
) -> None:
    with pytest.raises(Refused, match="Er is al een besluit in de maak: B-000001"):
        decisions.draft(maker, file, PROVISION, Kind.GRANT, application=application)
    with pytest.raises(Refused, match="Schrijf waarom"):
        decisions.cancel(maker, draft, "")
    assert decisions.cancel(maker, draft, "Verkeerde voorziening.").state == State.CANCELLED
    assert decisions.draft(maker, file, PROVISION, Kind.GRANT, application=application).number == "B-000002"


@pytest.mark.parametrize("broken", ["uses.follow", "letter_of", "done"])
def test_what_breaks_while_it_is_made_known_leaves_nothing_half_done(
    maker: Actor, reader: Actor, draft: Decision, application: Application, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    decisions.edit(maker, draft, filled(draft), draft.revision)
    row = deciding.approve(reader, deciding.propose(maker, draft), TODAY)

    def breaks(*_args: Any, **_more: Any) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr(f"trede.casework.services.deciding.{broken}", breaks)
    before = AuditEntry.objects.count()
    with pytest.raises(RuntimeError):
        deciding.send(maker, row, TODAY)
    row.refresh_from_db()
    application.refresh_from_db()
    assert (row.state, row.made_known_on, row.letter) == (State.APPROVED, None, None)
    assert application.state == Application.State.RECEIVED
    assert not ProvisionUse.objects.exists()
    assert AuditEntry.objects.count() == before
