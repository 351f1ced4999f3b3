"""Ladders: rungs with what shows them, steps that nothing blocks and that always have a reason, and other ladders."""

from datetime import date
from itertools import product
from pathlib import Path

import pytest

from trede.cli.creating import create
from trede.law import LawErrors, Regime, crossing, find_regime, ladders, read_regime, regime_names
from trede.law.cache import load_regime
from trede.law.checks import catalogue

ON = date(2025, 6, 1)
TEXT = """
- 6 Lijst meedoladder:

| trede | naam | betekenis | bewijs |
|---|---|---|---|
| 1 | thuis | Komt nergens. | |
| 2 | meedoen | Doet mee. | reisafstand, iets anders |
| ? | onbekend | | |
| 3 | werk | Werkt. | reisafstand |

- 7 De klantmanager beslist over de plaatsing op de ladder.
- 7 Trede van nu luidt 2 trede als bewijs voor trede 2, anders 1 trede.
- 8 Bewijs voor trede 2 betekent reisafstand minstens 1.
"""
LADDERS = """
# Register

| rang | register |
|---|---|

## Ladders

| trede | ladder van | wordt trede | waarom | stand | besloten door |
|---|---|---|---|---|---|
| 1 | elders | 0 | Begin. | voorstel | |
| 2 | elders | 1 of 2 | Kan beide. | voorstel | nog te tekenen |
| 3 | elders | 3 | Werk. | vastgesteld | B. Leid |
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = create("waterdam", None, None, tmp_path)
    file = folder / "verordening.md"
    file.write_text(file.read_text("utf-8").replace("\n> Lezing", f"\n{TEXT}\n> Lezing", 1), "utf-8")
    roles = (folder / "regime.md").read_text("utf-8").replace("## Rollen\n", "## Rollen\n\n- klantmanager", 1)
    (folder / "regime.md").write_text(roles, "utf-8")
    return folder


def with_register(folder: Path, text: str = LADDERS) -> Regime:
    (folder / "register.md").write_text(text, "utf-8")
    return read_regime(folder)


def test_a_ladder_says_what_its_rungs_mean_and_what_shows_them(folder: Path) -> None:
    (ladder,) = ladders(read_regime(folder), ON)
    assert (ladder.regime, ladder.title, ladder.placing, ladder.stepping) == (
        "waterdam", "meedoladder", "plaatsing_op_de_ladder", None)  # fmt: skip
    assert ladder.proposes == "trede_van_nu"
    assert [rung.number for rung in ladder.rungs] == [1, 2, 3]
    two = ladder.rung(2)
    assert two is not None
    assert (two.name, two.meaning, two.evidence, two.facts) == (
        "meedoen", "Doet mee.", "reisafstand, iets anders", ("reisafstand",))  # fmt: skip
    assert two.rule == "Bewijs voor trede 2 betekent reisafstand minstens 1."
    assert ladder.rungs[0].rule == ""
    assert ladder.rung(4) is None


def test_a_regime_without_a_ladder_has_none(tmp_path: Path) -> None:
    assert ladders(read_regime(create("waterdam", None, None, tmp_path)), ON) == []


@pytest.mark.parametrize(("old", "new"), list(product((1, 2, 3), repeat=2)))
def test_no_step_is_blocked(folder: Path, old: int, new: int) -> None:
    (ladder,) = ladders(read_regime(folder), ON)
    move = ladder.move(old, new, " omdat ")
    assert move.direction == ("omhoog" if new > old else "terug" if new < old else "gelijk")
    assert move.skipped == ((2,) if {old, new} == {1, 3} else ())
    assert move.reason == "omdat"


def test_the_first_placing_has_no_direction(folder: Path) -> None:
    (ladder,) = ladders(read_regime(folder), ON)
    move = ladder.move(None, 3, "begint met werk")
    assert (move.direction, move.skipped) == (None, ())


@pytest.mark.parametrize(
    ("old", "new", "reason", "said"),
    [(1, 4, "x", "Trede 4 staat niet op de meedoladder. Goed is: 1 t/m 3."),
     (0, 1, "x", "Trede 0 staat niet op de meedoladder. Goed is: 1 t/m 3."),
     (1, 2, "  ", "Bij elke stap op de ladder hoort een reden.")],
)  # fmt: skip
def test_a_step_wants_a_rung_and_a_reason(folder: Path, old: int, new: int, reason: str, said: str) -> None:
    (ladder,) = ladders(read_regime(folder), ON)
    with pytest.raises(ValueError, match=said):
        ladder.move(old, new, reason)


def test_the_register_proposes_rungs_of_another_ladder(folder: Path) -> None:
    regime = with_register(folder)
    assert catalogue.check(regime) == []
    found = crossing(regime, 2, "elders")
    assert found is not None
    assert (found.to, found.why, found.status) == ((1, 2), "Kan beide.", "voorstel")
    three = crossing(regime, 3, "elders")
    assert three is not None
    assert (three.status, three.signed) == ("vastgesteld", "B. Leid")
    assert crossing(regime, 2, "nergens") is None
    assert crossing(regime, 4, "elders") is None


@pytest.mark.parametrize(
    ("row", "said"),
    [("| 1, 2 | elders | 0 | x | voorstel | |", "Deze rij zegt niet welke trede op de andere ladder welke wordt."),
     ("| 1 | elders | | x | voorstel | |", "Deze rij zegt niet welke trede op de andere ladder welke wordt."),
     ("| 1 | elders | 0 | x | voorstl | |", "'voorstl' is geen stand.\n    | 1 | elders | 0 | x | voorstl |  |\n"
                                            "    Goed is: voorstel"),
     ("| 1 | elders | 0 | x | klaar | |", "'klaar' is geen stand.\n    | 1 | elders | 0 | x | klaar |  |\n"
                                          "    Goed is: voorstel of vastgesteld"),
     ("| 1 | elders | 0 | x | vastgesteld | nog te tekenen |", "Deze rij is vastgesteld, maar niemand tekent ervoor.")],
)  # fmt: skip
def test_a_row_that_cannot_be_used(folder: Path, row: str, said: str) -> None:
    with pytest.raises(LawErrors) as raised:
        with_register(folder, LADDERS.replace("| 1 | elders | 0 | Begin. | voorstel | |", row))
    assert f"waterdam/register.md:11: {said}" in str(raised.value)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [("| 3 | elders", "| 9 | elders",
      ["Voor trede 3 ontbreekt een rij naar de ladder van 'elders'.", "Trede 9 staat op geen ladder van dit regime."]),
     ("| 3 | elders", "| 2 | elders",
      ["Voor trede 3 ontbreekt een rij naar de ladder van 'elders'.",
       "Voor trede 2 staat er al een rij naar de ladder van 'elders'."])],
)  # fmt: skip
def test_every_rung_once_and_no_other(folder: Path, old: str, new: str, said: list[str]) -> None:
    errors = catalogue.check(with_register(folder, LADDERS.replace(old, new)))
    assert sorted(error.what for error in errors) == sorted(said)
    assert all(error.file == "waterdam/register.md" and error.line for error in errors)


def test_a_table_of_another_ladder_without_an_own_one(tmp_path: Path) -> None:
    errors = catalogue.check(with_register(create("waterdam", None, None, tmp_path)))
    assert {error.right for error in errors} == {"een lijst … ladder met treden"}


def test_every_proposal_of_the_regimes_lands_on_a_rung_of_the_other_ladder() -> None:
    rows = [row for name in regime_names() for row in load_regime(name).crossings if row.regime == name]
    assert rows
    for row in rows:
        assert find_regime(row.other)
        (other,) = ladders(load_regime(row.other), ON)
        assert {rung.number for rung in other.rungs} >= set(row.to)
        assert row.status == "voorstel"
        back = [crossing(load_regime(row.other), to, row.regime) for to in row.to]
        assert all(found and row.rung in found.to for found in back), f"{row.regime} {row.rung}: {row.to}"


def test_ladders_of_the_regimes_that_one_builds_on_count() -> None:
    for name, owner, count in (("amstelveen", "handboek", 6), ("leusden", "leusden", 10)):
        (ladder,) = ladders(load_regime(name), ON)
        assert (ladder.regime, len(ladder.rungs)) == (owner, count)
    assert ladders(load_regime("bollenstreek"), ON) == []
