"""A receipt goes with each result, so that it can be recomputed years later and compared byte for byte."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import TYPE_CHECKING, Any

import trede
from trede.law.regime import Regime
from trede.reason.facts import Facts

if TYPE_CHECKING:
    from trede.reason.assess import Assessment

VERSION = 1


class ReceiptError(Exception):
    """A receipt cannot be replayed; the message says why."""


def canonical(data: Any) -> bytes:
    """JSON as bytes that depend on the content alone."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str).encode()


def digest(data: Any) -> str:
    """The SHA-256 of the canonical bytes."""
    return hashlib.sha256(canonical(data)).hexdigest()


def receipt(assessment: Assessment, provision: str, body: dict[str, Any]) -> dict[str, Any]:
    """The receipt of one provision's result (`body`, without its receipt)."""
    facts, law = assessment.facts, assessment.law
    return {
        "versie": VERSION,
        "motor": f"trede {trede.__version__}",
        "regime": law.regime.name,
        "voorziening": provision,
        "op": assessment.on.isoformat(),
        "bekend_op": assessment.known.isoformat() if assessment.known else None,
        "bronnen": [{"bron": s.id, "sha256": s.sha256} for s in law.sources],
        "feiten": [
            {"feit": name, "waarde": facts.given[name], "herkomst": facts.origins.get(name, {"bron": "invoer"})}
            for name in sorted(facts.given)
        ],
        "sha256": digest(body),
    }


def replay(found: dict[str, Any], regime: Regime) -> list[str]:
    """Recompute a receipt and compare. Returns what differs (empty: the same bytes). ReceiptError."""
    from trede.reason.assess import assess

    try:
        facts = {row["feit"]: {"waarde": row["waarde"], **row["herkomst"]} for row in found["feiten"]}
        on = date.fromisoformat(found["op"])
        known = date.fromisoformat(found["bekend_op"]) if found["bekend_op"] else None
        name, expected, sources = found["voorziening"], found["sha256"], found["bronnen"]
    except (KeyError, TypeError, ValueError) as problem:
        raise ReceiptError(f"Dit is geen volledige receipt ({problem}).") from None
    if found.get("versie") != VERSION:
        raise ReceiptError(f"Versie {found.get('versie')} van een receipt ken ik niet.")
    again = assess(regime, Facts.read(facts, regime), on, known, [name])
    differences = []
    held = {s.id: s.sha256 for s in again.law.sources}
    for row in sources:
        if held.get(row["bron"]) != row["sha256"]:
            differences.append(f"Bron {row['bron']} heeft nu een andere inhoud dan bij de berekening.")
    body = again.to_json()["voorzieningen"][name]
    if body["receipt"]["sha256"] != expected:
        differences.append(f"De uitkomst is niet gelijk: nu {body['uitkomst']} ({body['receipt']['sha256'][:12]}…).")
    if found.get("motor") != f"trede {trede.__version__}":
        differences.append(f"De receipt is van {found.get('motor')}; dit is trede {trede.__version__}.")
    return differences
