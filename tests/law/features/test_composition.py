"""Two sources on one provision: what adds up, what merges, what clashes, and what the register says of it."""

from datetime import date

import pytest
from tests.law.features.conftest import ARTICLE, MAIN, SOURCE, Read, Village
from tests.law.features.terse import terse

from trede.law import InForce, law_on

RULES = SOURCE.replace("D-V", "D-B").replace("verordening", "beleidsregel").replace("2024", "2025")
BELOW = RULES + "## Artikel 1. Proef\n\n"
GRANT = "- 1 Het college kan een scholing verlenen aan de persoon.\n"
REGISTER = "# Register\n\n| rang | register |\n|---|---|\n\n## Botsingen\n\n"
ROWS = REGISTER + "| over | bronnen | geldt | opzij als | waarom | besloten door |\n|---|---|---|---|---|---|\n"
CLASHES = [
    ("Toeslag betekent € 5.", "Toeslag betekent € 6.", "toeslag"),
    ("Toeslag bedraagt € 5.", "Toeslag bedraagt € 6, per maand.", "toeslag"),
    ("Begint op begindatum.", "Begint op geboortedatum.", "begin"),
    ("Duurt 6 maanden.", "Duurt 5 maanden.", "duur"),
    ("Mag 1 keer verlengd worden met 6 maanden.", "Mag 2 keer verlengd worden met 6 maanden.", "verlenging"),
    (
        "Het college kan een scholing verlenen aan de persoon.",
        "Het college moet een scholing verlenen aan de persoon.",
        "bevoegdheid",
    ),
    (
        "Het college moet besluit nemen binnen 1 maand na begindatum.",
        "Het college moet besluit nemen binnen 2 maanden na begindatum.",
        "college besluit nemen",
    ),
]


def two(village: Village, above: str, below: str, register: str | None = None) -> Read:
    """The village with an ordinance and policy rules about *scholing*."""
    files: dict[str, str | bytes | None] = {
        "dorp/verordening.md": ARTICLE + GRANT + above,
        "dorp/beleid.md": BELOW + "- 0 Over scholing.\n" + below,
        "dorp/register.md": register,
    }
    return village(files=files)


def law(read: Read, day: date = date(2026, 1, 1)) -> InForce:
    assert read.errors == []
    assert read.regime is not None
    return law_on(read.regime, day)


def test_conditions_of_two_sources_add_up_and_equal_ones_merge(village: Village) -> None:
    read = two(
        village,
        "- 2 Alleen als werkzoekend.\n- 3 Mag weigeren als heeft schulden.\n",
        "- 2 Alleen als de persoon werk zoekt.\n  U zoekt werk.\n- 3 Alleen als heeft schulden.\n",
    )
    found = law(read).provisions["scholing"].norms
    assert [(norm.citations, terse(norm)) for norm in found[1:]] == [
        (("D-V-1.2", "D-B-1.2"), "Bound(provisions=(scholing), expr=werkzoekend, wanted=True)"),
        (("D-V-1.3",), "Ground(provisions=(scholing), expr=heeft_schulden, effect=refuse, may=True)"),
        (("D-B-1.3",), "Bound(provisions=(scholing), expr=heeft_schulden, wanted=True)"),
    ]
    assert found[1].reason == "U zoekt werk."
    before = law(read, date(2024, 6, 1)).provisions["scholing"].norms
    assert [norm.citations for norm in before[1:]] == [("D-V-1.2",), ("D-V-1.3",)]


def test_what_is_not_quite_equal_does_not_merge(village: Village) -> None:
    read = two(village, "- 2 Alleen als werkzoekend.\n", "- 2 Elke 6 maanden alleen als werkzoekend.\n")
    assert [n.citations for n in law(read).provisions["scholing"].norms[1:]] == [("D-V-1.2",), ("D-B-1.2",)]


def test_norms_about_every_provision(village: Village) -> None:
    read = two(
        village, "- 2 Over elke voorziening: mag weigeren als werkzoekend.\n", "- 2 Alleen als heeft schulden.\n"
    )
    found = law(read).provisions["scholing"].norms
    assert [norm.citations[0] for norm in found] == ["D-V-1.1", "D-V-1.2", "D-B-1.2"]


def test_a_ground_to_refuse_any_provision_is_none_to_leave_something_undecided(village: Village) -> None:
    above = """- 1 Het college beslist over proefplaats.
- 2 Over elke voorziening: mag weigeren als werkzoekend.
- 3 Over elke voorziening: mag eindigen als heeft schulden.
- 4 Over elke voorziening: alleen als heeft schulden.
- 5 Over proefplaats: mag weigeren als heeft schulden.
- 6 Het college kan een scholing verlenen aan de persoon.
"""
    found = law(village(above)).provisions
    assert [norm.citations[0] for norm in found["proefplaats"].norms] == ["D-V-1.1", "D-V-1.4", "D-V-1.5"]
    assert {"D-V-1.2", "D-V-1.3"} <= {norm.citations[0] for norm in found["scholing"].norms}


