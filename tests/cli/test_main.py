"""The command `trede` itself: help, version, words for a wrong option; and the commands that look at a regime."""

import json
import runpy
import sys

import pytest

import trede
from trede.cli import main as command


def test_help_is_in_dutch(desk):
    ran = desk.run("--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("gebruik: trede [-h] [--version] OPDRACHT ...\n\nRegels voor re-integratie")
    for word in ("usage", "positional", "options", "show this"):
        assert word not in ran.out
    for name in (
        "assess",
        "ask",
        "letter",
        "replay",
        "check",
        "describe",
        "coverage",
        "facts",
        "demo",
        "language-server",
    ):
        assert f"    {name}" in ran.out
        assert desk.run(name, "--help").out.startswith(f"gebruik: trede {name} ")


def test_version(desk):
    assert desk.run("--version").out == f"trede {trede.__version__}\n"


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        ([], "er ontbreekt: OPDRACHT. Zie: trede --help"),
        (["assess"], "er ontbreekt: REGIME. Zie: trede assess --help"),
        (["letter", "stad"], "er ontbreekt: --provision, --out. Zie: trede letter --help"),
        (["assess", "stad", "--snel"], "dit ken ik niet: --snel. Zie: trede --help"),
        (["assess", "stad", "--form", "json"], "dit ken ik niet: --form json. Zie: trede --help"),
        (
            ["assess", "stad", "--format", "xml"],
            "--format: 'xml' kan niet; kies uit 'text', 'json'. Zie: trede assess --help",
        ),
        (["assess", "stad", "--on"], "--on: hier hoort een waarde achter. Zie: trede assess --help"),
        (
            ["assess", "stad", "--facts", "a", "--person", "b"],
            "--person en --facts gaan niet samen. Zie: trede assess --help",
        ),
        (["demo", "--port", "x"], "--port: 'x' is geen geheel getal. Zie: trede demo --help"),
        (["demo", "--no-browser=1"], "--no-browser: hier hoort geen waarde achter ('1'). Zie: trede demo --help"),
    ],
)
def test_what_is_wrong_with_options(desk, argv, said):
    ran = desk.run(*argv)
    assert (ran.code, ran.out, ran.err) == (2, "", f"trede: {said}\n")


def test_an_unknown_command_names_those_there_are(desk):
    ran = desk.run("asess")
    assert (ran.code, ran.err[:60]) == (2, "trede: OPDRACHT: 'asess' kan niet; kies uit 'assess', 'ask',")


def test_a_message_that_has_no_dutch_words_yet():
    with pytest.raises(SystemExit) as stop:
        command.Parser(prog="x").error("something new")
    assert stop.value.code == 2


@pytest.mark.parametrize(
    ("raised", "code", "said"),
    [
        (KeyboardInterrupt, 130, ""),
        (RecursionError, 2, "trede: dit is te diep genest om te lezen of uit te rekenen.\n"),
    ],
)
def test_stopped(desk, monkeypatch, raised, code, said):
    def stop(*_):
        raise raised

    monkeypatch.setattr("trede.cli.assessing.assess_command", stop)
    ran = desk.run("assess", "stad")
    assert (ran.code, ran.err) == (code, said)


@pytest.mark.parametrize("name", ["check", "assess"])
def test_a_folder_that_cannot_be_read(desk, monkeypatch, name):
    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("trede.cli.usage.load_regime", refuse)
    monkeypatch.setattr("trede.cli.checking.read_leniently", refuse)
    ran = desk.run(name, "stad")
    assert (ran.code, ran.err) == (2, "trede: het regime 'stad' is niet te lezen: u mag het niet lezen.\n")


def test_run_as_a_module(desk, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["trede", "--version"])
    monkeypatch.delitem(sys.modules, "trede.cli.main")
    with pytest.raises(SystemExit) as stop:
        runpy.run_module("trede.cli.main", run_name="__main__")
    assert stop.value.code == 0


def test_a_reader_that_went_away(desk, monkeypatch):
    def gone(*_):
        raise BrokenPipeError

    closed = []
    monkeypatch.setattr("trede.cli.assessing.assess_command", gone)
    monkeypatch.setattr("os.dup2", lambda *ends: closed.append(ends))
    monkeypatch.setattr(sys, "stdout", sys.__stdout__)
    assert command.main(["assess", "stad"]) == 0
    assert len(closed) == 1


EXAMPLES = "\n\n### Voorbeelden vanuit Sara\n\n| uren | = uitkomst |\n|---|---|\n| 3 uur per week | geweigerd: 1.1 |\n"


