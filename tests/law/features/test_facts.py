"""Facts, and what else a regime declares: every kind, every mistake in them with its exact message."""

from dataclasses import replace
from typing import Any

import pytest
from tests.law.features.conftest import FACTS, MAIN, SOURCE, Village

from trede.law.kinds import Kind
from trede.law.vocabulary import Fact

LINE = len(FACTS.split("\n"))


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("ja/nee", Kind("ja_nee")),
        ("datum", Kind("datum")),
        ("bedrag", Kind("bedrag")),
        ("bedrag per maand", Kind("bedrag", "maand")),
        ("getal", Kind("getal")),
        ("getal uur per week", Kind("getal", "uur per week")),
        ("getal jaren 18 t/m 67", Kind("getal", "jaar", low=18, high=67)),
        ("getal % 0 t/m 100", Kind("getal", "%", low=0, high=100)),
        ("keuze: rood, blauw", Kind("keuze", values=("rood", "blauw"))),
        ("keuzes: rood, , blauw", Kind("keuzes", values=("rood", "blauw"))),
        ("tekst", Kind("tekst")),
        ("bsn", Kind("tekst", "bsn")),
        ("perioden", Kind("perioden")),
        ("lijst hond", Kind("lijst", element="hond")),
    ],
)
def test_every_kind_of_fact(village: Village, written: str, kind: Kind) -> None:
    read = village(facts=f"\n## Over het dier\n\n- **proef ding** ({written}): Wat is dat?\n")
    assert read.errors == []
    assert read.regime is not None
    fact = read.regime.vocabulary.facts["proef_ding"]
    assert fact == Fact(
        "proef_ding", "proef ding", kind, "dier", "klantmanager", "Wat is dat?", file="dorp/feiten.md", line=LINE + 3
    )


def test_everything_a_fact_can_say(village: Village) -> None:
    read = village(
        facts="""
## Over een dier

- **mooi dier** (oordeel keuze: ja, misschien; arts; gezondheid): Is het mooi?
  - hulp: Kijk goed.
  - sleutel: oordeel_mooi
  - ook: fraai dier, knap
- **lief dier** (oordeel): Is het lief?
  - ja: het dier lief is.
  - nee: het dier niet lief is.
"""
    )
    assert read.errors == []
    assert read.regime is not None
    words = read.regime.vocabulary
    pretty, sweet = words.facts["oordeel_mooi"], words.facts["oordeel_lief_dier"]
    assert (pretty.judgement, pretty.who, pretty.privacy, pretty.help) == (True, "arts", "gezondheid", "Kijk goed.")
    assert pretty.also == ("fraai_dier", "knap")
    assert words.old_names["knap"] == "oordeel_mooi"
    assert (sweet.yes, sweet.no, sweet.kind) == ("het dier lief is", "het dier niet lief is", Kind("ja_nee"))


