"""Examples that stand under the articles: they run, and say what came out instead."""

import pytest
from tests.reason.towns import Town, article, source

from trede.reason.examples import run_examples

PEOPLE = """# Personen

## Sara

| feit | waarde |
|---|---|
| op | 1 juli 2025 |
| uren | 20 uur per week |
| kosten | € 3 |
| begindatum | 1 april 2025 |
| plan ondertekend | ja |
| d | nee |

## Ben

| feit | waarde |
|---|---|
| uren | 3 uur per week |
"""
RULES = (
    "Alleen als uren minstens 12 uur per week.",
    "Bedrag bedraagt kosten × 2.",
    "Duurt 2 maanden.",
    "Mag weigeren als b.",
    "Alleen als niet d, tenzij naar oordeel geschikt.",
    "Vereist is dat het plan ondertekend is, als c.",
    "Leeftijd betekent jaren van geboortedatum tot begindatum.",
)


def runs(tmp_path, header, *rows, start=" vanuit Sara", more=""):
    table = "\n".join(
        [f"### Voorbeelden{start}", "", f"| {header} |", "|" + "---|" * (header.count("|") + 1)]
        + [f"| {row} |" for row in rows]
    )
    text = article(*RULES) + "\n\n" + table + "\n" + more
    here = Town(tmp_path, {"v.md": source(text), "personen.md": PEOPLE})
    return run_examples(here.regime)


@pytest.mark.parametrize(
    ("header", "row", "wrong"),
    [
        ("d | = uitkomst", "nee | toegekend", None),
        ("d | = uitkomst", "nee | geweigerd", "uitkomst is toegekend, er staat geweigerd"),
        ("d | uren | = uitkomst", "nee | 3 uur per week | geweigerd: 1.1", None),
        ("d | uren | = uitkomst", "nee | 3 uur per week | geweigerd: V-1.1", None),
        (
            "d | uren | = uitkomst",
            "nee | 3 uur per week | geweigerd: 1.2",
            "uitkomst is geweigerd: V-1.1, er staat geweigerd: 1.2",
        ),
        ("d | uren | = uitkomst", "nee | ? | vraag: uren", None),
        ("d | uren | = uitkomst", "nee | ? | vraag", None),
        ("d | uren | = uitkomst", "nee | ? | vraag: kosten", "uitkomst is vraag: uren, er staat vraag: kosten"),
        ("d | = uitkomst", "ja | voorgelegd: geschikt", None),
        ("d | = uitkomst", "ja | toegekend", "uitkomst is voorgelegd: geschikt, er staat toegekend"),
        ("d | b | = uitkomst", "nee | ja | voorgelegd: toch weigeren", None),
        ("d | c | plan ondertekend | = uitkomst", "nee | ja | nee | vraag: het plan ondertekend is", None),
        ("d | = einddatum | = begindatum", "nee | 31 mei 2025 | 1 april 2025", None),
        ("d | = einddatum", "nee | 1 juni 2025", "einddatum is 31 mei 2025, er staat 1 juni 2025"),
        ("begindatum | = einddatum", "? | niet te bepalen", None),
        ("begindatum | = einddatum", "? | 31 mei 2025", "einddatum is niet te bepalen, er staat 31 mei 2025"),
        ("d | = einddatum", "nee | 31 februari 2025", "einddatum is 31 mei 2025, er staat 31 februari 2025"),
        ("begindatum | = einddatum", "? | 31 februari 2025", "einddatum is niet te bepalen, er staat 31 februari 2025"),
        ("d | = bedrag", "nee | € 6,00", None),
        ("d | = bedrag", "nee | € 6", None),
        ("d | = bedrag", "nee | € 7", "bedrag is € 6,00, er staat € 7"),
        ("kosten | = bedrag", "? | onbekend", None),
        ("kosten | = bedrag", "? | € 7", "bedrag is onbekend (kosten), er staat € 7"),
        ("geboortedatum | = leeftijd", "1 april 2000 | 25 jaar", None),
        ("d | = zomaar", "nee | 3", "zomaar is geen bekende naam, er staat 3"),
        ("voorziening | op | = uitkomst", "training | 1 juni 2025 | toegekend", None),
    ],
)
def test_examples(tmp_path, header, row, wrong):
    (run,) = runs(tmp_path, header, row)
    assert (run.error and run.error.what) == (wrong and f"Dit voorbeeld klopt niet: {wrong}.")