def add(desk, text):
    path = desk.town.folder / "v.md"
    path.write_text(path.read_text("utf-8").replace("\n\n## Artikel 2", text + "\n\n## Artikel 2"), "utf-8")


def test_check(desk):
    add(desk, EXAMPLES)
    ran = desk.run("check", "stad")
    assert (ran.code, ran.out, ran.err) == (0, "stad: 0 fouten, 1 van 1 voorbeelden goed.\n", "")
    assert desk.run("check").out == ran.out
    assert desk.run("check", "--format", "json").json == {"fouten": [], "voorbeelden": 1, "regimes": ["stad"]}


def test_check_tells_every_mistake(desk):
    add(desk, EXAMPLES.replace("1.1 |", "1.9 |") + "| ? | toegekend |\n")
    ran = desk.run("check", "stad")
    assert (ran.code, ran.out.splitlines()[-1]) == (1, "stad: 2 fouten, 0 van 2 voorbeelden goed.")
    assert "Dit voorbeeld klopt niet: uitkomst is geweigerd: V-1.1, er staat geweigerd: 1.9." in ran.out
    row = desk.run("check", "stad", "--format", "json").json["fouten"][0]
    assert (row["bestand"], row["zin"]) == ("stad/v.md", "| 3 uur per week | geweigerd: 1.9 |")
    add(desk, "")
    (desk.town.folder / "regime.md").write_text("# Niets\n", "utf-8")
    assert desk.run("check", "stad").code == 1


def test_check_of_a_regime_that_is_not_there(desk):
    ran = desk.run("check", "stat")
    assert (ran.code, ran.err) == (2, "trede: Er is geen regime 'stat'. Bedoelt u 'stad'? Er zijn: stad.\n")
    ran = desk.run("check", "a" * 5000)
    assert (ran.code, len(ran.err.splitlines())) == (2, 1)


def test_facts(desk):
    found = desk.run("facts", "stad", "--format", "json").json
    assert next(row for row in found if row["feit"] == "a") == {
        "feit": "a",
        "naam": "a",
        "soort": "ja/nee",
        "waarden": [],
        "over": "persoon",
        "wie": "aanvrager",
        "vraag": "Is a zo?",
        "privacy": "gewoon",
        "oordeel": False,
    }
    lines = desk.run("facts", "stad").out.splitlines()
    assert len(lines) == len(found)
    assert "oordeel_geschikt: ja/nee (oordeel), over persoon, weet: klantmanager. Is de persoon geschikt?" in lines
    assert "aandeel: getal %, over taak, weet: werkgever. Welk deel is de taak?" in lines


def test_describe(desk):
    assert "Cursus" in desk.run("describe", "stad", "--on", "2025-06-01").out
    assert desk.run("describe", "stad").code == 0
    assert isinstance(desk.run("describe", "stad", "--on", "2025-06-01", "--format", "json").json, dict)
    assert desk.run("describe", "stad", "--format", "html").out.lstrip().lower().startswith("<!doctype html>")
    assert desk.run("describe", "stad", "--on", "x").code == 2


def test_coverage(desk):
    (desk.town.folder / "inventaris.csv").write_text(
        "norm,kind,handling,modality,topic,same_as,remark\nV-1.1,condition,computable,,uren,,\nV-1.99,condition,computable,,x,,\n",
        "utf-8",
    )
    ran = desk.run("coverage", "stad")
    assert ran.code == 1
    assert "V-1.99" in ran.out
    assert len(desk.run("coverage", "--format", "json").json) == 1


def test_the_demo_and_the_language_server_are_started(desk, monkeypatch):
    started = []
    monkeypatch.setattr("trede.web.demo.serve", lambda *where, **how: started.append((where, how)))
    monkeypatch.setattr("trede.cli.editor.serve", lambda: started.append("editor"))
    assert desk.run("demo", "--port", "8001", "--no-browser").code == 0
    assert desk.run("language-server").code == 0
    assert started == [(("127.0.0.1", 8001), {"open_browser": False}), "editor"]


def test_output_that_is_not_utf_8_becomes_so(desk, monkeypatch):
    import io

    stream = io.TextIOWrapper(io.BytesIO(), encoding="latin-1")
    monkeypatch.setattr(sys, "stdout", stream)
    assert command.main(["assess", "stad", "--on", "2025-06-01"]) == 0
    assert "… cursus" in stream.buffer.getvalue().decode("utf-8")


def test_json_is_one_object(desk):
    assert json.loads(desk.run("assess", "stad", "--on", "2025-06-01", "--format", "json").out)["titel"] == "Stad"
