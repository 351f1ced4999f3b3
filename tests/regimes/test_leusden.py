"""Leusden: it reads, its examples hold, printed totals stand beside recomputed ones, and every decision comes out."""

from collections import Counter
from datetime import date
from typing import Any

import pytest

from trede.law import Regime, read_regime
from trede.law.check import check_regime
from trede.law.coverage import coverage
from trede.law.inforce import law_on
from trede.law.norms import Grants, ListNorm, TableNorm
from trede.law.tree import Const
from trede.reason import Facts, assess
from trede.reason.examples import run_examples

DAY = date(2016, 3, 1)
NAMES = """
meldingsreden hulp_nodig_bij_aanvraag arbeidsvermogen_pct oorzaken_afstand woongemeente workfast_startdatum
baan_gevonden_op leefgebieden_uitgevraagd document_datum zorgbehoefte probleembewust_en_bereid gemotiveerd_voor_hulp
klaar_voor_activering kan_bijdrage_leveren_of_concreet_orienteren klaar_voor_arbeidstoeleiding
orientatie_op_beroep_nodig beroepswens_duidelijk beroepsopleiding_ontbreekt klaar_voor_arbeidsmarkt werk_soort
uitkering_beeindigd inkomsten_voldoende_uit_uitkering portret situatie trede starttrede_voorgesteld vorige_trede
soort_traject traject_doel verwachte_maanden_tot_uitstroom werkelijke_maanden_tot_uitstroom doelgroepkenmerken
heeft_arbeidsvermogen wajong_status wsw_indicatie instrument_gevraagd prognose_jaar prognose_jaren
vrijwilliger_dagdelen_per_week max_haalbaar_bereikt aantal_instrumenten beslissing_gevraagd grote_afstand_arbeidsmarkt
beperking_soort reguliere_werkgever_niet_redelijk kan_wml_verdienen_voltijds alleenstaande_ouder loonwaarde_pct
wml_bedrag geboortedatum leeftijd
"""
YEARS = ("2015", "2016", "2017")


@pytest.fixture(scope="module")
def leusden() -> Regime:
    return read_regime("leusden")


def rows(regime: Regime, title: str) -> list[dict[str, str]]:
    """The rows of a list, each with its columns by name."""
    (norm,) = [n for n in regime.norms if isinstance(n, ListNorm) and n.title == title]
    return [dict(zip(norm.header, row, strict=True)) for row in norm.rows]


def sums(lines: list[dict[str, str]]) -> list[int]:
    return [sum(int(line[year]) for line in lines) for year in (*YEARS, "samen")]


def recomputed(line: dict[str, str]) -> list[int]:
    return [int(line[f"opgeteld {year}"]) for year in (*YEARS, "samen")]


def printed(line: dict[str, str]) -> list[int]:
    return [int(line[year]) for year in (*YEARS, "samen")]


def decide(regime: Regime, decision: str, **facts: object) -> dict[str, Any]:
    known = Facts.read(facts, regime)
    (found,) = assess(regime, known, on=DAY, provisions=[decision]).to_json()["beslissingen"].values()
    outcome: dict[str, Any] = found
    return outcome


def values(outcome: dict[str, Any]) -> dict[str, Any]:
    return {value["naam"]: value["bedrag"] for value in outcome["waarden"]}


def test_it_reads_without_a_mistake(leusden: Regime) -> None:
    assert check_regime(leusden) == []


def test_its_examples_hold(leusden: Regime) -> None:
    runs = run_examples(leusden)
    assert len(runs) >= 190
    assert [run.error for run in runs if run.error] == []


def test_every_norm_of_the_text_is_held(leusden: Regime) -> None:
    ledger = coverage(leusden)
    assert len(ledger.entries) == 198
    assert ledger.unaccounted == []
    assert [entry.item.norm for entry in ledger.entries if entry.warnings] == []


def test_what_can_be_computed_is_computed(leusden: Regime) -> None:
    states = {e.item.norm: e.state for e in coverage(leusden).entries if e.item.handling == "computable"}
    assert len(states) == 5
    assert set(states.values()) <= {"uitgevoerd", "beoordeeld"}


@pytest.mark.parametrize("name", NAMES.split())
def test_a_case_may_use_the_names_of_the_inventory(leusden: Regime, name: str) -> None:
    words = leusden.vocabulary
    assert name in words.facts or name in words.old_names


def test_the_forecast_of_guaranteed_jobs_adds_up_except_where_the_text_does_not(leusden: Regime) -> None:
    lines = rows(leusden, "raming garantiebanen")
    by = {line["norm"]: line for line in lines}
    assert all(int(line["samen"]) == sum(int(line[year]) for year in YEARS) for line in lines)
    for total, parts in (("3", "12"), ("7", "456"), ("9", "4568")):
        assert recomputed(by[total]) == sums([by[part] for part in parts])
        assert int(by[total]["verschil per jaar"]) == int(by[total]["2015"]) - recomputed(by[total])[0]
    assert printed(by["3"]) == recomputed(by["3"])
    assert printed(by["7"]) == recomputed(by["7"])
    assert printed(by["9"]) == [605, 605, 605, 1815]
    assert recomputed(by["9"]) == [610, 610, 610, 1830]


