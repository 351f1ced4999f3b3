"""The coverage ledger: totals, filters, what asks for attention, and where nothing was counted."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from tests.web.conftest import REGIME, words
from tests.web.sheets import sheets

from trede.web import regulations
from trede.web.views import ledger

URL = "/dekking/dorpstad/"
pytestmark = pytest.mark.django_db


def norms(page: Any) -> list[str]:
    return [row["norm"] for row in page.context["page"]]


def test_totals_of_every_regime(client: Any) -> None:
    text = words(client.get("/dekking/"))
    assert "Dorpstad 18 17 7 uitgevoerd 9 gegeven 1 weggelaten 1 open 2" in text
    assert "Voorbeeldstad Van deze teksten is nog niet geteld wat erin staat." in text


def test_a_regime_with_mistakes_keeps_the_others_in_sight(
    client: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "foutstad").mkdir()
    (tmp_path / "foutstad" / "regime.md").write_text("# Foutstad\n\nGeen koptabel.\n")
    monkeypatch.setenv("TREDE_REGIMES", str(tmp_path))
    assert "trede check foutstad" in words(client.get("/dekking/"))
    assert client.get("/dekking/foutstad/").status_code == 503


def test_every_norm_with_how_it_is_held(client: Any) -> None:
    page = client.get(URL)
    assert len(norms(page)) == 18
    text = words(page)
    for part in ("17 van 18 normen verantwoord. Bij 2 zeggen de telling en de regels niet hetzelfde.",
                 "Artikel 2. Proefplaatsing", "deze zin is herhaald in artikel 4",
                 "Let op: volgens de inventaris een oordeel, hier uitgerekend. Het college kijkt ernaar.",
                 "Alleen als uitkering is algemene bijstand."):  # fmt: skip
        assert part in text
    html = page.content.decode()
    assert 'href="/regels/dorpstad/#DRP-V-2.1"' in html
    assert "/regels/dorpstad/#DRP-V-4.2" not in html


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"hoe": "open"}, ["DRP-V-4.2"]),
        ({"hoe": "onzin", "zoek": "slotzin"}, ["DRP-V-3.9"]),
        ({"letop": "1"}, ["DRP-V-2.2", "DRP-V-3.1"]),
        ({"bron": "DRP-V", "artikel": "4"}, ["DRP-V-4.1", "DRP-V-4.2"]),
        ({"bron": "ELDERS"}, []),
        ({"zoek": "uitkering ww"}, ["DRP-V-3.2"]),
    ],
)
def test_filter_and_search(client: Any, query: dict[str, str], found: list[str]) -> None:
    assert norms(client.get(URL, query)) == found


def test_articles_of_a_text(client: Any) -> None:
    page = client.get(URL, {"bron": "DRP-V"})
    assert [a["kop"] for a in page.context["articles"]][:2] == ["Artikel 2. Proefplaatsing",
                                                               "Artikel 3. Tijdelijke loonkostensubsidie"]  # fmt: skip


def test_pages(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "PER_PAGE", 5)
    page = client.get(URL, {"zoek": "drp", "blad": "2"})
    assert len(norms(page)) == 5
    assert (page.context["before"], page.context["after"]) == ("zoek=drp&blad=1", "zoek=drp&blad=3")
    assert "18 normen , blad 2 van 4" in words(page)
    assert norms(client.get(URL, {"blad": "onzin"})) == norms(client.get(URL))


def test_nothing_counted_and_nowhere(client: Any) -> None:
    assert "is nog niet geteld welke normen erin staan" in words(client.get(f"/dekking/{REGIME}/"))
    assert client.get("/dekking/utopia/").status_code == 404


def test_the_largest_ledger_takes_less_than_a_second(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TREDE_REGIMES")
    regulations.regime_of("amstelveen")
    regulations._count.cache_clear()
    start = perf_counter()
    assert client.get("/dekking/amstelveen/").status_code == 200
    assert perf_counter() - start < 1


def test_the_norms_go_along(client: Any) -> None:
    ((header, *rows),) = sheets(client.get(URL, {"formaat": "xlsx"}))
    assert header[0] == "Norm"
    assert len(rows) == 18
    ((_, *some),) = sheets(client.get(URL, {"formaat": "xlsx", "letop": "1"}))
    assert len(some) == 2
    assert all(row[7] for row in some)
