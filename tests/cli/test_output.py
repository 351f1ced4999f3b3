"""JSON for a person to read is what the standard library writes with an indent of two, sign for sign."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from trede.cli.output import indented

LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
VALUES = st.recursive(LEAVES, lambda part: st.lists(part) | st.dictionaries(st.text(), part) | st.tuples(part, part))


@given(VALUES)
def test_what_is_written_is_what_the_standard_library_writes(value: Any) -> None:
    assert indented(value) == json.dumps(value, ensure_ascii=False, indent=2)
