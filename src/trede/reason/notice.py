"""What one fact with another value would change: nothing, as long as no norm that reads it comes to something else."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from trede.reason.evaluate import Compiled, Person
from trede.reason.outcome import CHOICES, OutcomeName, Result, compute
from trede.reason.program import Program
from trede.reason.values import Unknown

ASKED = ("gevraagde verlenging", "gewenste einddatum")


class Notice:
    """What of a provision reads a fact: the functions whose values an outcome follows from, amounts apart.

    `always`: the fact is read by name (an extension, what else runs, a choice), so it is noticed whatever comes out.
    """

    def __init__(self, program: Program, name: str) -> None:
        roles = program.law.regime.roles
        self.always = name in {roles[role] for role in (*ASKED, *CHOICES.values(), "lopende voorzieningen")}
        rules = (*program.bounds, *program.required, *program.grounds, *program.submits, *program.counts)
        heard = [rule for rule in rules if name in program.reads(rule)]
        amounts = [rule for rule in program.amounts if name in program.reads(rule)]
        self.tests: list[Compiled] = [rule.value for rule in heard]
        self.tests += [rule.guard for rule in (*heard, *amounts) if rule.guard is not None]
        self.tests += [guard for _, guard in program.concurrence if guard is not None]
        self.amounts = [rule.value for rule in amounts]
        self.names = program.compiler.reads.readers(name)


def notice(program: Program, name: str) -> Notice:
    """What of a provision reads a fact; worked out once."""
    key = ("notice", program.name, name)
    found = program.law.cache.get(key)
    if found is None:
        found = program.law.cache[key] = Notice(program, name)
    assert isinstance(found, Notice)
    return found


class Change:
    """A result of which one fact gets another value.

    The norms that read the fact are tried anew, and the provision only when they come to something not seen before.
    When the dates are at stake (an extension is asked for, time was used before) the provision is always tried.
    """

    def __init__(self, result: Result, name: str) -> None:
        self.result, self.name, self.notice = result, name, notice(result.program, name)

    @cached_property
    def outcomes(self) -> dict[tuple[Any, ...], OutcomeName]:
        """What the norms that read the fact came to, with the outcome that followed."""
        return {self._come_to(self.result.person.facts): self.result.outcome}

    @cached_property
    def kept(self) -> dict[str, Any]:
        """The values of names that do not read the fact."""
        person, names = self.result.person, self.notice.names
        return {
            name: value for memo in (person.general, person.memo) for name, value in memo.items() if name not in names
        }

    def _come_to(self, facts: dict[str, Any]) -> tuple[Any, ...]:
        """What the norms that read the fact come to; of an amount only what is missing to know it."""
        person = Person(facts)
        person.memo |= self.kept
        person.unmet = self.result.person.unmet
        values = (value(person) for value in self.notice.amounts)
        return (*(test(person) for test in self.notice.tests), *(v if type(v) is Unknown else None for v in values))

    def outcome(self, value: Any) -> OutcomeName:
        """The outcome when the fact has this value."""
        facts = {**self.result.person.facts, self.name: value}
        if self.notice.always or self.result.dates_matter:
            return compute(self.result.program, facts).outcome
        came = self._come_to(facts)
        if came not in self.outcomes:
            self.outcomes[came] = compute(self.result.program, facts).outcome
        return self.outcomes[came]
