"""The words of the invented world: `names.toml` and `texts.toml`, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def words(name: str) -> dict[str, Any]:
    """One of the two files, by its name without the ending."""
    return tomllib.loads((files("trede.world") / f"{name}.toml").read_text(encoding="utf-8"))
