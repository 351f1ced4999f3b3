"""A regime folder with something wrong in it: `trede check` says it in one sentence, with file and line."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Desk

from trede.cli.creating import create

REGIMES = Path(__file__).resolve().parents[2] / "regimes"
LADDER = "- 6 Lijst meedoladder:\n\n| trede | naam |\n|---|---|\n| 1 | een |\n| 2 | twee |\n| 3 | drie |\n\n"
PRODUCT = (
    "- 7 Lijst product:\n\n| product | trede | prijs | vanaf |\n|---|---|---|---|\n"
    "| Cursus | 2 | € 10 | 1 januari 2025 |\n"
)


@pytest.fixture
def folder(desk: Desk) -> Path:
    """A new regime with a ladder and a product, beside the national one."""
    root = desk.root / "regimes"
    shutil.copytree(REGIMES / "nl", root / "nl")
    made = create("waterdam", None, None, root)
    change(made / "verordening.md", "\n> Lezing", f"\n{LADDER}{PRODUCT}\n> Lezing")
    with (made / "inventaris.csv").open("a", encoding="utf-8") as file:
        file.write("WAT-V-1.6,data,data,,ladder,,\nWAT-V-1.7,data,data,,producten,,\n")
    return made


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def line_of(file: Path, words: str) -> int:
    return next(n for n, line in enumerate(file.read_text("utf-8").splitlines(), 1) if words in line)


def test_as_it_is_it_is_right(desk: Desk, folder: Path) -> None:
    found = desk.run("check", "waterdam")
    assert (found.code, found.out.split(",")[0]) == (0, "waterdam: 0 fouten")


def second(folder: Path) -> None:
    """A second source that calls the same places its own."""
    text = (folder / "verordening.md").read_text("utf-8").replace("| bron | WAT-V |", "| bron | WAT-W |", 1)
    (folder / "werkwijze.md").write_text(text.split("### Voorbeelden")[0], "utf-8")


CASES: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "a source that is missing": (
        lambda folder: change(folder / "inventaris.csv", "WAT-V-1.6", "WAT-B-1.1"),
        "inventaris.csv|WAT-B-1.1", "De inventaris noemt normen van 'WAT-B', maar die bron is er niet."),
    "a regime it builds on that is missing": (
        lambda folder: change(folder / "regime.md", "| bouwt op | nl |", "| bouwt op | nl, utopia |"),
        "regime.md|", "Er is geen regime 'utopia'."),
    "no source at all": (
        lambda folder: [(folder / name).unlink() for name in ("verordening.md", "personen.md", "inventaris.csv")],
        "regime.md|", "Het regime 'waterdam' heeft geen eigen regeling."),
    "another regime's name": (
        lambda folder: change(folder / "regime.md", "| regime | waterdam |", "| regime | nl |"),
        "regime.md|", "Het regime heet 'nl', maar de map 'waterdam'."),
    "another regime's municipality": (
        lambda folder: change(folder / "regime.md", "## Rollen", "## Gemeenten\n\n- **Stad**\n\n## Rollen"),
        "regime.md|", "De gemeente 'stad' staat bij meer regimes: waterdam, stad."),
    "a norm twice in the inventory": (
        lambda folder: change(folder / "inventaris.csv", "WAT-V-1.7", "WAT-V-1.6"),
        "inventaris.csv|producten", "'WAT-V-1.6' staat twee keer in de inventaris."),
    "a place in two sources": (
        second, "werkwijze.md|1 Het college kan", "De plaats WAT-V-1.1 is al van "),
    "a gap in the ladder": (
        lambda folder: change(folder / "verordening.md", "| 2 | twee |\n", ""),
        "verordening.md|Lijst meedoladder", "Na trede 1 komt trede 3."),
    "a provision that is misspelt where it is granted": (
        lambda folder: change(folder / "verordening.md", "kan reiskosten verlenen", "kan reiskossten verlenen"),
        "verordening.md|1 Het college kan",
        "De voorziening 'reiskossten' staat niet onder Voorzieningen in regime.md."),
    "a provision that is listed twice": (
        lambda folder: change(folder / "regime.md", "- **reiskosten**:", "- **reiskosten**\n- **reiskosten**:"),
        "regime.md|- **reiskosten**: ook", "De voorziening 'reiskosten' staat er twee keer (ook in regel "),
    "a rung that is not there": (
        lambda folder: change(folder / "verordening.md", "| Cursus | 2 |", "| Cursus | 4 |"),
        "verordening.md|Lijst product", "'Cursus' noemt trede 4, maar die staat op geen ladder."),
    "a price without a date": (
        lambda folder: change(folder / "verordening.md", "| € 10 | 1 januari 2025 |", "| € 10 | |"),
        "verordening.md|Lijst product", "De prijs van 'Cursus' heeft geen datum."),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_it_is_said_with_file_and_line(desk: Desk, folder: Path, name: str) -> None:
    spoil, place, said = CASES[name]
    spoil(folder)
    file, _, words = place.partition("|")
    line = line_of(folder / file, words) if words else 1
    found = desk.run("check", "waterdam")
    assert found.code == 1
    assert found.err == ""
    lines = found.out.split("\n")
    told = [text for text in lines if text.startswith(f"waterdam/{file}:{line}: {said}")]
    assert len(told) == 1, found.out
    after = lines[lines.index(told[0]) + 1 :]
    assert next(text for text in after if not text.startswith("    ") or "Goed is: " in text).startswith(
        "    Goed is: "
    )


@pytest.mark.parametrize(
    ("old", "new", "right"),
    [
        ("kan reiskosten verlenen aan de persoon", "kan reiskosten verleenen aan de persoon", "'verlenen aan'"),
        ("Het college kan", "Het colege kan", "'college'"),
        ("Alleen als naar oordeel", "Alleen als volledige zorg voor jongste knd en naar oordeel",
         "'volledige zorg voor jongste kind'"),
        ("Alleen als naar oordeel", "Alleen als maanden ontheffng gebruikt minstens 3 maanden en naar oordeel",
         "'maanden ontheffing gebruikt'"),
    ],
)  # fmt: skip
def test_a_misspelt_phrase_of_several_words_gets_that_phrase(
    desk: Desk, folder: Path, old: str, new: str, right: str
) -> None:
    change(folder / "verordening.md", old, new)
    lines = desk.run("check", "waterdam").out.splitlines()
    place = next(n for n, line in enumerate(lines) if "ken ik hier niet" in line)
    assert lines[place + 2] == f"    Goed is: {right}"


def test_after_very_many_mistakes_no_suggestion_is_looked_for(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trede.law.sentence.MAX_COMPARED", 0)
    change(folder / "verordening.md", "Alleen als naar oordeel", "Alleen als volledige zrg en zwmles en naar oordeel")
    assert "Goed is: een naam uit de feiten of begrippen" in desk.run("check", "waterdam").out


def test_what_is_wrong_in_the_rules_comes_before_the_examples_it_spoils(desk: Desk, folder: Path) -> None:
    change(folder / "verordening.md", "| toegekend | € 2,30 |", "| toegekend | € 2,40 |")
    with (folder / "verordening.md").open("a", encoding="utf-8") as file:
        file.write("\n## Artikel 2. Nog iets\n\n- 1 Alleen indien het kan.\n")
    told = [line for line in desk.run("check", "waterdam").out.splitlines() if line.startswith("waterdam/")]
    wrong_examples = [n for n, line in enumerate(told) if "voorbeeld" in line]
    assert 0 < len(wrong_examples) < len(told)
    assert wrong_examples == list(range(len(told) - len(wrong_examples), len(told)))
