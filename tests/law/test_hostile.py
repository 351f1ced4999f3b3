"""Files that mean harm, or were damaged: each is refused in bounded time, in Dutch, and nothing in it is ever run.

The bounds on time are generous (a slow machine must pass); the bounds on work are counts.
"""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.law.features.conftest import ARTICLE, FACTS, MAIN, SOURCE, Read, Village, on_top_of, regime_file
from tests.law.features.conftest import village as village

from trede.law import UnknownRegime, find_regime, reader
from trede.law.checks import truth

BOUND = 25.0


@pytest.fixture(autouse=True)
def bounded() -> Iterator[None]:
    """No test here may take longer than the bound."""
    start = time.monotonic()
    yield
    assert time.monotonic() - start < BOUND


def one(read: Read) -> str:
    """The one message there is, in Dutch and without a traceback."""
    (error,) = read.errors
    assert "Traceback" not in error
    return error.split("\n")[0]


# Files --------------------------------------------------------------------------------------------------------------


def test_a_file_of_50_mb(village: Village) -> None:
    read = village(files={"dorp/groot.md": b"x" * 50_000_000})
    assert read.errors == [
        "dorp/groot.md: Dit bestand is te groot (50000000 bytes).\n"
        "    Goed is: verdeel het over meer bestanden van hoogstens 2 MB"
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (bytes(range(256)) * 100, "dorp/raar.md: Dit bestand is geen tekst in UTF-8 (byte 128)."),
        (b"\xff\xfe# \x00T\x00", "dorp/raar.md: Dit bestand is geen tekst in UTF-8 (byte 0)."),
        (b"# Titel\n\n| bron \x00|", "dorp/raar.md:3: Hier staat een onzichtbaar teken (U+0000)."),
        ("# Titel\n\u202eevil".encode(), "dorp/raar.md:2: Hier staat een onzichtbaar teken (U+202E)."),
        ("# Tit\u200bel".encode(), "dorp/raar.md:1: Hier staat een onzichtbaar teken (U+200B)."),
        (b" \n\n ", "dorp/raar.md: Dit bestand is leeg."),
    ],
)
def test_what_is_no_text(village: Village, content: bytes, expected: str) -> None:
    assert one(village(files={"dorp/raar.md": content})) == expected


def test_a_file_that_is_no_file(village: Village, tmp_path: Path) -> None:
    village()
    (tmp_path / "dorp/map.md").mkdir()
    (tmp_path / "dorp/rond.md").symlink_to(tmp_path / "dorp/rond.md")
    (tmp_path / "dorp/weg.md").symlink_to(tmp_path / "nergens")
    (tmp_path / "dorp/nul.md").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "dorp/pijp.md")
    os.mkfifo(tmp_path / "dorp/inventaris.csv")
    assert [e.split("\n")[0] for e in village().errors] == [
        "dorp/inventaris.csv: Dit is geen gewoon bestand.",
        "dorp/map.md: Dit is geen gewoon bestand.",
        "dorp/nul.md: Dit is geen gewoon bestand.",
        "dorp/pijp.md: Dit is geen gewoon bestand.",
        "dorp/rond.md: Dit bestand is niet te lezen.",
        "dorp/weg.md: Dit bestand is niet te lezen.",
    ]


def test_windows_line_ends_a_mark_and_loose_accents_do_no_harm(village: Village) -> None:
    text = "\ufeff" + (ARTICLE + "- 1 Mag beëindigd worden als werkzoekend.\n").replace("\n", "\r\n").replace(
        "ë", "e\u0308"
    )
    assert village(files={"dorp/verordening.md": text}).errors == []


def test_very_many_files(village: Village) -> None:
    files: dict[str, str | bytes | None] = {f"dorp/a{n:03}.md": "tekst" for n in range(reader.MAX_FILES)}
    assert "dorp: Deze map heeft te veel bestanden (203)." in [e.split("\n")[0] for e in village(files=files).errors]


@pytest.mark.parametrize("name", ["a\0b", "a" * 10_000, "../..", "/", "", "dorp/../dorp/x", "DORP", "\n", "💥"])
def test_a_name_that_is_no_regime(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnknownRegime, match=r"^Er is geen regime"):
        find_regime(name, tmp_path)


# Size and depth -----------------------------------------------------------------------------------------------------


def test_a_table_of_very_many_rows(village: Village) -> None:
    rows = "| € 1 |\n" * 150_000
    read = village(files={"dorp/verordening.md": ARTICLE + "- 1 Reeks toeslag:\n\n| toeslag |\n|---|\n" + rows})
    assert one(read) == "dorp/verordening.md:5016: Deze tabel is te lang: hoogstens 5000 rijen."


