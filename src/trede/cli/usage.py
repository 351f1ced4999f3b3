"""What every command shares: reading dates, files, regimes and facts, with clear words for what is wrong."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from trede.law import LawErrors, Regime, UnknownRegime
from trede.law.cache import load_regime

MAX_BYTES = 20_000_000


class Usage(Exception):
    """Something the user gave is wrong; the message says what and what would be right."""


def day(text: str | None, option: str) -> date | None:
    """A date from an option, or None if it was not given."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text) if len(text) == 10 else _no_day(text, option)
    except ValueError:
        return _no_day(text, option)


def _no_day(text: str, option: str) -> date:
    raise Usage(f"{option}: '{text}' is geen bestaande datum. Goed is bijvoorbeeld 2025-06-01.")


def regime(name: str) -> Regime:
    """The regime of that name (or in that folder)."""
    try:
        return load_regime(name)
    except UnknownRegime as problem:
        raise Usage(str(problem)) from None
    except LawErrors as problem:
        raise Usage(f"het regime '{name}' bevat fouten:\n{problem}") from None


def read_text(name: str) -> str:
    """The text of a file, or of the standard input for `-`."""
    if name == "-":
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
    else:
        path = Path(name)
        if not path.is_file():
            raise Usage(f"het bestand '{name}' bestaat niet.")
        if path.stat().st_size > MAX_BYTES:
            raise Usage(f"'{name}' is te groot ({path.stat().st_size} bytes); hoogstens {MAX_BYTES} bytes.")
        data = path.read_bytes()
    if len(data) > MAX_BYTES:
        raise Usage(f"de invoer is te groot; hoogstens {MAX_BYTES} bytes.")
    if not data.strip():
        raise Usage(f"'{name}' is leeg. Goed is een JSON-object met feiten, bijvoorbeeld {{}}.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Usage(f"'{name}' is geen tekst in UTF-8.") from None


def parse_json(text: str, name: str, line: int = 0) -> Any:
    """JSON with exact numbers; a name given twice, NaN or a syntax error is said with its place."""
    place = f"{name}, regel {line}" if line else name
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_no_constant, object_pairs_hook=_pairs)
    except _Doubled as problem:
        raise Usage(f"{place}: het feit '{problem}' is twee keer gegeven. Goed is: één keer.") from None
    except _Constant as problem:
        raise Usage(f"{place}: '{problem}' is geen getal.") from None
    except json.JSONDecodeError as problem:
        where = f"regel {line or problem.lineno}, teken {problem.colno}"
        raise Usage(f"{name}: dit is geen JSON ({where}).") from None
    except RecursionError:
        raise Usage(f"{place}: deze JSON is te diep genest.") from None


class _Doubled(Exception):
    pass


class _Constant(Exception):
    pass


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _Doubled(key)
        found[key] = value
    return found


def _no_constant(text: str) -> Any:
    raise _Constant(text)


def cases(name: str) -> Iterator[tuple[int, Any]]:
    """The people in a file: one JSON object, or JSON Lines (line number, object). Line 0: a single object."""
    text = read_text(name)
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if (
        len(lines) > 1 and all(line.lstrip().startswith("{") and line.rstrip().endswith("}") for _, line in lines)
    ) or name.endswith(".jsonl"):
        for number, line in lines:
            yield number, parse_json(line, name, number)
    else:
        yield 0, parse_json(text, name)
