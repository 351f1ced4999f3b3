"""The small parts of the language on their own: values and notation, trees, kinds of sums, places, hands, the cache."""

import os
import pickle
from datetime import date
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from tests.law.features.conftest import BARE_FACTS, REGISTER, Village, law_file, on_top_of, regime_file
from tests.law.features.conftest import village as village

from trede.law import UnknownRegime, law_on, norms, tree
from trede.law.cache import cache_folder, fingerprint, load_regime
from trede.law.citation import place_of
from trede.law.kinds import (
    ABSENT,
    DATE,
    MONEY,
    NUMBER,
    PERCENT,
    PERIODS,
    TEXT,
    YES_NO,
    Kind,
    bounds,
    decimal_string,
    json_number,
    parse_date,
    parse_number,
    round_half_up,
    show,
    show_money,
    show_quantity,
    snake,
    to_json,
)
from trede.law.norms import Deadline, Duty, Norm, cited
from trede.law.sentence import SentenceReader
from trede.law.types import Typer
from trede.law.vocabulary import Fact, Symbol, Vocabulary
from trede.law.words import Cutter

WEEK = Kind("getal", "uur per week")
PERIOD = SimpleNamespace(start=date(2025, 1, 1), end=date(2025, 1, 31))
OPEN = SimpleNamespace(start=date(2025, 1, 1), end=None)


@pytest.mark.parametrize(
    ("value", "kind", "shown", "json"),
    [
        (None, MONEY, "geen", None),
        (True, YES_NO, "ja", True),
        (False, YES_NO, "nee", False),
        (date(2025, 5, 5), DATE, "5 mei 2025", "2025-05-05"),
        (-123456, MONEY, "-€ 1.234,56", "-1234.56"),
        (Fraction(1, 2), PERCENT, "50 %", 50),
        (Fraction(33, 2), WEEK, "16,5 uur per week", "16.5"),
        (1, Kind("getal", "weken"), "1 week", 1),
        (1234, NUMBER, "1.234", 1234),
        ("algemene_bijstand", Kind("keuze"), "algemene bijstand", "algemene_bijstand"),
        (("a_b", "c"), Kind("keuzes"), "a b, c", ["a_b", "c"]),
        ((), Kind("keuzes"), "geen", []),
        (
            (PERIOD, OPEN),
            PERIODS,
            "1 januari 2025 t/m 31 januari 2025; 1 januari 2025 t/m …",
            [{"van": "2025-01-01", "tot_en_met": "2025-01-31"}, {"van": "2025-01-01", "tot_en_met": None}],
        ),
        (({"a": 1}, {"a": 2}), Kind("lijst", element="x"), "2 keer", [{"a": 1}, {"a": 2}]),
        ((), Kind("lijst", element="x"), "geen", []),
        ("hallo", TEXT, "hallo", "hallo"),
    ],
)
def test_values_as_people_and_programs_see_them(value: Any, kind: Kind, shown: str, json: object) -> None:
    assert show(value, kind) == shown
    assert to_json(value, kind) == json


def test_numbers_and_days() -> None:
    assert [parse_number(text) for text in ("1.234,5", "12", "-3", "1.23", "a", "")] == [
        Fraction(2469, 2),
        12,
        -3,
        None,
        None,
        None,
    ]
    assert [parse_date(text) for text in ("5 mei 2005", "2005-05-05", "5 mai 2005", "31 juni 2005", "mei")] == [
        date(2005, 5, 5),
        date(2005, 5, 5),
        None,
        None,
        None,
    ]
    assert (json_number(Fraction(5, 4)), decimal_string(Fraction(1, 2)), show_money(Fraction(-1, 2))) == (
        "1.25",
        "0.01",
        "-€ 0,01",
    )
    assert round_half_up(Fraction(-5, 2)) == -3
    assert show_quantity(2, "dagdelen") == "2 dagdelen"
    assert bounds(None) == (None, None)
    assert bounds(Kind("getal", "%", low=0, high=100)) == (0, 1)


# Trees and kinds ----------------------------------------------------------------------------------------------------


