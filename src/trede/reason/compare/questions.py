"""Questions about one version of a provision: can anybody get it, does every norm matter, do sources contradict?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import z3

from trede.law.inforce import InForce
from trede.law.norms import Norm
from trede.reason.compare.scene import Scene, Somebody
from trede.reason.compare.symbols import Unencodable, both, either, no
from trede.reason.compare.verdict import Part
from trede.reason.compare.witness import TIME_UP
from trede.reason.facts import Facts
from trede.reason.outcome import Result, compute
from trede.reason.program import program

Verdict = Literal["goed", "gevonden", "niet_beslist"]
NOT_CONFIRMED = "de motor bevestigt de gevonden persoon niet"
EFFECTS = {3: ("weigert", "eindigt"), 2: ("stuk_ontbreekt",), 1: ("voorgelegd",)}


@dataclass
class Question:
    """A question about one version and its answer.

    `answer` is `goed` when it is as one hopes, `gevonden` when there is a gap, a norm without effect or a
    contradiction; `norms` are the citations that it is about.
    """

    sort: str
    about: str
    answer: Verdict
    text: str
    norms: tuple[str, ...] = ()
    somebody: Somebody | None = None
    limits: tuple[str, ...] = field(default=())

    def to_json(self) -> dict[str, Any]:
        """The question as JSON."""
        person = self.somebody and {"feiten": self.somebody.facts, "in_woorden": self.somebody.shown}
        return {
            "vraag": self.sort, "over": self.about, "antwoord": self.answer, "uitleg": self.text,
            "normen": list(self.norms), "voorbeeld": person, "beperkt_tot": list(self.limits),
        }  # fmt: skip


def cited(*norms: Norm) -> tuple[str, ...]:
    """The citations of norms, each once."""
    return tuple(dict.fromkeys(citation for norm in norms for citation in norm.citations))


def undecided(sort: str, about: str, why: str, norms: tuple[str, ...] = ()) -> Question:
    """A question that could not be answered."""
    return Question(sort, about, "niet_beslist", f"niet beslist: {why}", norms)


def about_provision(law: InForce, name: str, seconds: float) -> list[Question]:
    """The questions about one provision; at most `seconds` for each."""
    try:
        scene = Scene(law, name)
    except Unencodable as problem:
        return [undecided("toekenbaar", name, f"de bewijzer kent dit niet ({problem})")]
    desk = _Desk(scene, seconds)
    return [desk.obtainable(), *desk.idle(), *desk.refusals()]


class _Desk:
    """Puts the questions about one provision."""

    def __init__(self, scene: Scene, seconds: float) -> None:
        self.scene, self.seconds, self.name = scene, seconds, scene.place
        self.parts = scene.verdict.parts
        self.program = program(scene.law, scene.place)

    def result(self, person: dict[str, Any]) -> Result:
        """What the engine says of a person."""
        return compute(self.program, Facts(person).on(self.scene.law.on, self.scene.law.regime))

    # Can anybody get it? -------------------------------------------------------------------------------------------

    def obtainable(self) -> Question:
        """Is there anybody to whom it can be granted?"""
        verdict = self.scene.verdict
        unset = [name for name, when in verdict.open.items() if when is True]
        if unset:
            words = self.scene.law.regime.vocabulary
            shown = ", ".join(f"'{words.label(name)}'" for name in unset)
            text = f"niemand: op deze dag is niet vastgesteld of bekend: {shown}"
            return Question("toekenbaar", self.name, "gevonden", text)
        answer = self.scene.find(both(no(verdict.refused), no(verdict.lacking), no(verdict.pending)), self.seconds)
        if answer.status == "niet_beslist":
            return undecided("toekenbaar", self.name, TIME_UP)
        if answer.person is None:
            return self._nobody()
        found = self.scene.small(answer.person, lambda person: self.result(person).outcome == "toegekend")
        if found is None:
            return undecided("toekenbaar", self.name, NOT_CONFIRMED)
        return Question("toekenbaar", self.name, "goed", "er is iemand die dit kan krijgen", (), found)

    def _nobody(self) -> Question:
        parts = {place: no(part.when) for place, part in enumerate(self.parts) if part.when is not False}
        blamed = self.scene.blame(parts, self.seconds) or []
        norms = cited(*(self.parts[place].norm for place in sorted(blamed)))
        text = "niemand kan dit krijgen" + (": deze regels gaan nooit samen" if norms else "")
        return Question("toekenbaar", self.name, "gevonden", text, norms, limits=self.scene.limits)

    # Can a norm ever matter? ---------------------------------------------------------------------------------------

    def idle(self) -> Iterator[Question]:
        """Each norm that decides nothing for anybody, given the others."""
        tried = alive = 0
        for norm in {id(part.norm): part.norm for part in self.parts}.values():
            question = self._matters(norm)
            tried += 1
            alive += question is None
            if question is not None:
                yield question
        if tried == alive:
            yield Question("doorslag", self.name, "goed", f"elk van de {tried} regels kan de doorslag geven")

    def _matters(self, norm: Norm) -> Question | None:
        mine = [part for part in self.parts if part.norm is norm]
        others = [part for part in self.parts if part.norm is not norm and part.rank >= mine[0].rank]
        part = mine[0]
        alone = both(part.when, *(no(other.when) for other in others))
        answer = self.scene.check(alone, self.seconds)
        if answer.status == "niet_beslist":
            return undecided("doorslag", self.name, TIME_UP, norm.citations)
        if answer.person is not None:
            return None if self._decides(part, answer.person) else self._unconfirmed(norm)
        return self._why_idle(part, others)

    def _decides(self, part: Part, person: dict[str, Any]) -> bool:
        grounds = self.result(person).grounds
        effects = EFFECTS[part.rank]
        deciding = [ground.norm for ground in grounds if ground.effect in effects]
        alone = bool(deciding) and all(norm is part.norm for norm in deciding)
        return alone or self._excludes(part, person)

    def _excludes(self, part: Part, person: dict[str, Any]) -> bool:
        """What is excluded beside another provision, or leaves no time, is no ground of its own."""
        shown = {id(rule.norm) for rule in (*self.program.bounds, *self.program.grounds, *self.program.required)}
        return id(part.norm) not in shown and self.result(person).outcome == "geweigerd"

    def _unconfirmed(self, norm: Norm) -> Question:
        return undecided("doorslag", self.name, NOT_CONFIRMED, norm.citations)

    def _why_idle(self, part: Part, others: list[Part]) -> Question:
        norms, limits = cited(part.norm), self.scene.limits
        never = self.scene.check(part.when, self.seconds)
        if never.status == "bewezen":
            text = "deze regel staat nooit iemand in de weg"
            return Question("doorslag", self.name, "gevonden", text, norms, limits=limits)
        twin = next((other for other in others if _equal(part.when, other.when)), None)
        if twin is not None:
            text = f"zegt hier hetzelfde als {', '.join(twin.norm.citations)}"
            return Question("doorslag", self.name, "gevonden", text, norms)
        parts = {place: no(other.when) for place, other in enumerate(others) if other.when is not False}
        blamed = self.scene.blame({-1: part.when, **parts}, self.seconds) or []
        covering = cited(*(others[place].norm for place in sorted(blamed) if place >= 0))
        text = f"wie hier niet doorkomt, komt al niet door {', '.join(covering) or 'andere regels'}"
        return Question("doorslag", self.name, "gevonden", text, norms, limits=limits)

    # Does one source oblige to grant what another refuses? ---------------------------------------------------------

    def refusals(self) -> Iterator[Question]:
        """Each source that refuses somebody to whom another source says that it must be granted."""
        grant = self.program.provision.grant
        if grant.modality != "moet":
            return
        sources = {source for part in self.parts if part.rank == 3 for source in part.sources}
        own = [part for part in self.parts if grant.source in part.sources]
        for source in sorted(sources - {grant.source}):
            theirs = [part for part in self.parts if part.rank == 3 and source in part.sources and part not in own]
            rest = [part for part in self.parts if part not in theirs]
            yield self._refused_by(source, theirs, rest, grant)

    def _refused_by(self, source: str, theirs: list[Part], rest: list[Part], grant: Norm) -> Question:
        sort, law = "plicht_en_weigering", self.scene.law
        answer = self.scene.find(both(self._any(theirs), no(self._any(rest))), self.seconds)
        shorts = law.regime.source(grant.source).short, law.regime.source(source).short
        if answer.status == "niet_beslist":
            return undecided(sort, self.name, TIME_UP)
        if answer.person is None:
            text = f"{shorts[1]} weigert niemand aan wie {shorts[0]} verplicht het te verlenen"
            return Question(sort, self.name, "goed", text, limits=self.scene.limits)
        allowed = {id(part.norm) for part in theirs}

        def holds(person: dict[str, Any]) -> bool:
            result = self.result(person)
            refusing = [ground.norm for ground in result.grounds if ground.effect in EFFECTS[3]]
            waiting = any(ground.effect == "open" for ground in result.grounds)
            return bool(refusing) and not waiting and all(id(norm) in allowed for norm in refusing)

        found = self.scene.small(answer.person, holds)
        if found is None:
            return undecided(sort, self.name, NOT_CONFIRMED)
        result = self.result(Facts.read(found.facts, law.regime).values)
        refusing = [ground.norm for ground in result.grounds if ground.effect in EFFECTS[3]]
        may = all(getattr(norm, "may", False) for norm in refusing)
        verb = "laat toe het dezelfde persoon te weigeren" if may else "weigert het dezelfde persoon"
        text = f"{shorts[0]} verplicht dit te verlenen, {shorts[1]} {verb}"
        return Question(sort, self.name, "gevonden", text, cited(grant, *refusing), found)

    @staticmethod
    def _any(parts: list[Part]) -> Any:
        return either(*(part.when for part in parts))


def _equal(one: Any, two: Any) -> bool:
    return isinstance(one, z3.ExprRef) and isinstance(two, z3.ExprRef) and bool(one.eq(two))
