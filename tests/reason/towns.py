"""Makes small regimes of an invented town, so that a test shows the whole law that it tests."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from trede.law import Regime, law_on, read_regime
from trede.reason import Assessment, Facts, assess
from trede.reason.outcome import Result

ON = date(2025, 6, 1)

REGIME = """# Stad

| regime | stad |
|---|---|
| titel | Stad |

## Rollen

- college
- persoon
- werkgever

## Voorzieningen

- **cursus**: groep leren; ook training
- **baan**: groep werk
- **fiets**: groep vervoer

## Vaste namen

| begindatum | begindatum |
|---|---|
| gewenste einddatum | gewenste einddatum |
| gevraagde verlenging | verlenging maanden |
| eerdere verlengingen | eerdere verlengingen |
| lopende voorzieningen | lopende voorzieningen |
| keuze weigeren | oordeel toch weigeren |
| keuze eindigen | oordeel toch eindigen |
| keuze afwijken | oordeel toch afwijken |

## Afzender

| organisatie | Gemeente Stad |
|---|---|
| bestuursorgaan | college van burgemeester en wethouders van Stad |
| adres | Plein 1, 0000 XX Stad |
| mandaat | Namens het college |
| ondertekenaar | V. Oorbeeld |
| functie | klantmanager |
| bezwaar_adres | Plein 1, 0000 XX Stad |
"""

FACTS = """# Feiten

| bron | FEIT |
|---|---|
| kort | Begrippen |
| rang | begrippen |
| geldt vanaf | 1 januari 2000 |
| citaat | FEIT-{artikel}.{lid} |

## Over de persoon

- **a** (ja/nee; aanvrager): Is a zo?
- **b** (ja/nee; aanvrager): Is b zo?
- **c** (ja/nee; aanvrager): Is c zo?
- **d** (ja/nee; aanvrager): Is d zo?
- **uren** (getal uur per week 0 t/m 60; werkgever): Hoeveel uur per week?
- **jaren oud** (getal jaar; brp): Hoe oud?
- **getal** (getal; aanvrager): Welk getal?
- **loonwaarde** (getal %; uwv): Hoe hoog is de loonwaarde?
- **loon** (bedrag per maand; werkgever): Hoe hoog is het loon?
- **kosten** (bedrag; aanvrager): Hoe hoog zijn de kosten?
- **soort** (keuze: rood, groen, blauw; aanvrager): Welke soort?
- **doelen** (keuzes: werk, taal, sport; aanvrager): Welke doelen?
- **naam werkgever** (tekst; werkgever): Hoe heet de werkgever?
  - ook: werkgever, bedrijf
- **geschikt** (oordeel; klantmanager): Is de persoon geschikt?
  - hulp: Kijk naar het werk.
- **nuttig** (oordeel; klantmanager): Is het nuttig?
- **toch weigeren** (oordeel; klantmanager): Weigert u?
- **toch eindigen** (oordeel; klantmanager): Beëindigt u?
- **toch afwijken** (oordeel; klantmanager): Wijkt u af?
- **geboortedatum** (datum; brp): Wat is de geboortedatum?
- **begindatum** (datum; klantmanager): Wanneer begint het?
- **aanvraagdatum** (datum; klantmanager): Wanneer is het aangevraagd?
- **gewenste einddatum** (datum; aanvrager): Tot en met wanneer?
- **verlenging maanden** (getal maanden; aanvrager): Hoeveel maanden langer?
- **eerdere verlengingen** (getal; administratie): Hoe vaak is al verlengd?
- **maanden gebruikt** (getal maanden; administratie): Hoeveel maanden zijn al gebruikt?
- **weken gebruikt** (getal weken; administratie): Hoeveel weken zijn al gebruikt?
- **dagen vakantie** (getal dagen; administratie): Hoeveel dagen vakantie?
- **ziekteperioden** (perioden; werkgever; gezondheid): Wanneer was de persoon ziek?
- **eerdere perioden** (perioden; administratie): Wanneer liep het eerder?
- **lopende voorzieningen** (keuzes: cursus, baan, fiets; administratie): Wat loopt er al?
- **burgerservicenummer** (bsn; brp; gevoelig): Wat is het burgerservicenummer?
- **taken** (lijst taak; werkgever): Welke taken zijn er?
- **kinderen** (lijst kind; brp): Welke kinderen zijn er?
- **stappen** (lijst stap; klantmanager): Welke stappen zijn gezet?
- **plan ondertekend** (ja/nee; aanvrager): Is het plan ondertekend?
  - ja: het plan ondertekend is

