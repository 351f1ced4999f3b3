"""`trede assess`, `trede ask` and `trede replay`, and what they say of bad input."""

import json
import os
import subprocess
import sys
from itertools import pairwise

import pytest

ON = ("--on", "2025-06-01")


def test_an_assessment_as_text(desk, good):
    ran = desk.assess(good)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(
        "Stad, 1 juni 2025\n\n✓ cursus: kan worden toegekend\n    bedrag: € 499,67 per maand (V-1.3)\n"
    )


def test_an_assessment_as_json(desk, good):
    ran = desk.assess(good, "--format", "json")
    found = ran.json["voorzieningen"]["cursus"]
    assert (ran.code, found["uitkomst"], found["bedragen"][0]["bedrag"]) == (0, "toegekend", "499.67")
    assert found["receipt"]["feiten"][0] == {
        "feit": "begindatum",
        "waarde": "2025-06-01",
        "herkomst": {"bron": "invoer"},
    }
    assert ran.out.startswith("{\n  ")


def test_all_provisions_from_the_standard_input(desk, good):
    ran = desk.run("assess", "stad", *ON, "--facts", "-", "--format", "json", stdin=json.dumps(good))
    assert list(ran.json["voorzieningen"]) == ["cursus"]
    ran = desk.run("assess", "stad", *ON, "--facts", "-", stdin="\ufeff{}")
    assert (ran.code, ran.out.split("\n")[2]) == (0, "… cursus: er ontbreken gegevens")


def test_one_person_over_more_lines(desk, good):
    ran = desk.assess(json.dumps(good, indent=2), "--format", "json")
    assert (ran.code, ran.json["voorzieningen"]["cursus"]["uitkomst"]) == (0, "toegekend")


def test_without_facts_nothing_is_known(desk):
    assert "ontbreekt: Hoeveel uur per week?" in desk.run("assess", "stad", *ON).out


def test_a_decision_by_name(desk):
    ran = desk.run("assess", "stad", *ON, "--decision", "route", "--facts", desk.file("f.json", {"soort": "rood"}))
    assert "✓ route: rood" in ran.out
    assert desk.run("ask", "stad", *ON, "--decision", "route").json["feit"] == "soort"


def test_what_was_known_on_a_day(desk):
    ran = desk.run("assess", "stad", *ON, "--known", "2019-12-15", "--format", "json")
    assert ran.json["bekend_op"] == "2019-12-15"
    ran = desk.run("assess", "stad", *ON, "--known", "2019-12-14")
    assert (ran.code, ran.err) == (
        2,
        "trede: Op 1 juni 2025 was in Stad geen regeling van kracht die op 14 december 2019 bekend was. "
        "De eerste geldt vanaf 1 januari 2020.\n",
    )


def test_an_invented_person_and_their_day(desk):
    assert "Stad, 1 juli 2025" in desk.run("assess", "stad", "--person", "sara").out
    assert "Stad, 1 juni 2025" in desk.run("assess", "stad", "--person", "sara", *ON).out
    assert "kan niet" in desk.run("assess", "stad", "--person", "Ben").out
    ran = desk.run("assess", "stad", "--person", "Sarah")
    assert (ran.code, ran.err) == (2, "trede: er is geen persoon 'Sarah'. Bedoelt u 'Sara'?\n")
    assert (
        desk.run("assess", "stad", "--person", "Xantippe").err
        == "trede: er is geen persoon 'Xantippe'. Er zijn: Sara, Ben.\n"
    )
    (desk.town.folder / "personen.md").unlink()
    assert desk.run("assess", "stad", "--person", "Sara").err == "trede: er is geen persoon 'Sara'. Er is niemand.\n"


def test_old_names_of_facts(desk):
    found = desk.assess({"bedrijf": "x"}, "--format", "json").json["voorzieningen"]["cursus"]["receipt"]["feiten"]
    assert [f["feit"] for f in found] == ["naam_werkgever"]


def test_the_date_of_today(desk):
    from datetime import date

    assert desk.run("assess", "stad", "--format", "json").json["op"] == date.today().isoformat()


# One person a line ----------------------------------------------------------------------------------------------------


def lines(*people):
    return "\n".join(p if isinstance(p, str) else json.dumps(p) for p in people)


