"""Reads a regime as it stands in the editor: the files on disk, with the open texts in their place."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from trede.law import Regime, read_leniently, regimes_root
from trede.law.check import check_regime
from trede.law.errors import LawError
from trede.law.sentence import SentenceReader
from trede.law.types import Typer
from trede.law.vocabulary import Vocabulary
from trede.reason.examples import run_examples

Texts = Mapping[Path, str]


@dataclass
class Reading:
    """What was read: the regime as far as it could be read, and every mistake, per file."""

    folder: Path
    regime: Regime
    mistakes: dict[Path, list[LawError]] = field(default_factory=dict)

    @cached_property
    def sentences(self) -> SentenceReader:
        """Reads sentences with the words of this regime."""
        return SentenceReader(self.regime.vocabulary)

    @cached_property
    def typer(self) -> Typer:
        """Knows the kinds of this regime's names."""
        return Typer(self.regime.vocabulary, self.regime.norms)

    def path(self, file: str) -> Path:
        """The place on disk of a file as the reader names it (`folder/file.md`, or a folder alone)."""
        return beside(self.folder, file if "/" in file else f"{file}/regime.md")

    def shown(self, path: Path) -> str:
        """The name of a file as the reader gives it."""
        return f"{path.parent.name}/{path.name}"


def regime_folder(path: Path) -> Path | None:
    """The folder of the regime that a file is part of, or None."""
    return path.parent if path.suffix in (".md", ".csv") and (path.parent / "regime.md").is_file() else None


def beside(folder: Path, file: str) -> Path:
    """A file of a regime's own folder, of one beside it, or of one in the folder of all regimes."""
    near = folder.parent / file
    return near if near.exists() or not (regimes_root() / file).exists() else regimes_root() / file


def read_folder(folder: Path, texts: Texts, examples: bool = False) -> Reading:
    """Read and check a regime with the open texts; `examples` runs its examples too."""
    changed = {path: text for path, text in texts.items() if _differs(path, text)}
    if changed:
        with TemporaryDirectory(prefix="trede-") as made:
            root = Path(made)
            mirror(folder, root, changed)
            return _read(folder, root, examples)
    return _read(folder, folder.parent, examples)


def _differs(path: Path, text: str) -> bool:
    try:
        return path.read_text("utf-8") != text
    except (OSError, UnicodeDecodeError):
        return True


def _read(folder: Path, root: Path, examples: bool) -> Reading:
    regime, mistakes = read_leniently(root / folder.name, root if root != folder.parent else _home(folder))
    reading = Reading(folder, regime or Regime(folder.name, folder.name, (), Vocabulary()))
    if regime is not None:
        mistakes += check_regime(regime)
    if regime is not None and examples:
        mistakes += [run.error for run in run_examples(regime) if run.error]
    for mistake in sorted(set(mistakes)):
        reading.mistakes.setdefault(reading.path(mistake.file), []).append(mistake)
    return reading


def _home(folder: Path) -> Path | None:
    """Where the regimes stand that this one builds on: beside it, unless it stands alone."""
    alone = len(list(folder.parent.glob("*/regime.md"))) == 1
    return None if alone else folder.parent


def mirror(folder: Path, root: Path, changed: Texts) -> None:
    """Make a folder of regimes in `root` like the one around `folder`, with the changed texts in it."""
    homes = dict.fromkeys([folder.parent, regimes_root()])
    for home in homes:
        for main in sorted(home.glob("*/regime.md")):
            target = root / main.parent.name
            if target.exists():
                continue
            mine = {path.name: text for path, text in changed.items() if path.parent == main.parent}
            if mine:
                _mirror_files(main.parent, target, mine)
            else:
                stand_in(target, main.parent)


def _mirror_files(source: Path, target: Path, texts: dict[str, str]) -> None:
    target.mkdir()
    for path in source.iterdir():
        if path.is_file() and path.name not in texts:
            stand_in(target / path.name, path)
    for name, text in texts.items():
        (target / name).write_text(text, "utf-8")


def stand_in(target: Path, source: Path) -> None:
    """A link to a file or folder, or a copy where links are not allowed."""
    try:
        target.symlink_to(source, source.is_dir())
    except OSError:
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copyfile(source, target)
