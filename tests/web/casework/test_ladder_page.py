"""The ladder on the page: place with a reason, the proposal of the rules, the picture, the trajectory, what fits."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.web.casework.conftest import SignIn
from tests.web.conftest import problems, words
from tests.web.sheets import sheets

from trede.access.models import Municipality
from trede.casework.models import Dossier, FactVersion, LadderMove, Trajectory
from trede.casework.services import journey
from trede.casework.services.common import Actor
from trede.web.casework.picture import picture


@pytest.fixture
def town(db: None) -> Municipality:
    """A municipality whose regime has a ladder."""
    return Municipality.objects.create(slug="dorp", name="Dorp", regime="leusden")


def place(client: Any, dossier: Dossier, rung: str, on: str = "2-2-2026", why: str = "Blijkt uit het gesprek") -> Any:
    dossier.refresh_from_db()
    data = {"formulier": "plaats", "plaats-rung": rung, "plaats-on": on, "plaats-reason": why}
    return client.post(f"/dossiers/{dossier.pk}/ladder/", data | {"revisie": str(dossier.revision)})


def test_an_empty_ladder_asks_for_a_place(sign_in: SignIn, manager: Actor, dossier: Dossier) -> None:
    page = words(sign_in(manager).get(f"/dossiers/{dossier.pk}/ladder/"))
    for part in ("Nog niet op de ladder", "Er is nog geen stap vastgelegd", "Voor een voorstel is dit nodig"):
        assert part in page


def test_a_place_and_a_step_with_skipped_rungs(sign_in: SignIn, manager: Actor, dossier: Dossier) -> None:
    client = sign_in(manager)
    assert place(client, dossier, "2").status_code == 302
    assert place(client, dossier, "5", "2-3-2026").status_code == 302
    page = client.get(f"/dossiers/{dossier.pk}/ladder/")
    shown = words(page)
    for part in ("Overgeslagen: trede 3, 4", "Nu: trede 5", "omhoog, over trede 3, 4", "eerste plaatsing"):
        assert part in shown
    assert '<path class="trede-ladder__line"' in page.content.decode()


def test_what_is_wrong_is_told_beside_its_field(sign_in: SignIn, manager: Actor, dossier: Dossier) -> None:
    response = place(sign_in(manager), dossier, "", "morgen", "")
    assert response.status_code == 422
    assert [place for place, _ in response.context["problems"]] == ["plaats-rung", "plaats-on", "plaats-reason"]
    assert 'value="morgen"' in response.content.decode()


def test_a_second_editor_sees_both_versions(
    sign_in: SignIn, manager: Actor, dossier: Dossier
) -> None:  # fmt: skip
    client = sign_in(manager)
    old = dossier.revision
    place(client, dossier, "2")
    data = {
        "formulier": "plaats",
        "plaats-rung": "7",
        "plaats-on": "3-2-2026",
        "plaats-reason": "Zo",
        "revisie": str(old),
    }
    response = client.post(f"/dossiers/{dossier.pk}/ladder/", data)
    assert "Iemand anders heeft dit gewijzigd" in words(response)
    assert ("Trede", "7 deels aan het werk", "2 toe aan activiteiten") in response.context["forms"]["plaats"].overtaken
    again = client.post(
        f"/dossiers/{dossier.pk}/ladder/", data | {"revisie": str(response.context["forms"]["plaats"].revision)}
    )
    assert again.status_code == 302


def test_the_proposal_is_asked_for_and_shown(sign_in: SignIn, manager: Actor, dossier: Dossier) -> None:
    client = sign_in(manager)
    address = f"/dossiers/{dossier.pk}/ladder/"
    fact = client.get(address).context["question"]["feit"]
    there = f"/dossiers/{dossier.pk}/voorzieningen/antwoord/"
    sent = {
        "feit": fact,
        "antwoord": "4",
        "source": "official",
        "valid_from": "1-3-2026",
        "vervangt": "",
        "terug": address,
    }
    missing = client.post(there, sent)
    assert missing.status_code == 422
    assert "Waarom vindt u dit?" in problems(missing)[0]
    assert client.post(there, sent | {"reason": "Beroep gekozen"}).url == address
    assert "Voorstel volgens de regels: trede 4" in words(client.get(address))
    assert FactVersion.objects.get(name=fact).reason == "Beroep gekozen"


def test_a_question_can_be_passed_over(sign_in: SignIn, manager: Actor, dossier: Dossier) -> None:
    client = sign_in(manager)
    address = f"/dossiers/{dossier.pk}/ladder/"
    fact = client.get(address).context["question"]["feit"]
    skipped = {"feit": fact, "actie": "weet-ik-niet", "terug": address}
    assert client.post(f"/dossiers/{dossier.pk}/voorzieningen/antwoord/", skipped).url == address
    later = client.get(address).context["question"]
    assert later is None or later["feit"] != fact


def test_a_move_is_set_right_or_taken_back(sign_in: SignIn, manager: Actor, dossier: Dossier) -> None:
    client = sign_in(manager)
    place(client, dossier, "2")
    move = LadderMove.objects.get()
    address = f"/dossiers/{dossier.pk}/ladder/{move.pk}/"
    assert "Trede 2 vanaf 2 februari 2026" in words(client.get(address))
    dossier.refresh_from_db()
    sent = {"rung": "3", "on": "2-2-2026", "reason": "Verkeerd gelezen", "revisie": str(dossier.revision)}
    assert client.post(address, sent).status_code == 302
    dossier.refresh_from_db()
    assert dossier.rung == 3
    newest = journey.moves(dossier)[0]
    sent |= {"actie": "vervalt", "revisie": str(dossier.revision)}
    assert client.post(f"/dossiers/{dossier.pk}/ladder/{newest.pk}/", sent).status_code == 302
    dossier.refresh_from_db()
    assert dossier.rung is None
    assert client.get(f"/dossiers/{dossier.pk}/ladder/{dossier.pk}/").status_code == 404


def test_a_trajectory_begins_shifts_ends_and_goes_on(sign_in: SignIn, manager: Actor, dossier: Dossier) -> None:
    client = sign_in(manager)
    address = f"/dossiers/{dossier.pk}/ladder/"
    begin = {"formulier": "begin", "begin-kind": "twk", "begin-started_on": "1-3-2026", "begin-reason": "Kort"}
    assert client.post(address, begin).status_code == 302
    made = Trajectory.objects.get()
    assert made.expected_end == date(2026, 8, 31)
    assert "TWK: Traject Werk Kort" in words(client.get(address))
    shift = {
        "formulier": "verschuif",
        "verschuif-expected_end": "1-10-2026",
        "verschuif-reason": "Ziek",
        "revisie": "1",
    }
    assert client.post(address, shift).status_code == 302
    end = {"formulier": "eindig", "eindig-on": "1-2-2026", "eindig-reason": "Werk", "revisie": "2"}
    assert "voor het begin" in problems(client.post(address, end))[0]
    assert client.post(address, end | {"eindig-on": "1-4-2026"}).status_code == 302
    assert client.post(f"/dossiers/{dossier.pk}/traject/{made.pk}/hervat/").status_code == 302
    made.refresh_from_db()
    assert made.ended_on is None
    assert client.post(f"/dossiers/{dossier.pk}/traject/{dossier.pk}/hervat/").status_code == 404


def test_what_fits_follows_rung_and_trajectory(sign_in: SignIn, manager: Actor, dossier: Dossier) -> None:
    client = sign_in(manager)
    everything = client.get(f"/dossiers/{dossier.pk}/ladder/").context
    place(client, dossier, "8")
    some = client.get(f"/dossiers/{dossier.pk}/ladder/").context
    assert 0 < len(some["fits"] + some["more_fits"]) < len(everything["fits"] + everything["more_fits"])


def test_a_regime_without_ladder_says_so(sign_in: SignIn, manager: Actor, dossier: Dossier, town: Municipality) -> None:
    Municipality.objects.filter(pk=town.pk).update(regime="bollenstreek")
    page = words(sign_in(manager).get(f"/dossiers/{dossier.pk}/ladder/"))
    assert "kennen geen ladder" in page
    assert "Begin een traject" in page


def test_who_may_not_record_only_looks(sign_in: SignIn, officer: Actor, manager: Actor, dossier: Dossier) -> None:
    journey.place(manager, dossier, rung=2, on=date(2026, 2, 2), reason="Zo")
    assert "Leg deze trede vast" in words(sign_in(officer).get(f"/dossiers/{dossier.pk}/ladder/"))


def test_the_picture_steps_from_move_to_move(manager: Actor, dossier: Dossier) -> None:
    journey.place(manager, dossier, rung=2, on=date(2026, 2, 2), reason="Zo")
    dossier.refresh_from_db()
    journey.place(manager, dossier, rung=4, on=date(2026, 3, 2), reason="Zo")
    ladder = journey.ladder_of(dossier)
    assert ladder is not None
    drawn = picture(ladder, journey.moves(dossier), dossier.reported_on, date(2026, 4, 1))
    assert drawn is not None
    (x1, y1, one), (x2, y2, two) = drawn.dots
    assert (one, two) == (1, 2)
    assert x1 < x2
    assert y1 - y2 == 48  # two rungs up
    assert picture(ladder, [], dossier.reported_on, date(2026, 4, 1)) is None


def test_few_queries(sign_in: SignIn, manager: Actor, dossier: Dossier, django_assert_max_num_queries: Any) -> None:
    client = sign_in(manager)
    place(client, dossier, "2")
    client.get(f"/dossiers/{dossier.pk}/ladder/")  # takes the message of the step
    with django_assert_max_num_queries(12):
        client.get(f"/dossiers/{dossier.pk}/ladder/")


def test_steps_and_trajectories_go_along(sign_in: SignIn, manager: Actor, dossier: Dossier) -> None:
    journey.place(manager, dossier, rung=2, on=date(2026, 2, 2), reason="Kan al veel")
    kind = journey.kinds(dossier)[0]
    journey.begin(
        manager, dossier, kind=kind.key, started_on=date(2026, 2, 3), expected_end=date(2026, 9, 1), reason="Naar werk"
    )
    response = sign_in(manager).get(f"/dossiers/{dossier.pk}/ladder/", {"formaat": "xlsx"})
    (_, move), (_, trajectory) = sheets(response)
    assert move[1:5] == ["2", "eerste plaatsing", "ja", "Kan al veel"]
    assert trajectory[0] == kind.name
    assert "Naar werk" in trajectory
