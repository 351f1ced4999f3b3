"""Conflicts: where two sources in force fill one place differently, a signed register row must say what holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from trede.law import norms
from trede.law.checks.shape import overlap
from trede.law.errors import LawError
from trede.law.norms import Norm
from trede.law.regime import Regime

Place = tuple[str, str]


def check(regime: Regime) -> list[LawError]:
    """Places that two sources fill differently without a row in the register."""
    own = {s.id for s in regime.own_sources()}
    filled: dict[Place, list[tuple[object, Norm]]] = {}
    for norm in regime.norms:
        for place, content in _places(norm):
            filled.setdefault(place, []).append((content, norm))
    found: list[LawError] = []
    for (about, what), entries in filled.items():
        said: set[frozenset[str]] = set()
        for one, two in _differing(regime, entries):
            pair = frozenset((one.source, two.source))
            if own & pair and pair not in said and not _resolved(regime, one, two):
                said.add(pair)
                found.append(_error(regime, about, what, one, two))
    return found


def _places(norm: Norm) -> Iterator[tuple[Place, object]]:
    """The places a norm fills, each with what it puts there."""
    for provision in norm.provisions or ("",):
        match norm:
            case norms.Definition(name=name, expr=expr) | norms.Amount(name=name, expr=expr):
                yield (provision, name.replace("_", " ")), expr
            case norms.TableNorm(outputs=outputs, rows=rows):
                for name in outputs:
                    yield (provision, name.replace("_", " ")), rows
            case norms.Starts(expr=expr):
                yield (provision, "begin"), expr
            case norms.Lasts(bound="=", expr=expr, when=None):
                yield (provision, "duur"), expr
            case norms.Extends(times=times, expr=expr, total=total, when=None):
                yield (provision, "verlenging"), (times, expr, total)
            case norms.Grants(modality=modality):
                yield (provision, "bevoegdheid"), modality
            case norms.Duty(role=role, action=action, deadline=deadline, when=None) if deadline is not None:
                yield (provision, f"{role} {action}".replace("_", " ")), deadline
            case _:
                return


def _differing(regime: Regime, entries: list[tuple[object, Norm]]) -> Iterator[tuple[Norm, Norm]]:
    for place, (content, norm) in enumerate(entries):
        for other_content, other in entries[place + 1 :]:
            if norm.source == other.source or content == other_content:
                continue
            if overlap(norm, other) and _together(regime, norm.source, other.source):
                yield norm, other


def _together(regime: Regime, one: str, two: str) -> bool:
    a, b = regime.source(one), regime.source(two)
    ends = [end for end in (a.until, b.until) if end]
    return max(a.since, b.since) < min(ends, default=date.max)


def _resolved(regime: Regime, one: Norm, two: Norm) -> bool:
    return any(set(row.norms) & set(one.citations) and set(row.norms) & set(two.citations) for row in regime.register)


def _error(regime: Regime, about: str, what: str, one: Norm, two: Norm) -> LawError:
    name = regime.vocabulary.provisions.get(about, about) or "(algemeen)"
    cited = f"{one.citations[0] if one.citations else one.source}, {two.citations[0] if two.citations else two.source}"
    right = f"een rij in register.md, Botsingen: | {name}: {what} | {cited} | wat geldt | opzij als | waarom | wie |"
    return LawError(two.file, two.line, f"{name}: '{what}' staat verschillend in {cited}.", right, two.sentence)
