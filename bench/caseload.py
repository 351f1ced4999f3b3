"""Measures a whole caseload: subsidy rules beside rivals, sixty conditions, a whole regime over a million people."""

from __future__ import annotations

import random
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from bench import crowd
from bench.invented import Town
from bench.rivals import numpy_rules
from bench.rivals.numba_rules import Kernel
from bench.rivals.openfisca_rules import OpenFisca
from bench.rows import Rival, Row, rivals
from bench.timing import Contender, Timing, race
from trede.law import Regime, read_regime
from trede.reason import Facts
from trede.reason.caseload import OUTCOMES, Block, BlockResult, Caseload, Change, changeable, prepare, touched
from trede.reason.caseload.result import NOT
from trede.reason.outcome import compute

TOWN = Path(__file__).with_name("meetstad")
SUBSIDIES = ("leeftijdssubsidie", "dagdelenvergoeding", "loonkostensubsidie")
SIZES = (1, 1_000, 100_000, 1_000_000)
NAMES = {
    "openfisca": "openfisca-core, float32",
    "numpy": "NumPy by hand, one thread",
    "numba": "compiled loop (numba), one thread",
}
PART = 65_536
MILLION = 1_000_000
CHECKED = 1_000
GRANTED = OUTCOMES.index("toegekend")


def spaced(number: int) -> str:
    """A whole number with its thousands apart.

    >>> spaced(1_000_000)
    '1 000 000'
    """
    return f"{number:,}".replace(",", " ")


def town_rows(rounds: int) -> Iterator[Row]:
    """The three subsidies at each size beside the rivals; sixty conditions and three amounts; memory."""
    regime = read_regime(TOWN)
    subsidies = prepare(regime, crowd.TODAY, SUBSIDIES)
    for size in SIZES:
        yield _subsidies(subsidies, size, rounds)
    yield from _sixty(prepare(regime, crowd.TODAY, ["traject"]), rounds)
    yield _memory(subsidies)


def answers(case: Caseload, block: Block, threads: int = 1) -> list[Any]:
    """All that a caseload is run for: per provision the outcomes counted, and every amount in cents."""
    found = case.stream(block.parts(), threads)
    return [[(p.counts(), [q.cents() for q in p.amounts]) for p in part.provisions.values()] for part in found]


def _subsidies(case: Caseload, size: int, rounds: int) -> Row:
    people = crowd.people(size)
    block = crowd.block(people, case)
    some = crowd.block(people, case, unknown=0.05)
    contenders = [
        Contender("trede", lambda _: answers(case, block), 1),
        Contender("threads", lambda _: answers(case, block, 2), 1),
        Contender("unknown", lambda _: answers(case, some), 1),
        Contender("numpy", lambda _: numpy_rules.subsidies(people), 1),
    ]
    if Kernel.there:
        kernel = Kernel()
        contenders.append(Contender("numba", lambda _: kernel.run(people), 1))
    fisca = _openfisca()
    if fisca is not None:
        contenders.append(Contender("openfisca", lambda _: fisca.run(people), 1))
    times = race(contenders, rounds)
    limits = [times["openfisca"].median / 8] if "openfisca" in times else []
    limits += [times["numba"].median * 5] if "numba" in times else []
    row = Row(f"caseload: three subsidies, {spaced(size)} people", times["trede"])
    row.rivals = rivals(times, NAMES)
    if size == MILLION:
        row.target = round(min(limits), 1) if limits else None
        row.notes.append("the target is an eighth of OpenFisca and five times the compiled loop, whichever is less")
        row.notes += _agreement(case, block, people, fisca)
    row.notes.append(f"with two threads {times['threads'].median:.3g} ms")
    row.notes.append(f"with 5 % of every fact unknown {times['unknown'].median:.3g} ms")
    return row


def _openfisca() -> OpenFisca | None:
    try:
        return OpenFisca()
    except ImportError:
        return None


def _agreement(case: Caseload, block: Block, people: crowd.People, fisca: OpenFisca | None) -> Iterator[str]:
    """How often the others came to another cent."""
    found = case.run(block).provisions.values()
    hand = numpy_rules.subsidies(people)
    same = all(
        np.array_equal(mine.amounts[0].cents(), cents) and np.array_equal(mine.outcome == GRANTED, may)
        for mine, (may, cents) in zip(found, hand, strict=True)
    )
    yield f"NumPy by hand comes to {'the same' if same else 'ANOTHER'} outcome and cent for everybody"
    if fisca is not None:
        other = [np.round(np.asarray(amount, np.float64) * 100).astype(int) for _, amount in fisca.run(people)]
        differ = sum(int((one != two).sum()) for one, (_, two) in zip(other, hand, strict=True))
        yield f"openfisca-core is a cent off in {differ} of {3 * people.count} amounts"


def _sixty(case: Caseload, rounds: int) -> Iterator[Row]:
    people = crowd.people(MILLION)
    for share, name in ((0.0, ""), (0.05, ", 5 % of every fact unknown")):
        block = crowd.block(people, case, share)
        times = race([
            Contender("trede", lambda _, b=block: answers(case, b), 1),
            Contender("threads", lambda _, b=block: answers(case, b, 2), 1),
        ], rounds)  # fmt: skip
        row = Row(f"caseload: 60 conditions and three amounts, a million people{name}", times["trede"], 250)
        row.notes.append(f"with two threads {times['threads'].median:.3g} ms")
        yield row


