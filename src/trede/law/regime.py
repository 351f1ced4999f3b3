"""A regime: what holds for one municipality, as read from its folder, and what of it is in force on a date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from trede.law.document import Table
from trede.law.norms import Norm
from trede.law.tree import Expr
from trede.law.vocabulary import Vocabulary

RANKS = ("register", "begrippen", "werkinstructie", "beleidsregel", "verordening", "wet")
DEFAULT_ROLES = {
    "begindatum": "begindatum", "gewenste einddatum": "gewenste_einddatum",
    "gevraagde verlenging": "verlenging_maanden", "eerdere verlengingen": "eerdere_verlengingen",
    "lopende voorzieningen": "lopende_voorzieningen",
    "beoordelingsdatum": "beoordelingsdatum", "geboortedatum": "geboortedatum",
    "keuze weigeren": "oordeel_gebruik_weigeringsbevoegdheid",
    "keuze eindigen": "oordeel_gebruik_beeindigingsbevoegdheid",
    "keuze afwijken": "oordeel_toepassen_hardheidsclausule",
    "trede": "trede", "trajectsoort": "trajectsoort", "doelgroep": "doelgroep",
    "hoogst haalbare trede": "hoogst_haalbare_trede", "afronding van de intake": "afronding_van_de_intake",
    "plaatsing op de ladder": "plaatsing_op_de_ladder", "stap op de ladder": "stap_op_de_ladder",
    "aanvraag ontvangen": "aanvraag_ontvangen", "hersteltermijn": "hersteltermijn_verstreken_op",
    "ingebrekestelling": "ingebrekestelling_ontvangen", "besluit bekendgemaakt": "besluit_bekendgemaakt_op",
    "beslissen": "beslissen_op_de_aanvraag", "beslissen op eigen termijn": "beslissen_op_eigen_termijn",
}  # fmt: skip
EVERY_DECISION = "elk_besluit"


@dataclass(slots=True)
class Article:
    """A heading of a source with what the public reads there: prose, and signed readings and errata."""

    key: str
    heading: str
    line: int
    prose: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class Source:
    """A dated text: `adopted` decided, `published` made known, `since` in force (perhaps retroactively), `until`."""

    id: str
    title: str
    short: str
    rank: str
    file: str
    sha256: str
    regime: str
    adopted: date | None = None
    published: date | None = None
    since: date = date(1900, 1, 1)
    until: date | None = None
    patterns: dict[str, str] = field(default_factory=dict)
    articles: list[Article] = field(default_factory=list)

    @property
    def level(self) -> int:
        """The rank as a number: a higher one prevails."""
        return RANKS.index(self.rank)

    def in_force(self, on: date, known: date | None = None) -> bool:
        """In force on a day, as far as was known on `known` (None: as known now)?"""
        learned = self.published or self.adopted
        if known is not None and learned is not None and learned > known:
            return False
        return self.since <= on and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True)
class Resolution:
    """A row of the conflict register: what it is about, which norms clash, which prevails (`beide`: all) and why.

    `unless` is the condition under which the losers are set aside; None: always.
    """

    about: str
    norms: tuple[str, ...]
    prevails: tuple[str, ...]
    why: str
    signed: str
    file: str
    line: int
    unless: Expr | None = None

    @property
    def losers(self) -> tuple[str, ...]:
        """The norms that are set aside."""
        return () if "beide" in self.prevails else tuple(n for n in self.norms if n not in self.prevails)


@dataclass(frozen=True, slots=True)
class Erratum:
    """A misprint or broken reference: where, what is printed, how it is read and why."""

    place: str
    printed: str
    read_as: str
    why: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Crossing:
    """A row of the register that says how a rung of the regime's own ladder reads on the ladder of another regime.

    `to` are the rungs that it may be there; several when the texts leave it open. It is a proposal for a person, also
    when `status` is not `voorstel` any more: then somebody (`signed`) stands for the table, not for the person on it.
    """

    regime: str
    rung: int
    other: str
    to: tuple[int, ...]
    why: str
    status: str
    signed: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Persona:
    """An invented person: facts in JSON form, and the date of the law by which they are assessed (`op`)."""

    name: str
    description: str
    facts: dict[str, Any]
    file: str
    line: int
    on: date | None = None


@dataclass(slots=True)
class ExampleTable:
    """A table of examples under an article, and the provision and persona it starts from."""

    file: str
    article: str
    persona: str
    provision: str
    table: Table


@dataclass(slots=True)
class Regime:
    """Everything read from a regime's folder and the regimes it builds on."""

    name: str
    title: str
    bases: tuple[str, ...]
    vocabulary: Vocabulary
    sources: list[Source] = field(default_factory=list)
    norms: list[Norm] = field(default_factory=list)
    register: list[Resolution] = field(default_factory=list)
    errata: list[Erratum] = field(default_factory=list)
    crossings: list[Crossing] = field(default_factory=list)
    personas: list[Persona] = field(default_factory=list)
    examples: list[ExampleTable] = field(default_factory=list)
    inventory: dict[str, InventoryItem] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=lambda: dict(DEFAULT_ROLES))
    sender: dict[str, str] = field(default_factory=dict)
    municipalities: dict[str, str] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    second_pair: dict[str, bool] = field(default_factory=dict)
    cache: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)

    def group_of(self, provision: str) -> str:
        """The group of a provision, for lists."""
        return self.groups.get(provision) or "overig"

    def wants_second_pair(self, provision: str) -> bool:
        """Must another person than the proposer approve a decision about this? Yes, unless the regime says no."""
        return self.second_pair.get(provision, self.second_pair.get(EVERY_DECISION, True))

    def source(self, id_: str) -> Source:
        """The source with this id. KeyError if there is none."""
        for source in self.sources:
            if source.id == id_:
                return source
        raise KeyError(id_)

    def in_force(self, on: date, known: date | None = None) -> list[Source]:
        """The sources in force on a day, highest rank and latest first."""
        found = [s for s in self.sources if s.in_force(on, known)]
        return sorted(found, key=lambda s: (-s.level, -s.since.toordinal(), s.id))

    def own_sources(self) -> Iterable[Source]:
        """The sources of this regime itself, not of those it builds on."""
        return (s for s in self.sources if s.regime == self.name)


@dataclass(frozen=True, slots=True)
class InventoryItem:
    """A norm of the inventory: what the text holds at a place, whoever expresses it."""

    norm: str
    kind: str
    handling: str
    modality: str
    topic: str = ""
    same_as: str = ""
    remark: str = ""
