"""The rules of the house, held by a test: no policy in code, no registry named, small files, versions that agree."""

import ast
import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

import trede
from trede.law.places import municipalities

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
MAX_LINES = PROJECT["tool"]["trede"]["house"]["max_lines"]
CODE = {".py", ".lark", ".html", ".js", ".typ"}
MUNICIPALITIES = {"amstelveen", "aalsmeer", "leusden", "amersfoort", "bollenstreek", *municipalities(ROOT / "regimes")}
NATIONAL = "nl"
NO_MONEY_IN = {"cli", "web", "insight"}  # the other floors may hold amounts, so no floating point there
REGISTRY_HOSTS = ["pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org", "npmjs" + ".com", "yarnpkg" + ".com"]


def tree() -> list[Path]:
    """Every file of the project that git knows or would take in."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return sorted({ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()})


TREE = tree()
SOURCES = [p for p in TREE if p.suffix == ".py" and "migrations" not in p.parts]


def text(path: Path) -> str:
    """The text of a file; bytes that are no text do not matter here."""
    return path.read_bytes().decode("utf-8", errors="replace")


def name_of(path: Path) -> str:
    """The path from the top of the project, as a test shows it."""
    return path.relative_to(ROOT).as_posix()


def test_no_municipality_is_named_in_code() -> None:
    names = MUNICIPALITIES | {p.name for p in (ROOT / "regimes").glob("*/") if p.name != NATIONAL}
    pattern = re.compile(rf"(?<![a-z])({'|'.join(map(re.escape, sorted(names)))})(?![a-z])", re.IGNORECASE)
    code = [p for p in TREE if p.suffix in CODE and ROOT / "src" in p.parents]
    found = [f"{name_of(p)}: {hit.group()}" for p in code if (hit := pattern.search(text(p)))]
    assert not found, f"Policy belongs in regimes/, not in code: {found}"


def test_no_file_names_the_host_of_a_registry() -> None:
    pattern = re.compile("|".join(map(re.escape, REGISTRY_HOSTS)) + r"|^\s*--(?:extra-)?index-url", re.MULTILINE)
    found = [f"{name_of(p)}: {hit.group()}" for p in TREE if (hit := pattern.search(text(p)))]
    assert not found, f"Name packages, not where they come from: {found}"


def test_no_lock_file_records_download_addresses() -> None:
    refused = {"uv.lock", "poetry.lock", "pdm.lock", "Pipfile.lock", "yarn.lock", "pnpm-lock.yaml"}
    assert not [name_of(p) for p in TREE if p.name in refused]
    lock = json.loads((ROOT / "frontend/package-lock.json").read_text())
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages
    assert all("resolved" not in p and p["integrity"].startswith("sha512-") for p in packages.values())


@pytest.mark.parametrize("path", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda p: p.name)
def test_every_requirement_is_pinned_with_hashes(path: Path) -> None:
    entries = [e for e in re.split(r"\n(?=\S)", text(path)) if not e.startswith("#")]
    assert entries
    assert all(re.match(r"\S+==\S+", e) and "--hash=sha256:" in e for e in entries)


def test_the_requirements_are_those_of_the_package() -> None:
    lines = text(ROOT / "requirements/runtime.in").splitlines()
    assert [line for line in lines if not line.startswith("#")] == PROJECT["project"]["dependencies"]


def test_third_party_files_are_depended_on_and_never_taken_in() -> None:
    assert not [name_of(p) for p in TREE if {"vendor", "node_modules"} & set(p.parts)]
    assert not [name_of(p) for p in TREE if p.name.endswith((".min.js", ".min.css", ".woff2", ".woff", ".ttf", ".otf"))]


def floats(source: str) -> list[int]:
    """The lines that call `float` or declare a floating-point column.

    >>> floats("total = 1\\nshare = float(total)\\nprice = models.FloatField()")
    [2, 3]
    """
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    named = [(node.lineno, getattr(node.func, "id", getattr(node.func, "attr", ""))) for node in calls]
    return sorted(line for line, name in named if name in ("float", "FloatField"))


def test_money_is_never_floating_point() -> None:
    floors = [p for p in (ROOT / "src/trede").iterdir() if p.is_dir() and p.name not in NO_MONEY_IN]
    code = [p for p in SOURCES if any(f in p.parents for f in floors)]
    found = [f"{name_of(p)}:{line}" for p in code for line in floats(text(p))]
    assert not found, f"Amounts are exact: {found}"


def test_files_are_small() -> None:
    long = {name_of(p): n for p in SOURCES if (n := len(text(p).splitlines())) > MAX_LINES}
    assert not long, f"Longer than {MAX_LINES} lines, so split by what each part is for: {long}"


def test_every_module_opens_with_what_it_is_for() -> None:
    code = [p for p in SOURCES if ROOT / "src" in p.parents and text(p).strip()]
    assert not [name_of(p) for p in code if not ast.get_docstring(ast.parse(text(p)))]


def test_versions_agree() -> None:
    public = yaml.safe_load(text(ROOT / "publiccode.yml"))
    assert trede.__version__ == PROJECT["project"]["version"] == public["softwareVersion"]
    assert f"## {trede.__version__}" in text(ROOT / "CHANGELOG.md")


def test_the_licence_is_the_eupl() -> None:
    licence = text(ROOT / "LICENSE")
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in licence
    assert all(f"## {article}. " in licence for article in range(1, 16))
    assert "## Appendix" in licence
    assert PROJECT["project"]["license"] == "EUPL-1.2"