def peak(work: Callable[[], object]) -> float:
    """The most memory that some work takes above what there was, in MB (1 000 000 bytes)."""
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        tracemalloc.reset_peak()
        work()
        return (tracemalloc.get_traced_memory()[1] - before) / 1e6
    finally:
        tracemalloc.stop()


def _memory(case: Caseload) -> Row:
    """Peak memory above the input, a million people: what is answered (26 MB) is counted."""
    people = crowd.people(MILLION)
    block = crowd.block(people, case)
    row = Row("caseload: three subsidies, a million people: peak memory above the input in MB", None, 150)
    row.timing = _megabytes(lambda: answers(case, block))
    row.rivals = [Rival(NAMES["numpy"], _megabytes(lambda: numpy_rules.subsidies(people)))]
    if (fisca := _openfisca()) is not None:
        row.rivals.append(Rival(NAMES["openfisca"], _megabytes(lambda: fisca.run(people))))
    row.notes.append("MB stand where other rows have ms; measured with tracemalloc, which sees every array of NumPy")
    return row


def _megabytes(work: Callable[[], object]) -> Timing:
    found = peak(work)
    return Timing(found, found, found, 1)


def regime_row(regime: Regime, on: date, count: int = MILLION) -> Row:
    """Every provision of a regime over invented people, drawn block by block; some checked with the scalar engine."""
    case = prepare(regime, on)
    town = Town(case)
    chance = random.Random(1)
    blocks = -(-count // PART)
    checked = differs = fallbacks = 0
    nanoseconds: list[int] = []
    most = 0.0
    for number, block in enumerate(town.blocks(count, PART)):
        start = time.perf_counter_ns()
        found = case.run(block)
        totals = [(p.counts(), [int(q.cents().sum()) for q in p.amounts]) for p in found.provisions.values()]
        nanoseconds.append(time.perf_counter_ns() - start)
        assert len(totals) == len(case.plans)
        fallbacks += found.fallbacks
        if number == 0:
            most = peak(lambda b=block: case.run(b))  # type: ignore[misc]
        for place in chance.sample(range(block.count), min(block.count, -(-CHECKED // blocks))):
            checked += 1
            differs += _differs(case, found, block, place)
        print(f"  {number + 1} of {blocks} blocks", file=sys.stderr, flush=True)
    total = sum(nanoseconds) / 1e6
    row = Row(
        f"{regime.name}: all {len(case.plans)} provisions, {spaced(count)} people", Timing(total, total, total, 1)
    )
    row.notes = [
        f"{len(case.facts)} facts, 10 % of each unknown; one thread",
        f"{spaced(round(count / total * 1000))} people a second",
        f"{fallbacks} of {count * len(case.plans)} (a person, a provision) were for the scalar engine",
        f"{checked} people drawn at random, each provision: {differs} differ from `assess`",
        f"a block of {spaced(PART)} people takes {most:.0f} MB above its columns",
    ]
    return row


def _differs(case: Caseload, found: BlockResult, block: Block, place: int) -> int:
    """In how many provisions one person's outcome, amounts or missing facts differ."""
    facts = Facts(block.person(place)).on(case.on, case.regime)
    wrong = 0
    for made in case.plans:
        mine, theirs = found.provisions[made.name], compute(made.program, facts)
        asked = {name for name, plane in mine.missing.items() if int(plane[place // 64]) >> (place % 64) & 1}
        cents = [q.value(place) for q in mine.amounts if q.value(place) is not NOT]
        same = OUTCOMES[mine.outcome[place]] == theirs.outcome and asked == set(theirs.missing)
        wrong += not (same and cents == [amount.value for amount in theirs.amounts])
    return wrong


def what_if_row(regime: Regime, on: date, rounds: int) -> Row:
    """One figure changed, what reads it made ready anew and 100 000 people computed, as for the move of a slider."""
    law = prepare(regime, on).law
    found = ((name, figure) for name in law.provision_names for figure in changeable(law, name))
    figure = next(figure for _, figure in found if figure.kind.name == "bedrag")
    block = Town(prepare(regime, on)).block(100_000)

    def move(number: int, every: bool) -> object:
        changes = [Change(figure.citation, figure.value, figure.value + 100 * (number + 1))]
        return answers(prepare(regime, on, None if every else touched(law, changes), changes=changes), block)

    contenders = [Contender("trede", lambda n: move(n, False), 1), Contender("every", lambda n: move(n, True), 1)]
    times = race(contenders, max(3, rounds // 3))
    row = Row(f"{regime.name}: one figure changed, 100 000 people", times["trede"], 1_000)
    names = touched(law, [Change(figure.citation, 0, 0)])
    row.notes.append(f"{figure.citation}, which {len(names)} of {len(law.provision_names)} provisions read")
    row.notes.append(f"every provision again: {times['every'].median:.3g} ms")
    return row
