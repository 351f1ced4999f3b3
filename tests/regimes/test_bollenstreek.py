"""ISD Bollenstreek: it reads, its examples hold, every norm is accounted for, and each provision is within reach."""

from datetime import date
from typing import Any

import pytest

from trede.law import Regime, read_regime
from trede.law.check import check_regime
from trede.law.coverage import coverage
from trede.reason import Facts, assess
from trede.reason.examples import run_examples

ON = date(2016, 3, 1)
DAYS = {"behoud_oude_voorziening": date(2015, 6, 1)}  # the year of transition
AGREED: dict[str, Any] = {"overeenkomst_velden": ["doel", "wijze_begeleiding"]}
FAIR: dict[str, Any] = {"concurrentie_onverantwoord": False, "verdringing": False}
IN: dict[str, Any] = {"behoort_tot_doelgroep": True}
PLACE: dict[str, Any] = {
    **IN, "doelgroep_categorie": "ioaw", "leeftijd": 40, "uren_per_week": 12, "startdatum": "2016-03-01",
    "overeenkomst_ondertekend_op": "2016-02-29",
    "overeenkomst_partijen": ["isd_bollenstreek", "werkgever", "uitkeringsgerechtigde"],
}  # fmt: skip
SUBSIDY: dict[str, Any] = {**IN, "kan_wml_verdienen_voltijds": False, "mogelijkheden_arbeidsparticipatie": True}
POLICY: dict[str, Any] = {
    "contract_duur_maanden": 6, "behoort_tot_doelgroep_voor_aanvang_arbeid": True, "structurele_beperking": True,
    "artikel_29b_zw_van_toepassing": False, "woonplaats_isd_gemeente": True,
}  # fmt: skip
SHELTERED: dict[str, Any] = {
    **IN, "beperking_soort": "psychisch", "reguliere_werkgever_niet_redelijk": True, "grote_afstand_arbeidsmarkt": True,
    "uwv_advies": "uitsluitend_beschut",
}  # fmt: skip
OLD: dict[str, Any] = {
    "oude_voorziening_toegekend_tot": "2015-06-30", "oude_voorziening_moet_eindigen_onder_nieuwe": True,
    "voldoet_aan_voorwaarden_2013": True,
}  # fmt: skip
LEAST: dict[str, dict[str, Any]] = {
    "werkstage": {**IN, **AGREED, **FAIR, "ooit_actief_op_arbeidsmarkt": False},
    "proefplaatsing": {**IN, **AGREED, **FAIR, "intentie_dienstverband_werkgever": True},
    "work_first": IN,
    "sociale_activering": {**IN, "perspectief_zonder_voorziening": True},
    "detacheringsbaan": {**IN, **FAIR, "detachering_overeenkomsten": ["werkgever_inlener", "werknemer_inlener"]},
    "scholing": IN,
    "participatieplaats": PLACE,
    "beschut_werk": SHELTERED,
    "persoonlijke_ondersteuning": {**IN, "kan_taken_zonder_ondersteuning": False},
    "loonkostensubsidie": SUBSIDY,
    "vaststelling_doelgroep_loonkostensubsidie": SUBSIDY,
    "no_riskpolis": POLICY,
    "opstapsubsidie": {**IN, **FAIR, "arbeidsovereenkomst_gesloten": True, "andere_regeling_tegemoetkoming": False},
    "schulddienstverlening": {"schulden_belemmering_vastgesteld": True},
    "inkomensvrijlating": {"leeftijd": 27},
    "behoud_oude_voorziening": OLD,
}


@pytest.fixture(scope="module")
def bollenstreek() -> Regime:
    return read_regime("bollenstreek")


def outcome(regime: Regime, provision: str, facts: dict[str, Any], on: date = ON) -> dict[str, Any]:
    body = assess(regime, Facts.read(facts, regime), on=on, provisions=[provision]).to_json()
    found = {**body["voorzieningen"], **body.get("beslissingen", {})}
    (result,) = found.values()
    assert isinstance(result, dict)
    return result


def end(result: dict[str, Any]) -> str | None:
    return next((t["datum"] for t in result["termijnen"] if t["naam"] == "einddatum"), None)


def grounds(result: dict[str, Any]) -> set[str]:
    return {n for g in result["gronden"] if g["gevolg"] in ("weigert", "eindigt") for n in g["normen"]}


def test_it_reads_without_a_mistake(bollenstreek: Regime) -> None:
    assert check_regime(bollenstreek) == []


def test_its_examples_hold(bollenstreek: Regime) -> None:
    runs = run_examples(bollenstreek)
    assert len(runs) >= 500
    assert [run.error for run in runs if run.error] == []


def test_every_norm_is_accounted_for(bollenstreek: Regime) -> None:
    ledger = coverage(bollenstreek)
    own = [entry for entry in ledger.entries if entry.item.norm.startswith("BOL-")]
    assert len(own) == 260
    assert [entry.item.norm for entry in own if entry.state in ("open", "weggelaten")] == []
    computable = [e.item.norm for e in own if e.item.handling == "computable" and e.state not in ("uitgevoerd", "stap")]
    held = {e.item.norm: e.state for e in own}
    assert all(held[norm] in ("beoordeeld", "gegeven") for norm in computable), computable
    assert [stranger.norm for stranger in ledger.strangers if stranger.norm.startswith("BOL-")] == []


@pytest.mark.parametrize("provision", LEAST)
def test_the_facts_that_the_text_names_are_enough(bollenstreek: Regime, provision: str) -> None:
    result = outcome(bollenstreek, provision, LEAST[provision], DAYS.get(provision, ON))
    assert result["uitkomst"] == "toegekend", (result["ontbreekt"], result["oordelen"])


