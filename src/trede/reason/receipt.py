"""A receipt goes with each result, so that it can be recomputed years later and compared byte for byte."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import TYPE_CHECKING, Any

import trede
from trede.law.regime import Regime
from trede.reason.breakdown import value_json
from trede.reason.facts import Facts, plain

if TYPE_CHECKING:
    from trede.reason.assess import Assessment

VERSION = 1


class ReceiptError(Exception):
    """A receipt cannot be replayed; the message says why."""


def canonical(data: Any) -> bytes:
    """JSON as bytes that depend on the content alone."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(data: Any) -> str:
    """The SHA-256 of the canonical bytes."""
    return hashlib.sha256(canonical(data)).hexdigest()


class Receipts:
    """Makes the receipts of an assessment: the law and the facts that all its results rest on are written once."""

    def __init__(self, assessment: Assessment) -> None:
        facts, law = assessment.facts, assessment.law
        words = law.regime.vocabulary
        self.head = {"versie": VERSION, "motor": f"trede {trede.__version__}", "regime": law.regime.name}
        self.basis = {
            "op": assessment.on.isoformat(),
            "bekend_op": assessment.known.isoformat() if assessment.known else None,
            "bronnen": [{"bron": s.id, "sha256": s.sha256} for s in law.sources],
            "feiten": [
                {
                    "feit": name,
                    "waarde": value_json(facts.values[name], words.facts[name].kind, words),
                    "herkomst": facts.origins.get(name, {"bron": "invoer"}),
                }
                for name in sorted(facts.values)
            ],
        }

    def of(self, provision: str, body: dict[str, Any]) -> dict[str, Any]:
        """The receipt of one provision's result (`body`, without its receipt).

        `sha256` is the digest of the result, `zegel` that of the rest of the receipt.
        """
        made = {**self.head, "voorziening": provision, **self.basis, "sha256": digest(body)}
        return {**made, "zegel": digest(made)}


def replay(found: dict[str, Any], regime: Regime) -> list[str]:
    """Recompute a receipt and compare. Returns what differs (empty: the same bytes).

    ReceiptError, FactErrors, NoLawInForce, UnknownProvision.
    """
    from trede.reason.assess import assess

    facts, on, known, held = _read(found)
    differences = []
    if found["zegel"] != digest({name: value for name, value in found.items() if name != "zegel"}):
        differences.append("De receipt is veranderd nadat hij is gemaakt.")
    again = assess(regime, Facts.read(facts, regime), on, known, [found["voorziening"]])
    now = {s.id: s.sha256 for s in again.law.sources}
    for source in dict.fromkeys((*held, *now)):
        if source not in now:
            differences.append(f"Bron {source} geldt nu niet op {on.isoformat()}.")
        elif source not in held:
            differences.append(f"Bron {source} geldt nu op {on.isoformat()}, en was er bij de berekening niet.")
        elif held[source] != now[source]:
            differences.append(f"Bron {source} heeft nu een andere inhoud dan bij de berekening.")
    made = again.to_json()
    (body,) = (made["voorzieningen"] or made["beslissingen"]).values()
    if body["receipt"]["sha256"] != found["sha256"]:
        differences.append(f"De uitkomst is niet gelijk: nu {body['uitkomst']} ({body['receipt']['sha256'][:12]}…).")
    if found["motor"] != f"trede {trede.__version__}":
        differences.append(f"De receipt is van {plain(found['motor'])}; dit is trede {trede.__version__}.")
    return differences


def _read(found: dict[str, Any]) -> tuple[dict[str, Any], date, date | None, dict[str, str]]:
    """The facts, dates and sources of a receipt. ReceiptError when it is not one."""
    try:
        if found["versie"] != VERSION:
            raise ReceiptError(f"Versie {plain(found['versie'])} van een receipt ken ik niet.")
        rows = [(row["feit"], {"waarde": row["waarde"], **row["herkomst"]}) for row in found["feiten"]]
        on = date.fromisoformat(found["op"])
        known = date.fromisoformat(found["bekend_op"]) if found["bekend_op"] is not None else None
        held = {str(row["bron"]): str(row["sha256"]) for row in found["bronnen"]}
        texts = [found[name] for name in ("motor", "regime", "voorziening", "sha256", "zegel")]
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise ReceiptError(f"Dit is geen volledige receipt ({type(problem).__name__}: {plain(problem)}).") from None
    if not all(isinstance(text, str) for text in texts) or len(rows) != len(dict(rows)):
        raise ReceiptError("Dit is geen volledige receipt (een tekst is geen tekst, of een feit staat er twee keer).")
    return dict(rows), on, known, held
