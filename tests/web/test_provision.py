"""One provision: outcome, amounts, dates, reasons, turning point, downloads."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from tests.web.conftest import words

from trede.web.status import STATUSES, status_of
from trede.web.timeline import timeline

pytestmark = pytest.mark.django_db


def test_granted_with_amount_dates_and_reasons(talk: Any) -> None:
    begun = talk(persona="Noor")
    text = words(begun.get("voorziening/tijdelijke_loonkostensubsidie/"))
    for part in ("Mag worden toegekend", "€ 2.250,00", "Zo is het berekend", "Datums en termijnen", "1 juni 2025",
                 "De redenen", "Hieraan is voldaan", "Verordening 2024, artikel 11, lid 2", "Wie moet wat doen",
                 "Wat op papier moet staan", "Samen met andere voorzieningen",
                 "Zo lezen we de regel"):  # fmt: skip
        assert part in text


def test_refused_with_what_would_change_it(talk: Any) -> None:
    begun = talk(persona="Bram")
    text = words(begun.get("voorziening/tijdelijke_loonkostensubsidie/"))
    assert "Geweigerd" in text
    assert "Dit houdt het tegen" in text
    assert "Wat zou de uitkomst veranderen?" in text
    assert "16 uur per week was in plaats van 12 uur per week" in text


def test_missing_facts_and_judgements_are_answered_from_there(talk: Any) -> None:
    begun = talk(persona="Noor")
    html = begun.get("voorziening/jobcoaching/").content.decode()
    assert f"{begun.url}vraag/doelgroep/?terug=jobcoaching" in html
    html = begun.get("voorziening/proefplaats/").content.decode()
    assert f"{begun.url}vraag/oordeel_kan_het_werk_aan/?terug=proefplaats" in html


def test_must_be_granted(talk: Any) -> None:
    begun = talk(json='{"doelgroep": true, "oordeel_hulp_noodzakelijk": true}')
    assert "Moet worden toegekend" in words(begun.get("voorziening/jobcoaching/"))


def test_downloads(talk: Any) -> None:
    begun = talk(persona="Noor")
    outcome = begun.get("voorziening/proefplaats/uitkomst.json")
    assert outcome["Content-Disposition"] == 'attachment; filename="uitkomst-proefplaats.json"'
    assert outcome.json()["voorziening"] == "proefplaats"
    assert begun.get("voorziening/proefplaats/bewijs.json").json() == outcome.json()["receipt"]


def test_a_decision_shows_what_follows_from_the_rules(talk: Any, client: Any) -> None:
    assert '<optgroup label="Besluiten">' in client.get("/start/dorpstad/").content.decode()
    begun = talk(regime="dorpstad", persona="Mila", doel="een", voorziening="begeleiding")
    text = words(begun.get("voorziening/begeleiding/"))
    assert "Dit volgt uit de regels Begeleiding 4" in text


def test_unknown_provision(talk: Any) -> None:
    assert talk().get("voorziening/luchtkasteel/").status_code == 404


def test_every_outcome_has_a_status() -> None:
    outcomes = [("toegekend", "moet"), ("toegekend", "kan"), ("voorgelegd_aan_oordeel", "kan"),
                ("onvoldoende_gegevens", "moet"), ("geweigerd", "kan")]  # fmt: skip
    found = [status_of({"uitkomst": outcome, "modaliteit": modality}) for outcome, modality in outcomes]
    assert found == list(STATUSES)


def test_timeline_keeps_order_and_distance() -> None:
    terms = [
        {"naam": "einde", "datum": "2025-07-01", "soort": "duur"},
        {"naam": "begin", "datum": "2025-06-01", "soort": "duur"},
        {"naam": "ooit", "datum": None, "soort": "stap"},
    ]
    drawn = timeline(terms, "2025-06-01")
    assert drawn
    assert [dot.label for dot in drawn.dots if not dot.today] == ["begin", "einde"]
    ys = [dot.y for dot in drawn.dots]
    assert all(later - earlier >= 40 for earlier, later in pairwise(ys))
    assert drawn.bar == (ys[0], ys[-1])
    assert timeline(terms[2:], "2025-06-01") is None
    alone = timeline([{"naam": "einde", "datum": "2025-06-01", "soort": "duur"}], "2025-06-01")
    assert alone
    assert alone.bar is None