@pytest.mark.parametrize("provision", LEAST)
def test_without_facts_nothing_is_granted_or_refused(bollenstreek: Regime, provision: str) -> None:
    nothing = outcome(bollenstreek, provision, {}, DAYS.get(provision, ON))
    assert nothing["uitkomst"] in ("onvoldoende_gegevens", "voorgelegd_aan_oordeel")


def test_powers_stay_powers(bollenstreek: Regime) -> None:
    rights = {"loonkostensubsidie", "no_riskpolis"}
    must = {*rights, "vaststelling_doelgroep_loonkostensubsidie", "behoud_oude_voorziening"}
    for provision, facts in LEAST.items():
        modality = outcome(bollenstreek, provision, facts)["modaliteit"]
        assert modality == ("moet" if provision in must else "kan"), provision


def test_sheltered_work_must_be_offered_since_2017(bollenstreek: Regime) -> None:
    assert outcome(bollenstreek, "beschut werk", SHELTERED)["modaliteit"] == "kan"
    later = outcome(bollenstreek, "beschut werk", SHELTERED, date(2017, 1, 1))
    assert (later["uitkomst"], later["modaliteit"]) == ("toegekend", "moet")


def test_two_years_twice_one_more(bollenstreek: Regime) -> None:
    assert end(outcome(bollenstreek, "participatieplaats", PLACE)) == "2018-02-28"
    first = {**PLACE, "verlenging_nummer": 1, "aanmerkelijke_verbetering": True}
    assert "BOL-11.5.w" in grounds(
        outcome(bollenstreek, "participatieplaats", {**first, "andere_werkgever_dan_vorige_periode": False})
    )
    granted = outcome(bollenstreek, "participatieplaats", {**first, "andere_werkgever_dan_vorige_periode": True})
    assert (granted["uitkomst"], end(granted)) == ("toegekend", "2017-02-28")
    third = {**first, "verlenging_nummer": 3, "andere_werkgever_dan_vorige_periode": True}
    assert "BOL-11.5" in grounds(outcome(bollenstreek, "participatieplaats", third))


def test_other_work_with_benefit_counts_for_the_first_two_years_only(bollenstreek: Regime) -> None:
    earlier = {**PLACE, "eerder_werk_met_behoud_maanden": [{"soort": "work_first", "maanden": 24}]}
    assert grounds(outcome(bollenstreek, "participatieplaats", earlier)) >= {"BOL-TOEL-11-3"}
    extended = {**earlier, "verlenging_nummer": 2, "aanmerkelijke_verbetering": True}
    assert outcome(bollenstreek, "participatieplaats", extended)["uitkomst"] == "toegekend"


def test_the_review_at_nine_months_and_the_schooling_within_six(bollenstreek: Regime) -> None:
    result = outcome(bollenstreek, "participatieplaats", {**PLACE, "heeft_startkwalificatie": False})
    days = {(n, d["termijn"]) for d in result["plichten"] for n in d["normen"]}
    assert {("BOL-TOEL-11-4", "2016-12-01"), ("BOL-11.9", "2016-09-01"), ("BOL-10.3", "2016-09-01")} <= days
    assert "BOL-TOEL-11-6" not in {norm for norm, _ in days}


def test_a_ceiling_refuses_this_provision_and_never_all(bollenstreek: Regime) -> None:
    ceiling = {
        "plafond_soort": "budgetplafond_voorziening", "plafond_voorziening": "werkstage", "plafond_bereikt": True,
    }  # fmt: skip
    stopped = outcome(bollenstreek, "werkstage", {**LEAST["werkstage"], **ceiling})
    assert stopped["uitkomst"] == "voorgelegd_aan_oordeel"
    assert "zoeken naar iets dat minder kost" in {d["handeling"] for d in stopped["plichten"] if d["geldt"] == "ja"}
    assert outcome(bollenstreek, "scholing", {**IN, **ceiling})["uitkomst"] == "toegekend"
    everything = {**LEAST["werkstage"], **ceiling, "plafond_soort": "algemeen_plafond"}
    assert outcome(bollenstreek, "werkstage", everything)["uitkomst"] == "toegekend"


def test_what_was_granted_before_lasts_twelve_months_or_as_long_as_granted(bollenstreek: Regime) -> None:
    for until, last in (("2015-06-30", "2015-06-30"), ("2016-06-30", "2015-12-31"), (None, "2015-12-31")):
        kept = outcome(bollenstreek, "overgangsrecht", {**OLD, "oude_voorziening_toegekend_tot": until})
        assert end(kept) == last


def test_wage_cost_subsidy_has_an_amount_once_there_is_a_job(bollenstreek: Regime) -> None:
    assert outcome(bollenstreek, "loonkostensubsidie", SUBSIDY)["bedragen"] == []
    job = {**SUBSIDY, "contract_begindatum": "2016-03-01"}
    assert outcome(bollenstreek, "loonkostensubsidie", job)["uitkomst"] == "onvoldoende_gegevens"


def test_the_old_names_of_facts_still_run(bollenstreek: Regime) -> None:
    policy = {**POLICY, "loon_bedrag": 2500, "wml_bedrag": 1500}
    amounts = {a["naam"]: a["bedrag"] for a in outcome(bollenstreek, "no-riskpolis", policy)["bedragen"]}
    assert (amounts["gedekt_loon"], amounts["opslag_werkgeverslasten"]) == ("1800.00", "270.00")


def test_nothing_holds_before_2015(bollenstreek: Regime) -> None:
    assert bollenstreek.source("BOL").since == date(2015, 1, 1)
    assert {s.id for s in bollenstreek.own_sources()} >= {"BOL", "BOL-TOEL"}