def test_what_an_expression_reads() -> None:
    fold = tree.Fold("count", "taken", tree.Ref("af"), None)
    expr = tree.All((tree.All((tree.Ref("a"), tree.Known("b"))), tree.Contains("c", ("x",)), tree.Judged(fold)))
    assert tree.names(expr) == {"a", "b", "c", "taken", "af"}
    assert tree.has_judgement(expr)
    assert [type(part).__name__ for part in tree.conjuncts(expr)] == ["Ref", "Known", "Contains", "Judged"]


def typer() -> Typer:
    words = Vocabulary()
    for name, kind in (
        ("dag", DATE),
        ("loon", Kind("bedrag", "maand")),
        ("prijs", Kind("bedrag", "uur")),
        ("uren", Kind("getal", "uur")),
        ("week", WEEK),
        ("euro", MONEY),
        ("deel", PERCENT),
        ("getal", NUMBER),
        ("tekst", TEXT),
    ):
        words.add_fact(Fact(name, name, kind, "persoon", "persoon", "Wat?"))
    return Typer(words, [])


@pytest.mark.parametrize(
    ("left", "op", "right", "kind"),
    [
        ("loon", "+", "euro", "bedrag per maand"),
        ("euro", "−", "loon", "bedrag per maand"),
        ("loon", "+", "prijs", None),
        ("uren", "+", "uren", "getal uur"),
        ("uren", "+", "week", None),
        ("dag", "+", "uren", None),
        ("loon", "/", "loon", "getal"),
        ("week", "/", "uren", "getal"),
        ("loon", "/", "deel", "bedrag per maand"),
        ("loon", "/", "week", None),
        ("tekst", "/", "getal", None),
        ("loon", "×", "deel", "bedrag per maand"),
        ("deel", "×", "loon", "bedrag per maand"),
        ("deel", "×", "deel", "getal %"),
        ("getal", "×", "deel", "getal"),
        ("prijs", "×", "uren", "bedrag"),
        ("uren", "×", "prijs", "bedrag"),
        ("uren", "×", "week", None),
        ("deel", "×", "dag", None),
        ("onbekend", "+", "loon", "bedrag per maand"),
        ("onbekend", "×", "loon", None),
    ],
)
def test_kinds_of_sums(left: str, op: str, right: str, kind: str | None) -> None:
    said: list[str] = []
    found = typer().infer(tree.Arith(op, tree.Ref(left), tree.Ref(right)), None, lambda what, _right: said.append(what))
    assert (str(found) if found else None) == kind
    assert bool(said) == (kind is None and left != "onbekend")


def test_kinds_that_cannot_be_known() -> None:
    none = typer()
    assert none.infer(tree.Ref("onbekend")) is None
    assert none.infer(tree.Extreme("min", (tree.Ref("onbekend"),))) is None
    assert none.infer(tree.If(tree.Ref("onbekend"), tree.Const(None, ABSENT), tree.Ref("loon"))) == Kind(
        "bedrag", "maand"
    )
    assert none.show(tree.Ref("loon")) == "loon"


def test_a_definition_that_goes_round_has_no_kind(village: Village) -> None:
    read = village("- 1 Een betekent twee.\n- 2 Twee betekent een.")
    assert read.regime is not None
    assert Typer(read.regime.vocabulary, read.regime.norms).name("een") is None


def test_a_phrase_of_nothing_is_no_word() -> None:
    words = Vocabulary()
    words.add("", Symbol("NAME", "niets"))
    words.add("wia(-uitkering) of zo", Symbol("NAME", "wia"))
    assert list(Cutter(words).phrases) == ["wia"]
    assert not isinstance(SentenceReader(words).read("alleen als wia(-uitkering) of zo", ""), str)


def test_what_may_follow_a_beginning(village: Village) -> None:
    read = village()
    assert read.regime is not None
    reader = SentenceReader(read.regime.vocabulary)
    assert {"NAME", "NOT", "LPAR"} <= reader.expected("Alleen als ")
    assert reader.expected("Het college moet besluit nemen binnen 1 maand") == {"AFTER"}
    assert reader.expected("Alleen als alleen als") == set()


# Norms --------------------------------------------------------------------------------------------------------------


