"""`trede letter`: a PDF, or nothing at all."""

import json

import pytest

from trede.cli.usage import Usage

TO = {
    "soort": "persoon",
    "naam": "Mevrouw S. de Vries",
    "adres": ["Straat 1", "0000 XX Stad"],
    "client": "K-1",
    "ingangsdatum": "2025-06-01",
    "kenmerk": "2025-1",
    "behandelaar": "J. Bos",
    "besluit": "2025-06-02",
}


def letter(desk, facts, *more, to=TO, out="brief.pdf"):
    given = ["--to", desk.file("aan.json", to)] if to is not None else []
    return desk.run(
        "letter",
        "stad",
        "--on",
        "2025-06-01",
        "--provision",
        "cursus",
        "--facts",
        desk.file("f.json", facts),
        *given,
        "--out",
        out,
        *more,
    )


def test_a_draft(desk, good):
    ran = letter(desk, good)
    assert (ran.code, ran.out, ran.err) == (0, "brief.pdf: toekenning (concept).\n", "")
    assert (desk.root / "brief.pdf").read_bytes().startswith(b"%PDF-")
    assert [p.name for p in desk.root.iterdir() if p.name.startswith(".")] == []


def test_without_an_addressee_the_draft_goes_to_the_one_it_is_for(desk, good):
    assert letter(desk, good, to=None).code == 0


def test_a_letter_that_may_go_out(desk, good):
    ran = letter(desk, good, "--final", "--made-known", "2025-06-03")
    assert (ran.code, ran.out) == (0, "brief.pdf: toekenning.\n")


def test_a_letter_that_lacks_something_is_not_written(desk, good):
    ran = letter(desk, good, "--final", "--made-known", "2025-06-03", to={"soort": "persoon"})
    assert ran.code == 2
    assert ran.err.startswith("trede: Deze brief kan nog niet weg. Er ontbreekt:\n- ")
    assert not (desk.root / "brief.pdf").exists()


def test_a_request_and_a_refusal(desk, good):
    assert letter(desk, {**good, "uren": 3}).out == "brief.pdf: afwijzing (concept).\n"
    ran = letter(desk, {"oordeel_geschikt": True}, to={**TO, "antwoord_voor": "2025-06-20"})
    assert ran.out == "brief.pdf: verzoek om gegevens (concept).\n"


def test_no_letter_while_a_judgement_is_pending(desk, good):
    good.pop("oordeel_geschikt")
    ran = letter(desk, good)
    assert (ran.code, ran.out) == (2, "")
    assert (
        ran.err == "trede: Over cursus kan nog geen besluit op papier: "
        "eerst is een oordeel nodig over geschikt (klantmanager).\n"
    )


def test_what_stood_there_stays_when_anything_is_wrong(desk, good):
    (desk.root / "brief.pdf").write_bytes(b"oud")
    for facts, to in (
        ({"uren": 99}, TO),
        (good, TO | {"soort": "hond"}),
        (good, TO | {"zomaar": "x"}),
        ({"a": True, "b": True}, TO),
    ):
        ran = letter(desk, facts, to=to)
        assert (ran.code, ran.out, (desk.root / "brief.pdf").read_bytes()) == (2, "", b"oud")
        assert ran.err.startswith("trede: ")


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ([1], '\'aan.json\' is geen object. Goed is: {"soort": "persoon", "naam": "…"}.'),
        (
            {"naam": 3, "adres": "x", "besluit": 2},
            "adres: hier hoort een lijst van regels te staan.\n"
            "besluit: hier hoort een tekst te staan.\nnaam: hier hoort een tekst te staan.",
        ),
        ({"besluit": "gisteren"}, "besluit: 'gisteren' is geen bestaande datum. Goed is bijvoorbeeld 2025-06-01."),
        ({"soort": "hond"}, "Een brief gaat naar een persoon of een werkgever, niet naar 'hond'."),
        (
            {"soort_brief": "gedicht"},
            "Er is geen brief van de soort 'gedicht'. Kies uit: toekenning, afwijzing, verzoek_om_gegevens.",
        ),
    ],
)
def test_what_is_wrong_with_the_addressee(desk, good, to, said):
    ran = letter(desk, good, to=to)
    assert (ran.code, ran.err) == (2, f"trede: {said}\n")


def test_everything_that_is_wrong_comes_at_once(desk):
    ran = desk.run(
        "letter",
        "stat",
        "--provision",
        "x",
        "--out",
        "x.pdf",
        "--on",
        "a",
        "--known",
        "b",
        "--made-known",
        "c",
        "--to",
        "d",
    )
    assert ran.code == 2
    assert [line.split(":")[0] for line in ran.err.removeprefix("trede: ").splitlines()] == [
        "--on",
        "--known",
        "--made-known",
        "het bestand 'd' bestaat niet.",
        "Er is geen regime 'stat'. Bedoelt u 'stad'? Er zijn",
    ]


def test_a_letter_is_about_one_person_and_one_provision(desk, good):
    two = json.dumps(good) + "\n" + json.dumps(good)
    desk.file("f.json", two)
    ran = desk.run("letter", "stad", "--provision", "cursus", "--facts", "f.json", "--out", "x.pdf")
    assert ran.err == "trede: een brief gaat over één persoon, en in 'f.json' staan er 2.\n"
    ran = desk.run("letter", "stad", "--on", "2025-06-01", "--provision", "route", "--person", "Sara", "--out", "x.pdf")
    assert ran.err == "trede: 'route' is een beslissing; een brief gaat over een voorziening.\n"
    ran = desk.run("letter", "stad", "--provision", "curses", "--person", "Sara", "--out", "x.pdf")
    assert ran.err == "trede: Er is geen voorziening 'curses'. Bedoelt u 'cursus'?\n"


def test_places_that_cannot_be_written(desk, good):
    ran = letter(desk, good, out="weg/brief.pdf")
    why = "de map bestaat niet. Maak de map eerst"
    assert (ran.code, ran.err) == (2, f"trede: 'weg/brief.pdf' is niet te schrijven: {why}.\n")
    (desk.root / "map").mkdir()
    ran = letter(desk, good, out="map")
    why = "dit is een map. Goed is de naam van een bestand"
    assert (ran.code, ran.err) == (2, f"trede: 'map' is niet te schrijven: {why}.\n")
    assert [p.name for p in desk.root.iterdir() if p.name.startswith(".")] == []


def test_what_is_read_is_not_overwritten(desk, good):
    facts = desk.file("f.json", good)
    ran = desk.run("letter", "stad", "--provision", "cursus", "--facts", facts, "--out", "./f.json")
    assert (ran.code, ran.err) == (
        2, "trede: --out: './f.json' is het bestand dat wordt gelezen. Goed is een andere naam.\n"
    )  # fmt: skip
    assert json.loads((desk.root / "f.json").read_text()) == good


def test_a_letter_takes_no_decision(desk):
    ran = desk.run("letter", "stad", "--provision", "cursus", "--decision", "route", "--out", "x.pdf")
    assert (ran.code, "--decision" in ran.err) == (2, True)


def test_a_regime_without_a_sender(desk, good):
    path = desk.town.folder / "regime.md"
    path.write_text(path.read_text("utf-8").split("## Afzender")[0], "utf-8")
    ran = letter(desk, good)
    assert ran.code == 2
    assert "organisatie" in ran.err


def test_usage_is_an_exception_with_words():
    assert str(Usage("x")) == "x"
