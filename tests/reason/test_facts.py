"""Reading facts: everything that is wrong at once, one clear Dutch sentence each."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from trede.reason import FactErrors, Facts
from trede.terms import Period


def said(town, data):
    with pytest.raises(FactErrors) as found:
        Facts.read(data, town().regime)
    return str(found.value)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"uren": "veel"}, "uren: 'veel' is geen getal. Goed is: een getal, met een punt voor de decimalen."),
        ({"uren": True}, "uren: true is geen getal. Goed is: een getal."),
        ({"uren": -1}, "uren: '-1' is te laag. Goed is: minstens 0 uur per week."),
        ({"jaren_oud": -1}, "jaren_oud: '-1' is te laag. Goed is: minstens 0 jaar."),
        ({"uren": 61}, "uren: '61' is te hoog. Goed is: hoogstens 60 uur per week."),
        ({"loonwaarde": 130}, "loonwaarde: '130' is te hoog. Goed is: hoogstens 100 %."),
        ({"loonwaarde": "-0.1"}, "loonwaarde: '-0.1' is te laag. Goed is: minstens 0 %."),
        ({"uren": "12,5"}, "uren: '12,5' heeft een komma. Goed is: een punt: 12.5."),
        ({"loon": "1.800,00"}, "loon: '1.800,00' heeft een komma. Goed is: een punt: 1800.00."),
        ({"uren": float("nan")}, "uren: NaN is geen getal. Goed is: een getal, met een punt voor de decimalen."),
        ({"uren": float("inf")}, "uren: Infinity is geen getal. Goed is: een getal, met een punt voor de decimalen."),
        ({"loon": float("-inf")}, "loon: -Infinity is geen getal. Goed is: een getal, met een punt voor de decimalen."),
        ({"loon": Decimal("NaN")}, "loon: 'NaN' is geen getal. Goed is: een getal, met een punt voor de decimalen."),
        ({"a": float("nan")}, "a: NaN is geen ja of nee. Goed is: true of false."),
        ({"getal": 10**15}, "getal: dit getal is te groot. Goed is: een getal met hoogstens 15 cijfers."),
        (
            {"getal": Decimal("1e999999999")},
            "getal: '1E+999999999' is te groot of te precies. Goed is: een getal met hoogstens 15 cijfers.",
        ),
        ({"getal": 1e300}, "getal: '1E+300' is te groot of te precies. Goed is: een getal met hoogstens 15 cijfers."),
        (
            {"getal": Decimal("1e-30")},
            "getal: '1E-30' is te groot of te precies. Goed is: een getal met hoogstens 15 cijfers.",
        ),
        ({"loon": -1}, "loon: '-1' is te laag. Goed is: een bedrag van minstens nul."),
        ({"loon": "1.234"}, "loon: '1.234' heeft meer dan twee decimalen. Goed is: een bedrag in hele centen."),
        ({"a": "ja"}, "a: 'ja' is geen ja of nee. Goed is: true of false."),
        ({"a": 1}, "a: '1' is geen ja of nee. Goed is: true of false."),
        ({"a": 10**20}, "a: dit getal is geen ja of nee. Goed is: true of false."),
        (
            {"begindatum": "2023-02-30"},
            "begindatum: 2023-02-30 bestaat niet. Goed is: een dag die op de kalender staat.",
        ),
        ({"begindatum": "1-2-2023"}, "begindatum: '1-2-2023' is geen datum. Goed is: een datum als 2025-06-01."),
        ({"begindatum": 20230201}, "begindatum: '20230201' is geen datum. Goed is: een datum als 2025-06-01."),
        (
            {"begindatum": datetime(2025, 1, 1)},
            "begindatum: '2025-01-01 00:00:00' is geen datum. Goed is: een datum als 2025-06-01.",
        ),
        (
            {"begindatum": "9999-12-31"},
            "begindatum: 9999-12-31 ligt te ver weg. Goed is: een dag in de jaren 1850 tot en met 2200.",
        ),
        ({"soort": "roos"}, "soort: 'roos' is geen keuze. Goed is: 'rood'."),
        ({"soort": 4}, "soort: '4' is geen keuze. Goed is: een van blauw, groen, rood."),
        ({"doelen": "werk"}, "doelen: 'werk' is geen lijst. Goed is: een lijst van keuzes."),
        (
            {"doelen": ["werk", "tal", 3]},
            "doelen: 'tal' is geen keuze. Goed is: 'taal'.\n"
            "doelen: '3' is geen keuze. Goed is: een van sport, taal, werk.",
        ),
        ({"naam_werkgever": 3}, "naam_werkgever: '3' is geen tekst. Goed is: tekst tussen aanhalingstekens."),
        (
            {"naam_werkgever": "x" * 10_001},
            "naam_werkgever: deze tekst is te lang (10001 tekens). Goed is: hoogstens 10000 tekens.",
        ),
        (
            {"burgerservicenummer": "123456789"},
            "burgerservicenummer: dit burgerservicenummer klopt niet (de elfproef faalt). "
            "Goed is: negen cijfers van het nummer zelf.",
        ),
        (
            {"burgerservicenummer": 999900006},
            "burgerservicenummer: dit is geen tekst. Goed is: tekst tussen aanhalingstekens.",
        ),
        (
            {"ziekteperioden": {}},
            'ziekteperioden: \'{}\' is geen lijst van perioden. Goed is: [{"van": "…", "tot_en_met": "…"}].',
        ),
        (
            {"ziekteperioden": [3]},
            'ziekteperioden: \'3\' is geen periode. Goed is: {"van": "2025-04-08", "tot_en_met": "2025-04-21"}.',
        ),
        (
            {"ziekteperioden": [{"van": "2025-04-08", "tot_en_met": "2025-04-07"}]},
            "ziekteperioden: een periode eindigt (2025-04-07) voor zij begint (2025-04-08). "
            "Goed is: eerst van, dan tot en met.",
        ),
        (
            {"ziekteperioden": [{"van": "2025-04-08"}] * 1001},
            "ziekteperioden: deze lijst is te lang (1001). Goed is: hoogstens 1000.",
        ),
        ({"taken": "x"}, "taken: 'x' is geen lijst. Goed is: [{…}, {…}]."),
        ({"taken": [{}] * 1001}, "taken: deze lijst is te lang (1001). Goed is: hoogstens 1000."),
        (
            {"taken": [3]},
            'taken: nummer 1 is geen object. Goed is: {"aandeel": …, "zwaar": …, "loon_taak": …, "taaknaam": …, '
            '"sinds": …, "oordeel_past_bij_persoon": …}.',
        ),
        (
            {"taken": [{"aandeel": 101, "swaar": True}, {"qqq": 1}]},
            "taken: nummer 1, aandeel: '101' is te hoog. Goed is: hoogstens 100 %.\n"
            "taken: nummer 1: 'swaar' ken ik niet bij taak. Goed is: 'zwaar'.\n"
            "taken: nummer 2: 'qqq' ken ik niet bij taak. "
            "Goed is: aandeel, zwaar, loon_taak, taaknaam, sinds, oordeel_past_bij_persoon.",
        ),
        ({"urem": 1}, "urem: dit feit ken ik niet. Goed is: 'uren'."),
        ({"zzzzzzzzz": 1}, "zzzzzzzzz: dit feit ken ik niet. Goed is: een naam uit `trede facts`."),
        (
            {"naam_werkgever": "x", "bedrijf": "y"},
            "bedrijf: dit feit is twee keer gegeven (ook als 'naam_werkgever'). Goed is: één keer.",
        ),
        (
            {"a": {"waarde": True, "broon": "x"}},
            "a: 'broon' ken ik hier niet. Goed is: waarde, bron, door, datum, reden.",
        ),
        ({"a\x1b[31m": 1}, "a�[31m: dit feit ken ik niet. Goed is: een naam uit `trede facts`."),
        ([1], 'invoer: dit is geen object met feiten. Goed is: {"feit": waarde, …}.'),
        ({f"x{n}": n for n in range(2001)}, "invoer: dit zijn te veel feiten (2001). Goed is: hoogstens 2000."),
    ],
)
def test_what_is_wrong_is_said_in_one_clear_sentence(town, given, sentence):
    assert said(town, given) == sentence


def test_everything_that_is_wrong_comes_at_once(town):
    assert [line.split(":")[0] for line in said(town, {"uren": -1, "x": 1, "a": "?", "b": True}).split("\n")] == [
        "uren",
        "x",
        "a",
    ]


@pytest.mark.parametrize(
    ("name", "given", "value"),
    [
        ("a", True, True),
        ("a", None, None),
        ("uren", 12, 12),
        ("uren", "12.5", Fraction(25, 2)),
        ("uren", 0, 0),
        ("uren", 0.1, Fraction(1, 10)),
        ("uren", Decimal("1.50"), Fraction(3, 2)),
        ("uren", 60, 60),
        ("getal", -5, -5),
        ("getal", Decimal("0E+5"), 0),
        ("loonwaarde", 80, Fraction(4, 5)),
        ("loonwaarde", 100, 1),
        ("loon", 1500.5, 150050),
        ("loon", "1800.00", 180000),
        ("loon", 0, 0),
        ("soort", "rood", "rood"),
        ("doelen", ["werk", "taal", "werk"], ("werk", "taal")),
        ("doelen", [], ()),
        ("naam_werkgever", "Bakker \x00\x1b\ud800\nX", "Bakker \nX"),
        ("begindatum", "2024-02-29", date(2024, 2, 29)),
        ("begindatum", date(2024, 2, 29), date(2024, 2, 29)),
        ("ziekteperioden", [{"van": "2025-01-01", "tot_en_met": None}], (Period(date(2025, 1, 1)),)),
        ("burgerservicenummer", "9999.00.006", "*****0006"),
        ("burgerservicenummer", "*****0006", "*****0006"),
        ("burgerservicenummer", None, None),
        ("kinderen", [3, {"leeftijd_kind": 4}], ({"leeftijd_kind": 3}, {"leeftijd_kind": 4})),
        ("taken", [{"aandeel": 50, "zwaar": None}], ({"aandeel": Fraction(1, 2), "zwaar": None},)),
    ],
)
def test_values(town, name, given, value):
    assert Facts.read({name: given}, town().regime).values == {name: value}


def test_old_names_still_work(town):
    assert Facts.read({"bedrijf": "x"}, town().regime).values == {"naam_werkgever": "x"}


def test_a_field_given_twice_by_an_old_name(tmp_path):
    from tests.reason.towns import FACTS, Town, article, source

    facts = FACTS.replace(
        "- **zwaar** (ja/nee; werkgever): Is de taak zwaar?",
        "- **zwaar** (ja/nee; werkgever): Zwaar?\n  - ook: belastend",
    )
    here = Town(tmp_path, {"v.md": source(article())}, facts=facts)
    assert here.facts({"taken": [{"belastend": True}]}).values == {"taken": ({"zwaar": True},)}
    with pytest.raises(FactErrors, match="nummer 1: 'zwaar' is twee keer gegeven"):
        here.facts({"taken": [{"zwaar": True, "belastend": True}]})


def test_a_fact_keeps_where_it_came_from(town):
    given = {"a": {"waarde": True, "bron": "brief", "door": "J. Bos", "datum": "2025-01-01", "reden": "op\x1bverzoek"}}
    facts = Facts.read(given, town().regime)
    assert facts.values == {"a": True}
    assert facts.origins == {"a": {"bron": "brief", "door": "J. Bos", "datum": "2025-01-01", "reden": "op�verzoek"}}


def test_facts_that_cannot_be_together(town):
    here = town(
        "Onmogelijk is dat gewenste einddatum vóór begindatum.\n  Het einde ligt vóór het begin.",
        "Onmogelijk is dat a en b.",
    )
    with pytest.raises(FactErrors) as found:
        here.assess(gewenste_einddatum="2025-01-01", begindatum="2025-02-01", a=True, b=True)
    assert str(found.value) == (
        "begindatum, gewenste_einddatum: Het einde ligt vóór het begin.\na, b: dit kan niet samen: a en b."
    )
    assert here.outcome(gewenste_einddatum="2025-01-01", a=True) == "toegekend"


def test_the_day_of_the_assessment_is_a_fact_where_a_regime_reads_it(tmp_path):
    from tests.reason.towns import FACTS, Town, article, source

    more = "- **beoordelingsdatum** (datum; systeem): Op welke dag wordt beoordeeld?\n- **begindatum**"
    here = Town(
        tmp_path,
        {"v.md": source(article("Alleen als begindatum na beoordelingsdatum."))},
        facts=FACTS.replace("- **begindatum**", more),
    )
    assert here.outcome(begindatum="2025-06-02") == "toegekend"
    assert here.outcome(begindatum="2025-06-01") == "geweigerd"
    assert here.outcome(begindatum="2025-06-02", beoordelingsdatum="2025-06-02") == "geweigerd"
    assert here.outcome() == "onvoldoende_gegevens"


def test_what_cannot_be_knows_the_day_of_the_assessment(tmp_path):
    from tests.reason.towns import FACTS, ON, Town, article, source

    more = "- **beoordelingsdatum** (datum; systeem): Op welke dag wordt beoordeeld?\n- **begindatum**"
    here = Town(
        tmp_path,
        {"v.md": source(article("Onmogelijk is dat begindatum na beoordelingsdatum.\n  Dat is later."))},
        facts=FACTS.replace("- **begindatum**", more),
    )
    assert here.outcome(begindatum=ON.isoformat()) == "toegekend"
    assert here.outcome() == "toegekend"
    for given in ({"begindatum": "2025-06-02"}, {"begindatum": "2025-05-02", "beoordelingsdatum": "2025-05-01"}):
        with pytest.raises(FactErrors, match="Dat is later"):
            here.assess(**given)


def test_a_list_of_two_fields_takes_a_mapping(town):
    here = town("Som betekent som over stappen van (punten).", "Alleen als som meer dan 3.")
    assert (
        here.facts({"stappen": {"een": 2, "twee": 3}}).values
        == here.facts({"stappen": [{"stapnaam": "een", "punten": 2}, {"stapnaam": "twee", "punten": 3}]}).values
    )
    with pytest.raises(FactErrors, match="is geen lijst"):
        here.facts({"stappen": {"stapnaam": "een", "punten": 2}})
    with pytest.raises(FactErrors, match="is geen lijst"):
        here.facts({"taken": {"een": 2}})
