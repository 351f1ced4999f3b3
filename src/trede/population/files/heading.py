"""Which column of a table is which fact: missing, extra, doubled and misnamed columns, all told at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from trede.law.errors import nearest
from trede.law.kinds import snake
from trede.law.vocabulary import Fact, Vocabulary
from trede.population.columns import ABSENT, KEY
from trede.population.files.portion import ColumnErrors
from trede.reason.caseload import Caseload
from trede.reason.facts import plain

ALIKE = 0.8
SHOWN = 8


@dataclass(slots=True)
class Heading:
    """The column of each fact that is read, that of the key and that of what is absent (None: there is none)."""

    facts: dict[str, str] = field(default_factory=dict)
    key: str | None = None
    absent: str | None = None
    notes: list[str] = field(default_factory=list)


def fact_named(column: str, words: Vocabulary) -> str | None:
    """The fact that a column is named after: its name, an older name for it, or its label.

    A label is what people see: `Contracturen per week` is `contracturen_per_week`.
    """
    for name in (column, snake(column)):
        key = words.old_names.get(name, name)
        if key in words.facts:
            return key
    return None


def read_facts(case: Caseload) -> dict[str, Fact]:
    """The facts that a run reads: those of its provisions, and the day of the assessment of who has another one."""
    words = case.regime.vocabulary
    today = case.regime.roles["beoordelingsdatum"]
    return {**case.facts, **({today: words.facts[today]} if today in words.facts else {})}


def read_heading(columns: Iterable[str], case: Caseload, key: str | None, ignore: Iterable[str]) -> Heading:
    """Find the facts among the columns. ColumnErrors with everything that is wrong."""
    words, wanted, left_out = case.regime.vocabulary, read_facts(case), set(ignore)
    given = [column for column in columns if column not in left_out]
    found, errors = Heading(), []
    if strange := sorted(left_out - set(columns)):
        errors.append(f"De kolom '{plain(strange[0])[:60]}' is er niet; dan is zij ook niet over te slaan.")
    found.key = key or (KEY if KEY in given else None)
    found.absent = ABSENT if ABSENT in given and fact_named(ABSENT, words) is None else None
    if key is not None and key not in given:
        errors.append(_missing_key(key, given))
    for column, times in Counter(given).items():
        if times > 1:
            errors.append(f"De kolom '{plain(column)[:60]}' staat er {times} keer. Goed is: één keer.")
    unread, extra = [], []
    for column in dict.fromkeys(given):
        name = fact_named(column, words)
        if column in (found.key, found.absent):
            continue
        if name is None:
            extra.append(column)
        elif name in found.facts and found.facts[name] != column:
            both = f"'{plain(found.facts[name])[:60]}' en '{plain(column)[:60]}'"
            errors.append(f"De kolommen {both} zijn hetzelfde feit. Goed is: één van de twee.")
        elif name in wanted:
            found.facts[name] = column
        else:
            unread.append(column)
    errors += _misnamed(extra, [name for name in wanted if name not in found.facts])
    if not found.facts and not errors:
        some = ", ".join(list(wanted)[:SHOWN])
        errors.append(f"Geen enkele kolom is een feit dat deze voorzieningen lezen. Goed zijn kolommen als {some}.")
    if errors:
        raise ColumnErrors(errors)
    reckoned = {name for plan in case.plans for name in plan.program.compiler.names}
    missing = [name for name in case.facts if name not in found.facts and name not in reckoned]
    found.notes = _notes(extra, unread, missing, found.key)
    return found


def _missing_key(key: str, given: list[str]) -> str:
    guess = nearest(key, given)
    right = f"'{guess}'" if guess else ", ".join(given[:SHOWN])
    return f"De kolom '{plain(key)[:60]}' met de sleutel is er niet. Goed is: {plain(right)}."


def _misnamed(extra: list[str], free: list[str]) -> list[str]:
    """Columns that look like a fact that has no column: the writer will have meant that."""
    errors = []
    for column in list(extra):
        if (guess := nearest(snake(column), free, ALIKE)) is not None:
            errors.append(
                f"De kolom '{plain(column)[:60]}' ken ik niet. Bedoelt u '{guess}'? "
                f'Is zij iets anders, geef dan --ignore "{plain(column)[:60]}".'
            )
    return errors


def _notes(extra: list[str], unread: list[str], missing: list[str], key: str | None) -> list[str]:
    notes = []
    if key is None:
        notes.append(f"Er is geen kolom '{KEY}': het nummer van de regel is de sleutel.")
    if extra:
        notes.append(f"Geen feit en niet gelezen: {_some(extra)}.")
    if unread:
        notes.append(f"Niet gelezen, want geen van deze voorzieningen vraagt ernaar: {_some(unread)}.")
    if missing:
        notes.append(f"Zonder kolom, en dus van niemand bekend: {_some(missing)}.")
    return notes


def _some(names: list[str]) -> str:
    shown = ", ".join(plain(name)[:60] for name in names[:SHOWN])
    return shown if len(names) <= SHOWN else f"{shown} en {len(names) - SHOWN} andere"
