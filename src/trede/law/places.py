"""Where regimes are: the folder of all regimes, their names, and the folder of one."""

from __future__ import annotations

import os
import re
from pathlib import Path

import trede
from trede.law.errors import UnknownRegime, nearest


def regimes_root() -> Path:
    """The folder that holds the regimes: `TREDE_REGIMES`, the one shipped in the package, or the repository's."""
    if chosen := os.environ.get("TREDE_REGIMES"):
        return Path(chosen)
    package = Path(trede.__file__).parent
    shipped = package / "_regimes"
    return shipped if shipped.is_dir() else package.parent.parent / "regimes"


def regime_names(root: Path | None = None) -> list[str]:
    """The names of all regimes that can be chosen (those with a `regime.md`)."""
    base = root or regimes_root()
    return sorted(p.parent.name for p in base.glob("*/regime.md")) if base.is_dir() else []


def find_regime(name: str | Path, root: Path | None = None) -> Path:
    """The folder of a regime by name or path. UnknownRegime if there is none, naming those there are."""
    try:
        path = Path(name)
        if path.is_dir() and (path / "regime.md").is_file():
            return path
    except (OSError, ValueError):  # a name that cannot be a path
        name = str(name)[:40]
    base = root or regimes_root()
    if re.fullmatch(r"[a-z0-9_-]+", str(name)) and (base / str(name) / "regime.md").is_file():
        return base / str(name)
    known = regime_names(root)
    guess = nearest(str(name), known)
    hint = f" Bedoelt u '{guess}'?" if guess else ""
    raise UnknownRegime(f"Er is geen regime '{name}'.{hint} Er zijn: {', '.join(known) or 'geen'}.")
