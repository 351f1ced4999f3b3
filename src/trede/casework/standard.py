"""What casework falls back on where a regime says nothing: `standard.toml`, a data file."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def standard() -> dict[str, Any]:
    """The whole file."""
    return tomllib.loads((files("trede.casework") / "standard.toml").read_text(encoding="utf-8"))
