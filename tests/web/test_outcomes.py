"""The list beside the question, the reasons and the remarks: grouped, sorted, searched, and never too long."""

from __future__ import annotations

from typing import Any

import pytest

from trede.web import outcomes, reasons
from trede.web.assessments import Glance
from trede.web.outcomes import View


def glance(name: str, outcome: str = "onvoldoende_gegevens", missing: int = 0, judgements: int = 0) -> Glance:
    group = "overig" if name.startswith("z") else f"groep {name[0]}"
    return Glance(name, name, group, outcome, "kan", missing, judgements, "Verordening, artikel 1")


def listing(*glances: Glance, **view: str) -> outcomes.Listing:
    return outcomes.listing(outcomes.lines(glances, {}), View.read(view))


def names(found: outcomes.Listing) -> list[str]:
    return [line.name for _, lines in found.sections for line in lines]


MANY = [glance(f"a{n}", missing=n) for n in range(1, 10)] + [
    glance("b", "toegekend"),
    glance("zorg", "voorgelegd_aan_oordeel", judgements=2),
    glance("c", "geweigerd"),
]


def test_only_what_is_near_is_shown_at_first() -> None:
    found = listing(*MANY)
    assert names(found) == ["a1", "a2", "a3", "a4", "a5", "a6", "b", "c", "zorg"]
    assert [heading for heading, _ in found.sections] == ["groep a", "groep b", "groep c", "overig"]
    assert (found.shown, found.hidden, found.total) == (9, 3, 12)
    assert found.view.with_all == "alles=1"
    assert listing(*MANY, alles="1").hidden == 0


def test_a_change_is_never_out_of_sight() -> None:
    lines = outcomes.lines(MANY, {"a9": "geweigerd"})
    assert "a9" in names(outcomes.listing(lines, View()))


@pytest.mark.parametrize(
    ("view", "first"),
    [({"volgorde": "snel"}, ["b", "zorg", "a1"]), ({"volgorde": "naam"}, ["a1", "a2", "a3"]),
     ({"toon": "geweigerd"}, ["c"]), ({"zoek": "GROEP a"}, ["a1", "a2", "a3"]), ({"zoek": "a9"}, ["a9"]),
     ({"zoek": "niets"}, []), ({"toon": "onzin", "volgorde": "onzin"}, ["a1", "a2", "a3"])],
)  # fmt: skip
def test_search_sort_and_filter(view: dict[str, str], first: list[str]) -> None:
    assert names(listing(*MANY, **view))[:3] == first


def test_filters_keep_the_rest_of_the_view() -> None:
    found = listing(*MANY, zoek="a", volgorde="naam")
    assert {f.key: f.count for f in found.filters} == {"": 12, "kan": 1, "oordeel": 1, "gegevens": 9, "geweigerd": 1}
    assert found.filters[1].query == "toon=kan&zoek=a&volgorde=naam"
    assert listing(volgorde="naam").sections == []


def test_remarks_say_what_is_waited_for() -> None:
    said = [outcomes.remark(g) for g in (glance("a", missing=1, judgements=2), glance("b", judgements=1),
                                         glance("c"), glance("d", "geweigerd"))]  # fmt: skip
    assert said == ["nog 1 gegeven en 2 oordelen nodig", "nog 1 oordeel nodig", "", "Verordening, artikel 1"]


@pytest.mark.parametrize(
    ("glances", "near"),
    [
        ([glance("a", missing=1), glance("b", missing=1)], "2 voorzieningen hebben nog één antwoord nodig."),
        ([glance("a", missing=3), glance("b", missing=4)], "Eén voorziening heeft nog 3 antwoorden nodig."),
        ([glance("a", "toegekend")], ""),
        ([glance("a", "voorgelegd_aan_oordeel")], ""),
    ],
)
def test_progress_is_calm(glances: list[Glance], near: str) -> None:
    assert outcomes.progress(outcomes.lines(glances, {})).near == near


def ground(effect: str, result: str = "ja", sort: str = "voorwaarde", text: str = "Tekst.") -> dict[str, Any]:
    return {"gevolg": effect, "uitslag": result, "soort": sort, "uitleg": text}


def test_reasons_are_grouped_by_what_they_do() -> None:
    grounds = [
        ground("voldaan"),
        ground("voldaan", "nee", "weigeringsgrond", "Dit speelt hier niet: Wie WW krijgt."),
        ground("geen", "nee"),
        ground("geen", "oordeel", "mag_weigeren"),
        ground("kan_weigeren"),
        ground("weigert"),
        ground("open", "onbekend"),
    ]
    found = reasons.grouped(grounds)
    assert [(group.title, len(group.members), group.folded) for group in found] == [
        ("Dit houdt het tegen", 1, False),
        ("Hier moet nog iets voor", 2, False),
        ("Hieraan is voldaan", 1, False),
        ("Speelt hier niet", 2, True),
        ("Niet nagegaan", 1, True),
    ]
    assert found[3].members[0]["uitleg"] == "Wie WW krijgt."


def test_remarks_are_grouped_by_kind() -> None:
    notes = [{"soort": "lezing", "tekst": str(n)} for n in range(5)]
    notes += [{"soort": "register", "tekst": "Gaat samen."}, {"soort": "register", "tekst": "X. Buiten toepassing: Y."}]
    notes += [{"soort": "vreemd_iets", "tekst": "Iets."}, {"soort": "onbevestigd", "tekst": "Een getal."}]
    found = reasons.remarks(notes)
    assert [(g.key, g.folded) for g in found] == [
        ("onbevestigd", False), ("register", False), ("lezing", True), ("vreemd_iets", False)]  # fmt: skip
    assert found[1].members[0]["tekst"].startswith("X.")
    assert found[3].title == "Vreemd iets"
    assert reasons.unconfirmed(notes) == ["Een getal."]


def test_duties_that_hold_come_first() -> None:
    rows = [{"modaliteit": "kan", "geldt": "ja"}, {"modaliteit": "moet", "geldt": "ja"},
            {"modaliteit": "moet", "geldt": "onbekend"}]  # fmt: skip
    assert [(g.key, len(g.members), g.folded) for g in reasons.duties(rows)] == [("moet", 1, False), ("kan", 2, True)]
    assert [g.folded for g in reasons.duties(rows[:1])] == [False]
    assert reasons.duties([]) == []
