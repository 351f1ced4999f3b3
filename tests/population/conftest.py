"""A town with assumptions of its own, and short ways to draw its people."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from tests.reason.towns import ON, Town, article, source

from trede.population import Block, drawing, read_assumptions

STANDARD = """
[standaard.ja_nee]
ja = 50
bron = "aanname"
[standaard.oordeel]
ja = 50
onbekend = 50
bron = "aanname"
[standaard.keuze]
bron = "aanname"
[standaard.keuzes]
elk = 50
bron = "aanname"
[standaard.datum]
dagen = "-100..0"
bron = "aanname"
[standaard.getal]
getal = "0..90"
bron = "aanname"
[standaard.bedrag]
getal = "0..90"
bron = "aanname"
[standaard.tekst]
kans = { iets = 1 }
bron = "aanname"
[standaard.perioden]
aantal = "1..2"
na = "1..5"
duur = "3"
bron = "aanname"
[standaard.lijst]
aantal = "1..2"
bron = "aanname"
"""


class Country:
    """A town whose people are drawn."""

    def __init__(self, root: Path, *norms: str) -> None:
        self.root = root
        self.town = Town(root, {"v.md": source(article(*norms))})
        self.regime, self.words = self.town.regime, self.town.regime.vocabulary

    def assume(self, text: str, standard: str = STANDARD) -> Any:
        (self.town.folder / "bevolking.toml").write_text(standard + text, "utf-8")
        return read_assumptions(self.regime, self.root)

    def draw(
        self, text: str, people: int = 2000, names: Iterable[str] | None = None, complete: bool = False, seed: int = 1
    ) -> Block:
        made = drawing(self.regime, self.assume(text), ON, names, complete)
        return next(made.blocks(people, seed))


@pytest.fixture
def country(tmp_path: Path) -> Country:
    return Country(tmp_path, "Alleen als a.")