def test_who_settles_a_norm(village: Village) -> None:
    lines = {
        "Alleen als werkzoekend.": "M",
        "Alleen als naar oordeel de persoon geschikt is.": "MH",
        "Mag afwijken als werkzoekend.": "H",
        "Het college kan besluit nemen.": "H",
        "Het college moet besluit nemen na begindatum.": "M",
        "Het college moet besluit nemen, als naar oordeel de persoon geschikt is.": "MH",
        "De servicedesk kiest route naar werkzoekend:\n\n| werkzoekend | route |\n|---|---|\n| elk | ioaw |\n": "MH",
        "Reeks toeslag:\n\n| toeslag |\n|---|\n| € 5 |\n": "M",
        "Duurt hoogstens 3 maanden, tenzij naar oordeel de persoon geschikt is.": "MH",
    }
    read = village("\n".join(f"- {n} {line}" for n, line in enumerate(lines)))
    assert read.errors == []
    assert [norm.hand for norm in read.norms] == list(lines.values())


def test_places_of_a_norm(village: Village) -> None:
    read = village("- 1 Reeks toeslag:\n\n| toeslag | norm |\n|---|---|\n| € 5 | 1.t3 |\n")
    assert cited(read.only) == ("D-V-1.1", "D-V-1.1.t3")


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        ("4.c-1", "Verordening, artikel 1, lid 4, onder c"),
        ("4.c.iv", "Verordening, artikel 1, lid 4, onder c, iv"),
        ("0", "Verordening, artikel 1"),
        ("0.grondslag", "Verordening, artikel 1, onder grondslag"),
        ("2.t22_a", "Verordening, artikel 1, lid 2, rij 22 a"),
        ("1-1, 1-2", "Verordening, artikel 1, lid 1"),
        ("1, 2", "Verordening, artikel 1, lid 1; lid 2"),
    ],
)
def test_a_place_said_as_a_reader_would(village: Village, place: str, shown: str) -> None:
    read = village(f"- {place} Alleen als werkzoekend.")
    assert read.regime is not None
    assert place_of(read.only, read.regime) == shown


def test_places_that_are_points_or_strange(village: Village) -> None:
    points = law_file("D", "- 15 Alleen als heeft schulden.\n- Tekst: zonder plaats.\n", heading="Bijlage VTA. Punten")
    points = points.replace("{artikel}.{lid}", "{artikel}-{lid}")
    read = village("- 7 Alleen als werkzoekend.", files={"dorp/bijlage.md": points})
    assert read.regime is not None
    assert place_of(read.norm("D-VTA-15"), read.regime) == "D, bijlage VTA, punt 15"
    assert place_of(next(n for n in read.norms if not n.citations), read.regime) == "D, bijlage VTA"
    lost = norms.TextNorm(
        citations=("X-1",), source="D-V", article="99", sentence="", file="", line=0, nature="tekst", text=""
    )
    assert place_of(lost, read.regime) == "Verordening"


def test_a_duty_reads_its_condition_and_its_day() -> None:
    common: dict[str, Any] = dict(citations=(), source="", article="", sentence="", file="", line=0)
    duty = Duty(
        **common, role="college", modality="moet", action="x", deadline=Deadline("na", None, None, tree.Ref("dag"))
    )
    assert duty.expressions() == (tree.Ref("dag"),)
    assert Duty(**common, role="college", modality="moet", action="x").expressions() == ()
    assert Norm(**common).holds_on(date(2025, 1, 1))


# What regimes below bring -------------------------------------------------------------------------------------------


def test_mistakes_of_a_regime_below_are_said_there_and_not_again(village: Village) -> None:
    wrong = "- 1 Een betekent twee.\n- 2 Twee betekent een.\n- 3 Alleen als 5.\n"
    wrong += "- 4 Reeks drie:\n\n| drie |\n|---|\n| 1 |\n| 2 |\n"
    facts = "## Over het land\n\n- **steden** (lijst stad): Welke?\n\n"
    facts += "## Over een stad\n\n- **inwoners** (getal): Hoeveel?\n"
    files: dict[str, str | bytes | None] = {
        "dorp/regime.md": on_top_of("land"),
        "land/regime.md": regime_file("land"),
        "land/feiten.md": BARE_FACTS + facts + "\n## Stukken\n\n- **wetboek**: hoofdstuk\n",
        "land/wet.md": law_file("W", wrong),
        "land/register.md": REGISTER + "## Botsingen\n\n| bronnen | geldt |\n|---|---|\n| a, b | a |\n",
    }
    read = village(
        "- 1 Alleen als bij een stad geldt (inwoners meer dan 5).\n- 2 Wetboek bevat hoofdstuk.", files=files
    )
    assert read.errors == []


