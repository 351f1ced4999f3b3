"""Checks a finished caseload against `assess`, person by person, for people chosen at random.

    python -m bench.caseload_check amstelveen 2024-01-01 people.parquet answers.parquet 1000

The two files are those of `trede caseload` (Parquet in, Parquet out, nobody left out). Every outcome, amount, missing
fact and pending judgement must be the same; the first that differs is told, with exit code 1.
"""

from __future__ import annotations

import random
import sys
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from trede.law.cache import load_regime
from trede.law.kinds import round_half_up
from trede.reason import Facts, assess
from trede.reason.outcome import Result


def facts_of(row: dict[str, Any]) -> dict[str, Any]:
    """The facts of a row as JSON."""
    absent = row.pop("afwezig", None) or ()
    row.pop("persoon", None)
    found = {name: _value(value) for name, value in row.items() if value is not None}
    return {**found, **dict.fromkeys(absent)}


def _value(value: Any) -> Any:
    if isinstance(value, list):
        return [_value(item) for item in value]
    if isinstance(value, dict):
        return {name: _value(item) for name, item in value.items() if item is not None}
    return value


def differs(result: Result, answer: dict[str, Any]) -> str:
    """What differs between one person's result and the answer in the file; "" when nothing does."""
    name = result.program.name
    found: dict[str, Any] = {name: result.outcome}
    for amount in result.amounts:
        value = amount.value
        if isinstance(value, (int, Fraction)):
            kind = result.program.law.typer.name(amount.norm.name)
            times = 1 if kind is None or kind.name == "bedrag" else 10_000 if kind.unit == "%" else 100
            found[f"{name}.{amount.norm.name}"] = Decimal(round_half_up(value * times)).scaleb(-2)
    for key, value in found.items():
        if answer[key] != value:
            return f"{key}: {answer[key]} in het bestand, {value} bij assess"
    amounts = {key for key, value in answer.items() if isinstance(value, Decimal) and key.startswith(f"{name}.")}
    if extra := amounts - set(found):
        return f"{', '.join(extra)}: alleen in het bestand"
    for key, names in (("ontbreekt", set(result.missing)), ("oordelen", {*result.judgements, *result.choice_needed})):
        listed = {entry for entry in answer[f"{name}.{key}"] if not entry.startswith(("stuk:", "norm:"))}
        if listed != names:
            return f"{name}.{key}: {sorted(listed ^ names)}"
    return ""


def main(arguments: list[str]) -> int:
    """Compare as many people as asked."""
    regime, on = load_regime(arguments[0]), date.fromisoformat(arguments[1])
    people, answers = (pq.read_table(name, memory_map=True) for name in arguments[2:4])
    chosen = sorted(random.Random(20_240_101).sample(range(people.num_rows), int(arguments[4])))
    rows = zip(people.take(pa.array(chosen)).to_pylist(), answers.take(pa.array(chosen)).to_pylist(), strict=True)
    provisions = [name for name in answers.column_names if "." not in name and name != "persoon"]
    for row, answer in rows:
        key = str(row["persoon"])
        for name, result in assess(regime, Facts.read(facts_of(row), regime), on, None, provisions).results.items():
            if key != answer["persoon"] or (said := differs(result, answer)):
                print(f"persoon {key}, {name}: {said}")
                return 1
    print(f"{len(chosen)} van {people.num_rows} mensen nagerekend, {len(provisions)} voorziening(en): alles gelijk")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
