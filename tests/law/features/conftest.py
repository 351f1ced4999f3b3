"""The village in which the language is tested: a small vocabulary, and one helper that reads and checks it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from trede.law import read_leniently
from trede.law.check import check_regime
from trede.law.norms import Norm
from trede.law.regime import Regime

MAIN = """# Dorp

| regime | dorp |
|---|---|
| titel | Het dorp |

## Rollen

- college
- persoon
- werkgever
- servicedesk

## Voorzieningen

- **proefplaats**: ook proefplek; groep werk
- **scholing**: groep leren
- **detacheringsbaan**
"""
FACTS = """# Feiten

| rang | begrippen |
|---|---|

## Over de persoon

- **geboortedatum** (datum; brp): Wat is uw geboortedatum?
- **begindatum** (datum): Wanneer begint u?
- **contracturen** (getal uur per week 0 t/m 60): Hoeveel uur werkt u?
- **maanden gewerkt** (getal maanden): Hoeveel maanden werkte u?
- **loon** (bedrag per maand): Wat verdient u per maand?
- **kosten** (bedrag): Wat kost het?
- **overlap** (getal % 0 t/m 100): Hoeveel procent?
- **aantal kinderen** (getal): Hoeveel kinderen hebt u?
- **uitkering** (keuze: algemene bijstand, ioaw, geen; administratie; gevoelig): Welke uitkering?
- **talen** (keuzes: nederlands, engels, pools): Welke talen?
- **werkzoekend** (ja/nee; persoon): Zoekt u werk?
  - ja: de persoon werk zoekt
  - nee: de persoon geen werk zoekt
  - hulp: Ook als u al werkt.
- **heeft schulden** (ja/nee; persoon; gezondheid): Hebt u schulden?
- **geschikt** (oordeel; klantmanager): Is de persoon geschikt?
  - ja: de persoon geschikt is
  - nee: de persoon niet geschikt is
- **ziekteperioden** (perioden): Wanneer was u ziek?
- **opmerking** (tekst): Wat wilt u zeggen?
- **taken** (lijst taak): Wat doet u?

## Over een taak

- **aandeel** (getal %): Welk deel van het werk?
- **taakuren** (getal uur per week): Hoeveel uur?
- **toegelicht** (ja/nee): Is dit toegelicht?

## Handelingen

- besluit nemen
- subsidie vaststellen

## Stukken

- **beschikking**: ingangsdatum, bedrag van de subsidie
"""
SOURCE = """# Verordening

| bron | D-V |
|---|---|
| kort | Verordening |
| rang | verordening |
| geldt vanaf | 1 januari 2024 |
| citaat | D-V-{artikel}.{lid} |

"""
BARE_FACTS = "# F\n\n| rang | begrippen |\n|---|---|\n\n"
REGISTER = "# Register\n\n| rang | register |\n|---|---|\n\n"
ARTICLE = SOURCE + "## Artikel 1. Proef\n\n"


@dataclass
class Read:
    """What became of a village: its regime, and the mistakes of reading and of checking, as the author sees them."""

    regime: Regime | None
    reading: list[str]
    checking: list[str]

    @property
    def errors(self) -> list[str]:
        """All mistakes."""
        return self.reading + self.checking

    @property
    def only(self) -> Norm:
        """The one norm there is."""
        assert self.errors == []
        (norm,) = self.norms
        return norm

    @property
    def norms(self) -> list[Norm]:
        """All norms, in order."""
        assert self.regime is not None
        return self.regime.norms

    def norm(self, citation: str) -> Norm:
        """The norm at a place."""
        (found,) = [norm for norm in self.norms if citation in norm.citations]
        return found


Village = Callable[..., Read]


@pytest.fixture
def village(tmp_path: Path) -> Village:
    """Write a village and read it.

    `lines` stand in article 1 of its ordinance, from line 12; `files` are further files, `facts` further lines in the
    facts file; None as content leaves a file out.
    """

    def make(lines: str = "", facts: str = "", files: dict[str, str | bytes | None] | None = None) -> Read:
        contents: dict[str, str | bytes | None] = {
            "dorp/regime.md": MAIN,
            "dorp/feiten.md": FACTS + facts,
            "dorp/verordening.md": ARTICLE + lines + "\n",
            **(files or {}),
        }
        for name, content in contents.items():
            if content is not None:
                path = tmp_path / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content if isinstance(content, bytes) else content.encode())
        regime, reading = read_leniently("dorp", tmp_path)
        checking = check_regime(regime) if regime is not None else []
        return Read(regime, [str(e) for e in sorted(set(reading))], [str(e) for e in checking])

    return make


def regime_file(name: str, *bases: str) -> str:
    """A `regime.md` without more than a name and what it builds on."""
    below = f"| bouwt op | {', '.join(bases)} |\n" if bases else ""
    return f"# {name}\n\n| regime | {name} |\n|---|---|\n{below}"


def law_file(name: str, lines: str, rank: str = "wet", heading: str = "Artikel 1. Begin") -> str:
    """A source with one article."""
    header = f"| bron | {name} |\n|---|---|\n| rang | {rank} |\n| citaat | {name}-{{artikel}}.{{lid}} |\n"
    return f"# {name}\n\n{header}\n## {heading}\n\n{lines}"


def on_top_of(*bases: str) -> str:
    """The village's `regime.md`, building on others."""
    return MAIN.replace("| titel | Het dorp |", f"| titel | Het dorp |\n| bouwt op | {', '.join(bases)} |")
