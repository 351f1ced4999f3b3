"""National law: it reads, its examples hold, its figures agree with each other, and what is not confirmed says so."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest

from trede.law import Regime, read_regime
from trede.law.check import check_regime
from trede.law.norms import ListNorm, Row, TableNorm
from trede.law.tree import Const
from trede.reason import Facts, assess
from trede.reason.examples import run_examples

CONFIRMED = {"ja, twee bronnen", "ja, wetstekst"}
DOUBTFUL = {"nee, één bron", "nee, datum onzeker", "nee, uit geheugen"}
PERSON = {
    "geboortedatum": "1985-03-03", "doelgroep_loonkostensubsidie": True, "contract_begindatum": "2015-01-01",
    "contracturen_per_week": 36, "voltijd_uren_per_week": 40, "loonwaarde_pct": 50,
    "forfaitaire_lks_afgesproken": False,
}  # fmt: skip


@pytest.fixture(scope="module")
def nl() -> Regime:
    return read_regime("nl")


def tables(nl: Regime) -> dict[str, TableNorm]:
    """The table norms of the parameters by their outputs."""
    return {name: n for n in nl.norms if isinstance(n, TableNorm) for name in n.outputs}


def figure(row: Row, place: int = 0) -> Any:
    """What a row gives in one of its outputs."""
    value = row.values[place]
    assert isinstance(value, Const)
    return value.value


def series(nl: Regime, name: str) -> list[tuple[date | None, date | None, Any]]:
    norm = tables(nl)[name]
    return [(row.since, row.until, figure(row, norm.outputs.index(name))) for row in norm.rows]


def lks(nl: Regime, on: date, **facts: object) -> Any:
    known = Facts.read({**PERSON, **facts}, nl)
    outcome = assess(nl, known, on=on, provisions=["loonkostensubsidie"]).to_json()["voorzieningen"]
    return outcome["loonkostensubsidie"]


def amount(outcome: dict[str, Any]) -> str:
    assert outcome["uitkomst"] == "toegekend", outcome["ontbreekt"]
    (found,) = outcome["bedragen"]
    return str(found["bedrag"])


def test_it_reads_without_a_mistake(nl: Regime) -> None:
    assert check_regime(nl) == []


def test_its_examples_hold(nl: Regime) -> None:
    runs = run_examples(nl)
    assert len(runs) >= 40
    assert [run.error for run in runs if run.error] == []


def test_every_row_of_a_parameter_has_its_source_and_certainty(nl: Regime) -> None:
    for norm in nl.norms:
        if not isinstance(norm, TableNorm) or norm.source != "NL-PAR":
            continue
        for row in norm.rows:
            notes = dict(row.remarks)
            assert notes.get("grondslag"), (norm.sentence, row.line)
            if figure(row) is None:
                continue  # a row that says: nothing outside these ages
            assert notes.get("bron"), (norm.sentence, row.line)
            assert notes["zeker"] in CONFIRMED | DOUBTFUL, (norm.sentence, row.line)
            assert row.since is not None


def test_lists_of_rules_have_their_certainty(nl: Regime) -> None:
    for norm in nl.norms:
        if isinstance(norm, ListNorm) and norm.source == "NL-PAR":
            place = norm.header.index("zeker")
            assert {row[place] for row in norm.rows} <= CONFIRMED | DOUBTFUL


def test_series_have_no_overlap(nl: Regime) -> None:
    for norm in tables(nl).values():
        if norm.keys:
            continue
        rows = sorted(norm.rows, key=lambda r: r.since or date.min)
        for row, later in pairwise(rows):
            assert row.until is not None, norm.sentence
            assert row.until <= (later.since or date.max), norm.sentence


@pytest.mark.parametrize("name", ["minimumloon per maand", "minimumloon per week", "minimumloon per dag"])
def test_minimum_wage_runs_from_2015_to_2024_without_a_gap(nl: Regime, name: str) -> None:
    rows = series(nl, name.replace(" ", "_"))
    assert len(rows) == 18
    assert rows[0][0] == date(2015, 1, 1)
    assert rows[-1][1] == date(2024, 1, 1)
    assert all(row[1] == later[0] for row, later in pairwise(rows))


def test_week_and_day_wages_follow_from_the_month(nl: Regime) -> None:
    month, week, day = (series(nl, f"minimumloon_per_{p}") for p in ("maand", "week", "dag"))
    for (_, _, m), (_, _, w), (_, _, d) in zip(month, week, day, strict=True):
        assert abs(Fraction(m) * 12 / 52 - w) <= 5
        assert abs(Fraction(w, 5) - d) <= 1


def test_published_youth_wages_follow_from_the_percentages(nl: Regime) -> None:
    percentage, published = tables(nl)["jeugdpercentage"], tables(nl)["gepubliceerd_jeugdloon_per_maand"]
    adult = {since: value for since, _, value in series(nl, "minimumloon_per_maand")}
    checked = 0
    for row in published.rows:
        if figure(row) is None or row.since is None:
            continue
        (share,) = [
            figure(p)
            for p in percentage.rows
            if p.keys == row.keys and p.since <= row.since and (p.until is None or row.since < p.until)  # type: ignore[operator]
        ]
        exact = Fraction(adult[row.since]) * share / 5
        assert figure(row) == int(exact + Fraction(1, 2)) * 5, (row.line, row.keys)
        checked += 1
    assert checked == 55


def test_the_asset_limit_of_a_couple_and_a_single_parent_is_twice_that_of_a_single(nl: Regime) -> None:
    single = series(nl, "vermogensgrens_alleenstaande")
    assert [r[0].year for r in single if r[0]] == list(range(2015, 2027))
    for other in ("vermogensgrens_alleenstaande_ouder", "vermogensgrens_gehuwden"):
        assert [(s, u, 2 * v) for s, u, v in single] == series(nl, other)


def test_the_penalty_adds_up(nl: Regime) -> None:
    norm = tables(nl)["dwangsom_in_totaal"]
    for row in norm.rows:
        first, second, third, total = (figure(row, place) for place in range(4))
        assert total == 14 * (first + second + third)


@pytest.mark.parametrize(
    ("worth", "hours", "expected"),
    [(50, 36, "1530.14"), (50, 24, "1020.09"), (20, 36, "2142.19"), (90, 40, "340.03")],
)
def test_the_worked_checks_of_the_subsidy(nl: Regime, worth: int, hours: int, expected: str) -> None:
    assert amount(lks(nl, date(2026, 3, 1), loonwaarde_pct=worth, contracturen_per_week=hours)) == expected


@pytest.mark.parametrize(("hours", "expected"), [(36, "1261.98"), (32, "1121.76")])
def test_the_ministry_s_own_checks(nl: Regime, hours: int, expected: str) -> None:
    assert amount(lks(nl, date(2026, 7, 1), loonwaarde_pct=60, contracturen_per_week=hours)) == expected


WAGES = {
    date(2017, 3, 1): ("1551.60", "0.23"), date(2018, 3, 1): ("1578.00", "0.235"),
    date(2020, 8, 1): ("1680.00", "0.235"), date(2023, 9, 1): ("1995.00", "0.235"),
}  # fmt: skip


@pytest.mark.parametrize("on", WAGES)
@pytest.mark.parametrize("worth", [0, 10, 30, 31, 55, 100])
@pytest.mark.parametrize("hours", [8, 25, 40, 44])
def test_the_formula_until_2024_agrees_with_a_second_reckoning(nl: Regime, on: date, worth: int, hours: int) -> None:
    wage, charges = (Decimal(text) for text in WAGES[on])
    share = min(Decimal(100 - worth) / 100, Decimal("0.7"))
    exact = wage * Decimal("1.08") * share * (1 + charges) * min(Decimal(hours), Decimal(40)) / 40
    expected = exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert amount(lks(nl, on, loonwaarde_pct=worth, contracturen_per_week=hours)) == str(expected)


def test_until_february_2017_the_wage_of_the_job_counts(nl: Regime) -> None:
    day = date(2017, 1, 31)
    assert [m["feit"] for m in lks(nl, day)["ontbreekt"]] == ["functieloon_per_maand"]
    paid = lks(nl, day, functieloon_per_maand="2000.00", contracturen_per_week=40)
    assert amount(paid) == "732.75"  # (1551.60 − 1000) × 1.08 × 1.23
    assert amount(lks(nl, day + timedelta(1), contracturen_per_week=40)) == "1030.57"  # 1551.60 × 1.08 × 0.5 × 1.23


def test_from_2024_hours_over_36_count_up_to_a_full_week(nl: Regime) -> None:
    longer = lks(nl, date(2026, 3, 1), contracturen_per_week=44, voltijd_uren_per_week=38)
    full = lks(nl, date(2026, 3, 1), contracturen_per_week=38, voltijd_uren_per_week=38)
    assert amount(longer) == amount(full)
    unknown = lks(nl, date(2026, 3, 1), contracturen_per_week=40, voltijd_uren_per_week=None)
    assert unknown["uitkomst"] != "geweigerd"


def test_an_unknown_wage_value_never_pays(nl: Regime) -> None:
    facts = {k: v for k, v in PERSON.items() if k != "loonwaarde_pct"}
    found = assess(nl, Facts.read(facts, nl), on=date(2026, 3, 1), provisions=["loonkostensubsidie"])
    outcome = found.to_json()["voorzieningen"]["loonkostensubsidie"]
    assert outcome["uitkomst"] == "onvoldoende_gegevens"
    assert "loonwaarde_pct" in {m["feit"] for m in outcome["ontbreekt"]}


def test_a_figure_that_is_not_confirmed_says_so_where_it_is_used(nl: Regime) -> None:
    outcome = lks(nl, date(2026, 3, 1))
    said = [note["tekst"] for note in outcome["kanttekeningen"] if note["soort"] == "onbevestigd"]
    assert any(text.startswith("Vergoeding werkgeverslasten") for text in said)
    assert any(text.startswith("Referentiemaandloon") for text in said)
    sure = lks(nl, date(2015, 3, 1), functieloon_per_maand="2000.00")
    assert [n for n in sure["kanttekeningen"] if n["soort"] == "onbevestigd" and "werkgeverslasten" in n["tekst"]] == []


def test_the_subsidy_is_decided_within_five_weeks_and_not_eight(nl: Regime) -> None:
    outcome = lks(nl, date(2026, 3, 1), loonwaarde_vastgesteld_op="2026-03-02", aanvraag_ontvangen="2026-02-10")
    days = {t["handeling"]: t["datum"] for t in outcome["termijnen"]}
    assert days["beschikking loonkostensubsidie nemen"] == "2026-04-07"  # Easter Monday moves it
    assert "beslissen op de aanvraag" not in days


def test_any_other_application_is_decided_within_eight_weeks(nl: Regime) -> None:
    facts = Facts.read({"aanvraag_ontvangen": "2026-03-20"}, nl)
    found = assess(nl, facts, on=date(2026, 3, 20), provisions=["begeleiding_op_de_werkplek"]).to_json()
    days = {t["handeling"]: t["datum"] for t in found["voorzieningen"]["begeleiding_op_de_werkplek"]["termijnen"]}
    assert days["beslissen op de aanvraag"] == "2026-05-18"