def test_the_value_of_a_name_its_own_then_general_then_anothers(village: Village) -> None:
    above = "- 1 Hoogte betekent 1.\n- 2 Over proefplaats: breedte betekent 3.\n\n## Artikel 2. Meer\n\n" + GRANT
    below = "- 1 Over elke voorziening: breedte betekent 2.\n- 2 Over scholing: hoogte betekent 4.\n"
    read = village(above, files={"dorp/beleid.md": BELOW + below})
    defined = law(read).definitions
    assert [defined["scholing"][name].citations[0] for name in ("hoogte", "breedte")] == ["D-B-1.2", "D-B-1.1"]
    assert [defined[""][name].citations[0] for name in ("hoogte", "breedte")] == ["D-V-1.1", "D-B-1.1"]


@pytest.mark.parametrize(("above", "below", "what"), CLASHES)
def test_a_place_that_two_sources_fill_differently(village: Village, above: str, below: str, what: str) -> None:
    extra = "" if "verlenen aan" in above else GRANT
    files: dict[str, str | bytes | None] = {
        "dorp/verordening.md": ARTICLE + extra + "- 2 Over scholing.\n- 3 " + above,
        "dorp/beleid.md": BELOW + "- 2 Over scholing.\n- 3 " + below,
    }
    row = f"| scholing: {what} | D-B-1.3, D-V-1.3 | wat geldt | opzij als | waarom | wie |"
    right = f"een rij in register.md, Botsingen: {row}"
    assert village(files=files).errors == [
        f"dorp/verordening.md:{13 if not extra else 14}: scholing: '{what}' staat verschillend in D-B-1.3, D-V-1.3.\n"
        f"    {above}\n    Goed is: {right}"
    ]
    row = "| iets | D-V-1.3, D-B-1.3 | D-V-1.3 | | hogere rang | raad |\n"
    resolved = village(files={**files, "dorp/register.md": ROWS + row})
    assert resolved.errors == []
    kept = [norm.citations for norm in law(resolved).norms]
    assert ("D-V-1.3",) in kept
    assert ("D-B-1.3",) not in kept
    assert ("D-B-1.3",) in [norm.citations for norm in law_on_all(resolved)]
    same = {**files, "dorp/beleid.md": BELOW + "- 2 Over scholing.\n- 3 " + above}
    assert village(files=same).errors == []


def law_on_all(read: Read) -> list[object]:
    return list(read.norms)


def test_a_table_against_a_definition(village: Village) -> None:
    table = "- 2 Reeks toeslag:\n\n| toeslag |\n|---|\n| € 5 |\n"
    (error,) = two(village, table, "- 2 Toeslag betekent € 6.\n").errors
    assert "scholing: 'toeslag' staat verschillend in D-B-1.2, D-V-1.2." in error


def test_a_general_clash_and_a_line_without_a_place(village: Village) -> None:
    files: dict[str, str | bytes | None] = {
        "dorp/verordening.md": ARTICLE + "- 1 Toeslag betekent € 5.\n",
        "dorp/beleid.md": BELOW + "- Toeslag betekent € 6.\n",
    }
    (error,) = village(files=files).errors
    assert "(algemeen): 'toeslag' staat verschillend in D-B, D-V-1.1." in error


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("- 2 Toeslag betekent € 5 (tot 1 januari 2026).\n", "- 2 Toeslag betekent € 6 (vanaf 1 januari 2026).\n"),
        ("- 2 Duurt 6 maanden, tenzij werkzoekend.\n", "- 2 Duurt 5 maanden, voor zover werkzoekend.\n"),
        ("- 2 Duurt hoogstens 6 maanden.\n", "- 2 Duurt hoogstens 5 maanden.\n"),
    ],
)
def test_what_does_not_clash(village: Village, above: str, below: str) -> None:
    assert two(village, above, below).errors == []


def test_sources_that_are_never_in_force_together_do_not_clash(village: Village) -> None:
    ended = ARTICLE.replace("| citaat |", "| geldt tot | 1 januari 2025 |\n| citaat |")
    files: dict[str, str | bytes | None] = {
        "dorp/verordening.md": ended + "- 1 Toeslag betekent € 5.\n",
        "dorp/beleid.md": BELOW + "- 1 Toeslag betekent € 6.\n",
    }
    assert village(files=files).errors == []


