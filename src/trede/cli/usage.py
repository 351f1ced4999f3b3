"""What every command shares: reading dates, files, regimes and facts, with clear words for what is wrong."""

from __future__ import annotations

import errno
import json
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from trede.law import LawErrors, Regime, UnknownRegime
from trede.law.cache import load_regime
from trede.reason.facts import plain
from trede.terms import parse_date

MAX_BYTES = 20_000_000


class Usage(Exception):
    """Something the user gave is wrong; the message says what and what would be right."""


def day(text: str | None, option: str) -> date | None:
    """A date from an option, or None if it was not given."""
    if text is None:
        return None
    try:
        return parse_date(text)
    except ValueError:
        raise Usage(f"{option}: '{plain(text)}' is geen bestaande datum. Goed is bijvoorbeeld 2025-06-01.") from None


@contextmanager
def noting(wrong: list[str]) -> Iterator[None]:
    """Add what is wrong to a list, and go on, so that all of it is told together."""
    try:
        yield
    except Usage as problem:
        wrong.append(str(problem))


def regime(name: str) -> Regime:
    """The regime of that name (or in that folder)."""
    try:
        return load_regime(name)
    except UnknownRegime as problem:
        raise Usage(str(problem)) from None
    except LawErrors as problem:
        raise Usage(f"het regime '{plain(name)}' bevat fouten:\n{problem}") from None
    except OSError as problem:
        raise Usage(f"het regime '{plain(name)[:60]}' is niet te lezen: {why(problem, reading=True)}.") from None


def read_text(name: str) -> str:
    """The text of a file, or of the standard input for `-`."""
    shown = shown_name(name)
    try:
        if name == "-":
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise Usage(f"het bestand {shown} bestaat niet.") from None
    except (OSError, ValueError) as problem:
        reason = why(problem, reading=True) if isinstance(problem, OSError) else problem
        raise Usage(f"het bestand {shown} is niet te lezen: {reason}.") from None
    if len(data) > MAX_BYTES:
        raise Usage(f"{shown} is te groot: hoogstens {MAX_BYTES // 1_000_000} MB.")
    if not data.strip():
        raise Usage(f"{shown} is leeg. Goed is een JSON-object, bijvoorbeeld {{}}.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Usage(f"{shown} is geen tekst in UTF-8.") from None


def why(problem: OSError, reading: bool = False) -> str:
    """Why a file cannot be written (or read), and what to do."""
    no_folder = "de map bestaat niet" if reading else "de map bestaat niet. Maak de map eerst"
    return {
        errno.ENOSPC: "de schijf is vol. Maak ruimte en geef de opdracht nog eens",
        errno.EDQUOT: "uw deel van de schijf is vol. Maak ruimte en geef de opdracht nog eens",
        errno.ENOENT: no_folder,
        errno.ENOTDIR: no_folder,
        errno.EISDIR: "dit is een map. Goed is de naam van een bestand",
        errno.EACCES: "u mag het niet lezen" if reading else "u mag daar niet schrijven. Kies een andere map",
        errno.EROFS: "daar kan niet worden geschreven. Kies een andere map",
        errno.ENAMETOOLONG: "de naam is te lang",
    }.get(problem.errno or 0, problem.strerror or str(problem))


def check_other_file(name: str, option: str, *inputs: str | None) -> None:
    """What is written must not stand where something that is read stands: that would be lost."""
    target = Path(name).resolve()
    if any(given and given != "-" and Path(given).resolve() == target for given in inputs):
        raise Usage(f"{option}: {shown_name(name)} is het bestand dat wordt gelezen. Goed is een andere naam.")


def shown_name(name: str) -> str:
    """A file as a message names it."""
    return "de standaardinvoer" if name == "-" else f"'{plain(name)[:200]}'"


def parse_json(text: str, name: str, line: int = 0) -> Any:
    """JSON with exact numbers; a name that is given twice is told with its place, and so is a mistake in the syntax."""
    data, doubled = parse_pairs(text, name, line)
    if doubled:
        place = f"{shown_name(name)}, regel {line}" if line else shown_name(name)
        raise Usage(f"{place}: '{plain(doubled[0])[:60]}' is twee keer gegeven. Goed is: één keer.")
    return data


def parse_pairs(text: str, name: str, line: int = 0) -> tuple[Any, list[str]]:
    """JSON with exact numbers, and the names that are given twice in one object."""
    doubled: list[str] = []

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        doubled.extend(key for key, times in Counter(key for key, _ in found).items() if times > 1)
        return dict(found)

    where = f"regel {line}" if line else ""
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=float, object_pairs_hook=pairs), doubled
    except json.JSONDecodeError as problem:
        where = f"{where or f'regel {problem.lineno}'}, teken {problem.colno}"
        raise Usage(f"{shown_name(name)}: dit is geen JSON ({where}).") from None
    except RecursionError:
        raise Usage(f"{shown_name(name)}: deze JSON is te diep genest{f' ({where})' if where else ''}.") from None
    except (ValueError, ArithmeticError):  # a number of thousands of digits
        raise Usage(f"{shown_name(name)}: hierin staat een te groot getal{f' ({where})' if where else ''}.") from None


def cases(name: str) -> Iterator[tuple[int, str]]:
    """The people in a file: one JSON object, or JSON Lines (line number, its text). Line 0: a single object."""
    text = read_text(name)
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if name.endswith((".jsonl", ".ndjson")) or (len(lines) > 1 and _is_object(lines[0][1])):
        yield from lines
    else:
        yield 0, text


def _is_object(line: str) -> bool:
    """Is this line an object by itself? Then the lines after it are more people, not more of the same."""
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