@pytest.mark.parametrize(
    ("header", "row", "start", "what", "right"),
    [
        ("urem | = uitkomst", "3 | toegekend", " vanuit Sara", "Het feit 'urem' ken ik niet.", "'uren'"),
        (
            "qqqqqq | = uitkomst",
            "3 | toegekend",
            " vanuit Sara",
            "Het feit 'qqqqqq' ken ik niet.",
            "een feit uit de feitentabellen",
        ),
        ("uren | = uitkomst", "veel | toegekend", " vanuit Sara", "'veel' is geen getal uur per week voor 'uren'.", ""),
        (
            "op | = uitkomst",
            "gisteren | toegekend",
            " vanuit Sara",
            "'gisteren' is geen datum.",
            "bijvoorbeeld 1 juli 2023",
        ),
        ("a | = uitkomst", "ja | toegekend", " vanuit Sarah", "Er is geen persoon 'Sarah'.", "'Sara'"),
        (
            "a | = uitkomst",
            "ja | toegekend",
            " vanuit Xantippe",
            "Er is geen persoon 'Xantippe'.",
            "een persoon uit personen.md",
        ),
        (
            "op | = uitkomst",
            "1 januari 2019 | toegekend",
            " vanuit Sara",
            "Op 1 januari 2019 was in Stad geen regeling van kracht. De eerste geldt vanaf 1 januari 2020.",
            "",
        ),
        (
            "voorziening | = uitkomst",
            "fietsje | toegekend",
            " vanuit Sara",
            "Er is geen voorziening 'fietsje'. Er zijn: cursus.",
            "",
        ),
        (
            "uren | = uitkomst",
            "99 | toegekend",
            " vanuit Sara",
            "uren: '99' is te hoog. Goed is: hoogstens 60 uur per week.",
            "",
        ),
    ],
)
def test_examples_that_cannot_run(tmp_path, header, row, start, what, right):
    (run,) = runs(tmp_path, header, row, start=start)
    assert (run.error.what, run.error.right) == (what, right)
    assert run.error.sentence == f"| {row} |"


def test_an_example_starts_from_nobody_on_the_first_day_of_its_source(tmp_path):
    (run,) = runs(tmp_path, "uren | kosten | d | c | = uitkomst", "12 | 3 | nee | nee | toegekend", start="")
    assert (run.error, run.on.isoformat(), run.facts) == (
        None,
        "2020-01-01",
        {"uren": 12, "kosten": 3, "d": False, "c": False},
    )
    (run,) = runs(tmp_path, "d | = uitkomst", "nee | geweigerd", start=" vanuit Ben")
    assert (run.error, run.on.isoformat()) == (None, "2020-01-01")


def test_examples_of_one_file(tmp_path):
    from trede.law import read_regime

    runs(tmp_path, "d | = uitkomst", "nee | toegekend", "ja | voorgelegd")
    regime = read_regime(tmp_path / "stad")
    assert len(run_examples(regime, "stad/v.md")) == 2
    assert run_examples(regime, "stad/x.md") == []


@pytest.mark.parametrize(
    ("header", "row", "wrong"),
    [
        ("d | = modaliteit", "nee | kan", None),
        ("d | = modaliteit", "nee | moet", "modaliteit is kan, er staat moet"),
        ("a | = termijn uitnodigen", "ja | 15 april 2025", None),
        (
            "a | = termijn uitnodigen",
            "ja | 16 april 2025",
            "termijn uitnodigen is 15 april 2025, er staat 16 april 2025",
        ),
        ("a | = termijn uitnodigen", "nee | geen", None),
        ("a | begindatum | = termijn uitnodigen", "ja | ? | niet te bepalen", None),
        ("a | = termijn subsidie vaststellen", "ja | elke 3 maanden", None),
        ("b | = plicht besluit bekendmaken", "ja | mag niet", None),
        ("b | = plicht besluit bekendmaken", "nee | geen", None),
        ("b | = plicht besluit bekendmaken", "? | onbekend", None),
        ("b | = plicht besluit bekendmaken", "ja | moet", "plicht besluit bekendmaken is mag niet, er staat moet"),
        ("a | c | = plicht uitnodigen", "ja | ja | moet en kan", None),
        ("c | = inhoud ingangsdatum | = inhoud bedrag", "ja | ja | geen", None),
        ("c | = inhoud ingangsdatum", "nee | nee", None),
        ("c | = inhoud ingangsdatum", "? | onbekend", None),
        ("a | = toeslag", "ja | € 5", None),
        ("a | = toeslag", "nee | geen", None),
        ("a | = toeslag", "nee | € 5", "toeslag is geen, er staat € 5"),
        ("b | geschikt | = afwijken", "ja | ja | mag", None),
        ("b | geschikt | = afwijken", "nee | ja | geen", None),
        ("b | geschikt | = afwijken", "ja | ? | onbekend", None),
        ("c | = inhoud zomaar", "ja | ja", "inhoud zomaar is geen bekende naam, er staat ja"),
        ("c | = plicht zomaar", "ja | ja", "plicht zomaar is geen bekende naam, er staat ja"),
        ("c | = termijn zomaar", "ja | ja", "termijn zomaar is geen bekende naam, er staat ja"),
    ],
)
def test_what_goes_with_a_provision(tmp_path, header, row, wrong):
    more = (
        "\n## Artikel 2. Plichten\n\n- 0 Over cursus.\n"
        "- 1 De werkgever moet uitnodigen binnen 2 weken na begindatum, als a.\n"
        "- 2 Het college mag niet besluit bekendmaken, als b.\n"
        "- 3 De werkgever moet subsidie vaststellen elke 3 maanden.\n"
        "- 4 De werkgever kan uitnodigen, als c.\n"
        "- 5 Beschikking bij toekenning bevat ingangsdatum, als c.\n"
        "- 6 Toeslag bedraagt € 5, voor zover a.\n"
        "- 7 Het college mag afwijken ten gunste als b en naar oordeel geschikt.\n"
    )
    (run,) = runs(tmp_path, header, row, more=more)
    assert (run.error and run.error.what) == (wrong and f"Dit voorbeeld klopt niet: {wrong}.")
