"""What a regime says that a plan holds: its parts, and the rights and duties that stand in it (docs/casework.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from trede.casework import guide
from trede.casework.live import live
from trede.casework.models import Dossier
from trede.casework.regimes import regime_of
from trede.casework.standard import standard
from trede.law.kinds import snake


@dataclass(frozen=True, slots=True)
class Part:
    """A part that the regime says a plan holds; `required` None: whether it must is not known yet."""

    key: str
    label: str
    required: bool | None
    norm: str


@dataclass(frozen=True, slots=True)
class Duty:
    """A right or duty in plain Dutch: whose, what, why; `mine` when it is the client's. The norm it stands on."""

    who: str
    modality: str
    action: str
    why: str
    norm: str
    mine: bool

    @property
    def key(self) -> str:
        """What names it in a form."""
        return f"{self.norm} {self.action}"


def of_regime(dossier: Dossier) -> tuple[list[Part], list[Duty]]:
    """What the regime says today that a plan holds, and the rights and duties that stand in it. One query."""
    today = timezone.localdate()
    plan = guide.decisions(dossier, today, guide.PLAN)
    others = guide.decisions(dossier, today, guide.OBLIGATIONS + guide.INTAKE)
    now = live(dossier, [*plan, *others], today)
    parts: dict[str, Part] = {}
    for name in plan:
        for row in now.found[name]["inhoud"] if name in now.found else []:
            if row["stuk"] in standard()["plan"] and row["vereist"] != "nee":
                required = True if row["vereist"] == "ja" else None
                parts.setdefault(row["sleutel"], Part(row["sleutel"], row["onderdeel"], required, row["normen"][0]))
    duties: dict[str, Duty] = {}
    deciding = regime_of(dossier.municipality).roles["beslissen"]  # said of every decision, and of no plan
    for name, outcome in now.found.items():
        wanted = name in plan or _holds(outcome)
        for row in outcome["plichten"] if wanted else []:
            duty = _duty(row)
            general = snake(row["handeling"]) == deciding
            if duty is not None and not general and (duty.mine or name in plan):
                duties.setdefault(duty.key, duty)
    return list(parts.values()), list(duties.values())


def _holds(outcome: Mapping[str, Any]) -> bool:
    """Is an obligation there for this person: granted, on a condition that is met, rather than for want of any?"""
    met = any(ground["gevolg"] == "voldaan" for ground in outcome["gronden"])
    return bool(outcome["uitkomst"] == "toegekend" and met)


def _duty(row: Mapping[str, Any]) -> Duty | None:
    """A duty that holds: the client's, or what others must do. What others merely may do stands in no plan."""
    who = row["wie"].replace("_", " ")
    mine = who in standard()["inwoner"]
    if row["geldt"] != "ja" or not (mine or row["modaliteit"] == "moet"):
        return None
    norm = (*row["normen"], "")[0]
    why = "" if row["uitleg"].endswith("?") else row["uitleg"]  # a question explains a rule, and says no duty
    return Duty(who, row["modaliteit"], row["handeling"].replace("_", " "), why, norm, mine)
