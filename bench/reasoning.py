"""Measures reasoning: one provision with citations, a whole regime, the full explanation, the next question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from bench.people import Crowd
from bench.rivals.plain_python import write_python
from bench.rivals.script import Script, Untranslatable
from bench.rows import Row, rivals
from bench.timing import Contender, race
from trede.law import InForce, Regime, law_on
from trede.reason import Facts, assess, next_question
from trede.reason.outcome import Result, compute
from trede.reason.program import Program, program

NAMES = {"zen": "zen-engine, trace on", "zen_quiet": "zen-engine, no trace", "python": "plain Python, no citations"}
TRACE = {"trace": True}
Run = Callable[[int], object]


@dataclass(slots=True)
class Match:
    """A provision with its people and its rivals, and how often their verdicts were the same as Trede's."""

    program: Program
    people: list[Facts]
    python: Callable[[dict[str, Any]], Any] | None = None
    zen: Any = None
    script: Script | None = None
    inputs: list[dict[str, Any]] = field(default_factory=list)
    compared: int = 0
    differs: Counter[str] = field(default_factory=Counter)
    alone: bool = False

    @property
    def rivalled(self) -> bool:
        """Can both rivals do this provision? (Or the one that is there, when zen-engine is not.)"""
        return self.python is not None and (self.alone or self.zen is not None) and bool(self.people)


def cited(result: Result) -> tuple[Any, ...]:
    """What a case manager sees first: outcome, each ground with citation and verdict, each amount with citation."""
    grounds = [(ground.norm.citations, ground.value, ground.effect) for ground in result.grounds]
    amounts = [(amount.norm.citations, amount.norm.name, amount.value) for amount in result.amounts]
    return result.outcome, result.modality, grounds, amounts, result.missing, result.judgements