def test_a_row_for_one_pair_does_not_hide_another(village: Village) -> None:
    above = "- 2 Toeslag betekent € 5 (tot 1 juli 2026).\n- 3 Toeslag betekent € 7 (vanaf 1 juli 2026).\n"
    row = "| toeslag | D-V-1.2, D-B-1.2 | D-V-1.2 | | rang | raad |\n"
    (error,) = two(village, above, "- 2 Toeslag betekent € 6.\n", ROWS + row).errors
    assert "'toeslag' staat verschillend in D-B-1.2, D-V-1.3." in error


def test_a_clash_with_a_regime_below(village: Village) -> None:
    files: dict[str, str | bytes | None] = {
        "dorp/regime.md": MAIN.replace("| titel |", "| bouwt op | land |\n| titel |"),
        "land/regime.md": "# Land\n\n| regime | land |\n|---|---|\n",
        "land/wet.md": SOURCE.replace("D-V", "W").replace("verordening", "wet")
        + "## Artikel 1. W\n\n- 1 Toeslag betekent € 1.\n",
    }
    (error,) = village("- 1 Toeslag betekent € 2.", files=files).errors
    assert error.startswith("dorp/verordening.md:12: (algemeen): 'toeslag' staat verschillend in W-1.1, D-V-1.1.")


# The register -------------------------------------------------------------------------------------------------------


def aside(village: Village, above: str, below: str, rows: str) -> tuple[list[str], list[tuple[str, ...]]]:
    """What holds of the lines 2 and on, and what is set aside."""
    found = law(two(village, above, below, ROWS + rows)).provisions["scholing"]
    shown = [f"{norm.citations[0]}: {terse(norm)}" for norm in found.norms[1:]]
    return shown, [norm.citations for norm, _row in found.aside]


def test_both_may_hold(village: Village) -> None:
    rows = "| x | D-V-1.2, D-B-1.2 | beide | | vullen elkaar aan | college |\n"
    read = two(village, "- 2 Begint op begindatum.\n", "- 2 Begint op geboortedatum.\n", ROWS + rows)
    found = law(read).provisions["scholing"]
    assert [norm.citations[0] for norm in found.norms] == ["D-V-1.1", "D-V-1.2", "D-B-1.2"]
    (row,) = found.rests_on
    assert (row.about, row.why, row.signed, row.losers) == ("x", "vullen elkaar aan", "college", ())


def test_a_row_acts_only_while_both_norms_are_in_force(village: Village) -> None:
    rows = "| x | D-V-1.2, D-B-1.2 | D-B-1.2 | | nieuwer | college |\n"
    read = two(village, "- 2 Begint op begindatum.\n", "- 2 Begint op geboortedatum.\n", ROWS + rows)
    assert [n.citations[0] for n in law(read).provisions["scholing"].norms] == ["D-V-1.1", "D-B-1.2"]
    before = law(read, date(2024, 6, 1)).provisions["scholing"]
    assert [n.citations[0] for n in before.norms] == ["D-V-1.1", "D-V-1.2"]
    assert before.rests_on == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Alleen als werkzoekend.", "Bound(provisions=(scholing), expr=any(werkzoekend, heeft_schulden), wanted=True)"),
        ("Niet als werkzoekend.", "Bound(provisions=(scholing), expr=all(werkzoekend, not(heeft_schulden)))"),
        (
            "Mag weigeren als werkzoekend.",
            "Ground(provisions=(scholing), expr=all(werkzoekend, not(heeft_schulden)), effect=refuse, may=True)",
        ),
        ("Voorleggen als werkzoekend.", "Submit(provisions=(scholing), expr=all(werkzoekend, not(heeft_schulden)))"),
        ("Verlengen alleen als werkzoekend.", "ExtendIf(provisions=(scholing), expr=any(werkzoekend, heeft_schulden))"),
        (
            "Mag afwijken als werkzoekend.",
            "Deviates(provisions=(scholing), expr=all(werkzoekend, not(heeft_schulden)))",
        ),
        (
            "Duurt hoogstens 6 maanden.",
            "Lasts(provisions=(scholing), bound=≤, expr=‹6 maanden›, when=not(heeft_schulden))",
        ),
        (
            "Toeslag bedraagt € 5, voor zover werkzoekend.",
            "Amount(provisions=(scholing), name=toeslag, expr=‹€ 5,00›, when=all(werkzoekend, not(heeft_schulden)))",
        ),
    ],
)
def test_set_aside_only_when_something_holds(village: Village, line: str, expected: str) -> None:
    rows = "| x | D-V-1.2, D-B-1.2 | D-V-1.2 | heeft schulden | dan niet | raad |\n"
    shown, lost = aside(village, "- 2 Tekst: iets anders.\n", f"- 2 {line}\n", rows)
    assert shown[-1] == f"D-B-1.2: {expected}"
    assert lost == []


