"""An installation begins with a municipality and its administrator, by one command."""

from __future__ import annotations

import re
from typing import Any

import pytest

from trede.access.models import AuditEntry, Membership, Municipality, Role, User
from trede.cli.main import main

pytestmark = pytest.mark.django_db
ASKED = ["municipality", "bloemstad", "--regime", "bollenstreek", "--administrator", "Bea@bloemstad.example",
         "--person", "Bea Oefening"]  # fmt: skip


def test_the_first_administrator_comes_in_by_the_link(client: Any, capsys: Any) -> None:
    assert main([*ASKED, "--name", "Bloemstad"]) == 0
    membership = Membership.objects.get()
    assert (membership.municipality.name, membership.role) == ("Bloemstad", Role.ADMINISTRATOR)
    entry = AuditEntry.objects.get()
    assert (entry.actor_name, entry.action, entry.municipality) == (
        "trede municipality", "account.uitgenodigd", "bloemstad",
    )  # fmt: skip
    link = re.search(r"^/aanmelden/uitnodiging/.*", capsys.readouterr().out, re.MULTILINE)
    assert link
    chosen = {"wachtwoord": "acht kleine paarden draven", "wachtwoord2": "acht kleine paarden draven"}
    page = client.get(link[0])
    assert page.status_code == 200
    assert "Bea Oefening" in page.content.decode()
    names = re.findall(r'name="(wachtwoord\w*|nogmaals|opnieuw\w*)"', page.content.decode())
    assert client.post(link[0], dict.fromkeys(names, chosen["wachtwoord"])).status_code == 302
    assert User.objects.get().check_password("acht kleine paarden draven")


def test_an_account_that_exists_gets_the_role(capsys: Any) -> None:
    User.objects.make("bea@bloemstad.example", "Bea Oefening")
    assert main(ASKED) == 0
    assert "/aanmelden/\n" in capsys.readouterr().out
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [(1, "bloem stad", "geen kenmerk"), (3, "nergens", "nergens"), (5, "bea", "geen e-mailadres")],
)
def test_what_is_wrong_is_said_and_nothing_is_made(place: int, value: str, said: str, capsys: Any) -> None:
    asked = [*ASKED]
    asked[place] = value
    assert main(asked) == 2
    assert said in capsys.readouterr().err
    assert not Municipality.objects.exists()


def test_a_municipality_is_made_once(capsys: Any) -> None:
    assert main(ASKED) == 0
    assert main(ASKED) == 2
    assert "is er al" in capsys.readouterr().err
