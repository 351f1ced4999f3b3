"""Computes a provision for one person: every ground with its verdict, and from them the outcome.

The order is the law's: a bound condition that definitely fails refuses, whatever else is missing; else missing facts
are asked; else judgements; a ground that one may use and that holds waits for a person's choice.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal

from trede.law import norms
from trede.law.norms import Norm
from trede.reason.duration import Duration, duration
from trede.reason.evaluate import Person
from trede.reason.program import Program, Rule
from trede.reason.values import Unknown, base_name

OutcomeName = Literal["toegekend", "geweigerd", "voorgelegd_aan_oordeel", "onvoldoende_gegevens"]
Effect = Literal["voldaan", "weigert", "kan_weigeren", "eindigt", "kan_eindigen", "open", "geen", "stuk_ontbreekt",
                 "voorgelegd"]  # fmt: skip
CHOICES = {"kan_weigeren": "keuze weigeren", "kan_eindigen": "keuze eindigen"}


@dataclass(slots=True)
class GroundResult:
    """A norm that was tried: what it came to (`value`: True, False, None or Unknown) and what follows (`effect`)."""

    norm: Norm
    rule: Rule
    value: Any
    effect: Effect

    def waiting(self, program: Program) -> frozenset[str]:
        """What this norm waits for: facts and judgements, or the choice whether to use it."""
        if self.effect in CHOICES:
            return frozenset((program.law.regime.roles[CHOICES[self.effect]],))
        return self.value.facts if self.effect == "open" else frozenset()


class Shared:
    """What provisions that are computed for the same facts have in common: general names, and grounds tried."""

    __slots__ = ("grounds", "names")

    def __init__(self) -> None:
        self.names: dict[str, Any] = {}
        self.grounds: dict[Rule, GroundResult] = {}


@dataclass(slots=True)
class AmountResult:
    """A quantity that was computed; `value` None means absent, Unknown that facts are missing."""

    norm: norms.Amount
    rule: Rule
    value: Any


@dataclass
class Result:
    """What a provision comes to for one person. Texts, trees and dates are made when they are asked for."""

    program: Program
    person: Person
    outcome: OutcomeName
    grounds: list[GroundResult]
    amounts: list[AmountResult]
    missing: tuple[str, ...]
    judgements: tuple[str, ...]
    documents: tuple[GroundResult, ...] = ()
    choice_needed: tuple[str, ...] = ()
    excluded_by: tuple[str, ...] = ()
    read: frozenset[str] = frozenset()
    _duration: Duration | None = field(default=None, repr=False)

    @property
    def modality(self) -> str:
        """`kan` (may be granted) or `moet` (must be granted)."""
        return self.program.provision.grant.modality

    @cached_property
    def duration(self) -> Duration:
        """The dates of the provision."""
        return self._duration or duration(self.program, self.person)

    @property
    def dates_matter(self) -> bool:
        """Do the norms about duration have a say in the outcome: is an extension asked for, or time used before?"""
        return self._duration is not None

    def alone(self) -> Result:
        """This result by a person of its own, whose memo and `read` hold all that this provision reads."""
        return self if self.person.general is self.person.memo else compute(self.program, self.person.facts)


class _Tally:
    """Gathers what the norms of one provision come to."""

    def __init__(self) -> None:
        self.grounds: list[GroundResult] = []
        self.refused = False
        self.open: set[str] = set()
        self.choices: dict[str, None] = {}
        self.documents: list[GroundResult] = []
        self.submitted = False

    def add(self, rule: Rule, value: Any, effect: Effect) -> None:
        self.grounds.append(GroundResult(rule.norm, rule, value, effect))
        if effect in ("weigert", "eindigt"):
            self.refused = True
        elif effect == "open":
            self.open |= value.facts


def compute(program: Program, facts: dict[str, Any], shared: Shared | None = None) -> Result:
    """Compute a provision from facts (as the engine holds them), with what is `shared` with others for these facts."""
    person = Person(facts, None if shared is None else shared.names)
    tally = _Tally()
    _bounds(program, person, tally)
    _documents(program, person, tally)
    lasting = _extension(program, person, tally)
    excluded = _excluded(program, person, tally)
    _grounds(program, person, tally, {} if shared is None else shared.grounds)
    for rule in program.submits:
        value = rule.value(person)
        tally.submitted = tally.submitted or value is True
        tally.add(rule, value, "open" if type(value) is Unknown else "voorgelegd" if value else "geen")
    amounts = _amounts(program, person, tally)
    return _conclude(program, person, tally, amounts, lasting, excluded)


def _bounds(program: Program, person: Person, tally: _Tally) -> None:
    for rule in program.bounds:
        norm = rule.norm
        assert isinstance(norm, norms.Bound)
        applies = True if rule.guard is None else rule.guard(person)
        if not applies:  # an absent yes/no is not so
            tally.add(rule, False, "geen")
            continue
        value = rule.value(person)
        if type(applies) is Unknown and (type(value) is Unknown or bool(value) is not norm.wanted):
            value = applies | value if type(value) is Unknown else applies
        if type(value) is Unknown:
            tally.add(rule, value, "open")
        elif bool(value) is norm.wanted:
            tally.add(rule, value, "voldaan")
        else:
            tally.add(rule, value, "weigert")
            person.unmet |= rule.sources


def _documents(program: Program, person: Person, tally: _Tally) -> None:
    for rule in program.required:
        needed = True if rule.guard is None else rule.guard(person)
        value = rule.value(person) if needed else True
        if type(needed) is Unknown and value is not True:
            value = needed | value if type(value) is Unknown else needed
        if type(value) is Unknown:
            tally.add(rule, value, "open")
        elif value:
            tally.add(rule, value, "voldaan")
        else:
            tally.add(rule, value, "stuk_ontbreekt")
            tally.documents.append(tally.grounds[-1])


def _extension(program: Program, person: Person, tally: _Tally) -> Duration | None:
    """When an extension is asked for (or an end that needs one) its norms bind like conditions."""
    if not program.lasts and not program.extends:
        return None
    roles = program.law.regime.roles
    asked = any(roles[name] in person.facts for name in ("gevraagde verlenging", "gewenste einddatum"))
    if not asked and not (program.lasts and _used_before(program, person)):
        return None
    found = duration(program, person)
    if found.extended:
        for rule in program.extend_ifs:
            assert isinstance(rule.norm, norms.ExtendIf)
            value = rule.value(person)
            if rule.norm.first and (earlier := _earlier(program, person)) != 0:
                if type(earlier) is not Unknown:
                    continue
                value = True if value is True else earlier | value if type(value) is Unknown else earlier
            tally.add(rule, value, "open" if type(value) is Unknown else "voldaan" if value else "weigert")
    for rule, value, effect in found.verdicts:
        tally.add(rule, value, effect)
    return found


def _used_before(program: Program, person: Person) -> bool:
    """Is there earlier use that may leave no time?"""
    counted = (
        rule.value(person) for rule in program.counts if isinstance(rule.norm, norms.Counts) and rule.norm.counts
    )
    return any(type(value) is not Unknown and value for value in counted)


def _earlier(program: Program, person: Person) -> Any:
    """How often it was extended before; 0 when the regime has no fact that tells."""
    name = program.law.regime.roles["eerdere verlengingen"]
    if name in person.facts or name not in program.law.regime.vocabulary.facts:
        return person.facts.get(name) or 0
    return Unknown(frozenset((name,)))


def _excluded(program: Program, person: Person, tally: _Tally) -> tuple[str, ...]:
    """The running provisions beside which this one is not possible."""
    if not program.concurrence:
        return ()
    running = person.facts.get(program.law.regime.roles["lopende voorzieningen"]) or ()
    found: dict[str, None] = {}
    for norm, guard in program.concurrence:
        beside = [other for other in norm.others if other in running] if norm.relation == "sluit_uit" else []
        holds = True if guard is None or not beside else guard(person)
        if type(holds) is Unknown:
            tally.open |= holds.facts
        elif holds:
            found.update(dict.fromkeys(beside))
    return tuple(found)


def _grounds(program: Program, person: Person, tally: _Tally, shared: dict[Rule, GroundResult]) -> None:
    roles = program.law.regime.roles
    found = []
    for rule in program.grounds:
        ground = shared.get(rule)
        if ground is None:
            ground = shared[rule] = _tried(rule, person, roles)
        found.append(ground)
    if False in [person.facts.get(roles[name]) for name in CHOICES.values()]:
        found = _let_be(found)
    tally.grounds += found
    for ground in found:
        if ground.effect in CHOICES:
            tally.choices[roles[CHOICES[ground.effect]]] = None
        elif ground.effect != "geen":
            tally.refused = True


def _tried(rule: Rule, person: Person, roles: dict[str, str]) -> GroundResult:
    """A ground to refuse or end: it counts when it is known to hold; one that may be used waits for a choice."""
    norm, value = rule.norm, rule.value(person)
    assert isinstance(norm, norms.Ground)
    ends = norm.effect == "end"
    effect: Effect = "geen"
    if value is True:
        possible: Effect = "kan_eindigen" if ends else "kan_weigeren"
        choice = person.facts.get(roles[CHOICES[possible]]) if norm.may else True
        if choice is not False:
            effect = possible if choice is None else "eindigt" if ends else "weigert"
    return GroundResult(norm, rule, value, effect)


def _let_be(found: list[GroundResult]) -> list[GroundResult]:
    """What an official chose not to act upon: the same facts need no second choice, refusing or ending."""
    let_be = {ground.rule.names for ground in found if ground.value is True and ground.effect == "geen"} - {frozenset()}
    return [
        replace(ground, effect="geen") if ground.effect in CHOICES and ground.rule.names in let_be else ground
        for ground in found
    ]


def _amounts(program: Program, person: Person, tally: _Tally) -> list[AmountResult]:
    found = []
    for rule in program.amounts:
        assert isinstance(rule.norm, norms.Amount)
        wanted = True if rule.guard is None else rule.guard(person)
        if not wanted:
            continue
        value = rule.value(person)
        if type(wanted) is Unknown:
            value = wanted | value if type(value) is Unknown else wanted
        if type(value) is Unknown:
            tally.open |= value.facts
        found.append(AmountResult(rule.norm, rule, value))
    return found


def _conclude(
    program: Program, person: Person, tally: _Tally, amounts: list[AmountResult], lasting: Duration | None,
    excluded: tuple[str, ...],
) -> Result:  # fmt: skip
    missing, judged = split_judgements(program, tally.open)
    choices = tuple(tally.choices)
    outcome: OutcomeName
    if tally.refused or excluded:
        outcome, missing, judged, choices = "geweigerd", (), (), ()
    elif missing or tally.documents:
        outcome = "onvoldoende_gegevens"
    elif judged or choices or tally.submitted:
        outcome = "voorgelegd_aan_oordeel"
    else:
        outcome = "toegekend"
    documents = () if outcome == "geweigerd" else tuple(tally.documents)
    return Result(
        program, person, outcome, tally.grounds, amounts, missing, judged, documents, choices, excluded,
        frozenset(person.memo), lasting,
    )  # fmt: skip


def split_judgements(program: Program, names: set[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of what is unknown, parted into facts to ask and judgements to be made."""
    facts: list[str] = []
    judged: list[str] = []
    typer = program.law.typer
    for name in sorted(names):
        source, inner = base_name(name)
        if inner is not None:
            kind = typer.name(source)
            fact = typer.words.field_of(kind.element or "", inner) if kind else None
        else:
            fact = typer.words.facts.get(name)
        (judged if fact is not None and fact.judgement else facts).append(name)
    return tuple(facts), tuple(judged)
