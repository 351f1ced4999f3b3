"""The dated figures of national law against the inventory that was made before the regime was read.

`nl_series.csv` is made from the inventory of national parameters (/work/shared/norms/national_parameters.yaml) and,
for article 31 of the Participatiewet, from three consolidated texts (1 July 2017, 1 January 2019, 1 January 2020).
Where the inventory gives an amount of article 31 for a whole year while the law had another one from 1 July, only the
first half of that year is here.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.regimes.series import Series, read_series, wrong

from trede.law import Regime
from trede.law.cache import load_regime
from trede.law.norms import TableNorm

ALL = read_series("nl")


@pytest.fixture(scope="module")
def nl() -> Regime:
    return load_regime("nl")


@pytest.mark.parametrize("series", ALL, ids=[f"{one.name} {one.key}".strip() for one in ALL])
def test_a_series_says_what_the_inventory_says(series: Series, nl: Regime) -> None:
    assert not wrong(series, nl)


def test_every_table_of_figures_is_held_against_the_inventory(nl: Regime) -> None:
    names = {
        name for norm in nl.norms if isinstance(norm, TableNorm) and norm.source == "NL-PAR" for name in norm.outputs
    }
    assert names - {one.name for one in ALL} == {
        "vrijwilligersvergoeding_bij_re_integratie_per_maand", "vrijwilligersvergoeding_bij_re_integratie_per_jaar",
    }  # fmt: skip


def test_a_row_too_early_or_too_late_is_seen(nl: Regime) -> None:
    (series,) = (one for one in ALL if one.name == "minimumloon_per_uur")
    table = next(n for n in nl.norms if isinstance(n, TableNorm) and n.outputs == ("minimumloon_per_uur",))
    less = replace(nl, norms=[replace(table, rows=table.rows[1:])])
    assert wrong(series, less).startswith("minimumloon_per_uur  2024-01-01: [], er staat € 13,27")