def test_fields_of_a_list_belong_to_its_records(village: Village) -> None:
    read = village()
    assert read.regime is not None
    words = read.regime.vocabulary
    assert list(words.fields["taak"]) == ["aandeel", "taakuren", "toegelicht"]
    assert "aandeel" not in words.facts
    assert words.label("aandeel") == "aandeel"
    assert words.label("nergens_bekend") == "nergens bekend"
    assert words.label("detacheringsbaan") == "detacheringsbaan"
    assert words.is_element("taak")
    assert not words.is_element("loon")


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (
            "- **loon**: Wat?",
            ["Dit feit is niet te lezen.", "- **loon**: Wat?", "- **naam** (soort; wie weet het; privacy): Vraag?"],
        ),
        (
            "- **hoogte** (getl uur): Wat?",
            [
                "'getl uur' is geen soort.",
                "- **hoogte** (getl uur): Wat?".replace("- ", "", 1),
                "ja/nee, datum, bedrag, getal uur per week, keuze: a, b, keuzes: a, b, tekst, perioden, lijst taak",
            ],
        ),
        ("- **hoogte** (getal meters): Wat?", ["'getal meters' is geen soort."]),
        ("- **hoogte** (getal 5 t/m 4): Wat?", ["'getal 5 t/m 4' is geen soort."]),
        ("- **hoogte** (keuze: , ): Wat?", ["'keuze: ,' is geen soort."]),
        (
            "- **hoogte** (getal; persoon; geheim): Wat?",
            ["'geheim' is geen privacyklasse.", "**hoogte** (getal; persoon; geheim): Wat?"],
        ),
        ("- **hoogte** (getal; persoon; gevoelg): Wat?", ["'gevoelg' is geen privacyklasse.", "gevoelig"]),
        ("- **hoogte** (getal): Wat?\n  - jaa: het hoog is", ["'jaa' ken ik niet onder een feit.", "Goed is: ja"]),
        ("- **hoogte** (getal): Wat?\n  - zomaar", ["'zomaar' ken ik niet onder een feit."]),
        (
            "- **hoogte** (getal): Wat?\n- **hoogte** (getal): Nog eens?",
            [f"Het feit 'hoogte' staat er twee keer (ook in dorp/feiten.md, regel {LINE + 3}).", "één keer"],
        ),
        ("- **Minstens** (getal): Wat?", ["'Minstens' is een woord van de regeltaal en kan geen naam zijn."]),
        ("- **???** (getal): Wat?", ["Dit feit heeft geen naam."]),
    ],
)
def test_a_fact_that_cannot_be_read(village: Village, facts: str, expected: list[str]) -> None:
    errors = village(facts="\n## Over de hoogte\n\n" + facts + "\n").errors
    assert len(errors) == 1
    assert errors[0].startswith("dorp/feiten.md:")
    for part in expected:
        assert part.removeprefix("- ") in errors[0]


def test_a_field_twice_is_a_mistake_too(village: Village) -> None:
    errors = village(facts="\n## Over een taak\n\n- **aandeel** (getal %): Nog eens?\n").errors
    assert [error.split("\n")[0] for error in errors] == [
        f"dorp/feiten.md:{LINE + 3}: Het feit 'aandeel' staat er twee keer (ook in dorp/feiten.md, regel 32)."
    ]


def test_facts_stand_only_under_a_heading_that_says_over_what(village: Village) -> None:
    read = village(facts="\n## Zomaar een kop\n\n- **hoogte** (getal): Wat?\n")
    assert read.regime is not None
    assert "hoogte" not in read.regime.vocabulary.facts


def test_a_rule_among_facts_without_a_source_is_not_lost_in_silence(village: Village) -> None:
    (error,) = village(facts="\n## Over de zaak\n\n- Onmogelijk is dat loon minder dan € 0 per maand.\n").errors
    assert "Deze regel wordt niet gelezen, want dit bestand heeft geen bron." in error
    assert "Onmogelijk is dat loon" in error


def test_a_definition_may_stand_in_a_facts_file_of_a_source(village: Village) -> None:
    facts = """# Begrippen

| bron | D-F |
|---|---|
| rang | begrippen |
| citaat | D-F-{artikel}.{lid} |

## Over de persoon

- **lengte** (getal): Hoe lang?
- Onmogelijk is dat lengte minder dan 0.

## Begrip 1. Afgeleid

- 1 Lang betekent lengte meer dan 2.

## Waarden

- paars
"""
    read = village(files={"dorp/meer.md": facts})
    assert [error.split("\n")[0] for error in read.errors] == []
    assert read.regime is not None
    assert {norm.citations for norm in read.norms} == {(), ("D-F-1.1",)}
    assert read.regime.vocabulary.derived["lang"] == "lang"
    assert read.regime.vocabulary.values["paars"] == "paars"


def test_what_regime_md_declares(village: Village) -> None:
    settings = """
## Vaste namen

| begindatum | begindatum |
|---|---|
| keuze weigeren | oordeel weigeren |

## Afzender

| naam | Gemeente Dorp |
|---|---|
| adres | Plein 1 |
"""
    read = village(files={"dorp/regime.md": MAIN + settings})
    assert read.errors == []
    assert read.regime is not None
    words = read.regime.vocabulary
    assert read.regime.title == "Het dorp"
    assert read.regime.groups == {"proefplaats": "werk", "scholing": "leren", "detacheringsbaan": ""}
    assert words.aliases == {"proefplek": "proefplaats"}
    assert words.roles["servicedesk"] == "servicedesk"
    assert words.actions["besluit_nemen"] == "besluit nemen"
    assert words.documents["beschikking"] == {
        "ingangsdatum": "ingangsdatum",
        "bedrag_van_de_subsidie": "bedrag van de subsidie",
    }
    assert read.regime.roles["keuze weigeren"] == "oordeel_weigeren"
    assert read.regime.sender == {"naam": "Gemeente Dorp", "adres": "Plein 1"}


