"""A made-up regime on a made-up base, with every form of sentence: what the page of a regime is tested with."""

from datetime import date
from pathlib import Path

from trede.law import read_regime
from trede.law.regime import Regime

DAY = date(2024, 6, 1)
FILES = {
    "land/regime.md": "# Land\n\n| regime | land |\n|---|---|\n| titel | Het land |\n",
    "land/wet.md": """
# Wet

| bron | W |
|---|---|
| rang | wet |
| citaat | W-{artikel}.{lid} |

## Artikel 1. Dagen

- 0 Tekst: elke dag telt.
- 1 Begrip: dag — een etmaal.
- 2 Leemte: wat een nacht is.
- 3 Oud recht geldt: wie al meedeed.
""",
    "dorp/regime.md": """
# Dorp

| regime | dorp |
|---|---|
| titel | Het <dorp> |
| bouwt op | land |

## Rollen

- college
- persoon

## Handelingen

- besluit nemen
""",
    "dorp/feiten.md": """
# Feiten

| rang | begrippen |
|---|---|

## Over de persoon

- **leeftijd** (getal jaar; brp): Hoe oud?
- **soort werk** (keuze: zwaar werk, licht werk; persoon; gevoelig): Welk <werk>?
- **past het werk** (oordeel; klantmanager): Past het?
- **inkomen** (bedrag; persoon): Hoeveel?
- **begindatum** (datum; persoon): Wanneer?
- **klussen** (lijst klus; persoon): Welke klussen?
- **ziekteperioden** (perioden; persoon): Wanneer ziek?
- **aanvraag er** (ja/nee; persoon): Is er een aanvraag?

## Over een klus

- **uren** (getal uur; persoon): Hoeveel uur?

## Stukken

- **besluit**: reden, datum
""",
    "dorp/personen.md": """
# Personen

## Sara

Verzonnen.

| feit | waarde |
|---|---|
| op | 1 juni 2024 |
| leeftijd | 30 jaar |
| begindatum | 1 mei 2024 |
| past het werk | ja |
| soort werk | zwaar werk |
| inkomen | geen |
| klussen | 3 uur; 4 uur |
| ziekteperioden | geen |

## Tom

Ook verzonnen.

| feit | waarde |
|---|---|
| past het werk | nee |
""",
    "dorp/register.md": """
# Register

| bron | REG |
|---|---|
| rang | register |

## Botsingen

| over | bronnen | geldt | opzij als | waarom | besloten door |
|---|---|---|---|---|---|
| leeftijd | V-2.2-1, V-2.2-2 | V-2.2-1 | | De eerste is later. | college |
| werk | V-2.2-1, V-2.2-3 | V-2.2-1 | soort werk is licht werk | Licht werk mag. | college |
| duur | V-2.2-1, V-9.9 | beide | | Samen. | college |

## Errata

| plaats | er staat | gelezen als | waarom |
|---|---|---|---|
| V-2.1 | leeftyd | leeftijd | drukfout |
""",
    "dorp/verordening.md": """
# Verordening

| bron | V |
|---|---|
| kort | de Verordening |
| rang | verordening |
| vastgesteld | 1 december 2023 |
| bekendgemaakt | 4 december 2023 |
| geldt vanaf | 1 juli 2023 |
| citaat | V-{artikel}.{lid} |

Wat *het dorp* doet.
En nog **veel** meer.

> Lezing: zo lezen wij <alles>.

## Artikel 1. Leeg

## Artikel 2. Hulp

Wie helpt wie?

> Erratum: hier staat een fout.
> Anders: een losse noot.

- 1 Het college kan hulp verlenen aan de persoon.
- 2-1 Alleen als leeftijd minstens 18 jaar.
  U bent volwassen & mondig.
- 2-2, 2-2b Alleen als leeftijd minstens 21 jaar.
- 2-3 Niet als soort werk is zwaar werk.
- 2-4 Alleen als naar oordeel past het werk.
- 3-1 Mag weigeren als leeftijd meer dan 80 jaar.
- 3-2 Eindigt als leeftijd meer dan 90 jaar.
- 3-3 Mag eindigen als leeftijd meer dan 85 jaar (vanaf 1 januari 2024).
- 3-3 Mag eindigen als leeftijd meer dan 84 jaar (tot 1 januari 2024).
- 3-4 Voorleggen als leeftijd minder dan 19 jaar.
- 4 Tabel toeslag naar leeftijd, soort werk:

| leeftijd | soort werk | toeslag | norm |
|---|---|---|---|
| 23 of ouder | zwaar werk of licht werk | € 100 | V-2.4.t1 |
| minder dan 23 | elk | geen | V-2.4.t2 |

- 5 Reeks basis per maand, opslag:

| basis per maand | opslag | vanaf | tot | zeker |
|---|---|---|---|---|
| € 10 | € 1 | 1 januari 2023 | 1 januari 2024 | ja |
| € 20 | € 2 | 1 januari 2024 | | nee, één bron |
| € 30 | € 3 | 1 januari 2025 | | nee |

- 6 De hoogte bedraagt basis per maand + toeslag, afgerond op centen, per 1 maand.
- 7 Begint op begindatum.
- 8-1 Duurt hoogstens 12 maanden.
- 8-2 Mag 1 keer verlengd worden met hoogstens 6 maanden, samen hoogstens 18 maanden.
- 8-3 Verlengen alleen als naar oordeel past het werk.
- 8-4 Voor de duur telt niet mee: ziekteperioden.
- 9-1 Gaat niet samen met hulp.
- 9-2 Het college mag afwijken ten gunste als naar oordeel past het werk.
- 9-3 Het college moet besluit nemen binnen 8 weken na begindatum.
- 9-4 Besluit bevat reden.
- 9-5 Vereist is dat aanvraag er.
- 9-6 Volwassen leeftijd betekent leeftijd + 1 jaar.
- 9-7 Het college kiest stap naar leeftijd:

| leeftijd | stap |
|---|---|
| 18 of ouder | € 5 |

- Lijst dingen:

| ding | prijs |
|---|---|
| <b>pen</b> | 1 |

### Voorbeelden vanuit Sara

| leeftijd | = uitkomst |
|---|---|
| 20 jaar | toegekend |
| | geweigerd |

### Voorbeelden

| leeftijd | = uitkomst |
|---|---|
| ? | vraag: leeftijd |

## Artikel 2. Hulp

- 1 Tekst: nog eens dezelfde plaats.
""",
    "dorp/oud.md": """
| bron | O |
|---|---|
| rang | beleidsregel |
| geldt vanaf | 1 januari 2010 |
| geldt tot | 1 januari 2024 |
""",
    "dorp/los.md": """
# Los

| bron | L |
|---|---|
| rang | beleidsregel |
| geldt vanaf | 1 januari 2023 |
| citaat | L-{artikel}.{lid} |

## Artikel 1. Los

- 1 De college beslist over lof.
- 2 Lof luidt leeftijd.
- 3 Onmogelijk is dat leeftijd minder dan 0 jaar.
""",
}


def make(root: Path, files: dict[str, str] = FILES) -> Regime:
    """A regime written in a folder of the test."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text.lstrip("\n"), "utf-8")
    return read_regime("dorp", root)
