"""What if a figure were another: the constants of a provision, and a law in which some are replaced.

A constant stands at a place: the citation of its norm, or of its row of a table (`V-2.t1 rij 3` where the row has no
citation of its own). A changed law is for counting and comparing only; it is never what holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from fractions import Fraction
from typing import Any

from trede.law import norms, tree
from trede.law.inforce import InForce, Named
from trede.law.kinds import Kind, show
from trede.law.norms import Norm
from trede.reason.program import Program, program

CHANGEABLE = ("bedrag", "getal", "datum")
CELLS = {"≥": "{} of meer", "≤": "{} of minder", "<": "minder dan {}", ">": "meer dan {}", "..": "{} tot en met {}"}


@dataclass(frozen=True, slots=True)
class Constant:
    """A figure that a provision reads: where it stands, its value as the engine holds it, its kind, its sentence.

    `name` is the quantity that its norm gives, "" when it gives none.
    """

    citation: str
    value: Any
    kind: Kind
    sentence: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """The constant `old` at a place becomes `new`, of the same kind (cents, a ratio, a day, a number)."""

    citation: str
    old: Any
    new: Any


class ChangeErrors(Exception):
    """All that is wrong with the changes asked for, in Dutch."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problems))


def changeable(law: InForce, provision: str) -> list[Constant]:
    """The figures that a provision reads, itself or through definitions and tables. KeyError if it is not in force."""
    found: dict[tuple[str, Any, str], Constant] = {}
    for norm in _read(program(law, provision)):
        for place, expr in _placed(norm):
            for node in expr.walk():
                if isinstance(node, tree.Const) and node.kind.name in CHANGEABLE and node.value is not None:
                    constant = Constant(place, node.value, node.kind, _said(norm, expr), getattr(norm, "name", ""))
                    found.setdefault((place, node.value, str(node.kind)), constant)
    return list(found.values())


def _said(norm: Norm, expr: tree.Expr) -> str:
    """The sentence in which a figure stands; of a table what its cell gives and when: all rows have one sentence."""
    if isinstance(norm, norms.TableNorm):
        for row in norm.rows:
            for output, value in zip(norm.outputs, row.values, strict=True):
                if value is expr and norm.keys:
                    asked = zip(norm.keys, row.keys, strict=True)
                    when = [f"{key} {cell_text(cell)}" for key, cell in asked if cell.op != "*"]
                    return ", ".join([output, *when]).replace("_", " ").capitalize() + "."
    return norm.sentence


def cell_text(cell: norms.Cell) -> str:
    """What a key cell of a table asks, as a reader says it.

    >>> cell_text(norms.Cell("≥", 23, (Kind("getal"),))), cell_text(norms.Cell("..", (1, 2), (Kind("getal"),) * 2))
    ('23 of meer', '1 tot en met 2')
    """
    many = cell.value if isinstance(cell.value, tuple) else (cell.value,)
    shown = [show(value, kind) for value, kind in zip(many, cell.kinds, strict=False)]
    return CELLS[cell.op].format(*shown) if cell.op in CELLS else " of ".join(shown) or "geen"


def touched(law: InForce, changes: Iterable[Change]) -> list[str]:
    """The provisions that read a changed figure: only those can come out otherwise."""
    places = {change.citation for change in changes}
    return [name for name in law.provision_names if not places.isdisjoint(_places(program(law, name)))]


def _places(made: Program) -> set[str]:
    """Every place that a provision rests on; worked out once."""
    key = ("places read", made.name)
    found = made.law.cache.get(key)
    if found is None:
        found = {place for norm in _read(made) for place, _ in _placed(norm)}
        found |= {place for norm in _read(made) for place in norm.citations}
        made.law.cache[key] = found
    assert isinstance(found, set)
    return found


def _read(made: Program) -> Iterator[Norm]:
    """The norms that a provision rests on: its own, and those of the names it reads."""
    todo = [norm for norm in made.provision.norms if not isinstance(norm, norms.Duty | norms.Contents)]
    seen: set[int] = set()
    while todo:
        norm = todo.pop(0)
        if id(norm) in seen:
            continue
        seen.add(id(norm))
        yield norm
        read = {name for _, expr in _placed(norm) for name in tree.names(expr)}
        read |= set(norm.keys) if isinstance(norm, norms.TableNorm) else set()
        todo += [made.compiler.names[name] for name in sorted(read) if name in made.compiler.names]


def _placed(norm: Norm) -> Iterator[tuple[str, tree.Expr]]:
    """The expressions of a norm, each with its place."""
    for field in fields(norm):
        value = getattr(norm, field.name)
        if isinstance(value, tree.Expr):
            yield norm.citations[0], value
    if isinstance(norm, norms.TableNorm):
        for number, row in enumerate(norm.rows, 1):
            yield from ((_row_place(norm, row, number), value) for value in row.values)


