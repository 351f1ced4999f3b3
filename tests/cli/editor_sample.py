"""A small regime to edit, and where it stands."""

from pathlib import Path

from lsprotocol import types

RULES = """# Verordening

| bron | D-V |
|---|---|
| kort | Verordening |
| rang | verordening |
| geldt vanaf | 1 januari 2023 |
| citaat | D-V-{artikel}.{lid} |

## Artikel 1. Hulp

- 1 Het college kan hulp verlenen aan de persoon.
- 2 Alleen als de uitkering ioaw of algemene
  bijstand is.
  U heeft een uitkering.
- 3 Alleen als naar oordeel past het werk.
- 4 Alleen als:
  - a de uren minstens 16 uur per week
  - b de persoon kan lezen
- 5 Grens betekent uren + 1 uur per week.
- 6 Tabel toeslag naar uren:

| uren | toeslag |
|---|---|
| elk | € 5 |

- 7 Tekst: wij helpen.
- 8 Het college moet besluit nemen binnen 8 weken na begindatum.
- 9 Besluit bevat reden.
- Alleen als aantal klussen met (duur minstens 2 uur) minstens 1.
- 10 Bedrag bedraagt toeslag, eenmalig.

### Voorbeelden vanuit Sara

| uren | = uitkomst |
|---|---|
| 8 uur per week | geweigerd: 1.4.a |
"""
FILES = {
    "land/regime.md": "# Land\n\n| regime | land |\n|---|---|\n\n## Rollen\n\n- college\n",
    "dorp/regime.md": """# Dorp

| regime | dorp |
|---|---|
| bouwt op | land |

## Rollen

- persoon

## Handelingen

- besluit nemen

## Voorzieningen

- **hulp**: groep werk
""",
    "dorp/feiten.md": """# Feiten

| rang | begrippen |
|---|---|

## Over de persoon

- **uitkering** (keuze: algemene bijstand, ioaw; administratie; gevoelig): Welke uitkering?
- **uren** (getal uur per week; werkgever): Hoeveel uur?
  - hulp: Tel alles mee.
- **past het werk** (oordeel; klantmanager): Past het?
- **lezen** (ja/nee; persoon): Kunt u lezen?
  - ja: de persoon kan lezen
- **begindatum** (datum; persoon): Wanneer?
- **klussen** (lijst klus; persoon): Welke klussen?

## Over een klus

- **duur** (getal uur; persoon): Hoe lang?

## Stukken

- **besluit**: reden, datum
""",
    "dorp/personen.md": """# Personen

## Sara

Verzonnen.

| feit | waarde |
|---|---|
| uitkering | ioaw |
| past het werk | ja |
| lezen | ja |
| begindatum | 1 mei 2024 |
| klussen | 3 uur |
""",
    "dorp/verordening.md": RULES,
}


def write(root: Path) -> Path:
    """The folder of the regime, written under `root`."""
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return root / "dorp"


def at(line: int, character: int) -> types.Position:
    """A position, both from 0."""
    return types.Position(line, character)
