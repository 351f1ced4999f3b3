"""What of a regime is in force on a date: per provision its norms and definitions, and what is set aside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from trede.law import norms, tree
from trede.law.errors import NoLawInForce
from trede.law.kinds import show_date
from trede.law.norms import Norm
from trede.law.regime import Regime, Resolution, Source
from trede.law.types import Typer

Named = norms.Definition | norms.Amount | norms.TableNorm


ESCAPABLE = (
    norms.Bound, norms.Ground, norms.Submit, norms.ExtendIf, norms.Deviates, norms.Amount, norms.Lasts, norms.Extends,
    norms.Duty, norms.Contents, norms.Required, norms.Concurrence,
)  # fmt: skip


@dataclass(slots=True)
class ProvisionLaw:
    """All norms about one provision, the grant first; `aside` are those the register sets aside, with its row."""

    name: str
    grant: norms.Grants
    norms: list[Norm]
    aside: list[tuple[Norm, Resolution]]
    rests_on: list[Resolution] = field(default_factory=list)


@dataclass(slots=True)
class InForce:
    """The law of a regime on a date.

    `definitions` maps a provision ("" for none) to its names; a name's norm is the one that prevails.
    """

    regime: Regime
    on: date
    known: date | None
    sources: list[Source]
    norms: list[Norm]
    provisions: dict[str, ProvisionLaw]
    typer: Typer
    definitions: dict[str, dict[str, Named]]
    cache: dict[object, object] = field(default_factory=dict)

    @property
    def provision_names(self) -> list[str]:
        """The provisions that can be granted, in the regime's order."""
        return [name for name, found in self.provisions.items() if not found.grant.decision]

    @property
    def decision_names(self) -> list[str]:
        """The decisions that are not about a provision, in the regime's order."""
        return [name for name, found in self.provisions.items() if found.grant.decision]


def law_on(regime: Regime, on: date, known: date | None = None) -> InForce:
    """The law of `regime` on a day. NoLawInForce if the regime has no own source in force (or known) then."""
    edges = _edges(regime)
    key = ("law", sum(edge <= on for edge in edges), _known_step(regime, known))
    if key not in regime.cache:
        regime.cache[key] = _resolve(regime, on, known)
    found = regime.cache[key]
    assert isinstance(found, InForce)
    return found if (found.on, found.known) == (on, known) else replace(found, on=on, known=known)


def _edges(regime: Regime) -> list[date]:
    if "edges" not in regime.cache:
        days = {day for s in regime.sources for day in (s.since, s.until) if day}
        days |= {day for n in regime.norms for day in (n.since, n.until) if day}
        tables = (n for n in regime.norms if isinstance(n, norms.TableNorm))
        days |= {day for n in tables for row in n.rows for day in (row.since, row.until) if day}
        regime.cache["edges"] = sorted(days)
    edges: list[date] = regime.cache["edges"]
    return edges


def _known_step(regime: Regime, known: date | None) -> int | None:
    if known is None:
        return None
    learned = sorted({day for s in regime.sources if (day := s.published or s.adopted)})
    return sum(day <= known for day in learned)


def _resolve(regime: Regime, on: date, known: date | None) -> InForce:
    sources = regime.in_force(on, known)
    own = [s for s in sources if s.regime == regime.name and s.rank not in ("register", "begrippen")]
    if not own:
        raise NoLawInForce(_no_law(regime, on, known))
    rank = {s.id: place for place, s in enumerate(sources)}
    found = [n for n in regime.norms if n.source in rank and n.holds_on(on)]
    found.sort(key=lambda n: (rank[n.source], n.file, n.line))
    found = [_dated_rows(n, on) for n in found]
    cited = {citation for n in found for citation in n.citations}
    acting = [row for row in regime.register if all(norm in cited for norm in row.norms)]
    kept, aside = _set_aside(found, acting)
    typer = Typer(regime.vocabulary, regime.norms)
    provisions = _provisions(kept, aside, acting)
    definitions = _definitions(kept, provisions)
    return InForce(regime, on, known, sources, kept, provisions, typer, definitions)


def _no_law(regime: Regime, on: date, known: date | None) -> str:
    own = [s for s in regime.own_sources() if s.rank not in ("register", "begrippen")]
    text = f"Op {show_date(on)} was in {regime.title} geen regeling van kracht"
    text += f" die op {show_date(known)} bekend was." if known else "."
    if own:
        text += f" De eerste geldt vanaf {show_date(min(s.since for s in own))}."
    return text


def _dated_rows(norm: Norm, on: date) -> Norm:
    if not isinstance(norm, norms.TableNorm) or all(r.since is None and r.until is None for r in norm.rows):
        return norm
    rows = tuple(r for r in norm.rows if (r.since is None or r.since <= on) and (r.until is None or on < r.until))
    return replace(norm, rows=rows)


