"""A caseload inside Spark: the function of `batches`, for `DataFrame.mapInArrow`. Trede itself does not import Spark.

Each worker reads the regime once (from its own installation of Trede) and then assesses batch after batch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from trede.law.cache import load_regime
from trede.population.answers import MISSING, PENDING, headings
from trede.population.batches import FAULT, assess_batches
from trede.population.columns import KEY
from trede.reason.caseload import Caseload, prepare


@dataclass(frozen=True, slots=True)
class AssessPartitions:
    """Assesses the people in partitions of a data frame: `frame.mapInArrow(f, f.schema)`."""

    regime: str
    on: date
    provisions: tuple[str, ...] | None = None
    known: date | None = None
    key: str | None = None

    @property
    def schema(self) -> str:
        """The columns of the answers as Spark names them; a name with a dot stands between backticks."""
        columns = [f"`{KEY}` STRING"]
        for name in headings(_case(self)):
            last = name.rpartition(".")[2]
            kind = "STRING" if "." not in name else "ARRAY<STRING>" if last in (MISSING, PENDING) else "DECIMAL(18,2)"
            columns.append(f"`{name}` {kind}")
        return ", ".join([*columns, f"`{FAULT}` STRING"])

    def __call__(self, batches: Iterable[Any]) -> Iterator[Any]:
        """Answers for Arrow batches of people, in order."""
        import pyarrow as pa

        for found in assess_batches(_case(self), batches, self.key):
            plain = [c.dictionary_decode() if pa.types.is_dictionary(c.type) else c for c in found.columns]
            yield pa.record_batch(plain, found.schema.names)


def assess_partitions(
    regime: str, on: date, provisions: Iterable[str] | None = None, known: date | None = None, key: str | None = None
) -> AssessPartitions:
    """The function for `mapInArrow`: a regime by its name (or folder), the date of the law, some or all provisions.

    Calling it raises ColumnErrors when the columns are wrong; UnknownRegime, NoLawInForce and UnknownProvision are
    raised here already, before anything is sent anywhere.
    """
    made = AssessPartitions(regime, on, None if provisions is None else tuple(provisions), known, key)
    _case(made)
    return made


@lru_cache(maxsize=8)
def _case(what: AssessPartitions) -> Caseload:
    """The provisions made ready, once in every process."""
    return prepare(load_regime(what.regime), what.on, what.provisions, what.known)