def test_the_forecast_of_sheltered_work_adds_up(leusden: Regime) -> None:
    by = {line["norm"]: line for line in rows(leusden, "raming beschutte werkplekken")}
    assert recomputed(by["4"]) == sums([by["2"], by["3"]]) == printed(by["4"]) == [100, 100, 100, 300]
    assert by["1"]["samen"] == "385"
    assert {by["1"][year] for year in (*YEARS, "2018", "2019 en later")} == {""}


def test_the_tables_that_are_executed_hold_the_same_figures_as_the_lists(leusden: Regime) -> None:
    for title, first, places in (
        ("raming garantiebanen", "banen_markt", "123456789"),
        ("raming beschutte werkplekken", "beschut_bijstand", "234"),
    ):
        by = {line["norm"]: line for line in rows(leusden, title)}
        (table,) = [n for n in leusden.norms if isinstance(n, TableNorm) and n.outputs[0] == first]
        for row in table.rows:
            figures = [value.value for value in row.values if isinstance(value, Const)]
            if (year := str(row.keys[0].value)) in YEARS and row.keys[0].op == "=":
                assert figures == [int(by[place][year]) for place in places]
            else:
                assert set(figures) == {None}


@pytest.mark.parametrize("year", [2015, 2016, 2017])
def test_the_sums_over_years_agree_with_the_sums_of_years(leusden: Regime, year: int) -> None:
    one = values(decide(leusden, "raming garantiebanen", prognose_jaar=year))
    some = values(decide(leusden, "raming garantiebanen over meer jaren", prognose_jaren=[year]))
    assert some["garantiebanen_samen"] == one["garantiebanen_opgeteld"]
    assert some["beschikbaar_samen_opgeteld"] == one["beschikbaar_opgeteld"]
    assert some["beschikbaar_samen_gedrukt"] == one["beschikbaar_gedrukt"]


def test_the_overview_has_44_instruments_in_eight_groups_and_one_without(leusden: Regime) -> None:
    instruments = rows(leusden, "instrument")
    assert [line["norm"] for line in instruments] == [str(number) for number in range(1, 45)]
    counted = Counter(line["groep"] or "geen" for line in instruments)
    total = 0
    for line in rows(leusden, "telling van instrumenten"):
        assert int(line["aantal"]) == counted[line["groep"]]
        total += counted.pop(line["groep"])
        assert int(line["opgeteld"]) == total
    assert total == 44
    assert not counted


def test_every_instrument_can_be_offered_and_says_what_fits(leusden: Regime) -> None:
    law = law_on(leusden, DAY)
    for line in rows(leusden, "instrument"):
        place = f"LEU-TAB-{line['norm']}"
        (grant,) = [n for n in leusden.norms if isinstance(n, Grants) and place in n.citations]
        assert leusden.vocabulary.provisions[grant.provision] == line["voorziening"]
        assert grant.modality == "kan"
        about = law.provisions[grant.provision].norms
        assert any("LEU-OVZ-3" in n.citations for n in about), line["voorziening"]
        assert law.definitions[grant.provision]["past_in_het_overzicht"].citations == (place,)


def test_no_rung_type_or_group_refuses_an_instrument(leusden: Regime) -> None:
    """The division is indicative: what does not fit goes before a person."""
    facts = Facts.read({"trede": 8, "soort_traject": "TZH", "doelgroepkenmerken": [], "leeftijd": 50,
                        "grote_afstand_arbeidsmarkt": False, "arbeidsvermogen_pct": 10}, leusden)  # fmt: skip
    names = [line["voorziening"] for line in rows(leusden, "instrument")]
    found = assess(leusden, facts, on=DAY, provisions=names).to_json()["voorzieningen"]
    assert {outcome["uitkomst"] for outcome in found.values()} == {"voorgelegd_aan_oordeel", "toegekend"}
    assert [name for name, outcome in found.items() if outcome["uitkomst"] == "toegekend"] == ["bewust_voor_beter"]


def test_the_way_to_an_instrument_follows_its_status(leusden: Regime) -> None:
    ways = {"beschikbaar": "uit_de_instrumentenkoffer", "pilot": "als_proef", "in ontwikkeling": "nog_niet"}
    for line in rows(leusden, "instrument"):
        outcome = decide(leusden, "keuze van een instrument", instrument_gevraagd=line["instrument"])
        assert values(outcome) == {"weg_naar_het_instrument": ways[line["status"]]}


