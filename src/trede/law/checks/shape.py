"""Shape: no cycles, no power written as a right, no condition that can never matter."""

from __future__ import annotations

from collections.abc import Iterator

from trede.law import norms, tree
from trede.law.checks.kinds import condition
from trede.law.checks.truth import Finding, idle_parts
from trede.law.errors import LawError
from trede.law.norms import Norm
from trede.law.regime import Regime
from trede.law.types import MAX_CHAIN, Typer


def check(regime: Regime) -> list[LawError]:
    """All mistakes of shape in the regime's own norms."""
    own = {s.id for s in regime.own_sources()}
    mine = [n for n in regime.norms if n.source in own]
    typer = Typer(regime.vocabulary, regime.norms)
    return [*_cycles(regime, mine), *_powers(regime, mine), *_idle(mine, typer), *_names_twice(mine)]


def _cycles(regime: Regime, mine: list[Norm]) -> Iterator[LawError]:
    reads: dict[str, set[str]] = {}
    places: dict[str, Norm] = {}
    for norm in regime.norms:
        if isinstance(norm, (norms.Definition, norms.Amount)):
            reads.setdefault(norm.name, set()).update(tree.names(norm.expr))
            places.setdefault(norm.name, norm)
        elif isinstance(norm, norms.TableNorm):
            for name in norm.outputs:
                read = set(norm.keys).union(*(tree.names(v) for row in norm.rows for v in row.values))
                reads.setdefault(name, set()).update(read)
                places.setdefault(name, norm)
    ids = {id(n) for n in mine}
    depth, circular = _heights(reads)
    for path in _circles({name: reads[name] & circular for name in circular}):
        owned = [name for name in path if id(places[name]) in ids]
        if owned:
            shown = " → ".join(regime.vocabulary.label(step) for step in (*path, path[0]))
            what = f"Deze begrippen verwijzen in een kring naar elkaar: {shown}."
            yield _at(places[owned[0]], what, "een begrip dat op feiten uitkomt")
    for name, height in depth.items():
        if height == MAX_CHAIN and id(places[name]) in ids:
            what = f"'{regime.vocabulary.label(name)}' steunt op {height} begrippen na elkaar; dat is te diep."
            yield _at(places[name], what, "minder tussenstappen")


def _at(norm: Norm, what: str, right: str) -> LawError:
    return LawError(norm.file, norm.line, what, right, norm.sentence)


def _heights(reads: dict[str, set[str]]) -> tuple[dict[str, int], set[str]]:
    """How many defined names stand below each name, and the names that lie on (or above) a circle."""
    open_ = {name: {step for step in steps if step in reads} for name, steps in reads.items()}
    above: dict[str, list[str]] = {}
    for name, steps in open_.items():
        for step in steps:
            above.setdefault(step, []).append(name)
    height = dict.fromkeys((name for name, steps in open_.items() if not steps), 0)
    agenda = list(height)
    while agenda:
        step = agenda.pop()
        for name in above.get(step, ()):
            open_[name].discard(step)
            if not open_[name]:
                height[name] = 1 + max(height[other] for other in reads[name] if other in reads)
                agenda.append(name)
    return height, set(reads) - set(height)


def _circles(reads: dict[str, set[str]]) -> Iterator[list[str]]:
    """Circles among names of which each reads another: walk on until a name returns."""
    done: set[str] = set()
    for start in sorted(reads):
        path: dict[str, None] = {}
        name = start
        while name not in done and name not in path:
            path[name] = None
            name = min(reads[name])
        if name in path:
            walked = list(path)
            circle = walked[walked.index(name) :]
            least = circle.index(min(circle))
            yield circle[least:] + circle[:least]
        done |= set(path)


