"""The dossiers of a municipality as a caseload: the same answers as the dossier gives, apart, and noted."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from trede.access.models import ProcessingEntry
from trede.casework import assessing
from trede.casework.models import Client, Dossier
from trede.casework.services import facts
from trede.casework.services.common import Actor
from trede.casework.services.facts import Given
from trede.cli.main import main

ON = date(2026, 6, 1)
ASKED = ["--on", "2026-06-01", "--provision", "werkstage"]


@pytest.fixture
def known(manager: Actor, dossier: Dossier) -> Dossier:
    facts.record(manager, dossier, [Given("geboortedatum", "1990-05-17", date(1990, 5, 17))])
    return dossier


def run(out: Path, *more: str) -> list[dict[str, str]]:
    assert main(["caseload", "bollenstreek", "dossiers:bollenveld", "--out", str(out), *ASKED, *more]) == 0
    with out.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_row_says_what_the_dossier_says(known: Dossier, other_town: object, tmp_path: Path) -> None:
    client = Client.objects.create(municipality=other_town, number="K-9", surname="Elders")
    Dossier.objects.create(municipality=other_town, client=client, number="D-9", surname="Elders", reported_on=ON)
    [row] = run(tmp_path / "uit.csv")
    body = assessing.assess_one(assessing.Case.load(known, ON), "werkstage")
    assert row["persoon"] == known.number
    assert body["uitkomst"] in row.values()
    assert (
        ProcessingEntry.objects.filter(name="caseload.gelezen").values_list("person", flat=True).get()
        == known.client_id
    )


def test_a_closed_dossier_is_left_out(known: Dossier, tmp_path: Path) -> None:
    Dossier.objects.filter(pk=known.pk).update(status="closed", closed_on=ON)
    assert run(tmp_path / "uit.csv") == []


@pytest.mark.parametrize(
    ("regime", "slug", "told"),
    [
        ("bollenstreek", "nergens", "Er zijn: bollenveld"),
        ("leusden", "bollenveld", "werkt met de regels van bollenstreek"),
    ],
)
def test_the_wrong_municipality_is_told(
    known: Dossier, regime: str, slug: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "uit.csv")
    assert main(["caseload", regime, f"dossiers:{slug}", "--out", out, "--on", "2026-06-01"]) == 2
    assert told in capsys.readouterr().err
