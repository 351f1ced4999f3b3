"""An outcome as the user sees it: one of five, each with a word, an icon and a colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


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


def status_for(outcome: str, modality: str) -> Status:
    """The status of an outcome."""
    if outcome == "toegekend":
        return BY_KEY["moet" if modality == "moet" else "kan"]
    return BY_KEY[KEYS[outcome]]


def status_of(provision: dict[str, Any]) -> Status:
    """The status of a provision in an assessment."""
    return status_for(provision["uitkomst"], provision["modaliteit"])
