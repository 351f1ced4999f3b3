"""Two small regimes with the same rules: one whose examples guard every rule, one whose examples guard few."""

from __future__ import annotations

from pathlib import Path

MAIN = """# {title}

| regime | {name} |
|---|---|
| titel | {title} |

## Rollen

- college
- persoon

## Voorzieningen

- **werkplek**
"""

FACTS = """# Feiten

| bron | {mark}-F |
|---|---|
| rang | begrippen |
| geldt vanaf | 1 januari 2015 |

## Over de persoon

- **uitkering** (keuze: bijstand, ioaw, geen; administratie; gevoelig): Welke uitkering?
- **uren** (getal uur per week 0 t/m 40; werkgever): Hoeveel uur?
- **begindatum** (datum; werkgever): Eerste dag?
- **verhuisd** (ja/nee; persoon): Bent u verhuisd?
"""

RULES = """# Regels

| bron | {mark}-V |
|---|---|
| rang | verordening |
| geldt vanaf | 1 juli 2023 |
| citaat | {mark}-V-{{artikel}}.{{lid}} |

## Artikel 1. Werkplek

- 1 Het college moet een werkplek verlenen aan de persoon.
- 2 Alleen als de uren minstens 16 uur per week is.
- 3 Niet als verhuisd.
- 4 Alleen als de uitkering bijstand of ioaw is.
- 5 Tabel maandbedrag naar uren:

| uren | maandbedrag |
|---|---|
| 24 of meer | € 300 |
| minder dan 24 | € 200 |

- 6 Het bedrag bedraagt maandbedrag × 2, afgerond op centen.
- 7 Duurt hoogstens 6 maanden.
- 8 Tekst: wie dit leest, weet het.

### Voorbeelden

{examples}
"""

HEAD = """| uitkering | uren | verhuisd | begindatum | = uitkomst | = bedrag | = einddatum |
|---|---|---|---|---|---|---|
"""
WEAK = "| bijstand | 30 | nee | 1 januari 2025 | toegekend | | |\n"
STRONG = """| bijstand | 16 | nee | 1 januari 2025 | toegekend | € 400 | 30 juni 2025 |
| ioaw | 15 | nee | 1 januari 2025 | geweigerd: 1.2 | | |
| ioaw | 23 | nee | 1 januari 2025 | toegekend | € 400 | |
| bijstand | 24 | nee | 1 januari 2025 | toegekend | € 600 | |
| bijstand | 17 | ja | 1 januari 2025 | geweigerd: 1.3 | | |
| geen | 17 | nee | 1 januari 2025 | geweigerd: 1.4 | | |
"""


def write_regime(root: Path, name: str, examples: str) -> str:
    """A regime folder of that name under `root`."""
    folder = root / name
    folder.mkdir(parents=True)
    texts = {"regime": MAIN, "feiten": FACTS, "regels": RULES}
    for file, text in texts.items():
        made = text.format(name=name, title=name.title(), mark=name[:2].upper(), examples=HEAD + examples)
        (folder / f"{file}.md").write_text(made, encoding="utf-8")
    return name
