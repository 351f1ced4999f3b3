"""Help in an editor: mistakes while typing, what may follow, what a name is and where it is said."""

from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from tests.cli.editor_sample import RULES, at

from trede.cli.editor import server
from trede.cli.editor.complete import complete_cell, complete_heading, complete_sentence, detail_of
from trede.cli.editor.desk import Reading, read_folder, regime_folder, stand_in
from trede.cli.editor.look import about_symbol, places_of_symbol
from trede.cli.editor.spot import bullet_line, citation_at, name_at, sentence_before
from trede.law.errors import LawError
from trede.law.vocabulary import Symbol

# --- reading what is open -------------------------------------------------------------------------------------------


def test_an_open_text_goes_before_the_file(folder: Path, rules: Path) -> None:
    only = read_folder(folder, {rules: RULES.replace("naar oordeel past", "past")})
    assert [mistake.what for mistake in only.mistakes[rules]] == ["'past het werk' is een oordeel, geen feit."]
    assert read_folder(folder, {rules: RULES}).mistakes == {}


def test_a_file_that_is_not_saved_yet_counts(folder: Path) -> None:
    new = folder / "nieuw.md"
    found = read_folder(folder, {new: "# Nieuw\n\n| bron | N |\n|---|---|\n| rang | wetje |\n"})
    assert [mistake.what for mistake in found.mistakes[new]] == ["'wetje' is geen rang."]


def test_an_open_text_of_a_base_counts_too(folder: Path) -> None:
    main = folder.parent / "land/regime.md"
    found = read_folder(folder, {main: "# Land\n\n| regime | lande |\n|---|---|\n\n## Rollen\n\n- college\n"})
    assert [mistake.line for mistake in found.mistakes[main]] == [1]


def test_examples_that_fail_are_mistakes(folder: Path, rules: Path) -> None:
    text = RULES.replace("| 8 uur per week | geweigerd: 1.4.a |", "| 24 uur per week | geweigerd |")
    assert read_folder(folder, {rules: text}).mistakes == {}
    (mistake,) = read_folder(folder, {rules: text}, examples=True).mistakes[rules]
    assert "voorbeeld klopt niet" in mistake.what


def test_a_folder_without_its_table_is_still_read(folder: Path) -> None:
    main = folder / "regime.md"
    found = read_folder(folder, {main: "# Niets\n"})
    assert found.regime.norms == []
    assert list(found.mistakes) == [main]


def test_a_regime_alone_builds_on_those_of_the_house(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    house = tmp_path / "house"
    house.mkdir()
    (folder.parent / "land").rename(house / "land")
    (house / "dorp").mkdir()
    (house / "dorp/regime.md").write_text("een ander dorp")
    monkeypatch.setenv("TREDE_REGIMES", str(house))
    assert read_folder(folder, {}).mistakes == {}
    changed = {folder / "verordening.md": RULES + "\n- 11 Tekst: nieuw.\n"}
    assert read_folder(folder, changed).mistakes == {}
    assert read_folder(folder, {}).path("land/regime.md") == house / "land/regime.md"


def test_where_links_are_not_allowed_files_are_copied(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(Path, "symlink_to", refused)
    stand_in(tmp_path / "map", folder)
    stand_in(tmp_path / "los.md", folder / "regime.md")
    assert (tmp_path / "map/regime.md").read_text() == (tmp_path / "los.md").read_text()


def test_only_files_beside_a_regime_are_read(folder: Path, tmp_path: Path) -> None:
    assert regime_folder(folder / "nieuw.md") == folder
    assert regime_folder(folder / "plaatje.png") is None
    assert regime_folder(tmp_path / "los.md") is None


def test_a_mistake_marks_its_line() -> None:
    found = server.diagnostic(LawError("a", 2, "Fout.", "goed"), ["een\n", "  twee\n"])
    assert (found.message, found.range) == ("Fout. Goed is: goed", server.span(1, 2, 1, 6))
    assert server.diagnostic(LawError("a", 9, "Fout."), []).range == server.span(0, 0, 0, 0)


# --- the sentence at the cursor -------------------------------------------------------------------------------------


def before(text: str) -> str | None:
    """What is read before the bar in a text."""
    lines = text.split("\n")
    number = next(n for n, line in enumerate(lines) if "@" in line)
    return sentence_before(lines, number, lines[number].index("@"))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("- 4.a-1, 4.b Alleen als @x", "Alleen als "),
        ("- 4 @", ""),
        ("- Alleen @", "Alleen "),
        ("- 4 Alleen als de\n  uren @minstens", "Alleen als de uren "),
        ("- 4 Alleen als de\n  lange\n  uren @minstens", "Alleen als de lange uren "),
        ("- 4 Alleen als:\n  - a eerste\n  - b-1 de @", "Alleen als de "),
        ("- 4 Alleen als een van:\n  - b-1 de @", "Alleen als de "),
        ("- 4 Los.\n  - b-1 de @", "de "),
        ("  - b de @", "de "),
        ("- 4 Alleen als x.\n  Een reden @", None),
        ("- 4 Tekst: wij @", None),
        ("- **feit** @", None),
        ("gewone tekst @", None),
        ("- 1 Een\n\n  twee @", None),
    ],
)
def test_the_sentence_before_the_cursor(text: str, sentence: str | None) -> None:
    assert before(text) == sentence


