"""Where regimes are: the folder of all regimes, their names, and the folder of one.

Municipalities that live by one regime stand in its `regime.md` under *Gemeenten*; by their names it is found as well.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import trede
from trede.law.errors import UnknownRegime, nearest
from trede.law.kinds import snake

MUNICIPALITIES = re.compile(r"^## Gemeenten[ \t]*\n(.*?)(?=^#|\Z)", re.M | re.S)
MUNICIPALITY = re.compile(r"^- \*\*([^*\n]{1,60})\*\*", re.M)
MOST = 200_000  # characters of a regime.md in which it is looked for


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


def municipalities(root: Path | None = None) -> dict[str, list[str]]:
    """For each municipality that a `regime.md` names, the regimes that name it: one, or else it cannot be found."""
    base, found = root or regimes_root(), dict[str, list[str]]()
    for name in regime_names(root):
        with (base / name / "regime.md").open(encoding="utf-8", errors="replace") as file:
            section = MUNICIPALITIES.search(file.read(MOST))
        for town in MUNICIPALITY.findall(section[1]) if section else ():
            found.setdefault(snake(town), []).append(name)
    return found


def find_regime(name: str | Path, root: Path | None = None) -> Path:
    """The folder of a regime by name, by a municipality of it, or by path. UnknownRegime, naming those there are."""
    try:
        path = Path(name)
        if path.is_dir() and (path / "regime.md").is_file():
            return path
    except (OSError, ValueError):  # a name that cannot be a path
        name = str(name)[:40]
    base = root or regimes_root()
    if re.fullmatch(r"[a-z0-9_-]+", str(name)) and (base / str(name) / "regime.md").is_file():
        return base / str(name)
    towns = municipalities(root)
    homes = towns.get(snake(str(name)), [])
    if len(homes) == 1:
        return base / homes[0]
    if homes:
        raise UnknownRegime(f"'{name}' staat bij meer regimes: {', '.join(homes)}. Kies een van die namen.")
    known = regime_names(root)
    guess = nearest(str(name), [*known, *towns])
    hint = f" Bedoelt u '{guess}'?" if guess else ""
    also = f" Ook te vinden als: {', '.join(found)}." if (found := sorted(set(towns) - set(known))) else ""
    raise UnknownRegime(f"Er is geen regime '{name}'.{hint} Er zijn: {', '.join(known) or 'geen'}.{also}")
