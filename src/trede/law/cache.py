"""Keeps what was read, by the content of its files and of this package, so that starting is instant.

The cache is a convenience in the user's own cache folder: when anything about it is wrong it is read anew. It is read
with an unpickler that knows only the plain data classes of the language, so that it can hold data and nothing else.
"""

from __future__ import annotations

import hashlib
import importlib
import io
import os
import pickle
import re
import tempfile
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from trede.law.document import MAX_BYTES
from trede.law.errors import UnknownRegime
from trede.law.places import find_regime
from trede.law.regime import Regime

MODULES = ("trede.law.document", "trede.law.kinds", "trede.law.norms", "trede.law.regime", "trede.law.tree",
           "trede.law.vocabulary")  # fmt: skip
PLAIN = {("datetime", "date"): date, ("fractions", "Fraction"): Fraction, ("builtins", "set"): set}  # fmt: skip
BASES = re.compile(r"^\| {0,9}bouwt op {0,9}\|([^|\n]+)\|", re.M)


def load_regime(name: str | Path, root: Path | None = None) -> Regime:
    """The regime of that name, from the cache if its files did not change. LawErrors; UnknownRegime."""
    folder = find_regime(name, root)
    kept = cache_folder() / f"{folder.name}-{fingerprint(folder, root)}.bin"
    if (found := _read(kept)) is not None:
        return found
    from trede.law.reader import read_regime  # the parser is slow to import, and not needed when all is cached

    regime = read_regime(folder, root)
    _write(kept, regime)
    return regime


def cache_folder() -> Path:
    """Where what was read is kept: `TREDE_CACHE`, or `trede` in the user's cache folder."""
    if chosen := os.environ.get("TREDE_CACHE"):
        return Path(chosen)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "trede"


def fingerprint(folder: Path, root: Path | None = None) -> str:
    """A digest of every file of a regime, of the regimes it builds on, and of this package."""
    digest = hashlib.sha256(_package().encode())
    todo, seen = [folder], set()
    while todo:
        place = todo.pop().resolve()
        if place in seen:
            continue
        seen.add(place)
        for path in sorted([*place.glob("*.md"), *place.glob("inventaris*.csv")]):
            data = _start(path)
            digest.update(f"{place.name}/{path.name}\0{len(data)}\0".encode() + data)
            if path.name == "regime.md" and (match := BASES.search(data.decode("utf-8", "replace"))):
                todo += [_base(base.strip(), root) for base in match[1].split(",")]
    return digest.hexdigest()[:32]


def _start(path: Path) -> bytes:
    """As much of a file as could be read as a regime; nothing of what is no file (said when the regime is read)."""
    if not path.is_file():
        return b""
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _base(name: str, root: Path | None) -> Path:
    try:
        return find_regime(name, root)
    except UnknownRegime:  # said when the regime is read
        return Path(os.devnull)


@cache
def _package() -> str:
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*")):
        if path.suffix in (".py", ".lark"):
            digest.update(path.read_bytes())
    return digest.hexdigest()


class _Reader(pickle.Unpickler):
    """Knows the plain data classes of the language, dates and fractions; nothing that can act."""

    def find_class(self, module: str, name: str) -> Any:
        if module in MODULES and (found := getattr(importlib.import_module(module), name, None)) is not None:
            if hasattr(found, "__dataclass_fields__"):
                return found
        if (module, name) in PLAIN and PLAIN[(module, name)] is not None:
            return PLAIN[(module, name)]
        raise pickle.UnpicklingError(f"{module}.{name}")


def _read(kept: Path) -> Regime | None:
    try:
        found = _Reader(io.BytesIO(kept.read_bytes())).load()
    except Exception:  # whatever is wrong with a cache, the files are the truth
        return None
    return found if isinstance(found, Regime) else None


def _write(kept: Path, regime: Regime) -> None:
    try:
        kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        for old in kept.parent.glob(f"{kept.stem[:-32]}{'[0-9a-f]' * 32}.bin"):
            old.unlink(missing_ok=True)
        with tempfile.NamedTemporaryFile(dir=kept.parent, delete=False) as file:
            pickle.dump(regime, file, protocol=pickle.HIGHEST_PROTOCOL)
        os.replace(file.name, kept)
    except OSError:  # a full disk or a read-only home costs time, nothing else
        return
