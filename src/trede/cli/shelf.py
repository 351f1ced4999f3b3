"""`trede catalogue`: the instruments and products of a regime, those that are asked for or that fit a person."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from trede.cli.assessing import people, person_day
from trede.cli.usage import Usage, day, regime
from trede.law import NoLawInForce, Regime
from trede.law.catalogue import PERSON, Instrument, amount, catalogue, matches
from trede.law.ladders import ladders
from trede.reason.values import Unknown

SHOWN = (("target", "voor"), ("goal", "doel"), ("activity", "activiteit"), ("provider", "aanbieder"), ("cost", "prijs"),
         ("duration", "duur"), ("capacity", "capaciteit"), ("intake", "instroomeisen"),
         ("no_show", "bij niet verschijnen"))  # fmt: skip


def catalogue_command(arguments: argparse.Namespace) -> int:
    """The rows that fit what is asked, and the person when there is one."""
    chosen = regime(arguments.regime)
    on = day(arguments.on, "--on") or person_day(arguments, chosen)
    most = _price(arguments.price)
    wanted = list(_wanted(arguments))
    person = dict(_person(arguments, chosen, on))
    try:
        items = catalogue(chosen, on)
    except NoLawInForce as problem:
        raise Usage(str(problem)) from None
    _known(chosen, on, items, wanted)
    words = (arguments.find or "").casefold().split()
    asked = [*wanted, *person.items()]
    found = [
        item
        for item in items
        if all(matches(item, key, value) for key, value in asked)
        and (most is None or (item.price is not None and item.price <= most))
        and all(word in _text(item) for word in words)
    ]
    if arguments.format == "json":
        print(json.dumps([_json(item) for item in found], ensure_ascii=False, indent=2))
    else:
        print("\n".join(_shown(chosen, items, found, person)))
    return 0


def _price(text: str | None) -> Any:
    if text is None:
        return None
    if (found := amount(text)) is None:
        raise Usage(f"--price: '{text[:40]}' is geen bedrag. Goed is bijvoorbeeld 2250 of 12,50.")
    return found


def _wanted(arguments: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """The filters with what is asked of each."""
    if arguments.rung is not None and not arguments.rung.strip().isdigit():
        raise Usage(f"--rung: '{arguments.rung[:40]}' is geen trede. Goed is een getal, bijvoorbeeld 2.")
    single = (("trede", arguments.rung), ("traject", arguments.trajectory), ("doel", arguments.goal),
              ("aanbieder", arguments.provider))  # fmt: skip
    yield from ((key, value) for key, value in single if value)
    yield from (("doelgroep", value) for value in arguments.target or ())


def _known(chosen: Regime, on: date, items: list[Instrument], wanted: list[tuple[str, str]]) -> None:
    """A rung or kind of trajectory that the regime does not have fits only what is for all: it is a slip of the pen."""
    numbers = {rung.number for ladder in ladders(chosen, on) for rung in ladder.rungs} | {
        rung for item in items for rung in item.rungs
    }
    kinds = {name.casefold(): name for item in items for name in item.trajectories}
    for key, value in wanted:
        if key == "trede" and numbers and int(value) not in numbers:
            right = f"Goed is een trede van {min(numbers)} tot en met {max(numbers)}"
            raise Usage(f"--rung: trede {value[:40]} is er niet in {chosen.title}. {right}.")
        if key == "traject" and kinds and value.casefold() not in kinds:
            right = ", ".join(sorted(kinds.values()))
            raise Usage(f"--trajectory: '{value[:40]}' is er niet in {chosen.title}. Goed is: {right}.")


def _person(arguments: argparse.Namespace, chosen: Regime, on: date) -> Iterator[tuple[str, str]]:
    """What the fixed names of the regime say of the person: rung, trajectory, target group; what is known of them."""
    read = [read() for _, read in people(arguments, chosen)]
    if len(read) != 1:
        raise Usage("bij de catalogus kan er één persoon tegelijk. Goed is: één JSON-object.")
    values = read[0].on(on, chosen)
    for role, key in PERSON:
        name = chosen.roles[role]
        fact, value = chosen.vocabulary.facts.get(name), values.get(name)
        if fact is not None and value is not None and type(value) is not Unknown:
            yield key, chosen.vocabulary.values.get(str(value), str(value))


def _shown(
    chosen: Regime, items: list[Instrument], found: list[Instrument], person: dict[str, str]
) -> Iterator[str]:  # fmt: skip
    if not items:
        yield f"{chosen.title} heeft op deze dag geen lijst van instrumenten of producten."
        return
    beside = f" (bij deze persoon: {', '.join(f'{key} {value}' for key, value in person.items())})" if person else ""
    yield f"{chosen.title}: {len(found)} van {len(items)} in het aanbod{beside}"
    yield from (line for item in found for line in _lines(item))
    yield "Een medewerker kiest; wie past, heeft er niet vanzelf recht op." if found else "Hier past niets bij."


def _text(item: Instrument) -> str:
    return " ".join(str(value) for value in (*asdict(item).values(), *(text for _, text in item.extra))).casefold()


def _lines(item: Instrument) -> Iterator[str]:
    where = ", ".join(text for text in (f"trede {item.rung}" if item.rung else "", item.trajectory) if text)
    yield f"  {item.name}{f' ({where})' if where else ''} [{item.citation}]"
    said = [(label, getattr(item, name) + (f" {item.unit}" if name == "cost" and item.unit else ""))
            for name, label in SHOWN if getattr(item, name)]  # fmt: skip
    yield from (f"     {label}: {text}" for label, text in (*said, *item.extra))


def _json(item: Instrument) -> dict[str, Any]:
    price = None if item.price is None else f"{item.price // 100}.{item.price % 100:02d}"
    days = {
        name: value.isoformat() if value else None for name, value in (("since", item.since), ("until", item.until))
    }
    return {**asdict(item), "price": price, **days, "extra": dict(item.extra)}
