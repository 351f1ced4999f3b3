"""Keeps what was read, by the content of its files, so that starting is instant."""

from __future__ import annotations

from pathlib import Path

from trede.law.reader import read_regime
from trede.law.regime import Regime


def load_regime(name: str | Path, root: Path | None = None) -> Regime:
    """The regime of that name. LawErrors if a file is wrong; UnknownRegime."""
    return read_regime(name, root)