class Field:
    """The provisions of a regime in force on a day, with people for each, ready to race."""

    def __init__(self, regime: Regime, on: date, people: int) -> None:
        self.regime, self.on = regime, on
        self.law: InForce = law_on(regime, on)
        self.programs = [program(self.law, name) for name in self.law.provision_names]
        self.matches = [Match(made, _sound(made, Crowd(self.law, on, [made]).people(people))) for made in self.programs]
        self.notes = [_prepare_zen(self.matches)]
        self.alone = all(match.alone for match in self.matches)
        for match in self.matches:
            _prepare_python(match)
            _agree(match)

    @cached_property
    def crowd(self) -> list[Facts]:
        """People of whom everything is known that any provision asks."""
        found = Crowd(self.law, self.on, self.programs).people(max(len(m.people) for m in self.matches))
        return [facts for facts in found if all(_computes(made, facts) for made in self.programs)]

    def rows(self, rounds: int) -> list[Row]:
        """All measures of this regime."""
        return [
            self.one(rounds),
            self.every(rounds),
            *self.personas(rounds),
            *self.in_full(rounds),
            *self.asking(rounds),
        ]

    # (a) one provision ---------------------------------------------------------------------------------------------

    def one(self, rounds: int) -> Row:
        """One provision with citations, against the rivals on the very same provisions and people."""
        shared = [m for m in self.matches if m.rivalled]
        pairs = [(m, n) for m in shared or self.matches for n in range(len(m.people))]
        contenders = [Contender("trede", lambda i: _explain(*pairs[i]), len(pairs))]
        if shared:
            contenders.append(Contender("python", lambda i: _python(*pairs[i]), len(pairs)))
        if shared and not self.alone:
            contenders.append(Contender("zen", lambda i: _zen(*pairs[i], TRACE), len(pairs)))
            contenders.append(Contender("zen_quiet", lambda i: _zen(*pairs[i], None), len(pairs)))
        times = race(contenders, rounds)
        row = Row(f"{self.regime.name}: one provision, cited", times["trede"], 0.1, rivals(times, NAMES))
        day = f"the law of {self.on.isoformat()}"
        row.notes = [day, *self.notes, *self._fairness(shared), self._slowest(rounds)]
        return row

    def _fairness(self, shared: list[Match]) -> list[str]:
        compared, people = sum(m.compared for m in shared), sum(len(m.people) for m in shared)
        differs = sum((m.differs for m in shared), Counter[str]())
        why = " (zen does not keep fractions, so an amount may round to another cent)" if differs["zen"] else ""
        return [
            f"{len(shared)} of {len(self.matches)} provisions can be said by the rivals",
            f"{compared} verdicts and amounts of {people} people compared: Python differs in {differs['python']}, "
            f"zen-engine in {differs['zen']}{why}",
        ]

    def _slowest(self, rounds: int) -> str:
        found = []
        for match in self.matches:
            if match.people:
                run = Contender("trede", lambda i, m=match: _explain(m, i), len(match.people))  # type: ignore[misc]
                found.append((race([run], max(1, rounds // 3))["trede"].median, match.program.name))
        worst = max(found, default=(0.0, "none"))
        return f"of all {len(found)} provisions the slowest is {worst[1]}: {worst[0]:.3f} ms median"

    # (b) all provisions --------------------------------------------------------------------------------------------

    def every(self, rounds: int) -> Row:
        """All provisions in force for one person; rivals on those they can do."""
        crowd = self.crowd
        shared = [m for m in self.matches if m.rivalled]
        inputs = [_inputs(facts) for facts in crowd]
        contenders = [Contender("trede", lambda i: [cited(r) for r in self._assess(crowd[i], None)], len(crowd))]
        if shared:
            names = [m.program.name for m in shared]
            contenders += [
                Contender("same", lambda i: [cited(r) for r in self._assess(crowd[i], names)], len(crowd)),
                Contender("python", lambda i: [_quietly(m.python, crowd[i].values) for m in shared], len(crowd)),
            ]
        if shared and not self.alone:
            run: Run = lambda i: [_quietly(m.zen.evaluate, inputs[i], TRACE) for m in shared]  # noqa: E731
            contenders.append(Contender("zen", run, len(crowd)))
        times = race(contenders, rounds) if crowd else {}
        row = Row(f"{self.regime.name}: all {len(self.programs)} provisions, one person", times.get("trede"), 2.0,
                  rivals(times, {k: f"{v} ({len(shared)} provisions)" for k, v in NAMES.items()}))  # fmt: skip
        if "same" in times:
            row.notes.append(f"Trede on the same {len(shared)} provisions: {times['same'].median:.3f} ms median")
        row.notes.append(f"{len(crowd)} people" if crowd else "skipped: no people found whose facts can be together")
        return row

    def _assess(self, facts: Facts, names: list[str] | None) -> list[Result]:
        return list(assess(self.regime, facts, self.on, provisions=names).results.values())

    def personas(self, rounds: int) -> list[Row]:
        """All provisions for the regime's own invented people, of whom much is unknown."""
        own = [Facts.read(persona.facts, self.regime) for persona in self.regime.personas]
        own = [facts for facts in own if all(_computes(made, facts) for made in self.programs)]
        if not own:
            return []
        run = Contender("trede", lambda i: [cited(r) for r in self._assess(own[i], None)], len(own))
        name = f"{self.regime.name}: all {len(self.programs)} provisions, much unknown"
        note = f"the {len(own)} people of personen.md; no rival knows unknown"
        return [Row(name, race([run], 3 * rounds)["trede"], 2.0, notes=[note])]

    # (a, in full) and (c) ------------------------------------------------------------------------------------------

    def in_full(self, rounds: int) -> list[Row]:
        """The full reason tree in words, with the turning point and the receipt."""
        pairs = [(m, n) for m in self.matches for n in range(min(3, len(m.people)))]

        def full(i: int) -> object:
            match, n = pairs[i]
            return assess(self.regime, match.people[n], self.on, provisions=[match.program.name]).to_json()

        times = race([Contender("trede", full, len(pairs))], max(1, rounds // 5))
        name = f"{self.regime.name}: one provision in full (tree, words, turning point, receipt)"
        return [Row(name, times["trede"], notes=["no rival gives reasons in words"])]

    def asking(self, rounds: int) -> list[Row]:
        """The next question when half of the facts are known, for one provision and for all."""
        half = [Facts(dict(list(f.values.items())[::2])) for m in self.matches for f in m.people[:3]]
        names = [m.program.name for m in self.matches for _ in m.people[:3]]

        def ask(i: int, every: bool) -> object:
            return next_question(self.regime, half[i], self.on, provisions=None if every else [names[i]])

        one = race([Contender("trede", lambda i: ask(i, False), len(half))], max(1, rounds // 3))
        some = min(5, len(half))
        every = race([Contender("trede", lambda i: ask(i * len(half) // some, True), some)], 1)
        note = ["half of the facts known; no rival asks"]
        return [
            Row(f"{self.regime.name}: next question, one provision", one["trede"], notes=note),
            Row(f"{self.regime.name}: next question, all {len(self.programs)} provisions", every["trede"], notes=note),
        ]


# One unit of work ----------------------------------------------------------------------------------------------------


def _explain(match: Match, n: int) -> object:
    return cited(compute(match.program, match.people[n].values))


def _python(match: Match, n: int) -> object:
    assert match.python is not None
    return match.python(match.people[n].values)


def _zen(match: Match, n: int, options: dict[str, bool] | None) -> object:
    return match.zen.evaluate(match.inputs[n], options)


def _quietly(run: Callable[..., object], *arguments: object) -> object:
    """A rival may stumble over a person of whom it cannot do a provision; that is not held against it."""
    try:
        return run(*arguments)
    except Exception:
        return None


def _inputs(facts: Facts) -> dict[str, Any]:
    from bench.rivals.zen_rules import zen_facts

    return zen_facts(facts.values)


# Getting rivals ready ------------------------------------------------------------------------------------------------


def _computes(made: Program, facts: Facts) -> bool:
    try:
        compute(made, facts.values)
    except Exception:
        return False
    return True


def _sound(made: Program, people: list[Facts]) -> list[Facts]:
    """Without people on whom the engine itself breaks: that is for tests to find, not for a benchmark."""
    return [facts for facts in people if _computes(made, facts)]


def _prepare_python(match: Match) -> None:
    try:
        match.python = write_python(match.program)
    except Untranslatable:
        return


def _prepare_zen(matches: list[Match]) -> str:
    try:
        import zen
    except ImportError:
        for match in matches:
            match.alone = True
        return "zen-engine skipped: it is not installed (make bench installs it)"
    from importlib.metadata import version

    from bench.rivals.zen_rules import write_zen

    engine = zen.ZenEngine()
    for match in matches:
        match.inputs = [_inputs(facts) for facts in match.people]
        try:
            match.zen, match.script = write_zen(match.program, engine)
        except (Untranslatable, RuntimeError, ValueError):
            continue
    return f"zen-engine {version('zen-engine')}"


def _agree(match: Match) -> None:
    """Keep the people whom both rivals can do, and count the verdicts that are the same."""
    if not match.rivalled:
        return
    kept: list[tuple[Facts, dict[str, Any]]] = []
    inputs = match.inputs or [{} for _ in match.people]  # without zen there is nothing to hand to it
    for facts, given in zip(match.people, inputs, strict=True):
        try:
            _, verdicts, amounts = match.python(facts.values)  # type: ignore[misc]
            answer = None if match.zen is None else match.zen.evaluate(given, None)["result"]
        except Exception:  # a rival that cannot do this person is not raced on it
            continue
        kept.append((facts, given))
        _count(match, compute(match.program, facts.values), verdicts, amounts, answer)
    match.people, match.inputs = [f for f, _ in kept], [given for _, given in kept]


def _count(match: Match, result: Result, verdicts: Any, amounts: Any, answer: dict[str, Any] | None) -> None:
    made, person = match.program, result.person
    rules = (*made.bounds, *made.required, *made.grounds, *made.submits)
    for place, (rule, plain) in enumerate(zip(rules, verdicts, strict=True)):
        own = True if rule.guard is not None and rule.guard(person) is False else rule.value(person)
        if isinstance(own, bool):
            match.compared += 1
            match.differs["python"] += own != bool(plain)
            match.differs["zen"] += answer is not None and own != bool(answer.get(f"n{place}"))
    for place, (rule, plain) in enumerate(zip(made.amounts, amounts, strict=True)):
        own = rule.value(person) if rule.guard is None or rule.guard(person) else None
        if own is None or hasattr(own, "numerator"):
            match.compared += 1
            match.differs["python"] += own != plain
            match.differs["zen"] += answer is not None and not _near(own, answer.get(f"a{place}"))


def _near(own: Any, other: Any) -> bool:
    """The same, but for what floating point does to it."""
    if own is None or other is None:
        return own is other
    return abs(float(own) - float(other)) < 1e-6 * max(1.0, abs(float(own)))