def test_two_rows_about_one_norm(village: Village) -> None:
    above = "- 2 Tekst: een.\n- 3 Tekst: twee.\n"
    rows = "| x | D-V-1.2, D-B-1.2 | D-V-1.2 | heeft schulden | a | raad |\n"
    more = "| x | D-V-1.3, D-B-1.2 | D-V-1.3 | begindatum ontbreekt | b | raad |\n"
    shown, lost = aside(village, above, "- 2 Alleen als werkzoekend.\n", rows + more)
    assert shown[-1] == (
        "D-B-1.2: Bound(provisions=(scholing), expr=any(any(werkzoekend, heeft_schulden), (begindatum = ‹geen›)), "
        "wanted=True)"
    )
    always = "| x | D-V-1.3, D-B-1.2 | D-V-1.3 | | b | raad |\n"
    for order in (rows + always, always + rows):
        shown, lost = aside(village, above, "- 2 Alleen als werkzoekend.\n", order)
        assert (len(shown), lost) == (2, [("D-B-1.2",)])


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("| x | D-V-1.2, D-B-1.2 | D-V-1.3 | | a | b |", "'D-V-1.3' staat onder geldt, maar niet onder bronnen."),
        ("| x | D-V-1.2 | D-V-1.2 | | a | b |", "Deze rij noemt niet welke normen botsen en welke geldt."),
        ("| x | D-V-1.2, D-B-1.2 | | | a | b |", "Deze rij noemt niet welke normen botsen en welke geldt."),
        ("| x | D-V-1.2, D-B-1.2 | beide | zwemles | a | b |", "'zwemles' ken ik hier niet (teken 1)."),
        ("| x | D-V-1.2, D-B-1.2 | beide | loon | a | b |", "Hier hoort een voorwaarde, maar dit is bedrag per maand."),
        (
            "| x | D-V-1.2, D-B-1.2 | D-V-1.2 | werkzoekend | a | b |",
            "D-B-1.2 kan niet alleen onder een voorwaarde opzij.",
        ),
        ("| x | D-V-1.2, D-B-1.9 | D-V-1.2 | | a | b |", "De norm D-B-1.9 in het register bestaat niet."),
        ("| x | D-V-1.2, XXXX | D-V-1.2 | | a | b |", "De norm XXXX in het register bestaat niet."),
    ],
)
def test_a_row_that_cannot_be_right(village: Village, row: str, expected: str) -> None:
    above, below = "- 2 Alleen als werkzoekend.\n", "- 2 Begint op begindatum.\n"
    errors = two(village, above, below, ROWS + row + "\n").errors
    assert f"dorp/register.md:10: {expected}" in [error.split("\n")[0] for error in errors]


def test_a_register_whose_tables_are_misspelt(village: Village) -> None:
    text = REGISTER + "| over | bronnen | gelt |\n|---|---|---|\n| x | a, b | a |\n\n"
    text += (
        "| over | bronnen |\n|---|---|\n| x | a, b |\n\n## Foutjes\n\n| plaats | gelezen als |\n|---|---|\n| a | b |\n"
    )
    assert two(village, "", "", text).errors == [
        "dorp/register.md:8: De kolom 'gelt' ken ik niet.\n    Goed is: geldt",
        "dorp/register.md:12: In deze tabel ontbreekt de kolom 'geldt'.\n"
        "    Goed is: | over | bronnen | geldt | opzij als | behalve als | waarom | besloten door |",
        "dorp/register.md:18: Deze tabel van het register staat niet onder 'Botsingen' of 'Errata' of 'Ladders'.\n"
        "    Goed is: ## Botsingen",
    ]


def test_a_register_may_be_a_source_and_hold_errata(village: Village) -> None:
    text = "# R\n\n| bron | D-R |\n|---|---|\n| rang | register |\n\n## Errata\n\n"
    text += "| plaats | er staat | gelezen als | waarom |\n|---|---|---|---|\n| D-V-1.2 | lid 3 | lid 4 | tikfout |\n"
    read = two(village, "", "", text)
    assert read.errors == []
    assert read.regime is not None
    (erratum,) = read.regime.errata
    assert (erratum.place, erratum.printed, erratum.read_as, erratum.why, erratum.line) == (
        "D-V-1.2",
        "lid 3",
        "lid 4",
        "tikfout",
        11,
    )
    assert law(read).sources[-1].rank == "register"
