"""Facts have two times: when they were true, and when they were known. Nothing is ever erased."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db.utils import IntegrityError
from django.utils import timezone

from trede.access.models import AuditEntry
from trede.casework.models import Dossier, FactVersion, Source
from trede.casework.services import facts
from trede.casework.services.common import Actor, Refused
from trede.casework.services.facts import Given
from trede.reason import FactErrors
from trede.reason import Problem as FactProblem

JANUARY, MARCH, MAY = date(2026, 1, 1), date(2026, 3, 1), date(2026, 5, 1)
NAME = "contracturen_per_week"


def values(dossier: Dossier, on: date, at: datetime | None = None) -> dict[str, object]:
    return {name: entry["waarde"] for name, entry in facts.facts_at(dossier, on, at).items()}


def test_a_fact_is_true_from_its_day(manager: Actor, dossier: Dossier) -> None:
    facts.record(manager, dossier, [Given(NAME, 24, MARCH, source=Source.EMPLOYER)])
    assert values(dossier, date(2026, 2, 28)) == {}
    assert values(dossier, MARCH) == {NAME: 24}
    entry = facts.facts_at(dossier, MARCH)[NAME]
    assert entry["door"] == "Katja Verzonnen"
    assert entry["bron"] == "werkgever"


def test_a_later_value_leaves_the_earlier_days_alone(manager: Actor, dossier: Dossier) -> None:
    facts.record(manager, dossier, [Given(NAME, 24, JANUARY)])
    facts.record(manager, dossier, [Given(NAME, 32, MARCH)])
    assert values(dossier, date(2026, 2, 28)) == {NAME: 24}
    assert values(dossier, MARCH) == {NAME: 32}


def test_a_value_for_some_days_leaves_those_before_and_after(manager: Actor, dossier: Dossier) -> None:
    facts.record(manager, dossier, [Given(NAME, 24, JANUARY)])
    facts.record(manager, dossier, [Given(NAME, 12, MARCH, valid_until=MAY)])
    assert [values(dossier, day)[NAME] for day in (date(2026, 2, 28), MARCH, date(2026, 4, 30), MAY)] == [
        24,
        12,
        12,
        24,
    ]


def test_a_correction_erases_nothing(manager: Actor, dossier: Dossier) -> None:
    with time_machine.travel("2026-02-01 09:00+01:00", tick=False):
        facts.record(manager, dossier, [Given(NAME, 24, JANUARY)])
        before = timezone.now()
    with time_machine.travel("2026-02-10 09:00+01:00", tick=False):
        facts.record(manager, dossier, [Given(NAME, 16, JANUARY, reason="Verkeerd overgenomen")])
    assert values(dossier, MARCH) == {NAME: 16}
    assert values(dossier, MARCH, before) == {NAME: 24}
    assert FactVersion.objects.count() == 2


def test_what_is_withdrawn_is_unknown_again(manager: Actor, dossier: Dossier) -> None:
    with time_machine.travel("2026-02-01 09:00+01:00", tick=False):
        facts.record(manager, dossier, [Given(NAME, 24, JANUARY)])
        before = timezone.now()
    facts.withdraw(manager, dossier, NAME, "Hoort bij een ander")
    assert values(dossier, MARCH) == {}
    assert values(dossier, MARCH, before) == {NAME: 24}
    with pytest.raises(Refused, match="waarom"):
        facts.withdraw(manager, dossier, NAME, " ")


def test_all_problems_are_told_at_once_and_nothing_is_written(manager: Actor, dossier: Dossier) -> None:
    given = [
        Given(NAME, -3, JANUARY), Given("contracturen_per_wek", 3, JANUARY),
        Given("geboortedatum", "2023-02-30", JANUARY), Given("loonwaarde_pct", 50, MARCH, valid_until=MARCH),
    ]  # fmt: skip
    with pytest.raises(Refused) as refused:
        facts.record(manager, dossier, given)
    told = {problem.field: problem.text for problem in refused.value.problems}
    assert set(told) == {NAME, "contracturen_per_wek", "geboortedatum", "loonwaarde_pct"}
    assert "contracturen_per_week" in told["contracturen_per_wek"]
    assert not FactVersion.objects.exists()


def test_a_judgement_needs_reasons(manager: Actor, dossier: Dossier) -> None:
    regime = facts.regime_of(dossier.municipality)
    name = next(name for name, fact in regime.vocabulary.facts.items() if fact.judgement and fact.kind.name == "ja_nee")
    with pytest.raises(Refused, match="waarom"):
        facts.record(manager, dossier, [Given(name, True, JANUARY)])
    facts.record(manager, dossier, [Given(name, True, JANUARY, reason="Blijkt uit het gesprek")])
    assert facts.facts_at(dossier, MARCH)[name]["reden"] == "Blijkt uit het gesprek"


def test_health_is_kept_apart_and_sealed(manager: Actor, officer: Actor, dossier: Dossier) -> None:
    regime = facts.regime_of(dossier.municipality)
    name = next(
        name for name, fact in regime.vocabulary.facts.items()
        if fact.privacy == "gezondheid" and fact.kind.name == "ja_nee"
    )  # fmt: skip
    facts.record(manager, dossier, [Given(name, True, JANUARY, reason="Volgens de arts")])
    row = FactVersion.objects.get()
    assert row.value is None
    assert values(dossier, MARCH) == {name: True}
    with pytest.raises(Refused, match="gezondheid"):
        facts.record(officer, dossier, [Given(name, False, JANUARY)])
    with pytest.raises(IntegrityError):
        FactVersion.objects.filter(pk=row.pk).update(value=True)


def test_a_second_editor_is_told(manager: Actor, colleague: Actor, dossier: Dossier) -> None:
    seen = facts.record(manager, dossier, [Given(NAME, 24, JANUARY)])[0]
    facts.record(colleague, dossier, [Given(NAME, 20, JANUARY, reason="Contract gezien")])
    with pytest.raises(Refused, match="Iemand anders"):
        facts.record(manager, dossier, [Given(NAME, 28, JANUARY, replaces=str(seen.pk))])
    assert values(dossier, MARCH) == {NAME: 20}


def test_another_municipality_cannot_write(stranger: Actor, dossier: Dossier) -> None:
    with pytest.raises(Refused):
        facts.record(stranger, dossier, [Given(NAME, 24, JANUARY)])
    assert AuditEntry.objects.get().result == "geweigerd"


def test_a_correction_of_another_wants_a_reason(manager: Actor, colleague: Actor, dossier: Dossier) -> None:
    facts.record(manager, dossier, [Given(NAME, 24, JANUARY)])
    facts.record(manager, dossier, [Given(NAME, 25, JANUARY)])  # a slip of one's own, put right the same day
    with pytest.raises(Refused, match="waarom u dit verbetert"):
        facts.record(colleague, dossier, [Given(NAME, 20, JANUARY)])
    facts.record(colleague, dossier, [Given(NAME, 25, JANUARY)])  # the same value again
    facts.record(colleague, dossier, [Given(NAME, 20, MARCH)])  # a change, not a correction
    with time_machine.travel(timezone.now() + timedelta(days=1)), pytest.raises(Refused, match="waarom u dit"):
        facts.record(colleague, dossier, [Given(NAME, 21, MARCH)])


def test_facts_that_cannot_be_together_are_refused(manager: Actor, dossier: Dossier, monkeypatch: Any) -> None:
    def never(*_: Any, **__: Any) -> None:
        raise FactErrors([FactProblem(NAME, "onmogelijk is dat dit samengaat.")])

    monkeypatch.setattr(facts, "assess", never)
    with pytest.raises(Refused, match="Onmogelijk is dat"):
        facts.record(manager, dossier, [Given(NAME, 24, JANUARY)])


def test_before_there_was_any_law_a_fact_can_be_recorded(manager: Actor, dossier: Dossier) -> None:
    facts.record(manager, dossier, [Given(NAME, 24, date(1901, 1, 1))])
    assert values(dossier, date(1901, 1, 1)) == {NAME: 24}


def test_history_and_what_stands(manager: Actor, dossier: Dossier) -> None:
    facts.record(manager, dossier, [Given(NAME, 24, JANUARY)])
    facts.record(manager, dossier, [Given(NAME, 16, MARCH)])
    assert [row.value for row in facts.standing(dossier, MAY)] == [16]
    assert sorted((row.value, row.superseded_at is None) for row in facts.history(dossier, NAME)) == [
        (16, True), (24, False), (24, True),
    ]  # fmt: skip
    facts.withdraw(manager, dossier, NAME, "Vergissing")
    assert facts.standing(dossier, MAY) == []
    with pytest.raises(Refused, match="niet"):
        facts.withdraw(manager, dossier, "uitkering", "Vergissing")
    assert facts.belongs_to_person(dossier, "geboortedatum")