@pytest.mark.parametrize(
    ("extra", "what"),
    [
        ("\n- **fietsen**: groept werk\n", "'groept werk' ken ik niet achter een voorziening."),
        ("\n- fietsen\n", "Hier hoort een naam."),
        ("\n## Vaste namen\n\n| begindatm | x |\n|---|---|\n", "'begindatm' is geen vaste naam."),
        ("\n## Vaste namen\n\n| a | b | c |\n|---|---|---|\n", "Deze tabel heeft 3 kolommen; hier horen er twee."),
        ("\n## Afzender\n\n| a |\n|---|\n", "Deze tabel heeft 1 kolommen; hier horen er twee."),
        ("\n## Tweede paar ogen\n\n| elk besluit | soms |\n|---|---|\n", "'soms' is hier geen antwoord."),
        ("\n## Tweede paar ogen\n\n| fietsen | ja |\n|---|---|\n", "Een besluit over 'fietsen' ken ik niet."),
    ],
)
def test_a_declaration_that_cannot_be_read(village: Village, extra: str, what: str) -> None:
    (error,) = village(files={"dorp/regime.md": MAIN + extra}).errors
    assert what in error
    assert "Goed is: " in error


def test_a_second_pair_of_eyes_is_wanted_unless_the_regime_says_otherwise(village: Village) -> None:
    silent = village(files={"dorp/regime.md": MAIN}).regime
    assert silent is not None
    assert silent.wants_second_pair("proefplaats")
    table = "\n## Tweede paar ogen\n\n| elk besluit | nee |\n|---|---|\n| scholing | ja |\n"
    told = village(files={"dorp/regime.md": MAIN + table}).regime
    assert told is not None
    assert not told.wants_second_pair("proefplaats")
    assert told.wants_second_pair("scholing")


def test_names_that_lines_give(village: Village) -> None:
    read = village(
        """- 1 Over proefplaats: de hoogte betekent loon + € 1.
- 2 Tabel breedte, diepte naar uitkering:

| uitkering | breedte | diepte |
|---|---|---|
| elk | 1 | 2 |

- 3 De servicedesk kiest richting naar uitkering:

| uitkering | richting |
|---|---|
| elk | ioaw |

- 4 Het college kan een fietsplan verlenen aan de persoon.
- 5 Het college moet een busplan geven aan de persoon.
- 6 Het college kan een proefplaats verlenen aan de persoon.
- 7 De servicedesk beslist over een route.
- 8 Werkzoekend betekent heeft schulden."""
    )
    assert [error.split("\n")[0] for error in read.errors] == []
    assert read.regime is not None
    words = read.regime.vocabulary
    assert sorted(words.derived) == ["breedte", "diepte", "hoogte", "richting"]
    assert {"fietsplan", "busplan", "route"} <= set(words.provisions)


@pytest.mark.parametrize("rank", ["", "verordning", "wetje"])
def test_a_rank_that_does_not_exist(village: Village, rank: str) -> None:
    source = SOURCE.replace("verordening", rank, 1)
    read = village(files={"dorp/verordening.md": source})
    (error,) = read.errors
    right = "verordening" if rank == "verordning" else "wet" if rank == "wetje" else "een van: register"
    assert error.startswith(f"dorp/verordening.md:1: '{rank}' is geen rang.\n    Goed is: | rang | {right}")


def test_a_fact_is_what_it_says() -> None:
    fact: Any = Fact("a", "a", Kind("ja_nee"), "persoon", "persoon", "Is het zo?")
    assert replace(fact, key="b") != fact
    assert [str(Kind(n)) for n in ("ja_nee", "tekst", "bedrag")] == ["ja/nee", "tekst", "bedrag"]  # type: ignore[arg-type]
    assert str(Kind("lijst", element="taak")) == "lijst taak"
