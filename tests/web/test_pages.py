"""Pages that are not about a person, error pages, and the headers of every page."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client
from tests.web.conftest import DAY, REGIME, problems, words

import trede.law
from trede.web import assessments, regulations
from trede.web.views import start

pytestmark = pytest.mark.django_db


def test_rules(client: Any) -> None:
    assert "De regels van Voorbeeldstad" in words(client.get(f"/regels/{REGIME}/"))
    assert client.get(f"/regels/{REGIME}/", {"op": "1 juni 2025"}).status_code == 200
    page = client.get(f"/regels/{REGIME}/", {"op": "30-2-2025"})
    assert page.status_code == 422
    assert problems(page)[0].startswith("30 februari 2025 bestaat niet")
    assert client.get("/regels/utopia/").status_code == 404


@pytest.mark.parametrize(("path", "heading"), [("/over/", "Over Trede"), ("/toegankelijkheid/", "Toegankelijkheid")])
def test_other_pages(client: Any, path: str, heading: str) -> None:
    assert heading in words(client.get(path))


def test_not_found(client: Any) -> None:
    page = client.get("/nergens/")
    assert page.status_code == 404
    assert "Deze pagina bestaat niet" in words(page)


def test_a_mistake_of_ours_is_no_traceback(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RuntimeError("geheim detail")

    monkeypatch.setattr(regulations, "cards", broken)
    client.raise_request_exception = False
    page = client.get("/")
    assert page.status_code == 500
    assert "Er ging iets mis" in words(page)
    assert "geheim detail" not in page.content.decode()


def test_a_form_without_its_token() -> None:
    page = Client(enforce_csrf_checks=True).post(f"/start/{REGIME}/", {"datum": DAY})
    assert page.status_code == 403
    assert "Dit formulier is verlopen" in words(page)


def test_bad_requests_and_refusals_are_dutch(client: Any, rf: Any) -> None:
    from trede.web.views import errors

    assert "Dit verzoek kunnen we niet lezen" in words(errors.bad_request(rf.get("/"), Exception()))
    assert "Dit mag niet" in words(errors.forbidden(rf.get("/"), Exception()))


def test_headers(client: Any, talk: Any) -> None:
    for response in (client.get("/"), talk().get(), client.get("/nergens/")):
        policy = response["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["X-Frame-Options"] == "DENY"
        assert response["Referrer-Policy"] == "same-origin"
        assert response["Cache-Control"] == "private, no-store"
        assert response["Permissions-Policy"]


def test_no_inline_scripts_or_styles(client: Any, talk: Any) -> None:
    for response in (client.get("/"), talk(persona="Noor").get(), client.get(f"/start/{REGIME}/")):
        html = response.content.decode()
        assert "<style" not in html
        assert " style=" not in html
        assert " onclick=" not in html
        assert "<script>" not in html


def test_cookies_are_for_this_server_only(talk: Any, client: Any) -> None:
    talk()
    cookie = client.cookies["trede"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_the_select_box_falls_back_to_today() -> None:
    assert start.grouped_choices(REGIME, "geen datum") == start.grouped_choices(REGIME, "2026-01-01")


def test_regimes_with_mistakes_are_shown_as_such(client: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = tmp_path / "foutstad"
    folder.mkdir()
    (folder / "regime.md").write_text("# Foutstad\n\nGeen koptabel.\n")
    monkeypatch.setenv("TREDE_REGIMES", str(tmp_path))
    assert "trede check foutstad" in words(client.get("/"))
    for path in ("/start/foutstad/", "/regels/foutstad/"):
        page = client.get(path)
        assert page.status_code == 503
        assert "Deze regels zijn nu niet te gebruiken" in words(page)


def test_a_conversation_whose_regime_broke(talk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = talk()

    def broken(*_: Any) -> Any:
        raise regulations.BrokenRegime("Er zit een fout in.")

    monkeypatch.setattr(assessments, "glance", broken)
    assert begun.get().status_code == 503


def test_the_regime_is_shown_when_it_can_be_described(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    module = SimpleNamespace(to_html=lambda regime, on: f"<h2>{regime.title} op {on}</h2>")
    monkeypatch.setitem(sys.modules, "trede.law.describe", module)
    monkeypatch.setattr(trede.law, "describe", module, raising=False)
    assert "Voorbeeldstad op 2025-06-01" in words(client.get(f"/regels/{REGIME}/", {"op": "1-6-2025"}))


def test_before_there_was_law_there_is_nothing_to_choose(client: Any) -> None:
    with time_machine.travel("2014-01-01"):
        assert start.grouped_choices(REGIME, "geen datum") == []
