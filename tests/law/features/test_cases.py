"""The language by its features: what stands in `good` must be read as it says, what stands in `bad` must be refused so.

A case is what stands in article 1 of the village's ordinance, from line 12, and below it lines that begin with `=>`:
for `good` each norm, for `bad` the mistakes exactly as the author sees them. Cases are parted by a line of hyphens.
"""

from pathlib import Path

import pytest
from tests.law.features.conftest import Village
from tests.law.features.terse import shown

HERE = Path(__file__).parent
MARK = "    => "


def cases(folder: str) -> list[object]:
    """All cases of a folder, named by their file and first line."""
    found = []
    for path in sorted((HERE / folder).glob("*.txt")):
        for case in path.read_text("utf-8").split("\n----\n"):
            lines = case.rstrip("\n").split("\n")
            given = "\n".join(line for line in lines if not line.startswith(MARK))
            expected = [line.removeprefix(MARK) for line in lines if line.startswith(MARK)]
            found.append(pytest.param(given, expected, id=f"{path.stem}: {given.split(chr(10))[0][:60]}"))
    return found


@pytest.mark.parametrize(("given", "expected"), cases("good"))
def test_good(village: Village, given: str, expected: list[str]) -> None:
    read = village(given)
    assert read.errors == []
    assert [shown(norm) for norm in read.norms] == expected


@pytest.mark.parametrize(("given", "expected"), cases("bad"))
def test_bad(village: Village, given: str, expected: list[str]) -> None:
    assert "\n".join(village(given).errors).split("\n") == expected
