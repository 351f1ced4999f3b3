"""What may differ for somebody between two versions of a provision: the outcome, an amount, the last day.

Every person that the solver finds is computed by the engine in both versions; only what it confirms is told.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import z3

from trede.law.inforce import InForce
from trede.reason.assess import assess
from trede.reason.compare.jsonfacts import facts_json, facts_shown
from trede.reason.compare.ordinary import settle
from trede.reason.compare.people import BOUND, People, Wish
from trede.reason.compare.scene import NO_DATES
from trede.reason.compare.symbols import ABSENT, Records, Spans, Sym, Unencodable, both, either, equal, no, same
from trede.reason.compare.verdict import RANKS, Concluder, Verdict
from trede.reason.compare.witness import Answer, Search, Status, Taste, shrink
from trede.reason.duties import concurrence
from trede.reason.explain import amount_json, ground_json, places, summary
from trede.reason.facts import Facts
from trede.reason.outcome import Result, compute
from trede.reason.possible import impossible
from trede.reason.program import program
from trede.reason.turning import bounds
from trede.reason.values import Unknown

Differs = Callable[[Result, Result], bool]
NOT_CONFIRMED = "de motor rekent voor de gevonden persoon iets anders uit dan de bewijzer"
NO_END = "zonder gewenste einddatum"
COMPUTED = "alleen wie het bedrag in beide versies kan laten uitrekenen"
FEW_RECORDS = f"lijsten en perioden met hoogstens {BOUND} regels"
REFUSING = ("weigert", "eindigt")
WAITING = ("kan_weigeren", "kan_eindigen", "stuk_ontbreekt", "voorgelegd")


@dataclass
class Pair:
    """A provision in two versions; `same_dates` when the norms about its duration mean the same in both."""

    one: InForce
    two: InForce
    name: str
    same_dates: bool


@dataclass
class Witness:
    """An invented person as JSON facts and in words, and what each version says of that person."""

    facts: dict[str, Any]
    shown: list[str]
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass
class Finding:
    """One question about two versions and its answer.

    `about` is the amount that it is about; `limits` say which people a proof leaves out.
    """

    aspect: str
    about: str
    status: Status
    witness: Witness | None = None
    why: str = ""
    limits: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The finding as JSON."""
        return {
            "vraag": self.aspect, "over": self.about, "antwoord": self.status, "waarom": self.why,
            "beperkt_tot": list(self.limits),
            "getuige": self.witness and {
                "feiten": self.witness.facts, "in_woorden": self.witness.shown,
                "eerst": self.witness.before, "later": self.witness.after,
            },
        }  # fmt: skip


@dataclass
class Stage:
    """The two verdicts over one and the same person."""

    pair: Pair
    people: People
    before: Verdict
    after: Verdict
    births: frozenset[str] = frozenset()


@dataclass
class Aspect:
    """Something that may differ: its formula, what an ordinary example has, and how the engine tells."""

    stage: Stage
    name: str
    about: str
    goal: Any
    prefer: list[Any]
    differs: Differs
    limits: tuple[str, ...] = ()
    value: Callable[[Result], Any] = lambda result: None


def search(pair: Pair, seconds: float) -> list[Finding]:
    """Every aspect of a provision that may differ, with somebody for whom it does, or why there is none."""
    until = time.monotonic() + seconds
    try:
        easy, stage, unsure = staged(pair)
    except Unencodable as problem:
        return [Finding("uitkomst", "", "niet_beslist", why=f"de bewijzer kent dit niet: {problem}")]
    first = aspects(easy) if stage is not easy else []
    every = aspects(stage)
    found = []
    for number, aspect in enumerate(every):
        left = max(0.01, (until - time.monotonic()) / (len(every) - number))
        found.append(_quick(first, aspect, left / 2) or _decide(aspect, left))
    if unsure:
        found.append(Finding("laatste_dag", "", "niet_beslist", why=f"de bewijzer kent dit niet: {unsure}"))
    return found


def _quick(first: list[Aspect], aspect: Aspect, seconds: float) -> Finding | None:
    """Somebody for whom it differs without looking at the norms about duration; no proof is taken from there."""
    same = (other for other in first if (other.name, other.about) == (aspect.name, aspect.about))
    found = next((_decide(other, seconds) for other in same), None)
    return found if found is not None and found.status == "getuige" else None


