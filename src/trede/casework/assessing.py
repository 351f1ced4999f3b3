"""The live assessment of a dossier: what the regime says of every provision with the facts as they are known now.

Nothing is decided by it. What was recorded goes before what the dossier derives by itself (`casework.derived`).
Results are kept in this process per state of the facts, so that a page that is opened again costs no computing.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from threading import Lock
from typing import Any, TypeVar

from django.db.models import F

from trede import reason
from trede.casework import derived
from trede.casework.derived import Derived
from trede.casework.models import Application, Dossier, Interruption, ProvisionUse
from trede.casework.regimes import is_about_person, law_of
from trede.casework.services.facts import HEALTH, facts_at
from trede.law.inforce import InForce
from trede.law.regime import Regime
from trede.reason.duties import duties
from trede.reason.explain import places
from trede.reason.glance import Glance, glances
from trede.reason.receipt import digest

KEPT = 512  # results, of a few kilobytes each
T = TypeVar("T")
_kept: OrderedDict[tuple[Any, ...], Any] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True)
class Overview:
    """Every provision at a glance; or the sentences that say which facts cannot be together."""

    glances: tuple[Glance, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass
class Case:
    """What is known of a dossier, or of one application in it, to assess it on a day. `load` reads it."""

    dossier: Dossier
    law: InForce
    on: date
    recorded: dict[str, Any]
    uses: list[ProvisionUse]
    common: list[Derived] = field(default_factory=list)
    application: Application | None = None

    @classmethod
    def load(
        cls, dossier: Dossier, on: date, at: datetime | None = None, application: Application | None = None,
        facts_on: date | None = None,
    ) -> Case:  # fmt: skip
        """Read the facts true on a day (None: the day of the law), as known at a moment (None: now), and the uses.

        NoLawInForce when there is no law on the day.
        """
        uses = uses_of(dossier)
        recorded = facts_at(dossier, facts_on or on, at, application)
        law = law_of(dossier.municipality, on)
        return cls(dossier, law, on, recorded, uses, _common(law, uses, on, application), application)

    def by_the_law_of(self, day: date) -> Case:
        """The same facts, by the law of another day. NoLawInForce."""
        law = law_of(self.dossier.municipality, day)
        common = _common(law, self.uses, day, self.application)
        return Case(self.dossier, law, day, self.recorded, self.uses, common, self.application)

    @property
    def regime(self) -> Regime:
        """The regime of the municipality."""
        return self.law.regime

    def derived_for(self, provision: str) -> list[Derived]:
        """What the dossier derives for one provision, whether or not somebody recorded otherwise."""
        return [*self.common, *derived.of_provision(self.law, provision, self.uses, self.on)]

    def facts_for(self, provision: str = "") -> dict[str, Any]:
        """The facts file for one provision (empty: for any): recorded first; what cannot be read is left out."""
        own = self.derived_for(provision) if provision else self.common
        found = {item.name: item.entry for item in own} | self.recorded
        return {name: entry for name, entry in found.items() if name not in self.unread}

    @cached_property
    def unread(self) -> frozenset[str]:
        """Recorded facts that the regime does not know, or not as they stand: it changed since."""
        return frozenset(reason.Facts.read_usable(self.recorded, self.regime)[1])

    @property
    def in_use(self) -> list[str]:
        """The provisions about which earlier or present use tells something; of an application, only its own."""
        only = self.application.provision if self.application else ""
        names = dict.fromkeys(use.provision for use in self.uses if not only or use.provision == only)
        return [name for name in names if name in self.law.provisions]


def uses_of(dossier: Dossier) -> list[ProvisionUse]:
    """The uses of a dossier with the days of their interruptions, in one query."""
    rows = ProvisionUse.objects.filter(dossier=dossier).annotate(
        stopped_on=F("interruptions__starts_on"), stopped_until=F("interruptions__ends_on"),
        stopped_for=F("interruptions__reason"),
    )  # fmt: skip
    uses: dict[Any, ProvisionUse] = {}
    stops: dict[Any, list[Interruption]] = {}
    for row in rows.order_by("starts_on", "interruptions__starts_on"):
        use = uses.setdefault(row.pk, row)
        found = stops.setdefault(row.pk, [])
        if row.stopped_on is not None:
            found.append(
                Interruption(use=use, starts_on=row.stopped_on, ends_on=row.stopped_until, reason=row.stopped_for)
            )
    for key, use in uses.items():
        known = Interruption.objects.filter(use=use)
        known._result_cache = stops[key]
        use._prefetched_objects_cache = {"interruptions": known}
    return list(uses.values())


def _common(law: InForce, uses: list[ProvisionUse], on: date, application: Application | None) -> list[Derived]:
    """What the dossier derives for every provision."""
    found = list(derived.running(law, uses, on))
    if application is not None:
        found += derived.of_application(
            law, application, application.suspensions.all(), application.default_notices.all()
        )
    return found


def overview(case: Case) -> Overview:
    """Every provision of the regime, at a glance."""
    return _once(case, ("overview",), lambda: _overview(case))


def _overview(case: Case) -> Overview:
    special = [name for name in case.in_use if name in case.law.provision_names]
    try:
        found = {item.name: item for item in glances(_assess(case, "", None))}
        for name in special:
            found[name] = glances(_assess(case, name, [name]))[0]
    except reason.FactErrors as errors:
        return Overview(problems=said(errors))
    return Overview(tuple(found.values()))


def assess_one(case: Case, provision: str) -> dict[str, Any]:
    """A provision or decision, whole (docs/assessment.md). UnknownProvision; FactErrors when some exclude others."""
    return _once(case, ("one", provision), lambda: _assess_one(case, provision))


def _assess_one(case: Case, provision: str) -> dict[str, Any]:
    whole = _assess(case, provision, [provision]).to_json()
    found: dict[str, Any] = next(iter((whole["voorzieningen"] | whole.get("beslissingen", {})).values()))
    return found


def duties_of(case: Case, provision: str) -> dict[str, Any]:
    """Of a provision or decision only its `plichten`, with `naam`, `verlener` and `plaatsen`: a third of the work of
    `assess_one`, for the tasks that follow every change. UnknownProvision; FactErrors when some exclude others.
    """
    found = next(iter(_assess(case, provision, [provision]).results.values())).alone()
    grant, words = found.program.provision.grant, case.regime.vocabulary
    return {
        "naam": words.provisions.get(found.program.name, found.program.name),
        "verlener": words.roles.get(grant.authority, grant.authority), "plichten": duties(found),
        "plaatsen": places(found),
    }  # fmt: skip


def next_question(
    case: Case, provision: str = "", skip: Iterable[str] = (), about_person: bool = False
) -> dict[str, Any] | None:
    """The question that settles most, for one provision or all; `about_person`: not what belongs to an application."""
    left_out = frozenset(skip) | (not_about_person(case.regime) if about_person else frozenset())
    key = ("question", provision, tuple(sorted(frozenset(skip))), about_person)
    return _once(case, key, lambda: _next_question(case, provision, left_out))


def _next_question(case: Case, provision: str, skip: frozenset[str]) -> dict[str, Any] | None:
    facts = reason.Facts.read(case.facts_for(provision), case.regime)
    names = [provision] if provision else None
    try:
        found = reason.next_question(case.regime, facts, case.on, provisions=names, skip=skip)
    except reason.FactErrors:
        return None
    return found.to_json() if found else None


def _assess(case: Case, provision: str, names: list[str] | None) -> reason.Assessment:
    return reason.assess(
        case.regime, reason.Facts.read(case.facts_for(provision), case.regime), case.on, provisions=names
    )


def not_about_person(regime: Regime) -> frozenset[str]:
    """The facts that belong to an application, a job, a placement."""
    if "not_about_person" not in regime.cache:
        facts = regime.vocabulary.facts.values()
        regime.cache["not_about_person"] = frozenset(fact.key for fact in facts if not is_about_person(fact))
    found: frozenset[str] = regime.cache["not_about_person"]
    return found


def said(errors: reason.FactErrors) -> tuple[str, ...]:
    """What is wrong with facts, as sentences."""
    return tuple(f"{problem.what[:1].upper()}{problem.what[1:].rstrip('.')}." for problem in errors.problems)


def without_health(body: dict[str, Any], regime: Regime) -> dict[str, Any]:
    """An assessed provision for who may not see health data: the grounds that read it show neither values nor steps."""
    facts = regime.vocabulary.facts

    def is_health(name: str) -> bool:
        found = facts.get(name.split("[")[0])
        return found is not None and found.privacy == HEALTH

    grounds = [
        row | {"feiten": [], "boom": None} if any(is_health(item["feit"]) for item in row["feiten"]) else row
        for row in body["gronden"]
    ]
    turning = body["keerpunt"]
    return body | {"gronden": grounds, "keerpunt": None if turning and is_health(turning["feit"]) else turning}


def _once(case: Case, what: tuple[Any, ...], make: Callable[[], T]) -> T:
    """What was computed for this state of the facts before, else `make` it. The key holds a digest, no facts."""
    facts = [case.facts_for(), {name: case.facts_for(name) for name in case.in_use}]
    key = (case.regime.name, id(case.regime), case.on, digest(facts), *what)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            found: T = _kept[key]
            return found
    made = make()
    with _lock:
        _kept[key] = made
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return made
