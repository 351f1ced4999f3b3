"""From the words of the assumptions to distributions: `ja = 30`, `getal = { "18..26" = 36 }`, and the others."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from trede.law.errors import nearest
from trede.law.kinds import Kind, Number, snake
from trede.law.vocabulary import Fact, Vocabulary
from trede.population import shapes
from trede.population.shapes import ON, Classes, Shape

EXTRA = ("stap", "vanaf", "tot_en_met", "procent", "peil", "velden", "na", "duur", "niet_voor", "niet_na")
FITS = {
    "ja": ("ja_nee",), "kans": ("keuze", "tekst", "ja_nee"), "elk": ("keuzes",), "getal": ("getal", "bedrag"),
    "deel_van": ("getal", "bedrag"), "leeftijd_van": ("getal",), "leeftijd": ("datum",), "dagen": ("datum",),
    "maanden": ("datum",), "gelijk_aan": ("ja_nee", "datum", "getal", "bedrag", "keuze"),
    "aantal": ("lijst", "perioden"),
}  # fmt: skip
SHAPES = (*FITS, *EXTRA)
FAR = 400_000_00


class Wrong(Exception):
    """What is wrong with a line, and what would be right."""

    def __init__(self, what: str, right: str = "") -> None:
        super().__init__(what)
        self.what, self.right = what, right


def read_shape(body: Mapping[str, Any], kind: Kind, words: Vocabulary, fact: Fact | None) -> Shape | None:
    """The distribution that a line names for a fact of a kind, or None when it names none. Wrong."""
    named = [key for key in FITS if key in body]
    if not named:
        return None
    if len(named) > 1:
        raise Wrong(f"'{named[0]}' en '{named[1]}' gaan niet samen", "één verdeling")
    if kind.name not in FITS[named[0]]:
        fitting = [key for key, kinds in FITS.items() if kind.name in kinds]
        raise Wrong(f"'{named[0]}' past niet bij {kind}", " of ".join(fitting))
    shape = _READERS[named[0]](body, kind, words)
    if isinstance(shape, shapes.Number) and fact is not None:
        _inside(shape.classes, kind)
    bounds = {key: _bound(body[key], key) for key in ("niet_voor", "niet_na") if key in body}
    return shapes.Bounded(shape, bounds.get("niet_voor"), bounds.get("niet_na")) if bounds else shape


def percent(value: Any, key: str) -> Fraction:
    """A percentage as a part of one. Wrong when it is none."""
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool) and 0 <= value <= 100:
        return Fraction(value) / 100
    raise Wrong(f"'{key}' is geen percentage ({value})", "een getal van 0 tot en met 100")


def classes(value: Any, key: str, step: int = 100) -> Classes:
    """Classes with a weight each, from a table such as { "18..26" = 36 }, or one class from "18..26". Wrong."""
    table = value if isinstance(value, Mapping) else {value: 1}
    rows = []
    for text, weight in table.items():
        low, high = _range(str(text), key)
        rows.append((low, high, _weight(weight, key)))
        if (high - low) % step:
            raise Wrong(
                f"{key}: '{text}' is geen heel aantal stappen", f"een verschil dat past bij stap {step / 100:g}"
            )
    if not rows or not sum(row[2] for row in rows):
        raise Wrong(f"'{key}' heeft geen klasse", '{ "18..26" = 36, "27..66" = 64 }')
    return Classes(tuple(rows), step)


def span(kind: Kind) -> tuple[Number | None, Number | None]:
    """The lowest and highest a number or amount can be, in its own unit (as `trede.reason.facts.limits` has it)."""
    low, high = kind.low, kind.high
    if low is None and (kind.unit is not None or kind.name == "bedrag"):
        low = 0
    return low, 100 if high is None and kind.unit == "%" else high


def _inside(found: Classes, kind: Kind) -> None:
    low, high = span(kind)
    for first, last, _ in found.rows:
        if (low is not None and first < low * 100) or (high is not None and last > high * 100):
            right = f"{'' if low is None else low}..{'' if high is None else high}"
            raise Wrong(f"de klasse '{first / 100:g}..{last / 100:g}' ligt buiten wat dit feit kan zijn", right)


def _range(text: str, key: str) -> tuple[int, int]:
    match = re.fullmatch(r"(-?\d+(?:\.\d{1,2})?)(?:\.\.(-?\d+(?:\.\d{1,2})?))?", text)
    if match:
        low = int(Decimal(match[1]) * 100)
        high = int(Decimal(match[2]) * 100) if match[2] else low
        if -FAR <= low <= high <= FAR * 100:
            return low, high
    raise Wrong(f"{key}: '{text}' is geen klasse", '"18..26" of "6"')


def _weight(value: Any, key: str) -> Fraction:
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool) and value >= 0:
        return Fraction(value)
    raise Wrong(f"{key}: '{value}' is geen gewicht", "een getal van 0 of meer")


def _step(body: Mapping[str, Any]) -> int:
    try:
        step = int(Decimal(body.get("stap", 1)) * 100)
    except (InvalidOperation, TypeError, ValueError):
        step = 0
    if step <= 0:
        raise Wrong(f"'stap' is geen stap ({body.get('stap')})", "bijvoorbeeld stap = 0.5")
    return step


def _chance(body: Mapping[str, Any], _kind: Kind, _words: Vocabulary) -> Shape:
    return shapes.Chance(percent(body["ja"], "ja"))


def _pick(body: Mapping[str, Any], kind: Kind, _words: Vocabulary) -> Shape:
    table = body["kans"]
    if not isinstance(table, Mapping) or not table:
        raise Wrong("'kans' noemt geen waarden", 'kans = { waarde = 3, "andere waarde" = 1 }')
    weights = tuple(_weight(weight, "kans") for weight in table.values())
    if kind.name == "tekst":
        return shapes.Phrases(tuple(table), weights)
    return shapes.Pick(tuple(_places(table, kind)), weights)


def _each(body: Mapping[str, Any], kind: Kind, _words: Vocabulary) -> Shape:
    given = body["elk"]
    if not isinstance(given, Mapping):
        return shapes.Each((percent(given, "elk"),) * len(kind.values))
    shares = dict(zip(_places(given, kind), given.values(), strict=True))
    return shapes.Each(tuple(percent(shares.get(place, 0), "elk") for place in range(len(kind.values))))


def _places(names: Any, kind: Kind) -> list[int]:
    known = [snake(value) for value in kind.values]
    for name in names:
        if snake(name) not in known:
            raise Wrong(f"'{name}' is geen keuze", nearest(snake(name), known) or ", ".join(known))
    return [known.index(snake(name)) for name in names]


def _number(body: Mapping[str, Any], _kind: Kind, _words: Vocabulary) -> Shape:
    return shapes.Number(classes(body["getal"], "getal", _step(body)))


def _part(body: Mapping[str, Any], _kind: Kind, _words: Vocabulary) -> Shape:
    return shapes.Part(_name(body, "deel_van"), classes(body.get("procent", "100"), "procent"), _step(body))


def _age_of(body: Mapping[str, Any], _kind: Kind, _words: Vocabulary) -> Shape:
    at = body.get("peil", "op")
    if at not in ("op", "vorig_jaareinde"):
        raise Wrong(f"'{at}' is geen peil", "op of vorig_jaareinde")
    return shapes.Age(_name(body, "leeftijd_van"), at == "vorig_jaareinde")


def _born(body: Mapping[str, Any], _kind: Kind, _words: Vocabulary) -> Shape:
    found = classes(body["leeftijd"], "leeftijd")
    if any(low < 0 or high > 130_00 for low, high, _ in found.rows):
        raise Wrong("'leeftijd' is geen leeftijd", "jaren van 0 tot en met 130")
    return shapes.Born(found)


def _away(key: str) -> Callable[[Mapping[str, Any], Kind, Vocabulary], Shape]:
    def read(body: Mapping[str, Any], _kind: Kind, _words: Vocabulary) -> Shape:
        last = bool(body.get("tot_en_met", False))
        return shapes.Away(_name(body, "vanaf", ON), classes(body[key], key), key == "maanden", last)

    return read


def _same(body: Mapping[str, Any], kind: Kind, _words: Vocabulary) -> Shape:
    return shapes.Same(_name(body, "gelijk_aan"), kind.name == "datum")


def _many(body: Mapping[str, Any], kind: Kind, words: Vocabulary) -> Shape:
    count = classes(body["aantal"], "aantal")
    if any(low < 0 or high > 100_00 for low, high, _ in count.rows):
        raise Wrong("'aantal' is geen aantal", "0 tot en met 100")
    if kind.name == "perioden":
        gap, length = (classes(body.get(key, "1"), key) for key in ("na", "duur"))
        return shapes.Spells(count, _name(body, "vanaf", ON), gap, length)
    known = words.fields.get(kind.element or "", {})
    given = body.get("velden", {})
    for name in given:
        if name not in known:
            raise Wrong(f"'{name}' is geen veld van {kind.element}", nearest(name, known) or ", ".join(known))
    fields = {}
    for name, inside in given.items():
        shape = read_shape(inside, known[name].kind, words, known[name])
        if shape is None:
            raise Wrong(f"het veld '{name}' heeft geen verdeling", 'bijvoorbeeld { getal = "1..6" }')
        fields[name] = shape
    return shapes.Records(count, fields)


def _name(body: Mapping[str, Any], key: str, default: str = "") -> str:
    name = body.get(key, default)
    if not isinstance(name, str) or not name:
        raise Wrong(f"'{key}' noemt geen feit", f'{key} = "naam_van_een_feit"')
    return name


def _bound(value: Any, key: str) -> tuple[str, int]:
    if isinstance(value, str):
        return value, 0
    if isinstance(value, Mapping) and isinstance(value.get("feit"), str) and isinstance(value.get("maanden", 0), int):
        return value["feit"], value.get("maanden", 0)
    raise Wrong(f"'{key}' noemt geen dag", f'{key} = "op" of {key} = {{ feit = "geboortedatum", maanden = 192 }}')


_READERS: dict[str, Callable[[Mapping[str, Any], Kind, Vocabulary], Shape]] = {
    "ja": _chance, "kans": _pick, "elk": _each, "getal": _number, "deel_van": _part, "leeftijd_van": _age_of,
    "leeftijd": _born, "dagen": _away("dagen"), "maanden": _away("maanden"), "gelijk_aan": _same, "aantal": _many,
}  # fmt: skip
