"""The reasons and the remarks of a provision, put in the order in which a reader needs them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

EFFECTS = {
    "voldaan": ("ja", "Voldaan"),
    "geen": ("geen", "Speelt niet"),
    "weigert": ("nee", "Reden om te weigeren"),
    "kan_weigeren": ("kan", "Mag een reden zijn om te weigeren"),
    "eindigt": ("nee", "Reden om te stoppen"),
    "kan_eindigen": ("kan", "Mag een reden zijn om te stoppen"),
    "open": ("onbekend", "Nog open"),
    "stuk_ontbreekt": ("onbekend", "Stuk ontbreekt"),
    "voorgelegd": ("oordeel", "Een medewerker moet kijken"),
    "niet_nagegaan": ("onbekend", "Niet nagegaan"),
}
NOT_HERE = "Dit speelt hier niet: "


@dataclass(frozen=True)
class Group:
    """Grounds or remarks under one heading; `folded` when they stay closed until asked for."""

    key: str
    title: str
    members: list[dict[str, Any]]
    hint: str = ""
    folded: bool = False


GROUPS = (
    ("tegen", "Dit houdt het tegen", {"weigert", "eindigt"}, "", False),
    ("nodig", "Hier moet nog iets voor", {"open", "voorgelegd", "stuk_ontbreekt", "kan_weigeren", "kan_eindigen"}, "",
     False),
    ("voldaan", "Hieraan is voldaan", {"voldaan"}, "", False),
    ("niet", "Speelt hier niet", {"geen"}, "", True),
    ("niet-nagegaan", "Niet nagegaan", {"niet_nagegaan"},
     "Op deze gronden mag het college weigeren of stoppen. Het hoeft niet, en niemand heeft ernaar gekeken.", True),
)  # fmt: skip
NOTES = {
    "onbevestigd": "Getallen die nog niet bevestigd zijn",
    "afwijking_toegepast": "Er is afgeweken van de regels",
    "register": "Waar regels botsen, en wat dan geldt",
    "verdrongen": "Regels die wijken voor een andere",
    "erratum": "Fouten in de tekst van de regels",
    "lezing": "Zo lezen we de regels",
    "leemte": "Hierover zeggen de regels niets",
    "afwijking_mogelijk": "Afwijken kan",
}
OPEN_NOTES = ("onbevestigd", "afwijking_toegepast")
MOST_OPEN = 3


def effect_of(ground: dict[str, Any]) -> str:
    """What a ground does here. Not to hold is another thing than not to be looked at, and than to be met."""
    if ground["gevolg"] == "geen" and ground["uitslag"] in ("onbekend", "oordeel"):
        return "niet_nagegaan"
    if ground["gevolg"] == "voldaan" and ground["soort"] == "weigeringsgrond":
        return "geen"
    return str(ground["gevolg"])


def as_shown(ground: dict[str, Any]) -> dict[str, Any]:
    """A ground with what it does here; the heading above it says already that it plays no part."""
    text = ground["uitleg"]
    text = text.removeprefix(NOT_HERE) if text.startswith(NOT_HERE) else text
    return ground | {"gevolg": effect_of(ground), "uitleg": text}


def grouped(grounds: list[dict[str, Any]]) -> list[Group]:
    """The grounds of a provision: what stops it first, what plays no part last."""
    shown = [as_shown(ground) for ground in grounds]
    found = []
    for key, title, effects, hint, folded in GROUPS:
        if members := [ground for ground in shown if ground["gevolg"] in effects]:
            found.append(Group(key, title, members, hint, folded))
    return found


def remarks(notes: list[dict[str, Any]]) -> list[Group]:
    """The remarks of a provision by kind; what touches a figure or a decision first, long lists folded."""
    kinds = [*NOTES, *dict.fromkeys(note["soort"] for note in notes if note["soort"] not in NOTES)]
    found = []
    for kind in kinds:
        if members := [note for note in notes if note["soort"] == kind]:
            if kind == "register":
                members.sort(key=lambda note: "Buiten toepassing:" not in note["tekst"])
            folded = kind not in OPEN_NOTES and len(members) > MOST_OPEN
            found.append(Group(kind, NOTES.get(kind, kind.replace("_", " ").capitalize()), members, "", folded))
    return found


def duties(rows: list[dict[str, Any]]) -> list[Group]:
    """Who must or must not do what; then, folded, what may be done and what is not known to hold."""
    must = [row for row in rows if row["modaliteit"] in ("moet", "mag_niet") and row["geldt"] == "ja"]
    other = [row for row in rows if row not in must]
    groups = (Group("moet", "Dit moet", must), Group("kan", "Dit kan, of moet misschien", other, "", bool(must)))
    return [group for group in groups if group.members]


def unconfirmed(notes: list[dict[str, Any]]) -> list[str]:
    """The figures under an outcome that nobody has confirmed yet."""
    return [note["tekst"] for note in notes if note["soort"] == "onbevestigd"]