def staged(pair: Pair) -> tuple[Stage, Stage, str]:
    """Both versions over any person: without the norms about duration, and with them where they may matter.

    The text says why those are left out when the search does not know them.
    """
    laws = (pair.one, pair.two)
    defined = [set(law.definitions[pair.name]) for law in laws]
    regimes = tuple({id(law.regime): law.regime for law in laws}.values())
    people = People(regimes, computed=frozenset(defined[0] & defined[1]), dates=not pair.same_dates)
    made = [Concluder(law, pair.name, people) for law in laws]
    verdicts = [one.conclude() for one in made]
    easy = _settled(pair, people.copy(), verdicts, made)
    if pair.same_dates:
        return easy, easy, ""
    try:
        verdicts = [one.dated() for one in made]
    except Unencodable as problem:
        return easy, easy, str(problem)
    return easy, _settled(pair, people, verdicts, made), ""


def _settled(pair: Pair, people: People, verdicts: list[Verdict], made: list[Concluder]) -> Stage:
    births = settle(people, (pair.one, pair.two), [one.encoder for one in made])
    return Stage(pair, people, verdicts[0], verdicts[1], births)


def aspects(stage: Stage) -> list[Aspect]:
    """What may differ: better, worse, each amount, the last day."""
    before, after = stage.before, stage.after
    one, two = before.rank, after.rank
    limits = _limits(stage)
    up, down = both(same(one, 3), same(two, 0)), both(same(one, 0), same(two, 3))
    found = [
        Aspect(stage, "ruimer", "", two < one, [up], lambda a, b: rank(b) < rank(a), limits),
        Aspect(stage, "strenger", "", one < two, [down], lambda a, b: rank(a) < rank(b), limits),
    ]
    granted = both(no(before.refused), no(after.refused))
    prefer = [both(same(one, 0), same(two, 0))]
    for name in dict.fromkeys((*before.amounts, *after.amounts)):
        sides = _amount(before, name), _amount(after, name)
        goal = both(granted, _amount_differs(*sides))
        best = [*prefer, *(held for shown, sym in sides for held in _some(shown, sym))]
        sure = all(sym.unknown is False for _, sym in sides)
        mine = limits if sure else (*limits, COMPUTED)
        found.append(
            Aspect(stage, "bedrag", name, goal, best, _other_amount(name), mine, partial(amount_of, name=name))
        )
    if before.end is not None and after.end is not None:
        goal = both(granted, no(equal(before.end, after.end)))
        best = [*prefer, no(before.end.absent), no(after.end.absent)]
        found.append(
            Aspect(stage, "laatste_dag", "", goal, best, _other_end, limits, lambda result: result.duration.end)
        )
    return found


def _amount(verdict: Verdict, name: str) -> tuple[Any, Sym]:
    return verdict.amounts.get(name, (False, ABSENT))


def _some(shown: Any, sym: Sym) -> list[Any]:
    """An example has an amount, and it is more than nothing."""
    number = isinstance(sym.value, z3.ArithRef)
    return [both(shown, sym.there), *([sym.value > 0] if number else ())]


def _limits(stage: Stage) -> tuple[str, ...]:
    found = {*stage.before.limits, *stage.after.limits}
    if not stage.pair.same_dates:
        found.add(NO_DATES if stage.before.end is None else NO_END)
    if any(isinstance(item.sym.value, Records | Spans) for item in stage.people.given.values()):
        found.add(FEW_RECORDS)
    return tuple(sorted(found))


def _amount_differs(before: tuple[Any, Sym], after: tuple[Any, Sym]) -> Any:
    (shown_a, one), (shown_b, two) = before, after
    other = both(shown_a, shown_b, one.known, two.known, no(equal(one, two)))
    there = either(both(shown_a, no(shown_b), one.there), both(shown_b, no(shown_a), two.there))
    return either(other, there)


def rank(result: Result) -> int:
    """The place of an outcome in the order of outcomes, the best first."""
    return RANKS.index(result.outcome)


def amount_of(result: Result, name: str) -> Any:
    """An amount of a result; None when there is none."""
    return next((amount.value for amount in result.amounts if amount.norm.name == name), None)


def _other_amount(name: str) -> Differs:
    def differs(one: Result, two: Result) -> bool:
        before, after = amount_of(one, name), amount_of(two, name)
        known = type(before) is not Unknown and type(after) is not Unknown
        return known and before != after and "geweigerd" not in (one.outcome, two.outcome)

    return differs


def _other_end(one: Result, two: Result) -> bool:
    ends = one.duration.end, two.duration.end
    gaps = any(term.missing for result in (one, two) for term in result.duration.terms if term.name == "einddatum")
    return ends[0] != ends[1] and not gaps and "geweigerd" not in (one.outcome, two.outcome)


