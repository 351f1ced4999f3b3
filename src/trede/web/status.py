"""An outcome as the user sees it: one of five, each with a word, an icon and a colour."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from trede.web.assessments import Glance


@dataclass(frozen=True)
class Status:
    """`key` names the colour and the icon; `word` is short, `sentence` explains it once."""

    key: str
    word: str
    sentence: str


STATUSES = (
    Status("moet", "Moet worden toegekend", "De regels laten geen keus: de persoon heeft er recht op."),
    Status("kan", "Mag worden toegekend", "Aan de voorwaarden is voldaan. Een medewerker beslist."),
    Status("oordeel", "Oordeel nodig", "De gegevens zijn er. Een medewerker moet nog een oordeel geven."),
    Status("gegevens", "Gegevens ontbreken", "Er zijn nog antwoorden nodig."),
    Status("geweigerd", "Geweigerd", "Volgens de regels kan dit niet worden toegekend."),
)
BY_KEY = {status.key: status for status in STATUSES}
ORDER = {status.key: number for number, status in enumerate(STATUSES)}
KEYS = {"geweigerd": "geweigerd", "voorgelegd_aan_oordeel": "oordeel", "onvoldoende_gegevens": "gegevens"}

RESULTS = {
    "ja": ("ja", "voldaan"),
    "nee": ("nee", "niet voldaan"),
    "onbekend": ("onbekend", "nog niet bekend"),
    "oordeel": ("oordeel", "oordeel nodig"),
}
EFFECTS = {
    "voldaan": ("ja", "Voldaan"),
    "geen": ("ja", "Speelt niet"),
    "weigert": ("nee", "Reden om te weigeren"),
    "kan_weigeren": ("kan", "Mag een reden zijn om te weigeren"),
    "eindigt": ("nee", "Reden om te stoppen"),
    "kan_eindigen": ("kan", "Mag een reden zijn om te stoppen"),
    "open": ("onbekend", "Nog open"),
    "stuk_ontbreekt": ("onbekend", "Stuk ontbreekt"),
    "voorgelegd": ("oordeel", "Een medewerker moet kijken"),
    "niet_nagegaan": ("onbekend", "Niet nagegaan"),
}
NOTES = {
    "register": "Afspraak over botsende regels",
    "lezing": "Zo lezen we de regel",
    "erratum": "Fout in de tekst van de regel",
    "onbevestigd": "Nog niet bevestigd getal",
    "verdrongen": "Een andere regel gaat voor",
    "leemte": "De regels zeggen hier niets over",
    "afwijking_mogelijk": "Afwijken kan",
    "afwijking_toegepast": "Er is afgeweken",
}
GROUPS = (
    ("Dit geeft de doorslag", {"weigert", "eindigt"}),
    ("Dit mag een reden zijn om te weigeren of te stoppen", {"kan_weigeren", "kan_eindigen"}),
    ("Dit staat nog open", {"open", "voorgelegd", "stuk_ontbreekt"}),
    ("Hieraan is voldaan", {"voldaan"}),
    ("Dit speelt hier niet", {"geen"}),
    ("Dit is niet nagegaan", {"niet_nagegaan"}),
)


def status_for(outcome: str, modality: str) -> Status:
    """The status of an outcome."""
    if outcome == "toegekend":
        return BY_KEY["moet" if modality == "moet" else "kan"]
    return BY_KEY[KEYS[outcome]]


def status_of(provision: dict[str, Any]) -> Status:
    """The status of a provision in an assessment."""
    return status_for(provision["uitkomst"], provision["modaliteit"])


@dataclass(frozen=True)
class Line:
    """A provision in the list beside the question."""

    name: str
    label: str
    status: Status
    remark: str
    was: Status | None = None


def lines(glances: Iterable[Glance], before: dict[str, str]) -> list[Line]:
    """The provisions in order of outcome; `was` is set on those the last answer changed."""
    found = []
    for glance in glances:
        now = status_for(glance.outcome, glance.modality)
        was = BY_KEY.get(before.get(glance.name, now.key), now)
        found.append(Line(glance.name, glance.label, now, remark(glance), was if was != now else None))
    return sorted(found, key=lambda line: (ORDER[line.status.key], line.label))


def remark(glance: Glance) -> str:
    """A few words under the name: what it waits for, or what decided."""
    if glance.outcome == "onvoldoende_gegevens":
        return f"nog {glance.missing} {'gegeven' if glance.missing == 1 else 'gegevens'} nodig"
    if glance.outcome == "voorgelegd_aan_oordeel" and glance.judgements:
        return f"nog {glance.judgements} {'oordeel' if glance.judgements == 1 else 'oordelen'} nodig"
    return glance.place


def keys(glances: Iterable[Glance]) -> dict[str, str]:
    """The status key of each provision: what `lines` compares with after the next answer."""
    return {glance.name: status_for(glance.outcome, glance.modality).key for glance in glances}


@dataclass(frozen=True)
class Filter:
    """A button above the list."""

    key: str
    word: str
    count: int
    chosen: bool


def filters(found: Iterable[Line], chosen: str) -> list[Filter]:
    """All, and each status that occurs, with how often."""
    counts = {status.key: 0 for status in STATUSES}
    for line in found:
        counts[line.status.key] += 1
    present = [s for s in STATUSES if counts[s.key] or s.key == chosen]
    shown = [Filter(s.key, s.word, counts[s.key], s.key == chosen) for s in present]
    return [Filter("", "Alles", sum(counts.values()), not chosen), *shown]


def effect_of(ground: dict[str, Any]) -> str:
    """What a ground does here; to play no part because nobody knows is not the same as not to hold."""
    if ground["gevolg"] == "geen" and ground["uitslag"] in ("onbekend", "oordeel"):
        return "niet_nagegaan"
    return str(ground["gevolg"])


def grouped(grounds: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """The grounds of a provision: what decides first, what plays no part last."""
    marked = [ground | {"gevolg": effect_of(ground)} for ground in grounds]
    found = []
    for title, effects in GROUPS:
        if members := [ground for ground in marked if ground["gevolg"] in effects]:
            found.append((title, members))
    return found