def test_a_table_of_a_million_rows(village: Village) -> None:
    rows = "| € 1 |\n" * 1_000_000
    assert "te groot" in one(village(files={"dorp/verordening.md": ARTICLE + rows}))


def test_a_line_of_10_000_characters(village: Village) -> None:
    read = village("- 1 Alleen als " + "a" * 10_000 + ".")
    assert one(read) == "dorp/verordening.md:12: Deze regel is te lang (10016 tekens)."


def test_a_sentence_that_goes_on_and_on(village: Village) -> None:
    read = village("- 1 Alleen als werkzoekend\n" + "  en heeft schulden\n" * 90_000)
    assert one(read) == "dorp/verordening.md:12: Deze zin is te lang: meer dan 1500 tekens."


def test_an_explanation_that_goes_on_and_on(village: Village) -> None:
    read = village("- 1 Alleen als werkzoekend.\n" + "  U zoekt werk.\n" * 100_000)
    assert one(read) == "dorp/verordening.md:12: De uitleg bij deze regel is te lang: meer dan 1500 tekens."


def test_a_note_that_goes_on_and_on(village: Village) -> None:
    read = village("> Lezing: x\n" + "> en nog iets\n" * 100_000)
    assert read.errors == []
    assert read.regime is not None
    assert max(len(note) for note in read.regime.sources[0].articles[1].notes) < 3_000


def test_very_many_bullets(village: Village) -> None:
    read = village("- 1 Tekst: x.\n" * 100_000)
    assert one(read) == "dorp/verordening.md:5012: Dit bestand heeft te veel regels: hoogstens 5000 streepjes."


def test_very_many_mistakes(village: Village) -> None:
    read = village("- 1 Alleen als zwmles minstens 5.\n" * 4_000)
    assert len(read.errors) == reader.MAX_MISTAKES + 1
    assert read.errors[-1] == (
        "dorp/verordening.md:112: Tot hier staan in dit bestand al 100 fouten; de rest is niet gelezen.\n"
        "    Goed is: verbeter eerst wat hierboven staat"
    )


def test_very_many_facts(village: Village) -> None:
    facts = "".join(f"- **feit nummer {n}** (ja/nee): Is het zo?\n" for n in range(3_000))
    lines = "- 1 Alleen als feit nummr 3.\n" * 90
    read = village(lines, facts="\n## Over nummers\n\n" + facts)
    assert len(read.errors) == 90
    assert [error.count("Goed is: 'feit nummer 3'") for error in read.errors].count(1) < 90


@pytest.mark.parametrize(
    "text",
    [
        "Alleen als " + "(" * 200 + "werkzoekend" + ")" * 200,
        "Alleen als " + "(werkzoekend) en " * 20 + "werkzoekend",
        "Alleen als " + "niet " * 250 + "werkzoekend",
        "A betekent " + "1 + " * 300 + "1",
        "A betekent " + "1 als werkzoekend, anders " * 45 + "1",
        "Alleen als " + "bij een taak geldt (" * 60 + "toegelicht" + ")" * 60,
    ],
)
def test_sentences_too_deep(village: Village, text: str) -> None:
    assert one(village(f"- 1 {text}.")).split(": ", 1)[1] in (
        "Deze zin heeft te veel haakjes.",
        "Deze zin is te ingewikkeld.",
    )


def test_headings_and_bullets_too_deep(village: Village) -> None:
    read = village("######### Kop\n\n" + " " * 500 + "- 1 Tekst: x.\n")
    assert one(read) == "dorp/verordening.md:14: Dit streepje staat te diep."


def test_definitions_that_rest_on_each_other_very_deeply(village: Village) -> None:
    lines = ["- 1 Begrip nul betekent loon."]
    lines = ["- 1 B0 betekent loon.", *(f"- {n} B{n} betekent b{n - 1} + € 1." for n in range(1, 1_000))]
    read = village("\n".join(lines))
    assert one(read) == "dorp/verordening.md:52: 'b40' steunt op 40 begrippen na elkaar; dat is te diep."


def test_a_circle_of_a_thousand_definitions(village: Village) -> None:
    read = village("\n".join(f"- {n} B{n} betekent b{(n + 1) % 1000} + € 1." for n in range(1_000)))
    assert "Deze begrippen verwijzen in een kring naar elkaar: b0 → b1 → b2" in one(read)


def test_a_condition_with_too_many_cases_to_try(village: Village) -> None:
    names = [f"feit nummer {n}" for n in range(30)]
    facts = "".join(f"- **{name}** (ja/nee): Is het zo?\n" for name in names)
    read = village(f"- 1 Alleen als {' en '.join(names)} en {names[0]}.", facts="\n## Over nummers\n\n" + facts)
    assert read.errors == []
    assert truth.LIMIT < 2**30


