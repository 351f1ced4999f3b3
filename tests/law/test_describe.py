"""The regime as a public page: what stands on it, in three forms, and nothing that could harm who reads it."""

import json
import re
import time
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from tests.law.describe_sample import DAY, make

from trede.law import norms
from trede.law.describe import build_page, describe, forms, norm, to_html
from trede.law.describe.saying import persona_text
from trede.law.kinds import MONEY, NUMBER, TEXT, Kind
from trede.law.norms import Cell
from trede.law.regime import Regime


@pytest.fixture(scope="module")
def regime(tmp_path_factory: pytest.TempPathFactory) -> Regime:
    return make(tmp_path_factory.mktemp("regimes"))


@pytest.fixture(scope="module")
def page(regime: Regime) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(describe(regime, DAY, "json"))
    return found


def norms_of(page: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {n["ankers"][0]: n for t in page["teksten"] for a in t["artikelen"] for n in a["normen"]}


# --- the page as data -----------------------------------------------------------------------------------------------


def test_sources_come_own_first_and_say_when_they_hold(page: dict[str, Any]) -> None:
    assert [s["bron"] for s in page["bronnen"]] == ["V", "O", "L", "REG", "W"]
    own = page["bronnen"][0]
    assert (own["vastgesteld"], own["bekendgemaakt"], own["geldt_vanaf"]) == ("2023-12-01", "2023-12-04", "2023-07-01")
    assert own["terugwerkend"]
    assert own["van_kracht"]
    assert len(own["sha256"]) == 64
    old, law = page["bronnen"][1], page["bronnen"][-1]
    assert (old["van_kracht"], old["terugwerkend"]) == (False, False)
    assert law["geldt_vanaf"] is None


def test_only_what_holds_on_the_day_is_shown(page: dict[str, Any]) -> None:
    assert [t["bron"] for t in page["teksten"]] == ["V", "L", "W"]
    ends = [n for n in norms_of(page).values() if n["normen"] == ["V-2.3-3"]]
    assert [(n["vanaf"], n["tot"]) for n in ends] == [("2024-01-01", None)]


def test_an_introduction_is_no_article(page: dict[str, Any]) -> None:
    own, loose, _ = page["teksten"]
    assert own["toelichting"] == "Wat *het dorp* doet. En nog **veel** meer."
    assert own["kanttekeningen"] == [{"soort": "lezing", "tekst": "zo lezen wij <alles>."}]
    assert [a["kop"] for a in own["artikelen"]] == ["Artikel 1. Leeg", "Artikel 2. Hulp", "Artikel 2. Hulp"]
    assert [a["kop"] for a in loose["artikelen"]] == ["Artikel 1. Los"]


def test_anchors_are_the_citations_and_never_twice(page: dict[str, Any]) -> None:
    anchors = [x for n in norms_of(page).values() for x in n["ankers"]]
    assert {"V-2.1", "V-2.2-2b", "V-2.1_2"} <= set(anchors)
    assert len(anchors) == len(set(anchors))
    assert norm.Anchors().take("?!") == "plaats"
    articles = [a["anker"] for t in page["teksten"] for a in t["artikelen"]]
    assert len(articles) == len(set(articles))


@pytest.mark.parametrize(
    ("place", "form", "power", "hand"),
    [
        ("V-2.1", "toekenning", "kan", "de computer rekent uit of het kan; een mens beslist"),
        ("V-2.2-1", "voorwaarde", None, forms.HANDS["M"]),
        ("V-2.2-3", "weigeringsgrond", None, forms.HANDS["M"]),
        ("V-2.2-4", "voorwaarde", None, forms.HANDS["MH"]),
        ("V-2.3-1", "grond om te weigeren", "kan", forms.HANDS["M"]),
        ("V-2.3-2", "eindigingsgrond", "moet", forms.HANDS["M"]),
        ("V-2.3-3", "grond om te eindigen", "kan", forms.HANDS["M"]),
        ("V-2.3-4", "voorleggen", None, forms.HANDS["M"]),
        ("V-2.4", "tabel", None, forms.HANDS["M"]),
        ("V-2.5", "reeks", None, forms.HANDS["M"]),
        ("V-2.8-2", "verlenging", "kan", forms.HANDS["M"]),
        ("V-2.9-2", "afwijken", "kan", forms.HANDS["H"]),
        ("V-2.9-3", "plicht", "moet", "de computer houdt dit bij; een mens doet het"),
        ("V-2.9-4", "inhoud van een stuk", None, "de computer houdt dit bij; een mens doet het"),
        ("V-2.9-7", "keuze door een mens", None, forms.HANDS["MH"]),
        ("L-1.1", "beslissing", "moet", "de computer rekent uit of het kan; een mens beslist"),
        ("L-1.2", "inhoud van de beslissing", None, forms.HANDS["M"]),
        ("L-1.3", "wat niet kan", None, forms.HANDS["M"]),
        ("W-1.0", "uitleg", None, forms.NATURE_HANDS["tekst"]),
        ("W-1.1", "begrip", None, forms.NATURE_HANDS["begrip"]),
        ("W-1.2", "leemte", None, forms.NATURE_HANDS["leemte"]),
        ("W-1.3", "oud recht", None, forms.NATURE_HANDS["oud_recht"]),
    ],
)
def test_a_norm_says_what_it_is(page: dict[str, Any], place: str, form: str, power: str | None, hand: str) -> None:
    found = norms_of(page)[place]
    assert (found["vorm"], found["bevoegdheid"], found["hand_uitleg"]) == (form, power, hand)
    assert bool(found["bevoegdheid_uitleg"]) == bool(power)


def test_every_form_has_a_name() -> None:
    named = set(forms.PLAIN) | {norms.Bound, norms.Ground, norms.Duty, norms.TableNorm, norms.TextNorm}
    assert {form.__name__ for form in named} == {form.__name__ for form in norms.Norm.__subclasses__()}


def test_a_norm_says_who_acts_and_what_is_asked(page: dict[str, Any]) -> None:
    found = norms_of(page)
    assert found["V-2.1"]["wie"] == ["college"]
    assert found["V-2.2-4"]["wie"] == ["klantmanager"]
    assert found["V-2.9-7"]["wie"] == ["college"]
    assert found["V-2.4"]["vraagt"] == ["leeftijd", "soort_werk"]
    assert found["V-2.2-1"]["reden"] == "U bent volwassen & mondig."
    article = page["teksten"][0]["artikelen"][1]
    assert {"leeftijd", "oordeel_past_het_werk", "begindatum"} <= {f["feit"] for f in article["gevraagd"]}


def test_the_register_sets_aside_with_its_reason(page: dict[str, Any]) -> None:
    found = norms_of(page)
    always, sometimes = found["V-2.2-2"]["opzij"], found["V-2.2-3"]["opzij"]
    assert always == {
        "over": "leeftijd", "waarom": "De eerste is later.", "geldt": ["V-2.2-1"], "alleen_als": None,
    }  # fmt: skip
    assert sometimes["alleen_als"] == "soort werk is licht werk"
    assert found["V-2.2-1"]["opzij"] is None
    assert [row["nu"] for row in page["register"]] == [True, True, False]
    assert page["errata"][0]["gelezen_als"] == "leeftijd"


def test_tables_show_the_rows_of_the_day(page: dict[str, Any]) -> None:
    found = norms_of(page)
    assert found["V-2.4"]["tabel"] == {
        "kop": ["leeftijd", "soort werk", "toeslag", "norm"],
        "rijen": [["23 jaar of meer", "zwaar werk of licht werk", "€ 100,00", "V-2.4.t1"],
                  ["minder dan 23 jaar", "elk", "geen", "V-2.4.t2"]],
        "andere_dagen": 0,
    }  # fmt: skip
    series = found["V-2.5"]["tabel"]
    assert series["kop"] == ["basis per maand", "opslag", "vanaf", "tot", "zeker"]
    assert series["rijen"] == [["€ 20,00", "€ 2,00", "1 januari 2024", "", "nee, één bron"]]
    assert series["andere_dagen"] == 2
    assert found["V-2.2-1"]["tabel"] is None


def test_figures_that_are_not_confirmed_are_listed(regime: Regime, page: dict[str, Any]) -> None:
    assert page["onbevestigd"] == [
        {"norm": "V-2.5", "waarde": "€ 20,00, € 2,00", "naam": "basis per maand, opslag", "waarom": "één bron"}
    ]
    later = build_page(regime, date(2026, 1, 1))
    assert [row["waarom"] for row in later["onbevestigd"]] == ["één bron", "niet bevestigd"]


def test_people_and_facts_are_told(page: dict[str, Any]) -> None:
    sara, tom = page["personen"]
    assert {f["feit"]: f["waarde"] for f in sara["feiten"]} == {
        "leeftijd": "30", "begindatum": "1 mei 2024", "oordeel_past_het_werk": "ja", "soort_werk": "zwaar werk",
        "inkomen": "geen", "klussen": "3; 4", "ziekteperioden": "geen",
    }  # fmt: skip
    assert persona_text(sara) == "Verzonnen. Het recht van 1 juni 2024."
    assert persona_text(tom) == "Ook verzonnen."
    assert [f["over"] for f in page["feiten"]][-1] == "klus"
    assert tom["feiten"][0]["waarde"] == "nee"


def test_before_any_own_source_the_page_says_so(regime: Regime) -> None:
    page = build_page(regime, date(2009, 1, 1))
    assert page["melding"] == "Op 1 januari 2009 is hier geen eigen regeling van kracht."
    assert [t["bron"] for t in page["teksten"]] == ["W"]
    assert "geen eigen regeling van kracht" in to_html(regime, date(2009, 1, 1))
    assert "geen eigen regeling van kracht" in describe(regime, date(2009, 1, 1))


def test_examples_show_their_outcome_when_they_ran(regime: Regime) -> None:
    table = regime.examples[0]
    first, second = (line for line, _ in table.table.rows)
    found = build_page(regime, DAY, {(table.file, first): True, (table.file, second): False})
    ran, silent = found["teksten"][0]["artikelen"][1]["voorbeelden"]
    assert [row["klopt"] for row in ran["rijen"]] == [True, False]
    assert [row["klopt"] for row in silent["rijen"]] == [None]
    shown = describe(regime, DAY, "md", {(table.file, first): True})
    assert "| 20 jaar | toegekend | ja |" in shown
    assert "| zoals de persoon | geweigerd | niet gerekend |" in shown


# --- written down ---------------------------------------------------------------------------------------------------


class Reader(HTMLParser):
    """Reads HTML strictly: every element that opens also closes, in order."""

    VOID = ("meta", "br")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.headings: list[int] = []
        self.names: set[str] = set()
        self.counts: dict[str, int] = {}
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.counts[tag] = self.counts.get(tag, 0) + 1
        self.names |= set(found)
        if tag not in self.VOID:
            self.open.append(tag)
        self.ids += [str(found["id"])] if "id" in found else []
        self.links += [str(found["href"])] if tag == "a" else []
        self.headings += [int(tag[1])] if re.fullmatch(r"h\d", tag) else []

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_html_is_whole_and_its_links_lead_somewhere(regime: Regime) -> None:
    read = Reader(describe(regime, DAY, "html"))
    assert len(read.ids) == len(set(read.ids))
    assert all(link.startswith("#") and link[1:] in read.ids for link in read.links)
    assert read.counts["caption"] == read.counts["table"] == read.counts["thead"]
    assert not {"style", "onclick"} & read.names
    assert not {"style", "script"} & set(read.counts)


def test_headings_go_down_one_level_at_a_time(regime: Regime) -> None:
    read = Reader(describe(regime, DAY, "html"))
    assert read.headings[0] == 1
    assert all(later <= earlier + 1 for earlier, later in zip(read.headings, read.headings[1:], strict=False))
    assert min(Reader(to_html(regime, DAY)).headings) == 2


def test_what_an_author_writes_is_escaped(regime: Regime) -> None:
    shown = describe(regime, DAY, "html")
    assert "<dorp>" not in shown
    assert "<b>pen" not in shown
    assert "&lt;b&gt;pen&lt;/b&gt;" in shown
    assert "zo lezen wij &lt;alles&gt;" in shown
    assert "<em>het dorp</em>" in shown
    assert "<strong>veel</strong>" in shown


def test_the_html_says_it_all(regime: Regime) -> None:
    shown = to_html(regime, DAY)
    for text in (
        "met terugwerkende kracht", "(geldt niet op deze dag)", "het register zet deze regel opzij; dan geldt V-2.2-1",
        "het register zet deze regel opzij als soort werk is licht werk", "Erratum: hier staat een fout.",
        "Anders: een losse noot.", "Voorbeelden van hulp, vanuit Sara", "Op een andere dag gelden andere rijen (2).",
        "zonder plaats", "Cijfers die nog niet bevestigd zijn", "oordeel, ja/nee", "keuze: zwaar werk, licht werk",
        "Geldt: vanaf 1 januari 2024",
    ):  # fmt: skip
        assert text in shown, text


def test_the_markdown_says_it_too(regime: Regime) -> None:
    shown = describe(regime, DAY, "md")
    assert shown.startswith("# De regels van Het <dorp>\n\nDit zijn de regels zoals ze gelden op 1 juni 2024.")
    assert "- **V-2.2-1** Alleen als leeftijd minstens 18 jaar.\n  U bent volwassen & mondig.\n  *plaats:" in shown
    assert "> Lezing: zo lezen wij <alles>." in shown
    assert "## Voorbeeldpersonen" in shown


def test_a_bare_regime_makes_a_short_page(tmp_path: Path) -> None:
    bare = make(tmp_path, {"dorp/regime.md": "# Dorp\n\n| regime | dorp |\n|---|---|\n"})
    assert "feiten" not in Reader(to_html(bare, DAY)).ids
    assert "## Feiten" not in describe(bare, DAY, "md")


def test_a_series_without_a_row_for_the_day_shows_no_table(regime: Regime) -> None:
    for form in ("html", "md"):
        assert "andere rijen (3)" in describe(replaced(regime), date(2023, 8, 1), form)


def replaced(regime: Regime) -> Regime:
    """The regime with all rows of its series in the future."""
    rows = [replace(n, rows=tuple(replace(r, since=date(2030, 1, 1), until=None) for r in n.rows))
            if isinstance(n, norm.TableNorm) and not n.keys else n for n in regime.norms]  # fmt: skip
    return replace(regime, norms=rows)


def test_another_form_is_refused(regime: Regime) -> None:
    with pytest.raises(ValueError, match="kies uit html, md, json"):
        describe(regime, DAY, "pdf")


def test_a_page_takes_less_than_half_a_second(regime: Regime) -> None:
    start = time.perf_counter()
    describe(regime, DAY, "html")
    assert time.perf_counter() - start < 0.5


@pytest.mark.parametrize(
    ("cell", "kind", "shown"),
    [
        (Cell("..", (1, 3)), NUMBER, "1 t/m 3"),
        (Cell("=", None), NUMBER, "geen"),
        (Cell("=", True), None, "ja"),
        (Cell("=", False), None, "nee"),
        (Cell("=", date(2024, 1, 2)), None, "2 januari 2024"),
        (Cell("=", "licht_werk"), None, "licht werk"),
        (Cell("=", "licht_werk"), Kind("keuze"), "licht werk"),
        (Cell("=", "a_b"), TEXT, "a b"),
        (Cell("≤", 7), None, "7 of minder"),
        (Cell(">", 200000), MONEY, "meer dan € 2.000,00"),
    ],
)
def test_a_key_cell_is_said_in_words(cell: Cell, kind: Kind | None, shown: str) -> None:
    assert norm.key_text(cell, kind) == shown
