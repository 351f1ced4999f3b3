"""Worked cases (`<regime>_cases.jsonl`): a date, a provision, facts and what should come out; what is wrong with one.

The tests run them, and `make mutate` runs them on changed norms (docs/mutation.md). `*` stands for any amount or term.
`aangeboden` is a municipality that offers a provision which the national law only bounds: how many times it may be
extended by `maanden`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from trede.law import Regime
from trede.law.kinds import Kind
from trede.law.norms import Extends, Grants
from trede.law.tree import Const
from trede.reason import Facts, UnknownProvision, assess
from trede.reason.explain import result_json

DEFINITE = {"weigert", "eindigt"}
NOT_THERE = "bestaat_niet"  # the outcome of a provision that is not in force on the day


def read_worked(name: str) -> list[dict[str, Any]]:
    """The worked cases of a regime; none when it has none."""
    file = Path(__file__).with_name(f"{name}_cases.jsonl")
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.exists() else []


def body_of(case: dict[str, Any], regime: Regime) -> dict[str, Any]:
    """What the case comes to, as JSON."""
    facts, regime = Facts.read(case["feiten"], regime), offering(case, regime)
    try:
        found = assess(regime, facts, on=date.fromisoformat(case["op"]), provisions=[case["voorziening"]])
    except UnknownProvision:
        return {"uitkomst": NOT_THERE, "gronden": [], "ontbreekt": [], "oordelen": [], "modaliteit": None}
    (body,) = (result_json(result) for result in found.results.values())
    return body


def offering(case: dict[str, Any], regime: Regime) -> Regime:
    """The regime, with a municipal grant of the provision when the case says that a municipality offers it."""
    if "aangeboden" not in case:
        return regime
    name, offer = case["voorziening"], case["aangeboden"]
    own: dict[str, Any] = dict(citations=("GEMEENTE",), source=next(iter(regime.own_sources())).id, article="1",
                               sentence="Wat een gemeente aanbiedt.", file="", line=0, provisions=(name,))  # fmt: skip
    added = [Grants(**own, modality="kan", authority="college", provision=name, recipient="persoon")]
    size = Const(offer.get("maanden"), Kind("getal", "maanden"))
    more = [Extends(**own, times=offer["keer"], expr=size)] if "keer" in offer else []
    return replace(regime, norms=[*regime.norms, *added, *more], cache={})


def wrong(case: dict[str, Any], body: dict[str, Any]) -> str:
    """What came out otherwise than the case says; empty when it all came out."""
    expected = case["verwacht"]
    if body["uitkomst"] != expected["uitkomst"]:
        return why(body)
    if body["modaliteit"] != expected.get("modaliteit", body["modaliteit"]):
        return str(body["modaliteit"])
    for name, amount in expected.get("bedragen", {}).items():
        amounts = [Fraction(b["bedrag"]) for b in named(body["bedragen"], name) if b["bedrag"] is not None]
        if Fraction(amount) not in amounts:
            return f"{name}: {body['bedragen']}"
    for name, day in expected.get("termijnen", {}).items():
        if day not in [term["datum"] or term["duur"] for term in named(body["termijnen"], name)]:
            return f"{name}: {body['termijnen']}"
    for action, duty in expected.get("plichten", {}).items():
        if duty != (said := _duty(body, action)):
            return f"{action}: {said}"
    for name, value in expected.get("waarden", {}).items():
        values = [entry["bedrag"] for entry in body.get("waarden", []) if entry["naam"] == name]
        if values != [value]:
            return f"{name}: {values}"
    return "" if _heard(expected, body) else why(body)


def _heard(expected: dict[str, Any], body: dict[str, Any]) -> bool:
    """Are the grounds, the missing facts and the judgements that the case names among those that came out?"""
    refusing = {n for ground in body["gronden"] if ground["gevolg"] in DEFINITE for n in ground["normen"]}
    missing = {entry["feit"] for entry in body["ontbreekt"]}
    judged = {entry["oordeel"] for entry in body["oordelen"]}
    return (
        refusing >= set(expected.get("gronden", ()))
        and missing >= set(expected.get("ontbreekt", ()))
        and judged >= set(expected.get("oordelen", ()))
    )


def _duty(body: dict[str, Any], action: str) -> str:
    """The modality of a duty, or that it does not apply or is not known to."""
    found = [entry for entry in body["plichten"] if entry["handeling"] == action]
    return found[0]["modaliteit"] if found and found[0]["geldt"] == "ja" else "onbekend" if found else "geen"


def named(entries: Iterable[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    """The amounts or terms whose name has `name` in it; all of them for `*`."""
    return [entry for entry in entries if name == "*" or name in entry["naam"]]


def why(body: dict[str, Any]) -> str:
    """What the outcome rests on, to read when a case fails."""
    grounds = [(g["normen"], g["gevolg"]) for g in body["gronden"] if g["gevolg"] not in ("voldaan", "geen")]
    missing = [m["feit"] for m in body["ontbreekt"]] + [j["oordeel"] for j in body["oordelen"]]
    return f"{body['uitkomst']}: {grounds}; mist {missing}"
