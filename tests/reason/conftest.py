"""A small town for every test of the reasoning."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.reason.towns import Town, article, source


@pytest.fixture
def town(tmp_path: Path) -> Callable[..., Town]:
    """A town whose ordinance grants a course under the norms given; more files by name."""

    def make(*norms: str, files: dict[str, str] | None = None, **settings: str) -> Town:
        return Town(tmp_path, {"verordening.md": source(article(*norms)), **(files or {})}, **settings)

    return make
