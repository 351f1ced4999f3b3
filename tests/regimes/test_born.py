"""A date of birth cannot lie after the day of the assessment (national facts), in every regime that stands on them."""

from __future__ import annotations

from datetime import date

import pytest

from trede.law import regime_names
from trede.law.cache import load_regime
from trede.reason import FactErrors, Facts, assess

DAY = date(2025, 6, 1)


@pytest.mark.parametrize("name", regime_names())
def test_nobody_is_born_after_the_day_of_the_assessment(name: str) -> None:
    regime = load_regime(name)

    def of(born: str) -> object:
        return assess(regime, Facts.read({"geboortedatum": born}, regime), DAY)

    assert of("2025-05-31")
    assert of("2025-06-01")
    assert assess(regime, Facts(), DAY)
    with pytest.raises(FactErrors, match="ligt na de dag waarop wordt beoordeeld"):
        of("2025-06-02")