def test_a_bullet_is_not_sought_without_end() -> None:
    assert bullet_line(["- 1 Lang", *["  en verder"] * 60], 60) is None


def test_the_longest_name_at_the_cursor_wins(reading: Reading) -> None:
    words = reading.regime.vocabulary
    found = name_at("- 3 Alleen als naar oordeel past het werk.", 34, words)
    assert found is not None
    assert (found.phrase, found.start, found.end) == ("past het werk", 28, 41)
    assert name_at("niets hier", 3, words) is None
    assert citation_at("zie D-V-1.4.a, of", 6) == "D-V-1.4.a"
    assert citation_at("zie D-V-1.4.a, of", 16) is None


# --- what may follow ------------------------------------------------------------------------------------------------


def texts(found: list[Any]) -> list[str]:
    return [candidate.text for candidate in found]


@pytest.mark.parametrize(
    ("typed", "offered", "withheld"),
    [
        ("", ["Alleen als", "College", "Tekst: ", "Over"], ["verlenen aan"]),
        ("al", ["Alleen als"], ["Niet als"]),
        ("te", ["Tekst: "], ["Begrip: "]),
        ("Alleen als ", ["uren", "uitkering", "naar oordeel", "grens", "de persoon kan lezen"], ["past het werk"]),
        ("Alleen als de u", ["uren", "uitkering"], ["begindatum"]),
        ("Alleen als (de u", ["uren", "uitkering"], ["begindatum"]),
        ("Alleen als naar oordeel ", ["past het werk"], ["uren"]),
        ("Alleen als naar het oordeel van het college ", ["past het werk"], ["uren"]),
        ("Alleen als uitkering is ", ["ioaw", "algemene bijstand"], ["reden"]),
        ("Alleen als uren is ", ["grens"], []),
        ("Alleen als niets is ", [], ["ioaw"]),
        ("Alleen als uren ", ["minstens", "is"], ["verlenen aan"]),
        ("Alleen als uren minstens 16 u", ["16 uur per week"], ["16 maanden"]),
        ("Het college kan ", ["hulp", "besluit nemen"], ["uren"]),
        ("Het college kan hulp ver", ["verlenen aan"], ["aanbieden aan"]),
        ("Besluit bevat ", ["reden", "datum"], ["uren"]),
        ("Over ", ["hulp", "elke voorziening"], ["uren"]),
        ("Dit is geen zin en ", [], ["uren"]),
    ],
)
def test_what_may_follow(reading: Reading, typed: str, offered: list[str], withheld: list[str]) -> None:
    found = texts(complete_sentence(typed, reading))
    assert set(offered) <= set(found)
    assert not set(withheld) & set(found)


def test_fitting_values_come_first_and_replace_what_was_typed(reading: Reading) -> None:
    found = complete_sentence("Alleen als uitkering is i", reading)
    assert (found[0].text, found[0].replaces) == ("ioaw", 1)


def test_headings_offer_people_and_tables_facts(reading: Reading) -> None:
    assert texts(complete_heading("### Voorbeelden vanuit S", reading)) == ["Sara"]
    assert texts(complete_heading("### Voorbeelden", reading)) == [" vanuit Sara"]
    assert complete_heading("## Artikel 1. Hulp", reading) == []
    assert texts(complete_cell("| uitk| x |", 6, reading)) == ["uitkering"]
    assert "= uitkomst" in texts(complete_cell("| ", 2, reading))