def _set_aside(found: list[Norm], acting: list[Resolution]) -> tuple[list[Norm], list[tuple[Norm, Resolution]]]:
    """What the register sets aside, always or (`opzij als`) only when something holds."""
    kept, aside = [], []
    losers: dict[str, list[Resolution]] = {}
    for row in acting:
        for loser in row.losers:
            losers.setdefault(loser, []).append(row)
    for norm in found:
        rows = [row for c in norm.citations for row in losers.get(c, ())]
        always = [row for row in rows if row.unless is None or not isinstance(norm, ESCAPABLE)]
        if always:
            aside.append((norm, always[0]))
            continue
        for row in rows:
            assert row.unless is not None
            norm = _unless(norm, row.unless)
        kept.append(norm)
    return kept, aside


def _unless(norm: Norm, escape: tree.Expr) -> Norm:
    """The norm, without effect when `escape` holds."""
    match norm:
        case norms.Bound(wanted=True, expr=expr) | norms.ExtendIf(expr=expr):
            return replace(norm, expr=tree.Any_((expr, escape)))
        case norms.Bound(expr=expr) | norms.Ground(expr=expr) | norms.Submit(expr=expr) | norms.Deviates(expr=expr):
            return replace(norm, expr=tree.All((expr, tree.Not(escape))))
        case _:
            when: tree.Expr | None = norm.when  # type: ignore[attr-defined]
            not_ = tree.Not(escape)
            return replace(norm, when=not_ if when is None else tree.All((when, not_)))  # type: ignore[call-arg]


def read_by(norm: Named, name: str) -> Iterator[tree.Expr]:
    """What is read to give a name its value: an expression, or the keys of a table and whatever cell may be read."""
    if isinstance(norm, norms.TableNorm):
        place = norm.outputs.index(name)
        yield from (tree.Ref(key) for key in norm.keys)
        yield from (row.values[place] for row in norm.rows)
    else:
        yield norm.expr


def _provisions(
    kept: list[Norm], aside: list[tuple[Norm, Resolution]], acting: list[Resolution]
) -> dict[str, ProvisionLaw]:
    found: dict[str, ProvisionLaw] = {}
    held, lost = _by_provision(kept), _by_provision([norm for norm, _ in aside])
    for norm in kept:
        if isinstance(norm, norms.Grants) and norm.provision not in found:
            name = norm.provision
            mine = [kept[place] for place in sorted({*held.get("*", ()), *held.get(name, ())})]
            gone = [aside[place] for place in sorted({*lost.get("*", ()), *lost.get(name, ())})]
            if norm.decision:
                mine = [n for n in mine if _reaches(n, name)]
                gone = [(n, row) for n, row in gone if _reaches(n, name)]
            own = [n for n in (*mine, *(n for n, _ in gone)) if name in n.provisions]
            cited = {c for n in own for c in n.citations}
            rests = [row for row in acting if not cited.isdisjoint(row.norms)]
            found[name] = ProvisionLaw(name, norm, merge_equal(mine), gone, rests)
    return found


def _reaches(norm: Norm, decision: str) -> bool:
    """Does a norm hold for a decision that is no provision? What grounds there are to refuse or end any provision is no
    ground to leave somebody without a rung or a route.
    """
    return decision in norm.provisions or not isinstance(norm, norms.Ground)


def _by_provision(found: list[Norm]) -> dict[str, list[int]]:
    """The places in a list of the norms about each provision ("*": about every one)."""
    places: dict[str, list[int]] = {}
    for place, norm in enumerate(found):
        for provision in norm.provisions:
            places.setdefault(provision, []).append(place)
    return places


def merge_equal(found: list[Norm]) -> list[Norm]:
    """Equal conditions of several sources become one, keeping every citation."""
    out: list[Norm] = []
    seen: dict[object, int] = {}
    for norm in found:
        if isinstance(norm, norms.Bound):
            key = (norm.expr, norm.wanted, norm.every, norm.when)
            if key in seen:
                first = out[seen[key]]
                citations = tuple(dict.fromkeys((*first.citations, *norm.citations)))
                out[seen[key]] = replace(first, citations=citations, reason=first.reason or norm.reason)
                continue
            seen[key] = len(out)
        out.append(norm)
    return out


def _definitions(kept: list[Norm], provisions: Iterable[str]) -> dict[str, dict[str, Named]]:
    """The norm that gives each name its value, per provision ("" for none), higher rank first.

    A provision's own norm goes before a general one, and that before one that was written for another provision. A
    provision that has none of its own shares the names of "".
    """
    named = [norm for norm in kept if isinstance(norm, Named)]
    everywhere = [norm for norm in named if not norm.provisions or "*" in norm.provisions]
    general = _first([*everywhere, *named])
    own: dict[str, list[Named]] = {}
    for norm in named:
        for provision in norm.provisions:
            own.setdefault(provision, []).append(norm)
    return {"": general} | {
        name: {**(mine := _first(own[name])), **{n: norm for n, norm in general.items() if n not in mine}}
        if name in own else general
        for name in provisions
    }  # fmt: skip


def _first(found: Iterable[Named]) -> dict[str, Named]:
    """The first norm of each name."""
    first: dict[str, Named] = {}
    for norm in found:
        for name in norm.outputs if isinstance(norm, norms.TableNorm) else (norm.name,):
            first.setdefault(name, norm)
    return first
