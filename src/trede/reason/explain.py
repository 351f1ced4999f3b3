"""Says a result in words and JSON: grounds with their tree, amounts with their computation, dates, what is missing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from trede.law import norms, tree
from trede.law.citation import place_of
from trede.law.inforce import InForce
from trede.law.kinds import Kind, json_number, show, to_json
from trede.law.norms import Norm, cited
from trede.law.vocabulary import Fact
from trede.law.wording import phrase
from trede.reason.breakdown import facts_json, facts_under, tree_json, verdict
from trede.reason.deadlines import deadlines
from trede.reason.duties import concurrence, contents, duties, remarks
from trede.reason.outcome import AmountResult, GroundResult, Result
from trede.reason.program import Program, Rule
from trede.reason.values import Unknown, base_name

Said = dict[tuple[Rule, str], dict[str, Any]]


def result_json(result: Result, said: Said | None = None) -> dict[str, Any]:
    """A result as JSON (see docs/assessment.md), without its turning point and receipt.

    `said` holds what was said for these facts of grounds that provisions have in common, so that it is said once.
    """
    result, said = result.alone(), {} if said is None else said
    program = result.program
    words = program.law.regime.vocabulary
    grant = program.provision.grant
    return {
        "voorziening": program.name,
        "naam": words.provisions.get(program.name, program.name),
        "ontvanger": words.roles.get(grant.recipient, grant.recipient),
        "verlener": words.roles.get(grant.authority, grant.authority),
        "uitkomst": result.outcome,
        "modaliteit": result.modality,
        "samenvatting": summary(result),
        "bedragen": [amount_json(amount, result) for amount in result.amounts if not amount.norm.reads],
        **_decided(result),
        "termijnen": terms_json(result),
        "gronden": [_ground_once(ground, result, said) for ground in result.grounds],
        "ontbreekt": missing_json(result),
        "oordelen": judgements_json(result),
        "plichten": duties(result),
        "inhoud": contents(result),
        "samenloop": concurrence(result),
        "kanttekeningen": remarks(result),
        "plaatsen": places(result),
    }


def _decided(result: Result) -> dict[str, Any]:
    """What a decision reads: its values, each with its norms and computation."""
    if not result.program.provision.grant.decision:
        return {}
    name = result.program.name
    return {"beslissing": name, "waarden": [amount_json(a, result) for a in result.amounts if a.norm.reads]}


def places(result: Result) -> dict[str, str]:
    """For each norm about this provision, where it stands, as a Dutch reader says it."""
    law, key = result.program.law, ("places", result.program.name)
    if key not in law.cache:
        about = (*result.program.provision.norms, *result.program.compiler.names.values())
        law.cache[key] = {c: place for norm in about for c, place in _places_of(norm, law)}
    found = law.cache[key]
    assert isinstance(found, dict)
    return found


def _places_of(norm: Norm, law: InForce) -> list[tuple[str, str]]:
    """Each citation of a norm, and where it stands."""
    key = ("places of", id(norm))
    if key not in law.cache:
        law.cache[key] = [(c, place_of(replace(norm, citations=(c,)), law.regime)) for c in cited(norm)]
    found = law.cache[key]
    assert isinstance(found, list)
    return found


def summary(result: Result) -> str:
    """The outcome in one plain sentence."""
    grant = result.program.provision.grant
    words = result.program.law.regime.vocabulary
    who = words.roles.get(grant.authority, grant.authority)
    what = words.provisions.get(grant.provision, grant.provision)
    if grant.decision:
        return _decision_summary(result, who, what)
    match result.outcome:
        case "toegekend":
            power = "moet" if grant.modality == "moet" else "mag"
            return f"{_cap(what)} {power} worden toegekend: alle voorwaarden zijn vervuld. Wie beslist: {who}."
        case "geweigerd":
            reasons = [c for g in result.grounds if g.effect in ("weigert", "eindigt") for c in g.norm.citations]
            beside = " naast " + " en ".join(words.provisions.get(o, o) for o in result.excluded_by)
            place = f" ({', '.join(reasons)})" if reasons else ""
            return f"{_cap(what)} is niet mogelijk{beside if result.excluded_by else ''}{place}."
        case "voorgelegd_aan_oordeel":
            return f"Voor {what} moet eerst een medewerker oordelen."
        case _:
            return f"Voor {what} ontbreken nog gegevens."


def _decision_summary(result: Result, who: str, what: str) -> str:
    grant = result.program.provision.grant
    values = [show(a.value, result.program.law.typer.name(a.norm.name) or Kind("tekst")) for a in result.amounts
              if a.norm.reads and type(a.value) is not Unknown]  # fmt: skip
    match result.outcome:
        case "toegekend" if values:
            return f"{_cap(what)}: {', '.join(values)}."
        case "toegekend":
            return f"{_cap(who)} {grant.modality} dit besluiten: {what}."
        case "geweigerd":
            return f"{_cap(what)}: dat kan niet."
        case "voorgelegd_aan_oordeel":
            return f"Over {what} moet eerst een medewerker oordelen."
        case _:
            return f"Om te beslissen over {what} ontbreken nog gegevens."


def _cap(text: str) -> str:
    return text[:1].upper() + text[1:]


def plain(norm: Norm) -> str:
    """What a norm asks, in one plain sentence."""
    return norm.reason or norm.sentence


def ground_text(ground: GroundResult) -> str:
    """What a ground asks; of a refusal ground that does not hold, that it does not."""
    text = plain(ground.norm)
    if isinstance(ground.norm, norms.Bound) and not ground.norm.wanted and ground.effect == "voldaan":
        return f"Dit speelt hier niet: {text}"
    return text


def _ground_once(ground: GroundResult, result: Result, said: Said) -> dict[str, Any]:
    key = ground.rule, ground.effect
    if key not in said:
        said[key] = ground_json(ground, result)
    return said[key]


def ground_json(ground: GroundResult, result: Result) -> dict[str, Any]:
    """A ground with its verdict, the facts it rested on and its tree."""
    program, person = result.program, result.person
    return {
        "normen": list(ground.norm.citations),
        "soort": _sort(ground.norm),
        "uitslag": verdict(ground.value, program),
        "gevolg": ground.effect,
        "uitleg": ground_text(ground),
        "zin": ground.norm.sentence,
        "feiten": facts_json(ground.rule.reading, program, person),
        "plaats": place_of(ground.norm, program.law.regime),
        "boom": tree_json(ground.rule.reading, program, person),
    }


def _sort(norm: Norm) -> str:
    match norm:
        case norms.Bound(wanted=True):
            return "voorwaarde"
        case norms.Bound():
            return "weigeringsgrond"
        case norms.Ground(effect="refuse"):
            return "mag_weigeren"
        case norms.Ground(may=True):
            return "mag_eindigen"
        case norms.Ground():
            return "eindigingsgrond"
        case norms.Required():
            return "stuk"
        case norms.Submit():
            return "voorleggen"
        case norms.ExtendIf() | norms.Extends():
            return "verlenging"
        case _:
            return "duur"


def amount_json(amount: AmountResult, result: Result) -> dict[str, Any]:
    """A granted quantity: euro as a decimal string, its period, its norms and how it was computed."""
    program = result.program
    kind = program.law.typer.name(amount.norm.name) or Kind("bedrag")
    missing = sorted(amount.value.facts) if type(amount.value) is Unknown else []
    value = None if missing or amount.value is None else amount.value
    return {
        "naam": amount.norm.name,
        "omschrijving": program.law.regime.vocabulary.label(amount.norm.name),
        "bedrag": _quantity(value, kind),
        "weergave": "onbekend" if missing else show(value, kind),
        "eenheid": "euro" if kind.name == "bedrag" else kind.unit,
        "periode": amount.norm.per,
        "normen": amount_citations(amount, result),
        "uitleg": plain(amount.norm),
        "ontbreekt": missing,
        "boom": tree_json(amount.norm.expr, program, result.person),
    }


def amount_citations(amount: AmountResult, result: Result) -> list[str]:
    """The norms an amount rests on: its own, those of the tables and definitions it reads."""
    names, rows = result.program.compiler.names, result.person.rows
    found = list(amount.norm.citations)
    todo, seen = [amount.norm.expr], set()
    while todo:
        for node in todo.pop().walk():
            if not isinstance(node, tree.Ref) or node.name in seen or node.name in result.person.facts:
                continue
            seen.add(node.name)
            norm, row = names.get(node.name), rows.get(node.name)
            if norm is None:
                continue
            found += [*norm.citations, *(row.citation.split(", ") if row and row.citation else [])]
            if isinstance(norm, norms.TableNorm):
                todo += [*(tree.Ref(key) for key in norm.keys), *(row.values if row else ())]
            else:
                todo.append(norm.expr)
    return list(dict.fromkeys(found))


def _quantity(value: Any, kind: Kind) -> Any:
    if value is None:
        return None
    if kind.name == "getal":
        return str(json_number(value * 100 if kind.unit == "%" else value))
    return to_json(value, kind)


def terms_json(result: Result) -> list[dict[str, Any]]:
    """The dates of the provision, the deadlines that its conditions set, and those of duties."""
    out = []
    for term in result.duration.terms:
        out.append({
            "naam": term.name, "soort": term.sort, "datum": term.day.isoformat() if term.day else None,
            "duur": term.length, "wie": None, "handeling": None, "normen": list(term.citations), "uitleg": term.text,
            "ontbreekt": list(term.missing), "voorbehoud": term.reserve,
        })  # fmt: skip
    return out + deadlines(result)


def missing_json(result: Result) -> list[dict[str, Any]]:
    """The facts that must be known first, and the documents that must be there."""
    out = [fact_json(name, result) for name in result.missing]
    for ground in result.documents:
        names = facts_under(ground.rule.expr, result.program, result.person.facts)
        out.append({
            "feit": names[0] if names else "", "naam": phrase(ground.rule.expr, result.program.law.typer),
            "vraag": plain(ground.norm), "wie": "aanvrager", "soort": "stuk", "stuk": True,
            "normen": list(ground.norm.citations),
        })  # fmt: skip
    return out


def judgements_json(result: Result) -> list[dict[str, Any]]:
    """The judgements and choices that a person must make first."""
    out = []
    for name in result.judgements:
        entry = fact_json(name, result)
        out.append({"oordeel": name, **{k: entry[k] for k in ("naam", "vraag", "wie", "soort", "normen")}})
    for name in result.choice_needed:
        entry = fact_json(name, result)
        out.append({"oordeel": name, **{k: entry[k] for k in ("naam", "vraag", "wie", "soort", "normen")}})
    for ground in result.grounds:
        if ground.effect == "voorgelegd":
            said = plain(ground.norm)
            out.append({
                "oordeel": "", "naam": said, "vraag": said, "wie": result.program.provision.grant.authority,
                "soort": "ja_nee", "normen": list(ground.norm.citations),
            })  # fmt: skip
    return out


def fact_of(name: str, program: Program) -> Fact | None:
    """The fact (or field of a list) of a missing name."""
    source, inner = base_name(name)
    words = program.law.regime.vocabulary
    if inner is None:
        return words.facts.get(name)
    kind = program.law.typer.name(source)
    return words.field_of(kind.element or "", inner) if kind else None


def fact_json(name: str, result: Result) -> dict[str, Any]:
    """A missing fact: its question, who can answer, and the norms that need it."""
    program = result.program
    fact = fact_of(name, program)
    needs = [c for ground in result.grounds if name in ground.waiting(program) for c in ground.norm.citations]
    needs += [c for a in result.amounts if type(a.value) is Unknown and name in a.value.facts
              for c in amount_citations(a, result)]  # fmt: skip
    label = fact.label if fact else program.law.regime.vocabulary.label(name)
    return {
        "feit": name,
        "naam": label,
        "vraag": fact.question if fact else f"Het gegeven '{label}' is op deze datum niet vastgesteld.",
        "wie": fact.who if fact else "beleidsmedewerker",
        "soort": fact.kind.name if fact else "bedrag",
        "privacy": fact.privacy if fact else "gewoon",
        "stuk": False,
        "normen": list(dict.fromkeys(needs)),
    }
