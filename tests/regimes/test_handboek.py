"""The handbook: it reads, its examples hold, its dates and prices come out, and it asks Amstelveen for nothing more."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from trede.law import Regime, read_regime
from trede.law.check import check_regime
from trede.law.coverage import coverage
from trede.law.norms import Grants, ListNorm
from trede.reason import Facts, assess
from trede.reason.examples import run_examples

REGIMES = Path(__file__).resolve().parents[2] / "regimes"
ON = date(2019, 3, 1)
HEADINGS = (
    "product", "trede", "traject", "doelgroep", "doel", "aanbieder", "prijs", "eenheid", "duur", "capaciteit",
    "instroomeisen", "bij niet verschijnen", "vanaf", "tot", "norm",
)  # fmt: skip
MAIN = ("INL", "AAN", "DG", "NUG", "PL", "INS", "B1", "B2", "B3", "B4", "B5", "B6", "B7")


@pytest.fixture(scope="module")
def handbook() -> Regime:
    return read_regime("handboek")


def decide(regime: Regime, name: str, on: date = ON, **facts: object) -> dict[str, Any]:
    found = assess(regime, Facts.read(facts, regime), on=on, provisions=[name]).to_json()
    outcome: dict[str, Any] = (found["voorzieningen"] | found.get("beslissingen", {}))[name]
    return outcome


def terms(outcome: dict[str, Any]) -> dict[str, str]:
    return {t["handeling"]: t["datum"] for t in outcome["termijnen"] if t["handeling"] and t["datum"]}


@pytest.mark.parametrize("name", ["handboek", "aalsmeer"])
def test_it_reads_without_a_mistake(name: str) -> None:
    assert check_regime(read_regime(name)) == []


def test_its_examples_hold(handbook: Regime) -> None:
    runs = run_examples(handbook)
    assert len(runs) >= 230
    assert [run.error for run in runs if run.error] == []


def test_every_norm_of_the_main_text_is_accounted_for(handbook: Regime) -> None:
    entries = [e for e in coverage(handbook).entries if e.item.norm.split("-")[2] in MAIN]
    assert len(entries) == 350
    assert [e.item.norm for e in entries if e.state == "open"] == []
    assert {e.item.norm for e in entries if e.warnings} == {"AMV-H-B2-130", "AMV-H-B2-132"}  # lost pictures


@pytest.mark.parametrize("rung", [1, 2, 3, 4, 5, 6])
def test_unpaid_work_is_never_demanded_of_who_cannot_reach_rung_five(handbook: Regime, rung: int) -> None:
    facts: dict[str, Any] = dict(soort_onbetaald_werk="vrijwilligerswerk", traject_leidt_naar_gewoon_werk=True)
    outcome = decide(handbook, "verplichting_onbetaald_werk", maximaal_haalbare_trede=rung, **facts)
    assert outcome["uitkomst"] == ("geweigerd" if rung <= 4 else "toegekend")
    assert outcome["modaliteit"] == "kan"


def test_the_dates_of_a_referral(handbook: Regime) -> None:
    outcome = decide(
        handbook, "aanmelding_bij_een_aanbieder", datum_aanmelding_bij_aanbieder="2019-03-01",
        datum_gesprek="2019-03-15", plan_ontvangen_op="2019-03-29",
    )  # fmt: skip
    assert terms(outcome) == {
        "de klant oproepen": "2019-03-15", "de klant uitnodigen": "2019-03-08",
        "het getekende plan terugsturen": "2019-03-29", "reageren op het plan": "2019-04-05",
    }  # fmt: skip


def test_an_invitation_before_easter_skips_the_holidays(handbook: Regime) -> None:
    outcome = decide(handbook, "aanmelding_bij_een_aanbieder", datum_gesprek="2019-04-25")
    assert terms(outcome)["de klant uitnodigen"] == "2019-04-16"  # Good Friday and Easter Monday do not count


def test_the_dates_of_schooling_and_invoices(handbook: Regime) -> None:
    plan = decide(handbook, "scholingsplicht", verzoek_om_ontheffing_ontvangen="2019-02-15")
    assert terms(plan)["de scholingsplicht invullen"] == "2019-08-15"
    invoice = decide(handbook, "aanvaarding_van_een_factuur", product_afgerond_op="2019-03-01")
    assert terms(invoice)["de factuur versturen"] == "2019-03-15"


def test_an_invoice_wants_eleven_items(handbook: Regime) -> None:
    values = [v.replace(" ", "_") for v in handbook.vocabulary.facts["factuur_vermeldt"].kind.values]
    assert len(values) == 11
    assert decide(handbook, "aanvaarding_van_een_factuur", factuur_vermeldt=values)["uitkomst"] == "toegekend"
    for left_out in values:
        rest = [value for value in values if value != left_out]
        outcome = decide(handbook, "aanvaarding_van_een_factuur", factuur_vermeldt=rest)
        assert outcome["uitkomst"] == "onvoldoende_gegevens"


def test_the_catalogue_has_the_standard_headings(handbook: Regime) -> None:
    lists = [n for n in handbook.norms if isinstance(n, ListNorm) and n.title == "product"]
    assert lists
    assert {n.header for n in lists} == {HEADINGS}
    rows = [dict(zip(n.header, row, strict=True)) for n in lists for row in n.rows]
    assert all(row["product"] and row["aanbieder"] and row["norm"] for row in rows)
    prices = {row["product"]: row["prijs"] for row in rows}
    assert prices["Bemiddeling naar werk, 3 maanden"] == "€ 2.250"


def test_the_ladder_has_six_rungs_and_leaves_lost_pictures_empty(handbook: Regime) -> None:
    (ladder,) = [n for n in handbook.norms if isinstance(n, ListNorm) and n.title == "participatieladder"]
    assert [row[0] for row in ladder.rows] == ["1", "2", "3", "4", "5", "6"]
    assert {row[2:] for row in ladder.rows} == {("", "")}


def test_no_person_is_named(handbook: Regime) -> None:
    sentences = " ".join(norm.sentence for norm in handbook.norms if norm.source.startswith("AMV-H"))
    assert not [name for name in ("Yvette", "Klaassen", "Rebel", "Linda", "Sjoerd") if name in sentences]


def test_the_law_goes_before_the_handbook_on_the_exemption(handbook: Regime) -> None:
    facts: dict[str, Any] = dict(
        alleenstaande_ouder=True, volledige_zorg_voor_jongste_kind=True, geboortedatum_jongste_kind="2017-02-10",
        begindatum="2019-03-01", maanden_ontheffing_gebruikt=0, voldoet_aan_scholingsplicht=False,
    )  # fmt: skip
    name = "ontheffing_arbeidsplicht_alleenstaande_ouder"
    willing = decide(handbook, name, oordeel_wil_plichten_niet_nakomen=False, **facts)
    assert willing["uitkomst"] == "toegekend"
    unwilling = decide(handbook, name, oordeel_wil_plichten_niet_nakomen=True, **facts)
    assert unwilling["uitkomst"] == "geweigerd"


@pytest.fixture(scope="module")
def beside(tmp_path_factory: pytest.TempPathFactory) -> tuple[Regime, Regime]:
    """Amstelveen without and with the handbook's main text under it."""
    regimes = []
    for bases in ("nl", "nl, handboek"):
        root = tmp_path_factory.mktemp("regimes")
        for name in ("nl", "handboek", "amstelveen"):
            shutil.copytree(REGIMES / name, root / name)
        for path in (root / "handboek").glob("*-bijlagen.md"):
            path.unlink()
        _builds_on(root / "amstelveen/regime.md", bases)
        register = root / "amstelveen/register.md"
        register.write_text("".join(line for line in register.open() if "AMV-H" not in line))
        regimes.append(read_regime("amstelveen", root))
    return regimes[0], regimes[1]