def test_a_person_a_line(desk, good):
    ran = desk.assess(lines(good, {"uren": 3}, "", {}), "--format", "json")
    found = [json.loads(line)["voorzieningen"]["cursus"]["uitkomst"] for line in ran.out.splitlines()]
    assert (ran.code, found) == (0, ["toegekend", "geweigerd", "onvoldoende_gegevens"])


def test_one_bad_line_is_told_and_the_others_are_answered(desk, good):
    text = lines(good, '{"uren": 130, "urem": 2, "urem": 3}', "{bad", {"a": True, "b": True}, "[1]", {"uren": 3})
    ran = desk.assess(text, "--format", "json")
    assert (ran.code, len(ran.out.splitlines())) == (2, 2)
    assert ran.err == (
        "trede: regel 2: urem: dit feit is twee keer gegeven. Goed is: één keer.\n"
        "regel 2: uren: '130' is te hoog. Goed is: hoogstens 60 uur per week.\n"
        "regel 2: urem: dit feit ken ik niet. Goed is: 'uren'.\n"
        "'feiten.json': dit is geen JSON (regel 3, teken 2).\n"
        "regel 4: a, b: dit kan niet samen: a en b.\n"
        'regel 5: invoer: dit is geen object met feiten. Goed is: {"feit": waarde, …}.\n'
    )


def test_one_line_in_a_file_of_lines(desk, good):
    name = desk.file("f.jsonl", good)
    ran = desk.run("assess", "stad", *ON, "--facts", name, "--format", "json")
    assert len(ran.out.splitlines()) == 1
    ran = desk.run("ask", "stad", *ON, "--facts", desk.file("g.jsonl", "{bad"))
    assert ran.err == "trede: 'g.jsonl': dit is geen JSON (regel 1, teken 2).\n"


def test_a_line_ends_only_at_a_newline(desk, good):
    ran = desk.assess(
        lines({**good, "naam_werkgever": "a\u2028b"}, good).replace("\\u2028", "\u2028"), "--format", "json"
    )
    assert (ran.code, len(ran.out.rstrip("\n").split("\n"))) == (0, 2)


def test_questions_a_line(desk, good):
    ran = desk.run("ask", "stad", *ON, "--facts", desk.file("f.json", lines({}, good, "{bad", {"uren": 3})))
    assert [json.loads(line)["feit"] for line in ran.out.splitlines()] == ["uren", None, None]
    assert ran.code == 2


# Asking ---------------------------------------------------------------------------------------------------------------


def test_the_next_question(desk, good):
    ran = desk.run("ask", "stad", *ON)
    assert (ran.code, ran.json["vraag"], ran.json["nog"]) == (0, "Hoeveel uur per week?", 4)
    ran = desk.run("ask", "stad", *ON, "--format", "text")
    assert ran.out == (
        "Hoeveel uur per week?  (uren, weet: werkgever)\n    nodig voor V-1.1: U werkt minstens 12 uur.\n"
    )
    name = desk.file("f.json", good)
    assert desk.run("ask", "stad", *ON, "--facts", name).json == {"feit": None, "vraag": None, "nog": 0, "klaar": True}
    assert desk.run("ask", "stad", *ON, "--facts", name, "--format", "text").out == "Er is geen vraag meer nodig.\n"


