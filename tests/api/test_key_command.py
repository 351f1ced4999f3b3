"""`trede api-key` and `trede world`: what they print, and one sentence about what is wrong."""

from __future__ import annotations

import pytest
from tests.api.conftest import System

from trede.api.models import ApiKey
from trede.casework.models import Client
from trede.casework.services.common import Actor
from trede.cli.main import main


def test_a_key_is_printed_once_works_and_ends(manager: Actor, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--municipality", manager.municipality.slug, "--name", "zaaksysteem"]
    assert main(["api-key", manager.user.email, *where]) == 0
    key = capsys.readouterr().out.strip()
    assert key.startswith("trede_")
    assert System(key).get("/v1/taken").status_code == 200
    assert main(["api-key", manager.user.email, *where, "--end"]) == 0
    assert "1 sleutels" in capsys.readouterr().out
    assert System(key).get("/v1/taken").status_code == 401


@pytest.mark.parametrize(
    ("account", "slug", "told"),
    [
        ("niemand@nergens.example", "bollenveld", "geen actief account"),
        ("katja.klantmanager@bollenveld.example", "nergens", "Er zijn: bollenveld"),
        ("katja.klantmanager@bollenveld.example", "duinrand", "geen rol"),
    ],
)
def test_what_is_wrong_is_told(
    manager: Actor, stranger: Actor, account: str, slug: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["api-key", account, "--municipality", slug, "--name", "x"]) == 2
    assert told in capsys.readouterr().err
    assert not ApiKey.objects.exists()


@pytest.mark.django_db
def test_a_world_is_made_once(capsys: pytest.CaptureFixture[str]) -> None:
    asked = [
        "world",
        "leusden",
        "--people",
        "3",
        "--on",
        "2026-06-01",
        "--slug",
        "dorp",
        "--name",
        "Dorp",
        "--facts",
        "2",
    ]
    assert main(asked) == 0
    assert Client.objects.filter(municipality__slug="dorp", municipality__name="Dorp").count() == 3
    assert main(asked) == 2
    assert "heeft al cliënten" in capsys.readouterr().err


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arguments", "told"),
    [(["nergens"], "geen regime"), (["leusden", "--people", "0"], "1 of meer"), (["leusden", "--on", "31-31"], "--on")],
)
def test_a_world_that_cannot_be(arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["world", *arguments]) == 2
    assert told in capsys.readouterr().err
    assert not Client.objects.exists()