def test_a_circle_through_a_regime_below(village: Village) -> None:
    files: dict[str, str | bytes | None] = {
        "dorp/regime.md": on_top_of("land"),
        "land/regime.md": regime_file("land"),
        "land/feiten.md": BARE_FACTS + "## Over het land\n\n- **zee** (getal): Hoeveel?\n",
        "land/wet.md": law_file("W", "- 1 Berg betekent zee.\n"),
    }
    (error,) = village("- 1 Zee betekent berg.", files=files).errors
    assert error.startswith(
        "dorp/verordening.md:12: Deze begrippen verwijzen in een kring naar elkaar: berg → zee → berg."
    )


# The cache ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TREDE_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_what_was_read_is_kept_and_the_same(
    village: Village, tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    village("- 1 Alleen als begindatum na 1 mei 2025 en overlap minstens 60,5 %.")
    first = load_regime("dorp", tmp_path)
    (file,) = kept.glob("dorp-*.bin")
    monkeypatch.setattr("trede.law.reader.read_regime", None)
    assert load_regime("dorp", tmp_path) == first
    assert law_on(first, date(2025, 1, 1)).norms == first.norms
    monkeypatch.undo()
    monkeypatch.setenv("TREDE_CACHE", str(kept))
    village("- 1 Alleen als werkzoekend.")
    assert load_regime("dorp", tmp_path).norms != first.norms
    (other,) = kept.glob("dorp-*.bin")
    assert other != file


class Evil:
    """Runs something when it is unpickled."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os.system, ("touch /tmp/trede-pickled",)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"rubbish",
        pickle.dumps(Evil()),
        pickle.dumps({"a": 1}),
        pickle.dumps(date(2025, 1, 1)),
        pickle.dumps(snake),
    ],
)
def test_a_damaged_or_evil_cache_is_read_anew(village: Village, tmp_path: Path, kept: Path, content: bytes) -> None:
    village("- 1 Alleen als werkzoekend.")
    good = load_regime("dorp", tmp_path)
    (file,) = kept.glob("dorp-*.bin")
    file.write_bytes(content)
    assert load_regime("dorp", tmp_path) == good
    assert not Path("/tmp/trede-pickled").exists()


def test_a_cache_that_cannot_be_written_costs_only_time(village: Village, tmp_path: Path, kept: Path) -> None:
    village("- 1 Alleen als werkzoekend.")
    kept.write_text("a file where a folder should be")
    assert load_regime("dorp", tmp_path).name == "dorp"


def test_where_the_cache_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TREDE_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", "/x")
    assert cache_folder() == Path("/x/trede")
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert cache_folder() == Path.home() / ".cache/trede"


def test_the_fingerprint_follows_every_file_and_every_base(village: Village, tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {
        "dorp/regime.md": on_top_of("land", "nergens"),
        "land/regime.md": "# Land\n\n| regime | land |\n|---|---|\n| bouwt op | dorp |\n",
        "dorp/inventaris.csv": "norm",
    }
    village(files=files)
    seen = {fingerprint(tmp_path / "dorp", tmp_path)}
    for name in ("dorp/inventaris.csv", "land/regime.md", "dorp/feiten.md"):
        with (tmp_path / name).open("a") as file:
            file.write("x")
        seen.add(fingerprint(tmp_path / "dorp", tmp_path))
    os.mkfifo(tmp_path / "dorp/pijp.md")
    seen.add(fingerprint(tmp_path / "dorp", tmp_path))
    assert len(seen) == 5
    with pytest.raises(UnknownRegime):
        load_regime("nergens", tmp_path)
