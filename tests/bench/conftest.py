"""The regimes of these tests: a folder with `sterk` (well guarded) and `zwak` (hardly guarded)."""

from pathlib import Path

import pytest
from tests.bench.small import STRONG, WEAK, write_regime


@pytest.fixture
def regimes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the regimes, with a cache of its own."""
    root = tmp_path / "regimes"
    write_regime(root, "sterk", STRONG)
    write_regime(root, "zwak", WEAK)
    monkeypatch.setenv("TREDE_REGIMES", str(root))
    monkeypatch.setenv("TREDE_CACHE", str(tmp_path / "cache"))
    return root
