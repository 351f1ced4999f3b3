"""The command line run in this process, in a town of its own."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from tests.cli.editor_sample import write
from tests.reason.towns import Town, article, source

from trede.cli.editor.desk import Reading, read_folder
from trede.cli.main import main

RULES = (
    "Alleen als uren minstens 12 uur per week.\n  U werkt minstens 12 uur.",
    "Alleen als naar oordeel geschikt.",
    "Bedrag bedraagt loon × loonwaarde, afgerond op centen, per maand.",
    "Begint op begindatum.",
    "Duurt 6 maanden.",
    "Beschikking bij toekenning bevat ingangsdatum.",
    "Onmogelijk is dat a en b.",
)
PEOPLE = """# Personen

## Sara

| feit | waarde |
|---|---|
| op | 1 juli 2025 |
| uren | 20 uur per week |

## Ben

| feit | waarde |
|---|---|
| uren | 3 uur per week |
"""
GOOD = {"uren": 20, "oordeel_geschikt": True, "loon": "1500.50", "loonwaarde": 33.3, "begindatum": "2025-06-01"}


class Ran(NamedTuple):
    """What a command gave."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Desk:
    """A town on disk, files beside it, and the command `trede`."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.root, self.monkeypatch, self.capsys = root, monkeypatch, capsys
        decision = "\n\n## Artikel 2. Route\n\n- 0 Het college beslist over route.\n- 1 Route keuze luidt soort.\n"
        self.town = Town(root / "regimes", {"v.md": source(article(*RULES) + decision), "personen.md": PEOPLE})
        monkeypatch.setenv("TREDE_REGIMES", str(root / "regimes"))
        monkeypatch.setenv("TREDE_CACHE", str(root / "cache"))
        monkeypatch.chdir(root)

    def file(self, name: str, content: Any) -> str:
        """A file with text, bytes, or data as JSON."""
        path = self.root / name
        data = content if isinstance(content, (str, bytes)) else json.dumps(content)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return name

    def run(self, *argv: str, stdin: str | bytes | None = None) -> Ran:
        if stdin is not None:
            data = stdin if isinstance(stdin, bytes) else stdin.encode()
            self.monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        try:
            code = main(list(argv))
        except SystemExit as stop:
            code = int(stop.code or 0)
        found = self.capsys.readouterr()
        return Ran(code, found.out, found.err)

    def assess(self, facts: Any, *more: str, provision: str = "cursus") -> Ran:
        name = self.file("feiten.json", facts)
        return self.run("assess", "stad", "--on", "2025-06-01", "--provision", provision, "--facts", name, *more)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, monkeypatch, capsys)


@pytest.fixture
def good() -> dict[str, Any]:
    return dict(GOOD)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small regime in files, to open in an editor."""
    return write(tmp_path)


@pytest.fixture
def rules(folder: Path) -> Path:
    """The file with the rules of that regime."""
    return folder / "verordening.md"


@pytest.fixture
def reading(folder: Path) -> Reading:
    """That regime as the editor reads it."""
    found = read_folder(folder, {}, examples=True)
    assert found.mistakes == {}
    return found