def _row_place(norm: Norm, row: norms.Row, number: int) -> str:
    return row.citation or f"{norm.citations[0]} rij {number}"


def changed(law: InForce, changes: Iterable[Change]) -> InForce:
    """The law with these constants replaced. ChangeErrors with everything that is wrong."""
    rewriter = _Rewriter(list(changes))
    rewritten = replace(
        law,
        norms=[rewriter.norm(norm) for norm in law.norms],
        provisions={
            name: replace(found, norms=[rewriter.norm(norm) for norm in found.norms])
            for name, found in law.provisions.items()
        },
        definitions={name: rewriter.names(found) for name, found in law.definitions.items()},
        cache={},
    )
    rewriter.finish()
    return rewritten


class _Rewriter:
    """Replaces constants in norms; the same norm becomes the same norm wherever it stands."""

    def __init__(self, changes: list[Change]) -> None:
        self.changes = changes
        self.done: dict[int, tuple[Norm, Any]] = {}
        self.shared: dict[int, dict[str, Named]] = {}
        self.used: set[int] = set()
        self.problems: dict[str, None] = {}

    def norm(self, norm: Any) -> Any:
        """The norm with the changes at its places."""
        if id(norm) not in self.done:
            self.done[id(norm)] = norm, self._norm(norm)
        return self.done[id(norm)][1]

    def names(self, found: dict[str, Named]) -> dict[str, Named]:
        """The names of a provision; provisions that share them go on sharing them."""
        if id(found) not in self.shared:
            self.shared[id(found)] = {key: self.norm(norm) for key, norm in found.items()}
        return self.shared[id(found)]

    def _norm(self, norm: Norm) -> Norm:
        new: dict[str, Any] = {}
        for field in fields(norm):
            value = getattr(norm, field.name)
            if isinstance(value, tree.Expr) and (made := self._expr(value, norm.citations)) is not value:
                new[field.name] = made
        if isinstance(norm, norms.TableNorm):
            rows = tuple(self._row(norm, row, number) for number, row in enumerate(norm.rows, 1))
            if any(one is not two for one, two in zip(rows, norm.rows, strict=True)):
                new["rows"] = rows
        return replace(norm, **new) if new else norm

    def _row(self, norm: Norm, row: norms.Row, number: int) -> norms.Row:
        place = (_row_place(norm, row, number),)
        values = tuple(self._expr(value, place) for value in row.values)
        return replace(row, values=values) if any(a is not b for a, b in zip(values, row.values, strict=True)) else row

    def _expr(self, expr: tree.Expr, places: tuple[str, ...]) -> tree.Expr:
        mine = [n for n, change in enumerate(self.changes) if change.citation in places]
        return self._walk(expr, mine) if mine else expr

    def _walk(self, expr: tree.Expr, mine: list[int]) -> tree.Expr:
        if isinstance(expr, tree.Const):
            for number in mine:
                change = self.changes[number]
                if expr.kind.name in CHANGEABLE and _alike(expr.value, change.old):
                    self.used.add(number)
                    return self._const(expr, change)
            return expr
        new: dict[str, Any] = {}
        for field in fields(expr):
            value = getattr(expr, field.name)
            if isinstance(value, tree.Expr):
                new[field.name] = self._walk(value, mine)
            elif isinstance(value, tuple) and value and all(isinstance(item, tree.Expr) for item in value):
                new[field.name] = tuple(self._walk(item, mine) for item in value)
        same = all(new[name] == getattr(expr, name) for name in new)
        return expr if same else replace(expr, **new)

    def _const(self, expr: tree.Const, change: Change) -> tree.Const:
        if right := _wrong(change.new, expr.kind):
            what = f"{change.citation}: {show(change.old, expr.kind)} kan niet {change.new!r} worden."
            self.problems[f"{what} Goed is: {right}."] = None
            return expr
        return replace(expr, value=change.new)

    def finish(self) -> None:
        """ChangeErrors when a change was wrong or changed nothing."""
        for number, change in enumerate(self.changes):
            if number not in self.used:
                what = f"{change.citation}: daar staat geen {change.old!r}."
                self.problems[f"{what} Goed is: een plaats en waarde uit de lijst van de voorziening."] = None
        if self.problems:
            raise ChangeErrors(list(self.problems))


def _alike(one: Any, two: Any) -> bool:
    """The same value, and a day only for a day."""
    return isinstance(one, date) is isinstance(two, date) and not isinstance(two, bool) and bool(one == two)


def _wrong(new: Any, kind: Kind) -> str:
    """What would be right, when `new` is not of the kind."""
    if kind.name == "datum":
        return "" if isinstance(new, date) else "een datum"
    if isinstance(new, bool) or not isinstance(new, int | Fraction):
        return "een bedrag in hele centen" if kind.name == "bedrag" else "een getal, geen kommagetal van de computer"
    if kind.name == "bedrag" and not isinstance(new, int):
        return "een bedrag in hele centen"
    return ""