@pytest.mark.parametrize(
    ("category", "name", "detail"),
    [
        ("NAME", "oordeel_past_het_werk", "oordeel, ja/nee: Past het?"),
        ("NAME", "grens", "begrip"),
        ("ROLE", "x", "rol"),
    ],
)
def test_a_candidate_says_what_it_is(reading: Reading, category: str, name: str, detail: str) -> None:
    assert detail_of(Symbol(category, name), reading.regime.vocabulary) == detail


# --- what it is and where it is said --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("symbol", "said"),
    [
        (("NAME", "uitkering"), ["keuze: algemene bijstand, ioaw", "Weet: administratie. Privacy: gevoelig."]),
        (("NAME", "uren"), ["getal uur per week", "Hulp: Tel alles mee."]),
        (("NAME", "lezen"), ["In een regel: *de persoon kan lezen*"]),
        (("NAME", "oordeel_past_het_werk"), ["oordeel, ja/nee", "naar oordeel …"]),
        (("NAME", "duur"), ["Over: klus."]),
        (("NAME", "grens"), ["begrip, getal uur per week", "Grens betekent uren + 1 uur per week. (D-V-1.5)"]),
        (("NAME", "toeslag"), ["begrip, bedrag", "(D-V-1.6)"]),
        (("NAME", "onzin"), ["**onzin**: begrip"]),
        (("PROVISION", "hulp"), ["voorziening", "Het college kan hulp verlenen aan de persoon. (D-V-1.1)"]),
        (("ACTION", "besluit_nemen"), ["**besluit nemen**: handeling"]),
        (("VALUE", "ioaw"), ["**ioaw**: waarde"]),
        (("ELEMENT", "klussen"), ["**klussen**: onderdeel van een lijst"]),
    ],
)
def test_what_a_name_is(reading: Reading, symbol: tuple[str, str], said: list[str]) -> None:
    text = about_symbol(Symbol(*symbol), reading)
    for part in said:
        assert part in text


@pytest.mark.parametrize(
    ("symbol", "written", "places"),
    [
        (("NAME", "uren"), "uren", [("feiten.md", 9)]),
        (("NAME", "duur"), "duur", [("feiten.md", 19)]),
        (("NAME", "grens"), "grens", [("verordening.md", 20)]),
        (("NAME", "toeslag"), "toeslag", [("verordening.md", 21)]),
        (("PROVISION", "hulp"), "hulp", [("verordening.md", 12)]),
        (("ROLE", "college"), "college", [("regime.md", 8)]),
        (("ACTION", "besluit_nemen"), "besluit nemen", [("regime.md", 13)]),
        (("PART", "reden"), "reden", [("feiten.md", 23)]),
        (("VALUE", "ioaw"), "ioaw", [("feiten.md", 8)]),
    ],
)
def test_where_a_name_is_said(
    reading: Reading, symbol: tuple[str, str], written: str, places: list[tuple[str, int]]
) -> None:
    found = places_of_symbol(Symbol(*symbol), written, reading)
    assert [(path.name, line) for path, line in found] == places


def test_hovering_shows_a_name_or_else_the_norm(reading: Reading, rules: Path) -> None:
    lines = [*RULES.splitlines(), ""]

    def hover(line: int, character: int) -> str | None:
        found = server.hover(reading, rules, lines, at(line - 1, character))
        assert found is None or isinstance(found.contents, types.MarkupContent)
        return found.contents.value if found else None  # type: ignore[union-attr]

    assert str(hover(13, 18)).startswith("**uitkering** (`uitkering`)")
    norm = str(hover(13, 5))
    for part in (
        "**D-V-1.2** (voorwaarde)",
        "Verordening, artikel 1, lid 2",
        "Gaat over: hulp",
        "U heeft een uitkering.",
        "Gelezen als: *uitkering is ioaw of algemene bijstand*",
    ):
        assert part in norm
    assert "Wie: klantmanager" in str(hover(16, 3))
    assert "zonder plaats" in str(hover(30, 3))
    assert hover(9, 0) is None
    assert hover(1, 0) is None
    assert hover(27, 3) is not None
