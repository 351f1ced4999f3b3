"""The shapes of requests and answers. Names are Dutch, as the API's description; nothing here holds a BSN."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict

MANY_FACTS = 200


class Strict(Schema):
    """A request: a field that nobody reads is an error, so that a slip of the pen is not lost."""

    model_config = ConfigDict(extra="forbid")


class Page(Schema):
    """A page of a list."""

    totaal: int
    pagina: int
    aantal: int


class PersonIn(Strict):
    """The data of a client. `bsn` is checked and kept encrypted; it is never given back."""

    achternaam: str = Field(min_length=1, max_length=120)
    voornaam: str = Field("", max_length=80)
    voorletters: str = Field("", max_length=20)
    voorvoegsel: str = Field("", max_length=20)
    geboortedatum: date | None = None
    bsn: str = Field("", max_length=20)
    straat: str = Field("", max_length=120)
    postcode: str = Field("", max_length=10)
    plaats: str = Field("", max_length=80)
    telefoon: str = Field("", max_length=30)
    email: str = Field("", max_length=254)
    taal: str = Field("", max_length=40)


class ReportIn(Strict):
    """A report, from which a dossier is made. `anderePersoon`: who looks alike was looked at, and is someone else."""

    persoon: PersonIn
    gemeldOp: date
    tekst: str = Field("", max_length=4000)
    klantmanager: str | None = Field(None, max_length=254, description="het e-mailadres")
    anderePersoon: bool = False


class Person(Schema):
    """A client."""

    clientnummer: str
    naam: str
    voornaam: str
    voorletters: str
    voorvoegsel: str
    achternaam: str
    geboortedatum: date | None
    straat: str
    postcode: str
    plaats: str
    telefoon: str
    email: str
    taal: str


class DossierOut(Schema):
    """A dossier, in a list or by itself."""

    id: UUID
    nummer: str
    stand: Literal["open", "closed"]
    persoon: Person
    trede: int | None
    gemeldOp: date
    geslotenOp: date | None
    klantmanager: str | None


class Dossiers(Page):
    """A page of dossiers."""

    resultaten: list[DossierOut]


class FactIn(Strict):
    """A fact, in the notation of a facts file; `vervangt` is the version that the sender saw (empty: none)."""

    feit: str = Field(max_length=200)
    waarde: Any = None
    geldtVanaf: date
    geldtTot: date | None = None
    bron: Literal["client", "employer", "provider", "document", "register", "administration", "official"] = (
        "administration"
    )
    toelichting: str = Field("", max_length=200)
    reden: str = Field("", max_length=4000)
    vervangt: str | None = Field(None, max_length=36)


class FactsIn(Strict):
    """Facts to record, all or none."""

    feiten: list[FactIn] = Field(min_length=1, max_length=MANY_FACTS)
    aanvraag: UUID | None = None


class FactOut(Schema):
    """A version of a fact."""

    id: UUID
    feit: str
    waarde: Any
    geldtVanaf: date
    geldtTot: date | None
    bekendSinds: datetime
    bron: str
    door: str
    reden: str


class Facts(Schema):
    """The facts true on a day, as known at a moment."""

    op: date
    feiten: list[FactOut]


class Glance(Schema):
    """What the regime says of a provision now, with how many facts and judgements it still needs."""

    voorziening: str
    naam: str
    uitkomst: str
    modaliteit: str
    ontbreekt: int
    oordelen: int


class Assessments(Schema):
    """Every provision at a glance, or one in full."""

    op: date
    voorzieningen: list[Glance]
    volledig: dict[str, Any] | None = None
    strijdig: list[str] = Field(default_factory=list, description="welke gegevens niet samen kunnen")


class ApplicationIn(Strict):
    """An application as it came in."""

    voorziening: str = Field(max_length=120)
    aanvrager: Literal["person", "employer", "ex_officio"]
    ontvangenOp: date
    kanaal: str = Field("", max_length=40)
    wens: str = Field("", max_length=4000)
    werkgever: UUID | None = None


class ApplicationOut(Schema):
    """An application, and the last day to decide on it."""

    id: UUID
    dossier: UUID
    nummer: str
    voorziening: str
    aanvrager: str
    werkgever: UUID | None
    stand: str
    ontvangenOp: date
    kanaal: str
    wens: str
    beslisUiterlijk: date | None = None


class Applications(Page):
    """A page of applications."""

    resultaten: list[ApplicationOut]


class DecisionIn(Strict):
    """A draft of a decision."""

    voorziening: str = Field(max_length=120)
    soort: Literal["grant", "refusal", "not_treated", "withdrawal", "revision", "ending", "extension", "other"]
    aanvraag: UUID | None = None
    volgtOp: UUID | None = None
    rechtOp: date | None = None


class DecisionOut(Schema):
    """A decision; by itself also with the assessment it rests on, and its receipt."""

    id: UUID
    dossier: UUID
    nummer: str
    voorziening: str
    soort: str
    stand: str
    uitkomst: str
    redenAfwijking: str
    rechtOp: date
    beslotenOp: date | None
    bekendgemaaktOp: date | None
    vanaf: date | None
    totEnMet: date | None
    aanvraag: UUID | None
    volgtOp: UUID | None
    beoordeling: dict[str, Any] | None = None


class Decisions(Page):
    """A page of decisions."""

    resultaten: list[DecisionOut]


class TaskIn(Strict):
    """A task by hand."""

    dossier: UUID
    titel: str = Field(min_length=1, max_length=200)
    uiterlijk: date | None = None
    toelichting: str = Field("", max_length=4000)


class TaskChange(Strict):
    """Finish a task, or open it again."""

    stand: Literal["done", "open"]


class TaskOut(Schema):
    """A task."""

    id: UUID
    dossier: UUID
    titel: str
    toelichting: str
    soort: str
    uiterlijk: date | None
    normen: list[str]
    vindplaats: str
    opmerking: str
    stand: str
    wie: str | None
    rol: str


class Tasks(Page):
    """A page of tasks."""

    resultaten: list[TaskOut]


class ProblemOut(Schema):
    """What is wrong (RFC 9457)."""

    type: str
    status: int
    title: str
    detail: str
    invalidParams: list[dict[str, str]] = Field(default_factory=list)
