"""Receipts: the same bytes again, and every change is told."""

import copy
import json

import pytest
from tests.reason.towns import Town, article, source

import trede
from trede.law import read_regime
from trede.reason import ReceiptError, replay
from trede.reason.receipt import digest

RULES = (
    "Alleen als uren minstens 12 uur per week.",
    "Bedrag bedraagt loon × loonwaarde, afgerond op centen, per maand.",
    "Alleen als burgerservicenummer is bekend.",
    "Alleen als som over taken van (aandeel) hoogstens 100 %.",
    "Begint op begindatum.",
    "Duurt 6 maanden.",
    "Voor de duur telt niet mee: ziekteperioden.",
)
GIVEN = {
    "uren": "12.5",
    "loon": 1500.5,
    "loonwaarde": "33.3",
    "begindatum": "2025-06-01",
    "burgerservicenummer": "999900006",
    "ziekteperioden": [{"van": "2025-07-01", "tot_en_met": "2025-07-03"}, {"van": "2026-08-01"}],
    "taken": [{"aandeel": "12.5", "zwaar": None, "loon_taak": "1.10", "sinds": "2024-02-29", "taaknaam": "é"}],
    "a": {"waarde": False, "bron": "brief", "door": "J. Bos", "reden": "op verzoek"},
    "soort": None,
    "doelen": ["taal"],
}


@pytest.fixture
def here(town):
    return town(*RULES)


def made(here, **more):
    return json.loads(json.dumps(here.json(**{**GIVEN, **more})))


def test_what_a_receipt_holds(here):
    found = made(here)
    receipt = found["receipt"]
    assert {k: receipt[k] for k in ("versie", "motor", "regime", "voorziening", "op", "bekend_op")} == {
        "versie": 1,
        "motor": f"trede {trede.__version__}",
        "regime": "stad",
        "voorziening": "cursus",
        "op": "2025-06-01",
        "bekend_op": None,
    }
    assert [s["bron"] for s in receipt["bronnen"]] == ["V", "FEIT"]
    assert receipt["sha256"] == digest({k: v for k, v in found.items() if k != "receipt"})
    assert receipt["zegel"] == digest({k: v for k, v in receipt.items() if k != "zegel"})


def test_facts_are_kept_as_they_are_written_in_json(here):
    held = {row["feit"]: row["waarde"] for row in made(here)["receipt"]["feiten"]}
    assert held == {
        **GIVEN,
        "a": False,
        "loon": "1500.50",
        "burgerservicenummer": "*****0006",
        "ziekteperioden": [
            {"van": "2025-07-01", "tot_en_met": "2025-07-03"},
            {"van": "2026-08-01", "tot_en_met": None},
        ],
    }
    origins = {row["feit"]: row["herkomst"] for row in made(here)["receipt"]["feiten"]}
    assert origins["a"] == {"bron": "brief", "door": "J. Bos", "reden": "op verzoek"}
    assert origins["uren"] == {"bron": "invoer"}


def test_no_bsn_in_clear_anywhere(here):
    assert "999900006" not in json.dumps(here.json(**GIVEN))


def test_the_same_bytes_again(here):
    assert replay(made(here)["receipt"], here.regime) == []
    assert replay(made(here, loon="1500.50")["receipt"], read_regime(here.folder)) == []
    assert made(here, loon="1500.50") == made(here)


def test_a_receipt_of_what_was_known_then(here):
    from datetime import date

    found = here.assess(known=date(2024, 1, 1), uren=12).to_json()["voorzieningen"]["cursus"]["receipt"]
    assert found["bekend_op"] == "2024-01-01"
    assert replay(found, here.regime) == []


@pytest.mark.parametrize("row", range(len(GIVEN)))
def test_a_changed_fact_is_told(here, row):
    receipt = made(here)["receipt"]
    value = receipt["feiten"][row]["waarde"]
    other = {"a": True, "soort": "rood", "burgerservicenummer": "*****0007", "doelen": [], "begindatum": "2025-06-02"}
    other |= {"uren": "13", "loon": "1500.51", "loonwaarde": 34, "taken": [], "ziekteperioden": []}
    receipt["feiten"][row]["waarde"] = other[receipt["feiten"][row]["feit"]]
    assert receipt["feiten"][row]["waarde"] != value
    assert replay(receipt, here.regime)[0] == "De receipt is veranderd nadat hij is gemaakt."