def _decide(aspect: Aspect, seconds: float) -> Finding:
    wishes = [Wish(rule, 60 - place) for place, rule in enumerate(aspect.prefer) if isinstance(rule, z3.ExprRef)]
    answer = Search(aspect.stage.people, wishes).find(aspect.goal, seconds)
    if answer.status != "getuige":
        return Finding(aspect.name, aspect.about, answer.status, None, answer.why, aspect.limits)
    witness = _witness(aspect, answer)
    if witness is None:
        return Finding(aspect.name, aspect.about, "niet_beslist", None, NOT_CONFIRMED, aspect.limits)
    return Finding(aspect.name, aspect.about, "getuige", witness, "", ())


def _witness(aspect: Aspect, answer: Answer) -> Witness | None:
    """The person made small, and confirmed by `assess` in both versions; None when it does not confirm."""
    stage, pair = aspect.stage, aspect.stage.pair
    assert answer.person is not None
    first = _both(pair, answer.person)
    if first is None or not aspect.differs(*first):
        return None

    def settled(now: Result, before: Result) -> bool:
        return _as_settled(now, before) and _alike(aspect.value(now), aspect.value(before))

    def holds(person: Mapping[str, Any]) -> bool:
        now = _both(pair, person)
        return now is not None and aspect.differs(*now) and all(map(settled, now, first))

    facts = {name: item.fact for name, item in stage.people.given.items()}
    taste = Taste(lambda name: _hints(pair, name), stage.births, max(pair.one.on, pair.two.on))
    person = shrink(answer.person, holds, facts, taste)
    regimes = stage.people.regimes
    given, shown = facts_json(person, facts, regimes), facts_shown(person, facts, regimes)
    return confirmed(pair, given, shown, aspect.differs)


def _as_settled(now: Result, first: Result) -> bool:
    """The same outcome, with nothing more that is missing."""
    return (
        now.outcome == first.outcome
        and set(now.missing) <= set(first.missing)
        and set(now.judgements) <= set(first.judgements)
    )


def _alike(one: Any, two: Any) -> bool:
    """Both something or both nothing: a smaller example does not lose the amount that it is about."""
    return (one is None) == (two is None) and (one == 0) == (two == 0)


def _both(pair: Pair, person: Mapping[str, Any]) -> tuple[Result, Result] | None:
    """What both versions come to; None for a person who cannot be."""
    results = []
    for law in (pair.one, pair.two):
        known = law.regime.vocabulary.facts
        facts = {name: value for name, value in person.items() if name in known}
        if impossible(law, facts):
            return None
        results.append(compute(program(law, pair.name), Facts(facts).on(law.on, law.regime)))
    return results[0], results[1]


def _hints(pair: Pair, name: str) -> list[Any]:
    return [value for law in (pair.one, pair.two) for value in bounds(name, program(law, pair.name))]


def confirmed(pair: Pair, facts: dict[str, Any], shown: list[str], differs: Differs) -> Witness | None:
    """The witness, when `assess` says of these facts what is claimed; else None."""
    results = []
    for law in (pair.one, pair.two):
        usable, _ = Facts.read_usable(facts, law.regime)
        results.append(assess(law.regime, usable, law.on, law.known, [pair.name]).results[pair.name])
    return Witness(facts, shown, _said(results[0]), _said(results[1])) if differs(*results) else None


def _said(result: Result) -> dict[str, Any]:
    """What `explain` says: outcome, summary, amounts, last day, and the grounds that decide."""
    end = result.duration.end
    deciding = REFUSING if result.outcome == "geweigerd" else WAITING
    grounds = [ground_json(ground, result) for ground in result.grounds if ground.effect in deciding]
    kept = ("normen", "plaats", "gevolg", "uitleg", "zin")
    return {
        "uitkomst": result.outcome, "samenvatting": summary(result),
        "bedragen": [amount_json(amount, result) for amount in result.amounts],
        "laatste_dag": end.isoformat() if end else None,
        "gronden": [{key: ground[key] for key in kept} for ground in grounds] + list(_beside(result)),
    }  # fmt: skip


def _beside(result: Result) -> Iterator[dict[str, Any]]:
    """The running provisions that refuse this one, each as a ground."""
    for row in concurrence(result) if result.outcome == "geweigerd" else ():
        if (row["soort"], row["stand"], row["geldt"]) == ("sluit_uit", "loopt", "ja"):
            text = f"Gaat niet samen met {row['met']}, en die loopt."
            place = places(result).get((*row["normen"], "")[0], "")
            yield {"normen": row["normen"], "plaats": place, "gevolg": "weigert", "uitleg": text, "zin": row["uitleg"]}
