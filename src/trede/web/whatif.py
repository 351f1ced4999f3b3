"""What the what-if page asks and shows: the address read, figures as they are typed, charts as numbers in a box."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

from trede.insight.crowd import SIZES
from trede.insight.effect import Effect, Group
from trede.insight.whatif import Version
from trede.law.kinds import Kind, exact, parse_date, show, show_date, show_number
from trede.reason.caseload import Change, Constant
from trede.web.typed import Unreadable, read_amount, read_date, read_number

MOST_CHANGES = 8
LARGEST_SEED = 1_000_000


@dataclass(frozen=True)
class Figure:
    """A figure on the page: its place in the list, as it is now, and how its slider runs (None: no slider)."""

    place: int
    constant: Constant
    low: str = ""
    high: str = ""
    step: str = ""
    start: str = ""

    @property
    def now(self) -> str:
        """As a reader sees it."""
        return show(self.constant.value, self.constant.kind)


@dataclass(frozen=True)
class Wanted:
    """What the address asks for; `kept` are changes made before, as place and what was typed."""

    regime: str = ""
    day: date | None = None
    provision: str = ""
    people: int = 10_000
    seed: int = 1
    figure: int | None = None
    typed: str = ""
    kept: tuple[tuple[int, str], ...] = ()
    other_regime: str = ""
    other_day: date | None = None
    problems: tuple[str, ...] = field(default=(), compare=False)

    @classmethod
    def read(cls, query: Any, today: date) -> Wanted:
        """From the address; what cannot be read is told."""
        problems: list[str] = []

        def day(name: str) -> date | None:
            text = query.get(name, "").strip()
            if not text:
                return None
            try:
                return parse_date(read_date(text))
            except Unreadable as problem:
                problems.append(str(problem))
                return None

        people, seed, figure = query.get("mensen", ""), query.get("zaad", "1"), query.get("figuur", "")
        kept = [text.partition(":") for text in query.getlist("ook")][:MOST_CHANGES]
        return cls(
            regime=query.get("regime", ""), day=day("op") or today, provision=query.get("voorziening", ""),
            people=int(people) if people.isdecimal() and int(people) in SIZES else 10_000,
            seed=min(int(seed), LARGEST_SEED) if seed.isdecimal() and len(seed) < 10 else 1,
            figure=int(figure) if figure.isdecimal() and len(figure) < 5 else None,
            typed=query.get("waarde", "").strip()[:40],
            kept=tuple((int(place), text[:40]) for place, _, text in kept if place.isdecimal() and len(place) < 5),
            other_regime=query.get("anders", ""), other_day=day("anders_op"), problems=tuple(problems),
        )  # fmt: skip

    @property
    def is_versions(self) -> bool:
        """Is another day or regime asked for, instead of another figure?"""
        return bool(self.other_regime or self.other_day)

    @property
    def hidden(self) -> list[tuple[str, Any]]:
        """The choices that a form about one figure takes along."""
        day = self.day.isoformat() if self.day else ""
        return [("regime", self.regime), ("op", day), ("voorziening", self.provision), ("mensen", self.people),
                ("zaad", self.seed)]  # fmt: skip

    def query(self, **changes: Any) -> str:
        """The address of the same question with these changes."""
        asked: dict[str, Any] = {
            "regime": self.regime, "op": self.day.isoformat() if self.day else "", "voorziening": self.provision,
            "mensen": self.people, "zaad": self.seed, "figuur": "" if self.figure is None else self.figure,
            "waarde": self.typed, "anders": self.other_regime,
            "anders_op": self.other_day.isoformat() if self.other_day else "",
        }  # fmt: skip
        kept = changes.pop("kept", self.kept)
        asked |= changes
        pairs = [(name, value) for name, value in asked.items() if value not in ("", None)]
        return "?" + urlencode([*pairs, *(("ook", f"{place}:{text}") for place, text in kept)])


def figures_of(constants: list[Constant]) -> list[Figure]:
    """The figures with their sliders: from nought to twice the value, in steps that make sense."""
    return [_figure(place, constant) for place, constant in enumerate(constants)]


def _figure(place: int, constant: Constant) -> Figure:
    value, kind = constant.value, constant.kind
    if kind.name == "datum":
        return Figure(place, constant)
    shown = exact(Fraction(value) * (100 if kind.unit == "%" else 1))
    shown = exact(Fraction(shown, 100)) if kind.name == "bedrag" else shown
    high = 100 if kind.unit == "%" and shown <= 100 else max(2 * int(shown), 12)
    step = 1 if high <= 400 or kind.unit == "%" else 10 if high <= 4_000 else 50
    start = str(round(shown)) if shown == int(shown) else f"{int(shown)}.{int(shown * 100) % 100:02d}"
    return Figure(place, constant, "0", str(high), str(step), start)


def engine_value(text: str, kind: Kind) -> Any:
    """What was typed, as the engine holds it. Unreadable."""
    if kind.name == "datum":
        return date.fromisoformat(read_date(text))
    if kind.name == "bedrag":
        return exact(Fraction(read_amount(text.replace(".", ",") if text.count(".") == 1 else text)) * 100)
    number = Fraction(read_number(text.replace(".", ",") if text.count(".") == 1 else text, kind.unit))
    return exact(number / 100 if kind.unit == "%" else number)


def changes_of(wanted: Wanted, figures: list[Figure]) -> tuple[list[Change], list[tuple[int, str, str]], list[str]]:
    """The changes asked for, each also as place, where it stands and words; and what is wrong."""
    asked = dict(wanted.kept)
    if wanted.figure is not None and wanted.typed:
        asked[wanted.figure] = wanted.typed
    made, said, problems = [], [], []
    for place, text in asked.items():
        if place >= len(figures):
            problems.append("Dit getal staat niet (meer) in deze voorziening. Kies het opnieuw.")
            continue
        constant = figures[place].constant
        try:
            value = engine_value(text, constant.kind)
        except (Unreadable, ValueError) as problem:
            problems.append(f"{constant.citation}: {problem}")
            continue
        if value != constant.value:
            made.append(Change(constant.citation, constant.value, value))
            words = f"{show(constant.value, constant.kind)} wordt {show(value, constant.kind)}"
            said.append((place, constant.citation, words))
    return made, said, problems


# --- charts: numbers in a box of 100 wide -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Bar:
    """A row of a chart: a label, and where its parts begin and how long they are, in per cent of the width."""

    label: str
    text: str
    start: str
    length: str
    extra: str


def budget_bars(effect: Effect) -> list[Bar]:
    """The budget before and after: what is granted now, and up to where it may come."""
    sides = (("Nu", effect.before), ("Na de wijziging", effect.after))
    most = max([1, *(side.highest or side.lowest for _, side in sides)])
    rows = []
    for label, side in sides:
        more = (side.highest or side.lowest) - side.lowest
        rows.append(Bar(label, euros(side), "0", share(side.lowest, most), share(more, most)))
    return rows


def euros(side: Any) -> str:
    """The budget in words."""
    low = whole_euros(side.lowest)
    return f"{low} tot {whole_euros(side.highest)}" if side.highest is not None else f"minstens {low}"


def whole_euros(cents: int) -> str:
    """Cents as whole euros: a budget is no letter.

    >>> whole_euros(123456)
    '€ 1.235'
    """
    return f"€ {show_number(Fraction(cents, 100), 0)}"


def group_bars(groups: list[Group]) -> list[Bar]:
    """Per group who loses (to the left of the middle) and who gains (to the right)."""
    most = max([1, *(max(group.gain, group.lose) for group in groups)])
    rows = []
    for group in groups:
        start, lose, gain = (share(part, most * 2) for part in (most - group.lose, group.lose, group.gain))
        rows.append(Bar(group.label, "", start, lose, gain))
    return rows


def share(part: int, whole: int) -> str:
    """A part of a whole as a percentage with two decimals, as SVG writes it.

    >>> share(1, 3)
    '33.33'
    """
    hundredths = part * 10_000 // whole
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def version_words(version: Version, title: str) -> str:
    """A version in words."""
    return f"{title} op {show_date(version.on)}"