def _powers(regime: Regime, mine: list[Norm]) -> Iterator[LawError]:
    """The text says *kan*; the line makes it a right or a bound refusal."""
    for norm in mine:
        items = [regime.inventory[c] for c in norm.citations if c in regime.inventory]
        if not any(item.modality == "kan" for item in items) or any(item.modality not in ("kan", "") for item in items):
            continue
        if isinstance(norm, (norms.Grants, norms.Duty)) and norm.modality == "moet":
            what = "De tekst geeft hier een bevoegdheid; deze regel maakt er een recht of plicht van."
            yield LawError(norm.file, norm.line, what, "'kan' in plaats van 'moet'", norm.sentence)
        grounds = all(item.kind in ("refusal_ground", "termination_ground") for item in items)
        if grounds and (isinstance(norm, norms.Bound) or (isinstance(norm, norms.Ground) and not norm.may)):
            what = "De tekst geeft hier een bevoegdheid; deze regel weigert of beëindigt altijd."
            yield LawError(norm.file, norm.line, what, "'mag weigeren als …' of 'mag eindigen als …'", norm.sentence)


def _idle(mine: list[Norm], typer: Typer) -> Iterator[LawError]:
    for norm in mine:
        if not isinstance(norm, (norms.Bound, norms.Ground, norms.Submit)):
            continue
        for finding in idle_parts(norm.expr, typer) if not condition(norm.expr, typer) else []:
            yield LawError(
                norm.file, norm.line, _idle_text(finding, typer), "haal dit deel weg of verbeter het", norm.sentence
            )
    yield from _weaker(mine, typer)


def _idle_text(finding: Finding, typer: Typer) -> str:
    if finding.part is None:
        word = "altijd" if finding.always else "nooit"
        return f"Deze voorwaarde is {word} vervuld."
    return f"'{typer.show(finding.part)}' kan nooit iets uitmaken."


def _weaker(mine: list[Norm], typer: Typer) -> Iterator[LawError]:
    """In one source, a bound on a fact that a stricter bound on the same fact makes idle, or that it contradicts."""
    seen: dict[tuple[str, tuple[str, ...], tree.Expr, str], norms.Bound] = {}
    for norm in mine:
        if not (isinstance(norm, norms.Bound) and norm.wanted and isinstance(norm.expr, tree.Compare)):
            continue
        expr = norm.expr
        if expr.op not in "≥≤" or not isinstance(expr.right, tree.Const) or norm.since or norm.until:
            continue
        key = (norm.source, norm.provisions, expr.left, expr.op)
        other = seen.setdefault(key, norm)
        if other is not norm and other.expr != expr:
            what = f"Deze grens maakt niets uit naast die in {', '.join(other.citations)}, of andersom."
            yield _at(norm, what, "één grens, of data die elkaar opvolgen")
        against = seen.get((norm.source, norm.provisions, expr.left, "≤" if expr.op == "≥" else "≥"))
        if against is not None and _exclude(expr, against.expr):
            what = f"Deze grens en die in {', '.join(against.citations)} sluiten elkaar uit."
            yield _at(norm, what, "grenzen die samen kunnen")


def _exclude(one: tree.Expr, two: tree.Expr) -> bool:
    """Can an *at least* and an *at most* on the same fact not hold together?"""
    assert isinstance(one, tree.Compare)
    assert isinstance(two, tree.Compare)
    low, high = (one.right, two.right) if one.op == "≥" else (two.right, one.right)
    assert isinstance(low, tree.Const)
    assert isinstance(high, tree.Const)
    return low.kind.name == high.kind.name and bool(low.value > high.value)


def _names_twice(mine: list[Norm]) -> Iterator[LawError]:
    """One source gives a name two values for the same provision on the same day."""
    seen: dict[tuple[str, str, str], list[Norm]] = {}
    for norm in mine:
        outputs = norm.outputs if isinstance(norm, norms.TableNorm) else ()
        names = (norm.name,) if isinstance(norm, (norms.Definition, norms.Amount)) else outputs
        for name in names:
            for provision in norm.provisions or ("",):
                for other in seen.setdefault((norm.source, provision, name), []):
                    if overlap(norm, other):
                        what = f"Dit begrip heeft in deze bron al een waarde (regel {other.line})."
                        yield LawError(
                            norm.file, norm.line, what, "één waarde, of data die elkaar opvolgen", norm.sentence
                        )
                        break
                seen[(norm.source, provision, name)].append(norm)


def overlap(one: Norm, two: Norm) -> bool:
    """Do two lines hold on some same day?"""
    starts = [n.since for n in (one, two) if n.since]
    ends = [n.until for n in (one, two) if n.until]
    return not starts or not ends or max(starts) < min(ends)
