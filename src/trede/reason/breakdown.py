"""Takes an expression apart for a reader: the facts it rests on, and a tree that says what each part came to."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from typing import Any

from trede.law import norms, tree
from trede.law.kinds import Kind, show, to_json
from trede.law.vocabulary import Vocabulary
from trede.law.wording import phrase
from trede.reason.evaluate import Person
from trede.reason.outcome import split_judgements
from trede.reason.program import Program
from trede.reason.values import Unknown, Value

DEEPEST = 12
MOST_RECORDS = 100


def verdict(value: Value, program: Program) -> str:
    """ja, nee, onbekend (facts missing) or oordeel (a judgement missing)."""
    if type(value) is Unknown:
        facts, _judged = split_judgements(program, set(value.facts))
        return "onbekend" if facts else "oordeel"
    return "ja" if value else "nee"


def value_json(value: Value, kind: Kind, words: Vocabulary) -> Any:
    """A value of the engine as it stands in JSON, and as `Facts.read` reads it again; the fields of a list too."""
    if kind.name != "lijst" or value is None:
        return to_json(value, kind)
    known = words.fields.get(kind.element or "", {})
    return [{name: value_json(found, known[name].kind, words) for name, found in record.items()} for record in value]


def facts_json(expr: tree.Expr, program: Program, person: Person) -> list[dict[str, Any]]:
    """The facts an expression rests on, through its definitions, with their values."""
    words = program.law.regime.vocabulary
    found = []
    for name in facts_under(expr, program, person.facts):
        fact = words.facts.get(name)
        if fact is None:
            continue
        known = name in person.facts
        value = person.facts.get(name)
        found.append({
            "feit": name, "naam": fact.label, "waarde": value_json(value, fact.kind, words) if known else None,
            "weergave": show(value, fact.kind) if known else "onbekend",
        })  # fmt: skip
    return found


def facts_under(expr: tree.Expr, program: Program, given: Container[str] = ()) -> list[str]:
    """All facts an expression can read, through definitions and tables, in order of reading.

    A defined name that is `given` as a fact goes before its definition, so what the definition reads plays no part.
    """
    compiler = program.compiler
    seen: set[str] = set()
    out: list[str] = []

    def read(names: Iterable[str]) -> None:
        for name in names:
            if name in seen:
                continue
            seen.add(name)
            if name in given or name not in compiler.names:
                out.append(name)
            else:
                read(compiler.reads.inside(name))

    read(tree.reading(expr))
    return out


def tree_json(expr: tree.Expr, program: Program, person: Person) -> dict[str, Any]:
    """The expression as a tree: each node says what it asks, what it came to, and its parts.

    A name that is defined is taken apart where it is first read; a list is taken apart per record.
    """
    return _Tree(program, person).node(expr, None, 0)


@dataclass(slots=True)
class _Tree:
    program: Program
    person: Person
    opened: set[str] = field(default_factory=set)

    def node(self, expr: tree.Expr, element: str | None, depth: int) -> dict[str, Any]:
        typer = self.program.law.typer
        value = self.program.compiler.compile(expr, element)(self.person)
        kind = typer.infer(expr, element)
        made = self._made(phrase(expr, typer, element), value, kind)
        if isinstance(expr, tree.Ref) and (norm := self.program.compiler.names.get(expr.name)) is not None:
            row = self.person.rows.get(expr.name)
            made["normen"] = [*norm.citations, *(row.citation.split(", ") if row and row.citation else [])]
        if depth < DEEPEST:
            made["kinderen"] = self._children(expr, element, depth + 1)
        return made

    def _made(self, text: str, value: Value, kind: Kind | None) -> dict[str, Any]:
        said = kind is None or kind.name == "ja_nee" or type(value) is Unknown
        return {
            "tekst": text,
            "uitslag": verdict(value, self.program) if said else "bekend",
            "waarde": None if type(value) is Unknown or value is None or kind is None else show(value, kind),
            "kinderen": [],
        }

    def _children(self, expr: tree.Expr, element: str | None, depth: int) -> list[dict[str, Any]]:
        match expr:
            case tree.Ref(name):
                return [self.node(part, None, depth) for part in self._definition(name)]
            case tree.Fold():
                return self._records(expr, depth)
            case tree.Judged(tree.Ref()):
                return []
            case tree.Rounded(body=body):
                return self._children(body, element, depth)
            case _:
                parts = (part for part in expr.children() if not isinstance(part, tree.Const))
                return [self.node(part, element, depth) for part in parts]

    def _definition(self, name: str) -> list[tree.Expr]:
        """What a defined name is made of: its expression, or the keys of its table and the cell that was read."""
        norm = self.program.compiler.names.get(name)
        if norm is None or name in self.opened or name in self.person.facts:
            return []
        self.opened.add(name)
        if not isinstance(norm, norms.TableNorm):
            return [norm.expr]
        row = self.person.rows.get(name)
        cell = row.values[norm.outputs.index(name)] if row else None
        return [*(tree.Ref(key) for key in norm.keys), *([cell] if cell and not isinstance(cell, tree.Const) else [])]

    def _records(self, expr: tree.Fold, depth: int) -> list[dict[str, Any]]:
        """One node for each record of a list: its part in the sum or count, or whether it holds there."""
        person, compiler, typer = self.person, self.program.compiler, self.program.law.typer
        records = compiler.name(expr.source)(person)
        kind = typer.name(expr.source)
        if type(records) is Unknown or not records or kind is None or kind.element is None:
            return []
        out = []
        outer = person.record, person.place
        for number, record in enumerate(records[:MOST_RECORDS], 1):
            person.record, person.place = record, f"{expr.source}[{number}]"
            parts = [part for part in (expr.where, expr.body) if part is not None]
            chosen = True if expr.where is None else compiler.compile(expr.where, kind.element)(person)
            if type(chosen) is Unknown or not chosen or expr.body is None:
                made = self._made(f"{kind.element} {number}", chosen, None)
                parts = parts[:1]
            else:
                found = compiler.compile(expr.body, kind.element)(person)
                made = self._made(f"{kind.element} {number}", found, typer.infer(expr.body, kind.element))
            made["kinderen"] = [self.node(part, kind.element, depth) for part in parts]
            out.append(made)
        person.record, person.place = outer
        return out