def test_a_fact_that_decides_changes_the_outcome(here):
    receipt = made(here)["receipt"]
    next(f for f in receipt["feiten"] if f["feit"] == "uren")["waarde"] = 3
    told = replay(receipt, here.regime)
    assert told[1].startswith("De uitkomst is niet gelijk: nu geweigerd (")


@pytest.mark.parametrize("name", ["herkomst", "op", "sha256", "bronnen"])
def test_tampering_is_told(here, name):
    receipt = made(here)["receipt"]
    if name == "herkomst":
        receipt["feiten"][0]["herkomst"] = {"bron": "anders"}
    elif name == "bronnen":
        receipt["bronnen"].pop()
    else:
        receipt[name] = {"op": "2025-06-02", "sha256": "0" * 64}[name]
    told = replay(receipt, here.regime)
    assert told[0] == "De receipt is veranderd nadat hij is gemaakt."
    if name == "bronnen":
        assert told[1] == "Bron FEIT geldt nu op 2025-06-01, en was er bij de berekening niet."
    if name == "sha256":
        assert told[1].startswith("De uitkomst is niet gelijk: nu toegekend (")


def test_another_version_is_told(here, monkeypatch):
    receipt = made(here)["receipt"]
    monkeypatch.setattr(trede, "__version__", "9.9.9")
    told = replay(receipt, here.regime)
    assert told == [f"De receipt is van {receipt['motor']}; dit is trede 9.9.9."]


def test_another_source_is_told(here, tmp_path):
    receipt = made(here)["receipt"]
    changed = Town(tmp_path / "b", {"verordening.md": source(article(*RULES) + "\n\nMeer uitleg.")})
    assert replay(receipt, changed.regime) == ["Bron V heeft nu een andere inhoud dan bij de berekening."]
    gone = Town(tmp_path / "c", {"v.md": source(article(*RULES), id="W")})
    told = replay(receipt, gone.regime)
    assert told[:2] == [
        "Bron V geldt nu niet op 2025-06-01.",
        "Bron W geldt nu op 2025-06-01, en was er bij de berekening niet.",
    ]


def test_a_decision_has_a_receipt_too(tmp_path):
    from tests.reason.towns import ON

    from trede.reason import assess

    here = Town(
        tmp_path, {"v.md": source("## Artikel 1. Route\n\n- 0 Het college beslist over route.\n- 1 Alleen als a.")}
    )
    found = assess(here.regime, here.facts({"a": True}), ON, None, ["route"]).to_json()["beslissingen"]["route"]
    assert replay(found["receipt"], here.regime) == []


def broken(receipt, **change):
    found = copy.deepcopy(receipt) | change
    return {k: v for k, v in found.items() if v is not KeyError}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"versie": 2}, "Versie 2 van een receipt ken ik niet."),
        ({"versie": KeyError}, "Dit is geen volledige receipt (KeyError: 'versie')."),
        ({"zegel": KeyError}, "Dit is geen volledige receipt (KeyError: 'zegel')."),
        ({"feiten": 3}, "Dit is geen volledige receipt (TypeError: 'int' object is not iterable)."),
        ({"feiten": ["x"]}, "Dit is geen volledige receipt (TypeError: string indices must be integers"),
        ({"feiten": [{"feit": "a", "waarde": 1, "herkomst": "x"}]}, "Dit is geen volledige receipt (TypeError: "),
        ({"op": "gisteren"}, "Dit is geen volledige receipt (ValueError: "),
        ({"bekend_op": 3}, "Dit is geen volledige receipt (TypeError: "),
        ({"bronnen": [3]}, "Dit is geen volledige receipt (TypeError: "),
        ({"motor": 3}, "Dit is geen volledige receipt (een tekst is geen tekst, of een feit staat er twee keer)."),
        ({"feiten": [{"feit": "a", "waarde": True, "herkomst": {}}] * 2}, "Dit is geen volledige receipt (een tekst"),
    ],
)
def test_what_is_no_receipt_is_told(here, change, said):
    with pytest.raises(ReceiptError) as problem:
        replay(broken(made(here)["receipt"], **change), here.regime)
    assert str(problem.value).startswith(said)
