"""Questions about one version as a whole: a table without a row, a name that two sources define differently, and a
duty that another norm forbids."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import combinations
from typing import Any

from trede.law import norms, tree
from trede.law.inforce import InForce, Named
from trede.law.kinds import YES_NO
from trede.law.norms import Norm, TableNorm
from trede.reason.compare.encode import Encoder
from trede.reason.compare.meaning import said
from trede.reason.compare.questions import NOT_CONFIRMED, Question, cited, undecided
from trede.reason.compare.scene import Room, Somebody, Test
from trede.reason.compare.symbols import Sym, Truth, Unencodable, both, equal, no
from trede.reason.compare.witness import TIME_UP
from trede.reason.evaluate import Compiler, Person
from trede.reason.facts import Facts
from trede.reason.values import Unknown

ALWAYS = tree.Const(True, YES_NO)


def about_law(law: InForce, seconds: float, provision: str | None = None) -> list[Question]:
    """The questions about tables, names and duties in force (those of one provision); at most `seconds` for each."""
    wanted = [norm for norm in law.norms if provision is None or provision in norm.provisions]
    tables = (norm for norm in wanted if isinstance(norm, TableNorm) and norm.keys and norm.rows)
    duties = [norm for norm in wanted if isinstance(norm, norms.Duty)]
    return [
        *(_asked("tabel", _table, law, seconds, norm) for norm in tables),
        *(_asked("bron_tegen_bron", _rival, law, seconds, *rivals) for rivals in _rivals(law, wanted)),
        *(_asked("plicht_tegen_verbod", _duty, law, seconds, *duty) for duty in _opposed(duties)),
    ]


def _asked(sort: str, ask: Callable[..., Question], law: InForce, seconds: float, *about: Any) -> Question:
    """The answer; not decided where something is not known to the search."""
    try:
        return ask(law, seconds, *about)
    except Unencodable as problem:
        why = f"de bewijzer kent dit niet ({problem})"
        return undecided(sort, _label(about[0]).replace("_", " "), why, about[0].citations)


def _label(norm: Norm) -> str:
    if isinstance(norm, TableNorm):
        return ", ".join(norm.outputs)
    return str(getattr(norm, "name", getattr(norm, "action", "")))


def _place(norm: Norm, law: InForce) -> str:
    """The provision whose names a norm uses."""
    return next((name for name in norm.provisions if name in law.definitions), "")


def _values(law: InForce, person: dict[str, Any]) -> dict[str, Any]:
    return Facts(person).on(law.on, law.regime)


def _decide(room: Room, goal: Truth, holds: Test, sort: str, norm: Norm, seconds: float) -> Somebody | Question | None:
    """Somebody of whom `goal` holds; None when there is nobody; or that it is not decided."""
    answer = room.find(goal, seconds)
    if answer.status == "niet_beslist":
        return undecided(sort, _label(norm), TIME_UP, norm.citations)
    if answer.person is None:
        return None
    return room.small(answer.person, holds) or undecided(sort, _label(norm), NOT_CONFIRMED, norm.citations)


# Tables --------------------------------------------------------------------------------------------------------------


def _table(law: InForce, seconds: float, norm: TableNorm) -> Question:
    """Is there somebody whose keys are all known and for whom there is no row?"""
    place, words = _place(norm, law), law.regime.vocabulary
    room = Room(law, place, dict.fromkeys(norm.outputs, norm))
    keys = [room.encoder.name(key) for key in norm.keys]
    gap = both(*(key.there for key in keys), *(no(room.encoder.row_fits(keys, row)) for row in norm.rows))
    compiler = _compiler(law, place, dict.fromkeys(norm.outputs, norm))
    room.settle()

    def holds(person: dict[str, Any]) -> bool:
        one = Person(_values(law, person))
        found = [compiler.name(key)(one) for key in norm.keys]
        if any(value is None or type(value) is Unknown for value in found):
            return False
        value = compiler.name(norm.outputs[0])(one)
        return value is None and norm.outputs[0] not in one.rows

    about, found = _label(norm).replace("_", " "), _decide(room, gap, holds, "tabel", norm, seconds)
    if isinstance(found, Question):
        return found
    if found is None:
        text = "voor elke combinatie van sleutels is er een rij"
        return Question("tabel", about, "goed", text, norm.citations, limits=room.limits)
    keyed = ", ".join(words.label(key) for key in norm.keys)
    one = Person(_values(law, Facts.read(found.facts, law.regime).values))
    part = any(isinstance(compiler.name(key)(one), Fraction) for key in norm.keys)
    text = f"er is geen rij voor deze {keyed}" + (" (wel voor elk heel getal)" if part else "")
    return Question("tabel", about, "gevonden", text, norm.citations, found)


def _compiler(law: InForce, place: str, instead: dict[str, Named]) -> Compiler:
    """The engine, with some names read from one norm."""
    compiler = Compiler(law, place)
    compiler.names = {**compiler.names, **instead}
    return compiler


# Names ---------------------------------------------------------------------------------------------------------------


def _rivals(law: InForce, wanted: list[Norm]) -> Iterator[tuple[Named, Named, str]]:
    """Two norms of two sources that give one name another meaning in one place, and no signed row that says so."""
    held: dict[tuple[str, str], list[Named]] = {}
    for norm in wanted:
        if isinstance(norm, Named):
            for name in norm.outputs if isinstance(norm, TableNorm) else (norm.name,):
                for place in norm.provisions or ("",):
                    held.setdefault((place, name), []).append(norm)
    for (_place, name), found in held.items():
        for one, two in combinations(found, 2):
            if one.source != two.source and said(one) != said(two) and not _signed(law, one, two):
                yield one, two, name


def _signed(law: InForce, one: Norm, two: Norm) -> bool:
    rows = law.regime.register
    return any(set(row.norms) & set(one.citations) and set(row.norms) & set(two.citations) for row in rows)


def _rival(law: InForce, seconds: float, one: Named, two: Named, name: str) -> Question:
    """Is there somebody for whom two sources give a name another value?"""
    place = _place(one, law)
    room = Room(law, place, {name: one})
    other = Encoder(law, place, room.people)
    other.names = {**other.names, name: two}
    values = room.encoder.name(name), other.name(name)
    goal = both(*(value.known for value in values), no(equal(*values)))
    compilers = [_compiler(law, place, {name: norm}) for norm in (one, two)]
    room.settle()

    def holds(person: dict[str, Any]) -> bool:
        first, second = (compiler.name(name)(Person(_values(law, person))) for compiler in compilers)
        return type(first) is not Unknown and type(second) is not Unknown and first != second

    about, found = law.regime.vocabulary.label(name), _decide(room, goal, holds, "bron_tegen_bron", one, seconds)
    if isinstance(found, Question):
        return found
    shorts = " en ".join(law.regime.source(norm.source).short for norm in (one, two))
    if found is None:
        text = f"{shorts} zeggen dit met andere woorden, maar voor iedereen hetzelfde"
        return Question("bron_tegen_bron", about, "goed", text, cited(one, two), limits=room.limits)
    text = f"{shorts} zeggen voor deze persoon iets anders; gerekend wordt met {one.citations[0]}"
    return Question("bron_tegen_bron", about, "gevonden", text, cited(one, two), found)


# Duties --------------------------------------------------------------------------------------------------------------


def _opposed(duties: list[norms.Duty]) -> Iterator[tuple[norms.Duty, norms.Duty]]:
    """What somebody must do by one norm and must not by another, about the same provision."""
    for leave in (duty for duty in duties if duty.modality == "mag_niet"):
        for do in duties:
            same = (do.role, do.action) == (leave.role, leave.action)
            about = not do.provisions or not leave.provisions or set(do.provisions) & set(leave.provisions)
            if do.modality == "moet" and same and about:
                yield do, leave


def _duty(law: InForce, seconds: float, do: norms.Duty, leave: norms.Duty) -> Question:
    place = _place(do, law)
    room = Room(law, place, {})
    guards = [duty.when or ALWAYS for duty in (do, leave)]
    syms: list[Sym] = [room.encoder.encode(guard) for guard in guards]
    compiled = [_compiler(law, place, {}).compile(guard) for guard in guards]
    room.settle()

    def holds(person: dict[str, Any]) -> bool:
        return all(guard(Person(_values(law, person))) is True for guard in compiled)

    about, sort = do.action.replace("_", " "), "plicht_tegen_verbod"
    found = _decide(room, both(*(sym.true for sym in syms)), holds, sort, do, seconds)
    if isinstance(found, Question):
        return found
    if found is None:
        text = "de plicht en het verbod gelden nooit tegelijk"
        return Question(sort, about, "goed", text, cited(do, leave), limits=room.limits)
    return Question(sort, about, "gevonden", "dit moet en mag niet, bij dezelfde persoon", cited(do, leave), found)
