"""A plan is a document that everyone can read (PDF/UA), with a place for both signatures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.letters.pdf_reader import read_pdf
from tests.letters.samples import PERSON, sender

from trede.letters import (
    LetterError,
    PlanGoal,
    PlanSigned,
    PlanStep,
    PlanText,
    compose_plan,
    measure_letter,
    render_pdf,
)

DAY = date(2026, 3, 2)
PLAN = PlanText(
    version=2, day=DAY, situation="U zoekt werk.\nU woont alleen.",
    goals=(
        PlanGoal("Een baan in de zorg", (
            PlanStep("Sollicitatiebrief schrijven", "inwoner", date(2026, 4, 1), "Taalmaatje"),
            PlanStep("Werkgever bellen", "klantmanager", done=date(2026, 3, 3)),
            PlanStep("Proefdag regelen", "aanbieder"),
        )),
        PlanGoal("Schulden op orde"),
    ),
    rights=("Wij begeleiden u bij het plan.",), duties=("U moet naar vermogen werk zoeken.",),
    parts=(("gevolgen van niet nakomen", "Uw uitkering kan lager worden."),), evaluate_on=date(2026, 9, 1),
)  # fmt: skip


def text(plan: PlanText) -> str:
    return compose_plan(plan, addressee=PERSON, sender=sender(), reference="D-000001", manager="K. Verzonnen").text()


def test_everything_stands_in_it() -> None:
    said = text(PLAN)
    for part in (
        "Uw plan, versie 2", "U woont alleen.", "Doel 1: Een baan in de zorg", "(met: Taalmaatje)", "1 april 2026",
        "klaar op 3 maart 2026", "nog geen dag afgesproken", "Doel 2: Schulden op orde",
        "Wij begeleiden u bij het plan.", "U moet naar vermogen werk zoeken.", "Gevolgen van niet nakomen",
        "Op 1 september 2026 kijken wij samen", "D-000001", "K-20419", "Handtekening:",
    ):  # fmt: skip
        assert part in said


def test_it_is_a_draft_until_it_is_agreed() -> None:
    assert "nog niet vastgesteld" in text(PLAN)
    assert "nog niet vastgesteld" not in text(replace(PLAN, agreed=True))


def test_signatures_and_a_refusal() -> None:
    signed = (PlanSigned(True, "S. de Vries", refusal="vindt het te vroeg"), PlanSigned(False, "K. Verzonnen", DAY))
    said = text(replace(PLAN, signed=signed, agreed=True))
    assert "tekent niet: vindt het te vroeg" in said
    assert "K. Verzonnen | 2 maart 2026" in said
    assert "Handtekening:" not in said


def test_an_empty_plan_has_a_place_to_sign() -> None:
    said = text(PlanText(version=1, day=DAY))
    assert "Handtekeningen" in said
    assert "Uw situatie" not in said


def test_a_bsn_is_refused() -> None:
    with pytest.raises(LetterError):
        text(replace(PLAN, situation="BSN 999990019"))


def test_the_pdf_is_read_by_its_structure() -> None:
    letter = compose_plan(PLAN, addressee=PERSON, sender=sender())
    read = read_pdf(render_pdf(letter))
    assert read.problems == []
    assert "<pdfuaid:part>1</pdfuaid:part>" in read.xmp
    assert measure_letter(letter).problems() == []