## Over een taak

- **aandeel** (getal % 0 t/m 100; werkgever): Welk deel is de taak?
- **zwaar** (ja/nee; werkgever): Is de taak zwaar?
- **loon taak** (bedrag; werkgever): Wat levert de taak op?
- **taaknaam** (tekst; werkgever): Hoe heet de taak?
- **sinds** (datum; werkgever): Sinds wanneer?
- **past bij persoon** (oordeel; klantmanager): Past de taak?

## Over een kind

- **leeftijd kind** (getal jaar; brp): Hoe oud is het kind?

## Over een stap

- **stapnaam** (tekst; klantmanager): Welke stap?
- **punten** (getal; klantmanager): Hoeveel punten?

## Handelingen

- subsidie vaststellen
- besluit bekendmaken
- uitnodigen

## Stukken

- **beschikking bij toekenning**: bedrag, ingangsdatum
"""

HEAD = """# {title}

| bron | {id} |
|---|---|
| kort | {title} |
| rang | {rank} |
| vastgesteld | {adopted} |
| bekendgemaakt | {published} |
| geldt vanaf | {since} |
| geldt tot | {until} |
| citaat | {id}-{{artikel}}.{{lid}} |

{body}
"""


def source(
    body: str,
    id: str = "V",
    rank: str = "verordening",
    since: str = "1 januari 2020",
    until: str = "",
    adopted: str = "1 december 2019",
    published: str = "15 december 2019",
    title: str = "",
) -> str:
    """The text of a source file."""
    text = HEAD.format(
        title=title or f"Regels {id}",
        id=id,
        rank=rank,
        since=since,
        until=until,
        adopted=adopted,
        published=published,
        body=body,
    )
    return text.replace("| geldt tot |  |\n", "")


def article(*norms: str, grant: str = "Het college kan een cursus verlenen aan de persoon.") -> str:
    """One article that grants the course under these norms; the norms stand at 1, 2, …; the grant at 0."""
    lines = [f"- {number} {norm}" for number, norm in enumerate(norms, 1)]
    return "\n".join(["## Artikel 1. Cursus", "", f"- 0 {grant}", *lines])


class Town:
    """A regime in a folder, and short ways to ask it something."""

    def __init__(self, root: Path, files: dict[str, str], facts: str = FACTS, regime: str = REGIME) -> None:
        self.folder = root / "stad"
        self.folder.mkdir(parents=True, exist_ok=True)
        for name, text in {"regime.md": regime, "feiten.md": facts, **files}.items():
            (self.folder / name).write_text(text, "utf-8")
        self.regime: Regime = read_regime(self.folder)

    def facts(self, given: dict[str, Any]) -> Facts:
        return Facts.read(given, self.regime)

    def assess(self, on: date = ON, provision: str = "cursus", known: date | None = None, **given: Any) -> Assessment:
        return assess(self.regime, self.facts(given), on, known, [provision])

    def result(self, on: date = ON, provision: str = "cursus", known: date | None = None, **given: Any) -> Result:
        return next(iter(self.assess(on, provision, known, **given).results.values()))

    def outcome(self, on: date = ON, **given: Any) -> str:
        return self.result(on, **given).outcome

    def json(self, on: date = ON, provision: str = "cursus", known: date | None = None, **given: Any) -> dict[str, Any]:
        return self.assess(on, provision, known, **given).to_json()["voorzieningen"][provision]  # type: ignore[no-any-return]

    def missing(self, on: date = ON, **given: Any) -> list[str]:
        found = self.json(on, **given)
        return [m["feit"] for m in found["ontbreekt"]] + [o["oordeel"] for o in found["oordelen"]]

    def value(self, name: str, on: date = ON, **given: Any) -> Any:
        """What a defined name comes to."""
        result = self.result(on, **given)
        assert name in law_on(self.regime, on).definitions["cursus"]
        return result.program.compiler.name(name)(result.person)

    def term(self, name: str, on: date = ON, **given: Any) -> dict[str, Any]:
        """The first date or length of that name."""
        return next(t for t in self.json(on, **given)["termijnen"] if t["naam"] == name)

    def amount(self, name: str, on: date = ON, **given: Any) -> dict[str, Any]:
        return next(a for a in self.json(on, **given)["bedragen"] if a["naam"] == name)
