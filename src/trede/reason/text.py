"""An assessment and a question as plain text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from trede.law.kinds import parse_date, show_date

SIGNS = {"toegekend": "✓", "geweigerd": "✗", "voorgelegd_aan_oordeel": "?", "onvoldoende_gegevens": "…"}
OUTCOMES = {
    ("toegekend", "kan"): "kan worden toegekend",
    ("toegekend", "moet"): "moet worden toegekend",
    "geweigerd": "kan niet",
    "voorgelegd_aan_oordeel": "wacht op een oordeel",
    "onvoldoende_gegevens": "er ontbreken gegevens",
}
DECIDED = {"kan": "kan worden beslist", "moet": "moet worden beslist"}
MODALS = {"moet": "moet", "kan": "kan", "mag": "mag", "mag_niet": "mag niet"}
EFFECTS = {"weigert": "✗", "eindigt": "✗", "voldaan": "✓", "open": "…", "kan_weigeren": "!", "kan_eindigen": "!",
           "stuk_ontbreekt": "…", "voorgelegd": "?"}  # fmt: skip
DECISIVE = ("weigert", "eindigt", "kan_weigeren", "kan_eindigen")


def as_text(found: dict[str, Any]) -> str:
    """The assessment (its JSON) in lines that a person reads."""
    provisions = [*found["voorzieningen"].values(), *found.get("beslissingen", {}).values()]
    known = f", zoals bekend op {_day(found['bekend_op'])}" if found["bekend_op"] else ""
    lines = [f"{found['titel']}, {_day(found['op'])}{known}", ""]
    for item in provisions:
        lines.append(_head(item))
        lines += [f"    {line}" for line in (_short(item) if len(provisions) > 1 else _long(item))]
    return "\n".join(lines)


def question_text(body: dict[str, Any]) -> str:
    """The next question (its JSON), or that none is needed."""
    if body["feit"] is None:
        return "Er is geen vraag meer nodig."
    lines = [f"{body['vraag']}  ({body['feit']}, weet: {body['wie']})"]
    if body["waarden"]:
        lines.append("    kies uit: " + ", ".join(value["naam"] for value in body["waarden"]))
    if body["hulp"]:
        lines.append(f"    {body['hulp']}")
    lines += [f"    nodig voor {norm['norm']}: {norm['zin']}" for norm in body["normen"]]
    return "\n".join(lines)


def _day(iso: str) -> str:
    day = parse_date(iso)
    return show_date(day) if day else iso


def _head(item: dict[str, Any]) -> str:
    outcome = item["uitkomst"]
    said = OUTCOMES.get((outcome, item["modaliteit"])) or OUTCOMES.get(outcome, outcome)
    if outcome == "toegekend" and "beslissing" in item:
        values = [value["weergave"] for value in item["waarden"]]
        said = values[0] if len(values) == 1 else DECIDED[item["modaliteit"]]
    return f"{SIGNS[outcome]} {item['naam']}: {said}"


def _short(item: dict[str, Any]) -> Iterator[str]:
    """What decides, in a few lines."""
    if item["uitkomst"] == "geweigerd":
        yield from _reasons(item, DECISIVE)
        return
    if waiting := [m["naam"] for m in item["ontbreekt"]] + [o["naam"] for o in item["oordelen"]]:
        yield f"nodig: {', '.join(waiting)}"
        return
    yield from _values(item)
    yield from _amounts(item)
    yield from _terms(item, steps=False)


def _long(item: dict[str, Any]) -> Iterator[str]:
    """Everything that a reader can use."""
    if item["uitkomst"] != "geweigerd":
        yield from _values(item)
        yield from _amounts(item)
        yield from _terms(item, steps=True)
        yield from _duties(item)
    yield from _reasons(item, tuple(EFFECTS))
    for missing in item["ontbreekt"]:
        yield f"ontbreekt: {missing['vraag']} ({missing['feit']}, weet: {missing['wie']})"
    for judgement in item["oordelen"]:
        yield f"oordeel: {judgement['vraag']} ({judgement['wie']})"
    if item["keerpunt"]:
        yield item["keerpunt"]["uitleg"]
    for remark in item["kanttekeningen"]:
        yield f"let op ({remark['soort'].replace('_', ' ')}): {remark['tekst']}"


def _reasons(item: dict[str, Any], effects: tuple[str, ...]) -> Iterator[str]:
    for ground in item["gronden"]:
        if ground["gevolg"] in effects:
            yield f"{EFFECTS[ground['gevolg']]} {ground['uitleg']} ({', '.join(ground['normen'])})"
    for beside in item["samenloop"]:
        if beside["soort"] == "sluit_uit" and beside["stand"] == "loopt" and beside["geldt"] == "ja":
            yield f"✗ Gaat niet samen met {beside['met']}, en die loopt. ({', '.join(beside['normen'])})"


def _values(item: dict[str, Any]) -> Iterator[str]:
    """What a decision reads, when that is more than one thing; a single one stands in its head."""
    if len(values := item.get("waarden", ())) > 1:
        for value in values:
            norms = f" ({', '.join(value['normen'])})" if value["normen"] else ""
            yield f"{value['omschrijving']}: {value['weergave']}{norms}"


def _amounts(item: dict[str, Any]) -> Iterator[str]:
    for amount in item["bedragen"]:
        if amount["bedrag"] is not None:
            per = f" per {amount['periode']}" if amount["periode"] else ""
            per = " eenmalig" if amount["periode"] == "eenmalig" else per
            yield f"{amount['omschrijving']}: {amount['weergave']}{per} ({', '.join(amount['normen'])})"


def _terms(item: dict[str, Any], steps: bool) -> Iterator[str]:
    for term in item["termijnen"]:
        when = _day(term["datum"]) if term["datum"] else term["duur"] if term["soort"] == "stap" else None
        if not when or (not steps and (term["soort"] == "stap" or not term["normen"])):
            continue
        name = (term["handeling"] or term["naam"]).replace("_", " ")
        who = f"{term['wie']}: " if term["wie"] else ""
        reserve = f" {term['voorbehoud']}" if term["voorbehoud"] else ""
        norms = f" ({', '.join(term['normen'])})" if term["normen"] else ""
        yield f"{who}{name}: {when}{norms}{reserve}"


def _duties(item: dict[str, Any]) -> Iterator[str]:
    """Who must, may or may not do what, except what stands among the terms with its day already."""
    dated = {(t["wie"], t["handeling"]) for t in item["termijnen"] if t["datum"] or t["duur"]}
    for duty in item["plichten"]:
        if (duty["wie"], duty["handeling"]) not in dated:
            doubt = "" if duty["geldt"] == "ja" else " (hangt af van wat nog niet bekend is)"
            norms = ", ".join(duty["normen"])
            yield f"{duty['wie']} {MODALS[duty['modaliteit']]} {duty['handeling']}{doubt} ({norms})"