# Bad input ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"uren": "veel"}, "uren: 'veel' is geen getal. Goed is: een getal, met een punt voor de decimalen."),
        (
            {"begindatum": "2023-02-30"},
            "begindatum: 2023-02-30 bestaat niet. Goed is: een dag die op de kalender staat.",
        ),
        ({"uren": -3}, "uren: '-3' is te laag. Goed is: minstens 0 uur per week."),
        ({"loonwaarde": 130}, "loonwaarde: '130' is te hoog. Goed is: hoogstens 100 %."),
        ({"urem": 3}, "urem: dit feit ken ik niet. Goed is: 'uren'."),
        ('{"uren": 3, "uren": 4}', "uren: dit feit is twee keer gegeven. Goed is: één keer."),
        (
            {"burgerservicenummer": "123456789"},
            "burgerservicenummer: dit burgerservicenummer klopt niet (de elfproef faalt). "
            "Goed is: negen cijfers van het nummer zelf.",
        ),
        ('{"uren": NaN}', "uren: NaN is geen getal. Goed is: een getal, met een punt voor de decimalen."),
        (
            '{"uren": 1e999999999}',
            "uren: '1E+999999999' is te groot of te precies. Goed is: een getal met hoogstens 15 cijfers.",
        ),
        ({"uren": "12,5"}, "uren: '12,5' heeft een komma. Goed is: een punt: 12.5."),
        ("", "'feiten.json' is leeg. Goed is een JSON-object, bijvoorbeeld {}."),
        (" \n", "'feiten.json' is leeg. Goed is een JSON-object, bijvoorbeeld {}."),
        (b"\xff\xfe", "'feiten.json' is geen tekst in UTF-8."),
        ("{,}", "'feiten.json': dit is geen JSON (regel 1, teken 2)."),
        ("[]", 'invoer: dit is geen object met feiten. Goed is: {"feit": waarde, …}.'),
        ("[" * 100_000, "'feiten.json': deze JSON is te diep genest."),
        ('{"uren": ' + "9" * 5000 + "}", "'feiten.json': hierin staat een te groot getal."),
        ({"a": True, "b": True}, "a, b: dit kan niet samen: a en b."),
    ],
)
def test_what_is_wrong_with_facts(desk, facts, said):
    ran = desk.assess(facts)
    assert (ran.code, ran.out, ran.err) == (2, "", f"trede: {said}\n")


def test_a_file_that_is_too_large(desk):
    with (desk.root / "groot.json").open("wb") as file:
        file.truncate(50_000_000)
    ran = desk.run("assess", "stad", "--facts", "groot.json")
    assert (ran.code, ran.err) == (2, "trede: 'groot.json' is te groot: hoogstens 20 MB.\n")
    ran = desk.run("assess", "stad", "--facts", "-", stdin=b" " * 20_000_001)
    assert ran.err == "trede: de standaardinvoer is te groot: hoogstens 20 MB.\n"


def test_files_that_cannot_be_read(desk):
    def said(name):
        ran = desk.run("assess", "stad", "--facts", name)
        assert ran.code == 2
        return ran.err

    assert said("weg.json") == "trede: het bestand 'weg.json' bestaat niet.\n"
    assert said("regimes") == (
        "trede: het bestand 'regimes' is niet te lezen: dit is een map. Goed is de naam van een bestand.\n"
    )
    assert said('{"uren": 3}' * 50).endswith("is niet te lezen: de naam is te lang.\n")
    assert said("a\0b") == "trede: het bestand 'a�b' is niet te lezen: embedded null byte.\n"
    assert desk.run("assess", "stad", "--facts", "-", stdin="").err == (
        "trede: de standaardinvoer is leeg. Goed is een JSON-object, bijvoorbeeld {}.\n"
    )


def test_everything_that_is_wrong_comes_at_once(desk):
    name = desk.file("f.json", '{"uren": -1, "urem": 3, "urem": 4, "loonwaarde": NaN}')
    ran = desk.run("assess", "stad", "--on", "2023-02-30", "--known", "ooit", "--facts", name)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "trede: --on: '2023-02-30' is geen bestaande datum. Goed is bijvoorbeeld 2025-06-01.\n"
        "--known: 'ooit' is geen bestaande datum. Goed is bijvoorbeeld 2025-06-01.\n"
        "urem: dit feit is twee keer gegeven. Goed is: één keer.\n"
        "uren: '-1' is te laag. Goed is: minstens 0 uur per week.\n"
        "urem: dit feit ken ik niet. Goed is: 'uren'.\n"
        "loonwaarde: NaN is geen getal. Goed is: een getal, met een punt voor de decimalen.\n"
    )


@pytest.mark.parametrize("given", ["2025-W01-1", "01-06-2025", "20250601", "", "2025-6-1"])
def test_dates_have_one_form(desk, given):
    ran = desk.run("assess", "stad", f"--on={given}")
    assert (ran.code, ran.err) == (
        2,
        f"trede: --on: '{given}' is geen bestaande datum. Goed is bijvoorbeeld 2025-06-01.\n",
    )


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["assess", "stat"], "Er is geen regime 'stat'. Bedoelt u 'stad'? Er zijn: stad."),
        (["assess", "../etc"], "Er is geen regime '../etc'. Er zijn: stad."),
        (
            ["assess", "stad", "--on", "1999-01-01"],
            "Op 1 januari 1999 was in Stad geen regeling van kracht. De eerste geldt vanaf 1 januari 2020.",
        ),
        (["assess", "stad", *ON, "--provision", "curses"], "Er is geen voorziening 'curses'. Bedoelt u 'cursus'?"),
        (["ask", "stad", *ON, "--provision", "baan"], "'baan' bestaat op 1 juni 2025 niet in Stad."),
    ],
)
def test_names_and_days_that_do_not_exist(desk, argv, said):
    ran = desk.run(*argv)
    assert (ran.code, ran.out, ran.err) == (2, "", f"trede: {said}\n")


