"""Where a run writes what it found: a file, or standard output for `-`."""

from __future__ import annotations

import sys
from pathlib import Path


def write(name: str, text: str) -> None:
    """Write a text to the file of that name; `-` is standard output."""
    if name == "-":
        sys.stdout.write(text)
    else:
        Path(name).write_text(text, encoding="utf-8")
