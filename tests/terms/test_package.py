"""The package as a whole: its doctests run, it re-exports all it promises, and it stands on its own."""

import ast
import dataclasses
import doctest
import importlib
import pkgutil
import sys
from datetime import date
from pathlib import Path

import pytest

import trede.terms

MODULES = [name for _, name, _ in pkgutil.iter_modules(trede.terms.__path__, "trede.terms.")]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_the_documentation_run(name: str) -> None:
    result = doctest.testmod(importlib.import_module(name))
    assert result.attempted > 0
    assert result.failed == 0


def test_everything_promised_is_there() -> None:
    assert len(set(trede.terms.__all__)) == len(trede.terms.__all__)
    for name in trede.terms.__all__:
        assert hasattr(trede.terms, name)


@pytest.mark.parametrize("path", sorted(Path(trede.terms.__path__[0]).glob("*.py")), ids=lambda path: path.name)
def test_it_uses_the_standard_library_only_and_reads_no_clock(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            assert all(alias.name.split(".")[0] in sys.stdlib_module_names for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            assert module.startswith("trede.terms") or module.split(".")[0] in sys.stdlib_module_names
        elif isinstance(node, ast.Attribute):
            assert node.attr not in ("today", "now")


def test_the_example_in_the_page_about_terms_runs() -> None:
    page = Path(__file__).parents[2] / "docs" / "terms.md"
    result = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize(
    "value",
    [
        trede.terms.Term(1, "days"),
        trede.terms.Period(date(2026, 1, 1)),
        trede.terms.Suspension(trede.terms.Period(date(2026, 1, 1)), trede.terms.SuspensionGround.OVERMACHT),
        trede.terms.Extension(date(2026, 1, 1), date(2026, 2, 1)),
        trede.terms.objection_deadline(date(2026, 1, 1)),
        trede.terms.EQUATED_DECREES[0],
        trede.terms.PENALTY_RATES[0],
        trede.terms.PenaltyDay(date(2026, 1, 1), 1, 2300),
        trede.terms.Penalty((), ""),
    ],
    ids=lambda value: type(value).__name__,
)
def test_values_cannot_be_changed_and_can_be_keys(value: object) -> None:
    name = dataclasses.fields(value)[0].name  # type: ignore[arg-type]
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(value, name, None)
    assert not hasattr(value, "__dict__")
    assert hash(value) == hash(value)