def test_the_ladder_has_ten_rungs_whose_evidence_exists(leusden: Regime) -> None:
    labels = {fact.label for fact in leusden.vocabulary.facts.values()}
    ladder = rows(leusden, "participatieladder")
    assert [line["trede"] for line in ladder] == list("0123456789")
    for line in ladder:
        assert set(line["waaraan u dat ziet"].split(", ")) <= labels


@pytest.mark.parametrize("before", range(10))
@pytest.mark.parametrize("after", range(10))
def test_a_move_on_the_ladder_is_never_blocked(leusden: Regime, before: int, after: int) -> None:
    outcome = decide(leusden, "stap op de ladder", vorige_trede=before, trede=after)
    assert outcome["uitkomst"] == "toegekend"
    assert values(outcome)["overgeslagen_treden"] == str(max(0, after - before - 1))


@pytest.mark.parametrize(
    ("decision", "facts", "wanted"),
    [
        ("route", {"meldingsreden": "uitkering", "arbeidsvermogen_pct": 100}, {"route": "workfast"}),
        ("route", {"meldingsreden": "uitkering", "arbeidsvermogen_pct": 60, "grote_afstand_arbeidsmarkt": True,
                   "oorzaken_afstand": ["verslaving"]}, {"route": "eerst_zorg"}),
        ("route", {"meldingsreden": "uitkering", "arbeidsvermogen_pct": 60, "grote_afstand_arbeidsmarkt": False},
         {"route": "traject_arbeidsintegratie"}),
        ("vervolg na Workfast", {"workfast_startdatum": "2016-01-31", "baan_gevonden_op": None},
         {"uiterste_dag_voor_een_baan": "2016-04-30", "vervolg": "traject_arbeidsintegratie"}),
        ("trajectplan", {"document_datum": "2015-01-01"}, {"naam_van_het_plan": "plan_van_aanpak"}),
        ("trede", {"zorgbehoefte": True, "probleembewust_en_bereid": False}, {"trede": "0"}),
        ("trede", {"werk_soort": "regulier", "uitkering_beeindigd": True}, {"trede": "9"}),
        ("starttrede", {"starttrede_voorgesteld": 4}, {"begintrede": "4"}),
        ("soort traject", {"traject_doel": "werk", "verwachte_maanden_tot_uitstroom": 6}, {"soort_traject": "twk"}),
        ("bijstelling", {"soort_traject": "TWK", "werkelijke_maanden_tot_uitstroom": 7},
         {"duur_wijkt_af": True, "soort_traject_na_afloop": "twk"}),
        ("hoogte loonkostensubsidie", {"loonwaarde_pct": 60, "wml_bedrag": "1524.60"},
         {"hoogste_loonkostensubsidie": "609.84"}),
        ("verdienvermogen", {"kan_wml_verdienen_voltijds": False}, {"kan_minimumloon_verdienen": False}),
        ("richting voor jongeren", {"heeft_arbeidsvermogen": False}, {"richting": "dagbesteding_wmo"}),
        ("doel bereikt", {"max_haalbaar_bereikt": True, "vrijwilliger_dagdelen_per_week": 3},
         {"vorm_van_het_doel": "vrijwilligerswerk"}),
        ("ramingsgroep", {"arbeidsvermogen_pct": 29}, {"ramingsgroep": "beschutte_werkplekken"}),
        ("intake", {"leefgebieden_uitgevraagd": [1, 2, 3, 4, 5, 6, 7, 8]}, {}),
    ],
)  # fmt: skip
def test_a_decision_comes_out_with_the_facts_of_its_norms(
    leusden: Regime, decision: str, facts: dict[str, Any], wanted: dict[str, Any]
) -> None:
    outcome = decide(leusden, decision, **facts)
    assert outcome["uitkomst"] == "toegekend"
    assert values(outcome) == wanted


def test_an_intake_that_is_not_done_is_incomplete_and_names_what_is_missing(leusden: Regime) -> None:
    outcome = decide(leusden, "intake", leefgebieden_uitgevraagd=[1, 2, 3, 4, 5, 6, 7])
    assert outcome["uitkomst"] == "onvoldoende_gegevens"
    assert [entry["normen"] for entry in outcome["ontbreekt"]] == [["LEU-INT-9"]]


def test_no_decision_is_a_right(leusden: Regime) -> None:
    """Whoever falls outside this way of working is not refused help: the decision just is not made here."""
    outcome = decide(leusden, "route na melding", meldingsreden="activering", arbeidsvermogen_pct=100)
    assert outcome["uitkomst"] == "geweigerd"
    assert [g["normen"] for g in outcome["gronden"] if g["gevolg"] == "weigert"] == [["LEU-MELD-4"]]


def test_portraits_have_invented_names(leusden: Regime) -> None:
    assert [persona.name for persona in leusden.personas][-5:] == ["Joris", "Ruben", "Milan", "Fadime", "Hendrik"]
