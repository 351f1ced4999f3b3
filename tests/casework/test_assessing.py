"""The live assessment of a dossier: kept per state of the facts, honest about what cannot be, silent about health."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.casework.stories import PROVISION, TODAY, application, apply, file, home, maker, now, reader, record
from tests.casework.test_uses import granted

from trede.casework import assessing, decision_dues, derived
from trede.casework.models import Application, Decision, Dossier, FactVersion, ProvisionUse, Task
from trede.casework.services import deciding, decisions, terms
from trede.casework.services.common import Actor, Refused
from trede.law.errors import NoLawInForce
from trede.terms import EIGHT_WEEKS

__all__ = ["application", "file", "granted", "home", "maker", "now", "reader"]


def test_it_is_computed_once_for_a_state_of_the_facts(
    file: Dossier, maker: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assessing, "KEPT", 2)
    assessing._kept.clear()
    first = assessing.overview(assessing.Case.load(file, TODAY))
    assert assessing.overview(assessing.Case.load(file, TODAY)) is first
    record(maker, file, {"heeft_startkwalificatie": True}, True)
    second = assessing.overview(assessing.Case.load(file, TODAY))
    assert second is not first
    assessing.assess_one(assessing.Case.load(file, TODAY), PROVISION)
    assert len(assessing._kept) == 2
    assert assessing.overview(assessing.Case.load(file, TODAY)) is second


def test_a_fact_that_the_regime_does_not_know_any_more_is_left_out(file: Dossier, maker: Actor) -> None:
    FactVersion.objects.filter(name="uitkering").update(name="oude_naam")
    case = assessing.Case.load(file, TODAY)
    assert case.unread == {"oude_naam"}
    assert "oude_naam" not in case.facts_for()


def test_facts_that_exclude_each_other_are_said(file: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    from trede import reason

    def impossible(*_args: Any, **_more: Any) -> None:
        raise reason.FactErrors([reason.Problem("a, b", "het einde ligt vóór het begin")])

    assessing._kept.clear()
    monkeypatch.setattr(reason, "assess", impossible)
    monkeypatch.setattr(reason, "next_question", impossible)
    case = assessing.Case.load(file, TODAY)
    assert assessing.overview(case).problems == ("Het einde ligt vóór het begin.",)
    assert assessing.next_question(case) is None
    assessing._kept.clear()


def test_a_draft_is_refused_with_facts_that_exclude_each_other(
    maker: Actor, file: Dossier, application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    from trede import reason

    def impossible(*_args: Any, **_more: Any) -> None:
        raise reason.FactErrors([reason.Problem("a, b", "het einde ligt vóór het begin")])

    monkeypatch.setattr(assessing, "assess_one", impossible)
    with pytest.raises(Refused, match="Het einde ligt vóór het begin"):
        decisions.draft(maker, file, PROVISION, Decision.Kind.GRANT, application=application)
    assert not Decision.objects.exists()


def test_without_law_there_is_no_assessment_but_there_is_a_term(maker: Actor, file: Dossier) -> None:
    with pytest.raises(NoLawInForce):
        assessing.Case.load(file, date(1990, 1, 1))
    old = Application(dossier=file, provision=PROVISION, applicant="person", received_on=date(1990, 1, 1))
    assert terms.rule(old).term == EIGHT_WEEKS
    strange = Application(dossier=file, provision="fietsles", applicant="person", received_on=TODAY)
    assert terms.rule(strange).place == "Awb artikel 4:13, tweede lid"


def test_health_is_left_out_of_reasons(file: Dossier) -> None:
    case = assessing.Case.load(file, TODAY)
    health = next(f.key for f in case.regime.vocabulary.facts.values() if f.privacy == "gezondheid")
    ground = {"feiten": [{"feit": f"{health}[0].x", "waarde": "geheim"}], "boom": {"tekst": "geheim"}}
    plain = {"feiten": [{"feit": "uitkering", "waarde": "ioaw"}], "boom": {}}
    body = {"gronden": [ground, plain], "keerpunt": {"feit": health}}
    shown = assessing.without_health(body, case.regime)
    assert shown == {"gronden": [{"feiten": [], "boom": None}, plain], "keerpunt": None}


def test_nothing_is_derived_where_the_regime_has_no_such_fact(file: Dossier, granted: Decision) -> None:
    from trede.casework.regimes import regime_named
    from trede.law.inforce import law_on

    law = law_on(regime_named("leusden"), TODAY)  # knows no running provisions and no interruptions
    use = ProvisionUse(dossier=file, decision=granted, provision=law.provision_names[0], starts_on=TODAY)
    assert list(derived.running(law, [use], TODAY)) == []
    names = {item.name for item in derived.of_provision(law, use.provision, [use], TODAY)}
    assert names <= {"begindatum", "eerdere_verlengingen"}
    ended = ProvisionUse(
        dossier=file, decision=granted, provision=use.provision, starts_on=date(2024, 1, 1), ended_on=date(2024, 2, 1)
    )
    assert list(derived.of_provision(law, use.provision, [ended], TODAY)) == []


def test_what_the_application_tells(maker: Actor, file: Dossier, now: Any) -> None:
    from trede.casework.services import applications

    made = apply(maker, file)
    applications.ask_to_complete(maker, made, TODAY, date(2025, 4, 14))
    now.move_to("2025-06-10 09:00+02:00")
    terms.default_notice(maker, made, date(2025, 6, 10))
    case = assessing.Case.load(file, TODAY, application=Application.objects.get(pk=made.pk))
    found = {item.name: item.value for item in case.common}
    assert found == {
        "aanvraag_ontvangen": "2025-03-03", "hersteltermijn_verstreken_op": "2025-04-14",
        "ingebrekestelling_ontvangen": "2025-06-10",
    }  # fmt: skip


def test_the_penalty_must_be_fixed_when_its_days_are_full(maker: Actor, application: Application, now: Any) -> None:
    now.move_to("2025-08-01 09:00+02:00")
    terms.default_notice(maker, application, date(2025, 4, 29))
    task = Task.objects.get(kind="dwangsom")
    assert task.title.startswith("Stel de dwangsom vast")
    assert task.due_on == date(2025, 7, 8)  # Awb 4:18: two weeks after 24 June, the forty-second day


def test_a_decision_in_the_making_is_due(maker: Actor, reader: Actor, file: Dossier, application: Application) -> None:
    row = decisions.draft(maker, file, PROVISION, Decision.Kind.GRANT, application=application)
    row = deciding.approve(reader, deciding.propose(maker, row), TODAY)
    assert Task.objects.get(kind="bekendmaking", state="open").due_on == TODAY
    assert [due.kind for due in decision_dues.of_decision(row)] == ["bekendmaking"]


def test_what_the_regime_dates_becomes_a_task(maker: Actor, file: Dossier) -> None:
    # AMV-V-13.4: the wage value within eight weeks after the application.
    made = apply(maker, file, provision="loonkostensubsidie")
    record(maker, file, {"forfaitaire_lks_afgesproken": False}, False, made)
    steps = Task.objects.filter(kind="stap", application=made, state="open")
    found = [task for task in steps if "AMV-V-13.4-1" in task.norms]
    assert [task.due_on for task in found] == [date(2025, 4, 28)]
    assert found[0].place.startswith("Verordening 2023, artikel 13")


def test_the_duties_alone_are_those_of_the_whole(file: Dossier) -> None:
    case = assessing.Case.load(file, TODAY)
    whole = assessing.assess_one(case, PROVISION)
    alone = assessing.duties_of(case, PROVISION)
    assert alone == {name: whole[name] for name in ("naam", "verlener", "plichten", "plaatsen")}
    assert alone["plichten"]
