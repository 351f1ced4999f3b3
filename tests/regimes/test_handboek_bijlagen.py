"""The handbook's annexes 8–14: hard sentences over all cases, composition with higher rules, and the ledger."""

import re
from datetime import date, timedelta
from itertools import product
from math import ceil
from typing import Any

import pytest

from trede.law import Regime, read_regime
from trede.law.coverage import coverage
from trede.reason import Facts, assess

DAY = date(2019, 3, 1)
MINE = re.compile(r"AMV-H-(?:B8|B9|B1[0-4]|HT2)-\d+$")
SUBSIDY: dict[str, Any] = {
    "uitkering": "algemene_bijstand", "geboortedatum": "1984-08-08", "aanvraagdatum": "2019-03-01",
    "contract_begindatum": "2019-03-01", "contract_einddatum": "2019-08-31", "contracturen_per_week": 36,
    "voltijd_uren_per_week": 36, "rechtens_geldend_loon": True, "concurrentiebeding": False,
}  # fmt: skip
AMOUNTS = {18: (1365, 910), 19: (1575, 1050), 20: (1845, 1230), 21: (2175, 1450), 22: (2550, 1700), 23: (3000, 2000)}


@pytest.fixture(scope="module")
def handboek() -> Regime:
    return read_regime("handboek")


def outcome(regime: Regime, name: str, **facts: Any) -> dict[str, Any]:
    """The assessment of one provision or decision."""
    found = assess(regime, Facts.read(facts, regime), on=DAY, provisions=[name]).to_json()
    (one,) = [*found["voorzieningen"].values(), *found.get("beslissingen", {}).values()]
    chosen: dict[str, Any] = one
    return chosen


def refusals(found: dict[str, Any]) -> set[str]:
    return {
        norm for ground in found["gronden"] if ground["gevolg"] in ("weigert", "eindigt") for norm in ground["normen"]
    }


def amounts(found: dict[str, Any]) -> dict[str, str]:
    return {entry["naam"]: entry["bedrag"] for entry in found["bedragen"] if entry["bedrag"] is not None}


def values(found: dict[str, Any]) -> dict[str, Any]:
    return {entry["naam"]: entry["bedrag"] for entry in found["waarden"]}


@pytest.mark.parametrize("hours", [(6,), (2, 2, 2), (4,), (4.5,), (8, 8), (24,), (1, 12), (0, 3), (5, 5, 5), (16,), ()])
def test_half_days_count_per_day_and_four_a_week_at_most(handboek: Regime, hours: tuple[float, ...]) -> None:
    wanted = min(4, sum(ceil(h / 4) for h in hours))
    days = [{"uren_van_de_dag": str(h)} for h in hours]
    for aim, step in (("arbeidsinschakeling", 30), ("sociale_activering", 15)):
        found = outcome(handboek, "onkostenvergoeding_per_dagdeel", traject_gericht_op=aim, activiteitsdagen=days,
                        vrijwilligersovereenkomst_overgelegd=True)  # fmt: skip
        assert found["uitkomst"] == "toegekend"
        assert amounts(found) == {"vergoeding_volgens_de_dagdelen": f"{wanted * step}.00"}


@pytest.mark.parametrize(("age", "hours", "months"), list(product(AMOUNTS, (16, 24, 40), (None, 0, 3))))
def test_the_subsidy_is_the_table_pro_rata(handboek: Regime, age: int, hours: int, months: int | None) -> None:
    first, second = AMOUNTS[age]
    facts = SUBSIDY | {"geboortedatum": f"{2019 - age}-03-01", "contracturen_per_week": hours}
    if months is not None:
        facts["gewerkte_maanden_in_periode"] = months
    share = min(hours, 36) / 36 * (6 if months is None else months) / 6
    got = amounts(outcome(handboek, "tijdelijke_loonkostensubsidie", **facts))
    assert got == {"bedrag_eerste_zes_maanden": f"{round(first * share + 1e-9, 2):.2f}"}
    facts |= {"subsidieperiode": "tweede", "oordeel_tweede_periode": True}
    got = amounts(outcome(handboek, "tijdelijke_loonkostensubsidie", **facts))
    assert got == {"bedrag_tweede_zes_maanden": f"{round(second * share + 1e-9, 2):.2f}"}