def test_a_table_with_too_many_cases_to_try(village: Village) -> None:
    keys = [f"sleutel {n}" for n in range(12)]
    facts = "".join(f"- **{key}** (getal): Hoeveel?\n" for key in keys)
    rows = "".join(f"| {' | '.join(str((n * k) % 97) for k in range(3, 15))} | € {n} |\n" for n in range(1, 90))
    head = f"| {' | '.join(keys)} | toeslag |\n|{'---|' * 13}\n"
    lines = f"- 1 Tabel toeslag naar {', '.join(keys)}:\n\n{head}{rows}| {'elk | ' * 12}€ 5 |\n"
    assert "Twee rijen overlappen elkaar" in one(village(lines, facts="\n## Over nummers\n\n" + facts))
    many = "".join(f"| {'elk | ' * (n % 12)}{n} | {'elk | ' * (11 - n % 12)}€ 5 |\n" for n in range(1, 60))
    many += f"| {'elk | ' * 12}€ 5 |\n"
    lines = f"- 1 Tabel toeslag naar {', '.join(keys)}:\n\n{head}{many}"
    assert "Deze tabel is te groot om na te gaan of zij volledig is." in one(
        village(lines, facts="\n## Over nummers\n\n" + facts)
    )


# Regimes on regimes -------------------------------------------------------------------------------------------------


def test_regimes_that_build_on_each_other(village: Village) -> None:
    files: dict[str, str | bytes | None] = {
        "dorp/regime.md": regime_file("dorp", "stad"),
        "dorp/feiten.md": None,
        "dorp/verordening.md": None,
        "stad/regime.md": regime_file("stad", "dorp"),
    }
    assert one(village(files=files)) == "stad/regime.md:1: 'stad' bouwt via 'dorp' op zichzelf."


def test_a_regime_under_a_false_name_that_builds_on_itself(village: Village, tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {
        "dorp/regime.md": regime_file("anders", "dorp", "kopie"),
        "dorp/feiten.md": None,
        "dorp/verordening.md": None,
    }
    (tmp_path / "dorp").mkdir()
    (tmp_path / "kopie").symlink_to(tmp_path / "dorp")
    assert [e.split("\n")[0] for e in village(files=files).errors] == [
        "dorp/regime.md:1: 'anders' bouwt via 'dorp' op zichzelf.",
        "dorp/regime.md:1: 'anders' bouwt via 'kopie' op zichzelf.",
        "dorp/regime.md:1: Het regime heet 'anders', maar de map 'dorp'.",
    ]


def test_a_tower_of_regimes(village: Village) -> None:
    files: dict[str, str | bytes | None] = {
        f"r{n}/regime.md": regime_file(f"r{n}", f"r{n + 1}", f"r{n + 2}") for n in range(60)
    }
    files["dorp/regime.md"] = on_top_of("r0")
    read = village(files=files)
    assert any("zijn te hoog gestapeld." in error for error in read.errors)
    assert len(read.errors) < 10


# Nothing is run -----------------------------------------------------------------------------------------------------

CODE = "__import__('os').system('touch /tmp/trede-owned')"


def test_nothing_in_a_file_is_run(village: Village, tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {
        "dorp/regime.md": MAIN.replace("Het dorp", CODE) + f"\n## Vaste namen\n\n| begindatum | {CODE} |\n|---|---|\n",
        "dorp/personen.md": "# P\n\n## Sara\n\n| feit | waarde |\n|---|---|\n"
        f"| opmerking | {CODE} |\n| {CODE} | {{0.__class__}} |\n",
        "dorp/inventaris.csv": f'norm,kind,handling,modality\n"{CODE}",=cmd|calc,%s%n,{{x}}\n',
        "dorp/conftest.py": "raise SystemExit",
        "dorp/regime.py": "raise SystemExit",
        "dorp/sitecustomize.py": "raise SystemExit",
    }
    lines = f"- 1 Alleen als {CODE}.\n- {CODE} Tekst: {CODE}\n- 2 {CODE} betekent 5.\n"
    lines += f"- 3 Reeks {CODE}:\n\n| {CODE} |\n|---|\n| {CODE} |\n"
    read = village(
        lines, facts=f"\n## Over {CODE}\n\n- **{CODE}** (getal): {CODE}?\n  - sleutel: {CODE}\n", files=files
    )
    assert read.regime is not None
    assert not Path("/tmp/trede-owned").exists()
    assert all("Traceback" not in error for error in read.errors)


def test_lines_of_nothing_but_signs(village: Village) -> None:
    signs = "\n".join(sign * 1_900 for sign in "#->|*:.([{`~_=+€%\\/ ")
    assert village(files={"dorp/verordening.md": SOURCE + signs, "dorp/feiten.md": FACTS + signs}).regime is not None
