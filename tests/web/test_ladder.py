"""The ladder as a page: rungs from the top, what is open in the text, and proposals for another ladder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.web.conftest import problems, words

pytestmark = pytest.mark.django_db
REGIMES = Path(__file__).resolve().parents[2] / "regimes"


@pytest.fixture
def shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TREDE_REGIMES", str(REGIMES))


@pytest.mark.usefixtures("shipped")
def test_rungs_from_the_top_with_what_they_would_be_elsewhere(client: Any) -> None:
    page = client.get("/ladder/amersfoort/", {"op": "1-6-2015"})
    text = words(page)
    assert text.index("9 gewone baan") < text.index("0 zorg, nog niet bereid")
    assert "5 betaald werk met ondersteuning (Handboek van Amstelveen en Aalsmeer; voorstel)" not in text
    assert "5 (Handboek van Amstelveen en Aalsmeer; voorstel)" in text  # the handbook is of 2018
    assert "Een medewerker bevestigt het voor elke persoon." in text
    assert "5 betaald werk met ondersteuning (Handboek" in words(client.get("/ladder/leusden/", {"op": "1-6-2024"}))


@pytest.mark.usefixtures("shipped")
def test_what_the_text_leaves_open_is_said(client: Any) -> None:
    text = words(client.get("/ladder/amstelveen/", {"op": "1-6-2024"}))
    assert "4 onbetaald werk" in text
    assert "De tekst zegt het niet." in text


@pytest.mark.usefixtures("shipped")
def test_the_rules_and_the_catalogue_lead_to_it(client: Any) -> None:
    for path in ("/regels/leusden/", "/catalogus/leusden/"):
        assert 'href="/ladder/leusden/"' in client.get(path, {"op": "1-6-2015"}).content.decode()
    for path in ("/regels/bollenstreek/", "/catalogus/bollenstreek/"):
        assert "/ladder/" not in client.get(path, {"op": "1-6-2015"}).content.decode()


def test_no_ladder_no_day_no_regime(client: Any) -> None:
    assert "geen ladder" in words(client.get("/ladder/dorpstad/"))
    page = client.get("/ladder/dorpstad/", {"op": "30-2-2025"})
    assert page.status_code == 422
    assert problems(page)
    assert client.get("/ladder/utopia/").status_code == 404
    assert client.get("/ladder/dorpstad/", {"op": "1-1-1901"}).status_code == 404