@pytest.mark.parametrize("days", range(-40, 62, 3))
def test_the_application_is_in_within_thirty_days(handboek: Regime, days: int) -> None:
    asked = DAY + timedelta(days=days)
    found = outcome(handboek, "tijdelijke_loonkostensubsidie", **SUBSIDY | {"aanvraagdatum": asked.isoformat()})
    assert refusals(found) == ({"AMV-H-B10-21"} if days > 30 else set())


def test_what_only_the_handbook_wants_to_know_is_never_asked(handboek: Regime) -> None:
    found = outcome(handboek, "tijdelijke_loonkostensubsidie", **SUBSIDY)
    assert (found["uitkomst"], found["modaliteit"]) == ("toegekend", "kan")
    assert found["ontbreekt"] == found["oordelen"] == []
    for extra, norm in (
        ({"woonplaats": "aalsmeer"}, "AMV-H-B10-23"),
        ({"ingeschreven_bij_werkplein": False}, "AMV-H-B10-24"),
        ({"werkgever_hoort_bij_de_gemeente": True}, "AMV-H-B10-19"),
        ({"werkgever_is_een_onderneming": True, "ingeschreven_bij_de_kvk": False}, "AMV-H-B10-20"),
    ):
        assert refusals(outcome(handboek, "tijdelijke_loonkostensubsidie", **SUBSIDY | extra)) == {norm}


def test_the_subsidy_by_wage_value_stays_that_of_the_law(handboek: Regime) -> None:
    """The handbook says *kan*; the act gives a right, and the amount: no picture's figure is used."""
    facts: dict[str, Any] = {"doelgroep_loonkostensubsidie": True, "loonwaarde_pct": 50, "geboortedatum": "1984-08-08",
             "contract_begindatum": "2019-03-01", "contracturen_per_week": 36, "voltijd_uren_per_week": 36}  # fmt: skip
    mine = outcome(handboek, "loonkostensubsidie", **facts)
    law = outcome(read_regime("nl"), "loonkostensubsidie", **facts)
    assert (mine["uitkomst"], mine["modaliteit"]) == ("toegekend", "moet")
    assert amounts(mine) == amounts(law)


@pytest.mark.parametrize("sheltered", [False, True])
@pytest.mark.parametrize("days", [0, 364, 365, 366, 1094, 1095, 1096, 1097])
def test_a_wage_value_holds_one_year_and_three_in_sheltered_work(handboek: Regime, sheltered: bool, days: int) -> None:
    measured = date(2018, 3, 1)
    last = date(2021 if sheltered else 2019, 2, 28)
    today = measured + timedelta(days=days)
    found = outcome(handboek, "controle_van_de_loonkostensubsidie", loonwaarde_vastgesteld_op=measured.isoformat(),
                    beschut_werk=sheltered, beoordelingsdatum=today.isoformat())  # fmt: skip
    assert values(found) == {
        "laatste_dag_van_de_meting": last.isoformat(), "meting_geldt_nog": today <= last,
        "volgende_controle": "2019-03-01",
    }  # fmt: skip


def test_every_place_of_the_annexes_is_held_and_what_counts_is_computed(handboek: Regime) -> None:
    entries = [entry for entry in coverage(handboek).entries if MINE.match(entry.item.norm)]
    assert len(entries) == 199
    assert [entry.item.norm for entry in entries if entry.state in ("open", "weggelaten")] == []
    idle = [
        e.item.norm for e in entries if e.item.handling == "computable" and e.state not in ("uitgevoerd", "beoordeeld")
    ]
    assert idle == ["AMV-H-B9-21", "AMV-H-B10-43", "AMV-H-HT2-4"], "deadlines, shown as steps; a double of B12-1"


def test_no_name_of_a_real_person_stands_in_the_annexes(handboek: Regime) -> None:
    text = " ".join(norm.sentence + norm.reason for norm in handboek.norms if norm.source == "AMV-HB")
    assert not re.search(r"Klaassen|Lisette|Udo|Eijk", text)
