"""The subsidy rules of the measuring town in openfisca-core, in its own way: float32, and unknown is nought."""

from __future__ import annotations

from typing import Any

import numpy as np

from bench.crowd import TODAY, Array, People

PERIOD = TODAY.strftime("%Y-%m")
EPOCH = 719_163


class OpenFisca:
    """A system with the variables and formulas; ImportError when openfisca-core is not installed."""

    def __init__(self) -> None:
        from openfisca_core.entities import build_entity
        from openfisca_core.taxbenefitsystems import TaxBenefitSystem

        self.entity = build_entity(key="person", plural="persons", label="", is_person=True)
        self.system = TaxBenefitSystem([self.entity])
        for variable in _variables(self.entity):
            self.system.add_variable(variable)

    def run(self, people: People) -> list[tuple[Array, Array]]:
        """A new simulation with these people; per subsidy who may have it, and the amount in euro."""
        from openfisca_core.simulation_builder import SimulationBuilder

        simulation = SimulationBuilder().build_default_simulation(self.system, people.count)
        for name, values in (
            ("birth", (people.birth - EPOCH).astype("M8[D]")), ("start", (people.start - EPOCH).astype("M8[D]")),
            ("hours", people.hours), ("months", people.months), ("parts", people.parts),
            ("wage", people.wage / np.float32(100)), ("worth", people.worth / np.float32(100)),
        ):  # fmt: skip
            simulation.set_input(name, PERIOD, values)
        return [
            (simulation.calculate(f"{name}_allowed", PERIOD), simulation.calculate(name, PERIOD))
            for name in ("age_subsidy", "parts_allowance", "wage_subsidy")
        ]


def _variables(entity: Any) -> list[type]:
    from openfisca_core.periods import DateUnit
    from openfisca_core.variables import Variable

    def variable(name: str, kind: type, formula: Any = None) -> type:
        body = {"value_type": kind, "entity": entity, "definition_period": DateUnit.MONTH, "label": name}
        if formula is not None:
            body["formula"] = formula
        return type(name, (Variable,), body)

    from datetime import date

    return [
        variable("birth", date), variable("start", date), variable("hours", int), variable("months", int),
        variable("parts", int), variable("wage", float), variable("worth", float), variable("age", int, _age),
        variable("yearly", float, _yearly), variable("age_subsidy_allowed", bool, lambda p, t: p("hours", t) >= 12),
        variable("age_subsidy", float, _age_subsidy),
        variable("parts_allowance_allowed", bool, lambda p, t: p("parts", t) >= 1),
        variable("parts_allowance", float, lambda p, t: np.minimum(p("parts", t), 4) * 12.5 * p("months", t)),
        variable("wage_subsidy_allowed", bool, lambda p, t: p("worth", t) < 1), variable("wage_subsidy", float, _wage),
    ]  # fmt: skip


def _age(person: Any, period: Any) -> Array:
    """As the country packages of OpenFisca compute an age on a day."""
    birth, day = person("birth", period), person("start", period)
    years, years2 = (d.astype("M8[Y]").astype(int) for d in (birth, day))
    months, months2 = (d.astype("M8[M]").astype(int) % 12 for d in (birth, day))
    days, days2 = ((d - d.astype("M8[M]")).astype(int) for d in (birth, day))
    early = (months2 < months) | ((months2 == months) & (days2 < days))
    found: Array = years2 - years - early
    return found


def _yearly(person: Any, period: Any) -> Array:
    age = person("age", period)
    return np.select(
        [age < 18, age == 18, age == 19, age == 20, age < 27, age < 50],
        [1_000, 3_250, 3_900, 4_800, 6_000, 5_250],
        7_500,
    )


def _age_subsidy(person: Any, period: Any) -> Array:
    found: Array = np.round(
        person("yearly", period) * (person("hours", period) / 36) * (person("months", period) / 12), 2
    )
    return found


def _wage(person: Any, period: Any) -> Array:
    capped = np.minimum((1 - person("worth", period)) * person("wage", period), 0.7 * 2191.80)
    found: Array = np.round(capped * 1.08 * 1.235, 2)
    return found