def test_a_name_of_a_regime_that_no_folder_can_have(desk):
    ran = desk.run("assess", "a" * 5000)
    assert ran.code == 2
    assert ran.err.startswith("trede: ")
    assert len(ran.err.splitlines()) == 1


@pytest.mark.parametrize(
    "hostile",
    [
        b"\xff\xfe\x00",
        b"x" * 2_100_000,
        b"| bron | V |\n" * 9,
        b"# X\n\n| bron | V |\n|---|---|\n| rang | koning |\n",
        b"# X\n\n| bron | V |\n|---|---|\n| rang | wet |\n\n## Artikel 1. A\n\n- 1 Alleen als "
        + b"(" * 200
        + b"a"
        + b")" * 200
        + b".\n",
        b"# X\n\n| bron | V |\n|---|---|\n| rang | wet |\n\n## Artikel 1. A\n\n- 1 __import__('os').system('x').\n",
    ],
)
def test_a_hostile_regime_file(desk, hostile):
    (desk.town.folder / "v.md").write_bytes(hostile)
    for command in ("assess", "check"):
        ran = desk.run(command, "stad")
        assert ran.code in (1, 2)
        assert "Traceback" not in ran.err + ran.out
        assert ran.err + ran.out


def test_a_regime_whose_names_go_round_or_too_deep(desk):
    from tests.reason.towns import article, source

    ring = article("Een betekent twee + twee + twee.", "Twee betekent een + een + een.", "Alleen als een meer dan 3.")
    (desk.town.folder / "v.md").write_text(source(ring), "utf-8")
    ran = desk.run("assess", "stad", *ON)
    assert (ran.code, "er ontbreken gegevens" in ran.out) == (0, True)
    assert "verwijzen in een kring" in desk.run("check", "stad").out
    names = [f"n{chr(97 + k // 26)}{chr(97 + k % 26)}{chr(97 + k // 676)}" for k in range(600)]
    deep = article(
        *(f"{a} betekent {b} + 1." for a, b in pairwise(names)),
        f"{names[-1]} betekent getal.",
        f"Alleen als {names[0]} meer dan 3.",
    )
    (desk.town.folder / "v.md").write_text(source(deep), "utf-8")
    found = process(desk, "assess", "stad", *ON, "--facts", desk.file("f.json", {"getal": 1}))
    assert (found.returncode, found.stderr) == (2, "trede: dit is te diep genest om te lezen of uit te rekenen.\n")


# A real process ------------------------------------------------------------------------------------------------------


def process(desk, *argv, stdin="", **env):
    return subprocess.run(
        [sys.executable, "-m", "trede.cli.main", *argv],
        input=stdin,
        text=True,
        capture_output=True,
        cwd=desk.root,
        env={**os.environ, **env},
        encoding="utf-8",
        timeout=60,
    )


def test_as_a_process(desk, good):
    ran = process(desk, "assess", "stad", *ON, "--facts", "-", stdin=json.dumps(good))
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "✓ cursus" in ran.stdout
    ran = process(desk, "assess", "stad", *ON, "--facts", "-", stdin='{"uren": NaN}', PYTHONIOENCODING="latin-1")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("trede: uren: NaN is geen getal.")


def test_output_is_utf_8_whatever_the_locale(desk, good):
    ran = process(desk, "assess", "stad", *ON, "--facts", "-", stdin=json.dumps(good), PYTHONIOENCODING="latin-1")
    assert (ran.returncode, "✓ cursus" in ran.stdout) == (0, True)


def test_a_reader_that_stops_reading(desk, good):
    desk.file("veel.jsonl", (json.dumps(good) + "\n") * 200)
    command = (
        f"{sys.executable} -m trede.cli.main assess stad --on 2025-06-01 --facts veel.jsonl --format json | head -c 10"
    )
    ran = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, cwd=desk.root, timeout=60
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, '{"regime":', "")
