"""An assessment as plain text for a terminal."""

from __future__ import annotations

from typing import Any

SIGNS = {"toegekend": "✓", "geweigerd": "✗", "voorgelegd_aan_oordeel": "?", "onvoldoende_gegevens": "…"}
EFFECTS = {"weigert": "✗", "eindigt": "✗", "voldaan": "✓", "open": "…", "kan_weigeren": "!", "kan_eindigen": "!",
           "stuk_ontbreekt": "…", "voorgelegd": "?"}  # fmt: skip


def as_text(found: dict[str, Any]) -> str:
    """The assessment (its JSON) in lines that a person reads."""
    provisions = [*found["voorzieningen"].values(), *found.get("beslissingen", {}).values()]
    lines = [f"{found['titel']}, {found['op']}", ""]
    for item in provisions:
        lines += _provision(item, short=len(provisions) > 1)
    return "\n".join(lines)


def _provision(item: dict[str, Any], short: bool) -> list[str]:
    outcome = item["uitkomst"].replace("_", " ")
    lines = [f"{SIGNS[item['uitkomst']]} {item['naam']}: {outcome} ({item['modaliteit']})"]
    if short and item["uitkomst"] in ("onvoldoende_gegevens", "voorgelegd_aan_oordeel"):
        waiting = [m["naam"] for m in item["ontbreekt"]] + [o["naam"] for o in item["oordelen"]]
        return [*lines, f"    nodig: {', '.join(waiting)}"]
    for amount in item["bedragen"]:
        if amount["bedrag"] is not None:
            per = f" per {amount['periode']}" if amount["periode"] else ""
            lines.append(f"    {amount['omschrijving']}: {amount['weergave']}{per} ({', '.join(amount['normen'])})")
    for term in item["termijnen"]:
        if term["datum"] and not (short and term["soort"] == "stap"):
            lines.append(f"    {term['naam'].replace('_', ' ')}: {term['datum']} ({', '.join(term['normen'])})")
    for ground in item["gronden"]:
        if ground["gevolg"] in ("weigert", "eindigt", "kan_weigeren", "kan_eindigen") or not short:
            if ground["gevolg"] != "geen":
                lines.append(
                    f"    {EFFECTS.get(ground['gevolg'], ' ')} {ground['uitleg']} ({', '.join(ground['normen'])})"
                )
    if not short:
        lines += [f"    ontbreekt: {m['vraag']} ({m['feit']}, weet: {m['wie']})" for m in item["ontbreekt"]]
        lines += [f"    oordeel: {o['vraag']} ({o['wie']})" for o in item["oordelen"]]
        if item["keerpunt"]:
            lines.append(f"    {item['keerpunt']['uitleg']}")
        lines += [f"    let op ({k['soort']}): {k['tekst']}" for k in item["kanttekeningen"]]
    return lines
