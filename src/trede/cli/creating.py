"""`trede new`: writes a small regime that passes `trede check`, to be changed into a municipality's own."""

from __future__ import annotations

import argparse
import re
import shutil
import tempfile
from pathlib import Path

from trede.cli.usage import Usage, why
from trede.law import regime_names, regimes_root
from trede.reason.facts import plain

SCAFFOLD = Path(__file__).with_name("scaffold")
NAME = re.compile(r"[a-z][a-z0-9_-]{1,39}")
LETTERS = re.compile(r"[A-Za-z][A-Za-z0-9]{0,11}")


def new_command(arguments: argparse.Namespace) -> int:
    """Write the folder of a new regime; nothing is written when it cannot be whole."""
    folder = create(arguments.name, arguments.title, arguments.source, Path(arguments.root or regimes_root()))
    print(f"{folder} staat klaar. Nu: trede check {folder}, en daarna docs/add-a-municipality.md.")
    return 0


def create(name: str, title: str | None, source: str | None, root: Path) -> Path:
    """The folder of the new regime `name` under `root`. Usage if the name will not do or is taken."""
    if not NAME.fullmatch(name):
        right = "kleine letters, cijfers en streepjes, zoals voorbeeldstad"
        raise Usage(f"'{name}' kan geen naam van een regime zijn. Goed is: {right}.")
    if source is not None and not LETTERS.fullmatch(source):
        raise Usage(f"--source: '{plain(source)[:40]}' kan geen begin van plaatsen zijn. Goed is: letters, zoals VBS.")
    if title is not None and (not title.strip() or "|" in title or not title.isprintable()):
        raise Usage(f"--title: '{plain(title)[:40]}' kan geen titel zijn. Goed is: de naam op één regel, zonder '|'.")
    target = root / name
    if target.exists() or name in regime_names():
        raise Usage(f"Er is al een regime '{name}'. Goed is: een andere naam.")
    words = {"naam": name, "titel": title or name.capitalize(), "BRON": (source or name[:3]).upper()}
    try:
        root.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(dir=root, prefix=".nieuw-"))
    except OSError as problem:
        raise Usage(f"In '{root}' is niet te schrijven: {why(problem)}.") from None
    try:
        for path in sorted(SCAFFOLD.iterdir()):
            (draft / path.name).write_text(_filled(path.read_text("utf-8"), words), "utf-8")
        draft.chmod(0o755)
        draft.rename(target)
    except OSError as problem:
        shutil.rmtree(draft, ignore_errors=True)
        raise Usage(f"De map '{target}' is niet te maken: {why(problem)}.") from None
    return target


def _filled(text: str, words: dict[str, str]) -> str:
    for word, value in words.items():
        text = text.replace("{" + word + "}", value)
    return text