def _builds_on(path: Path, bases: str) -> None:
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(f"| bouwt op | {bases} |\n" if line.startswith("| bouwt op") else line for line in lines))


@pytest.mark.parametrize("on", [None, date(2018, 6, 1), date(2022, 6, 1)])
def test_under_amstelveen_it_asks_nothing_more_and_changes_no_outcome(
    beside: tuple[Regime, Regime], on: date | None
) -> None:
    without, with_it = beside
    compared = 0
    touched = {name for norm in with_it.norms if norm.source == "AMV-H" for name in norm.provisions}
    shared = sorted(touched & {norm.provision for norm in without.norms if isinstance(norm, Grants)})
    assert "ondersteuning_niet_uitkeringsgerechtigden" in shared
    for persona in without.personas:
        day = on or persona.on or ON
        one, two = (
            assess(regime, Facts.read(persona.facts, regime), on=day, provisions=shared).to_json()["voorzieningen"]
            for regime in beside
        )
        for name, outcome in one.items():
            other = two[name]
            compared += 1
            assert outcome["uitkomst"] == other["uitkomst"], (persona.name, name)
            assert outcome["bedragen"] == other["bedragen"], (persona.name, name)
            asked = [{m["feit"] for m in found["ontbreekt"]} for found in (outcome, other)]
            assert asked[1] <= asked[0], (persona.name, name, asked[1] - asked[0])
            judged = [{m["oordeel"] for m in found["oordelen"]} for found in (outcome, other)]
            assert judged[1] <= judged[0], (persona.name, name, judged[1] - judged[0])
    assert compared >= 7
