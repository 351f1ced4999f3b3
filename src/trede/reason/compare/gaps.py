"""Everything that can be asked of one version: gaps, norms without effect, contradictions; as JSON and in Dutch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from trede.law.inforce import InForce, law_on
from trede.law.kinds import show_date
from trede.law.regime import Regime
from trede.reason.assess import find_provision
from trede.reason.compare.contradictions import about_law
from trede.reason.compare.questions import Question, about_provision
from trede.reason.compare.symbols import SOLVING
from trede.reason.compare.versions import SECONDS

HEADINGS = {
    "toekenbaar": "Kan iemand dit krijgen?",
    "plicht_en_weigering": "Verplicht de ene bron wat de andere weigert?",
    "bron_tegen_bron": "Zeggen bronnen iets anders over hetzelfde?",
    "plicht_tegen_verbod": "Moet iemand wat niet mag?",
    "tabel": "Heeft elke tabel voor iedereen een rij?",
    "doorslag": "Kan elke regel de doorslag geven?",
}
MOST = 6  # names shown of a group


@dataclass
class Gaps:
    """The answers to every question about one version."""

    law: InForce
    questions: list[Question]

    @property
    def found(self) -> bool:
        """Is there a gap or contradiction, or anything that was not decided?"""
        return any(question.answer != "goed" for question in self.questions)

    def to_json(self) -> dict[str, Any]:
        """The answers as JSON (docs/compare.md)."""
        regime = self.law.regime
        return {
            "regime": regime.name, "titel": regime.title, "op": self.law.on.isoformat(),
            "vragen": [question.to_json() for question in self.questions],
        }  # fmt: skip


def gaps(
    regime: Regime, on: date, provision: str | None = None, seconds: float = SECONDS,
    step: Callable[[int, int], None] = lambda done, total: None,
) -> Gaps:  # fmt: skip
    """Every question about a version, or about one provision of it; at most `seconds` for each question.

    `step` is told how many provisions are done, of how many. Threads take turns, a provision at a time.

    NoLawInForce; UnknownProvision.
    """
    law = law_on(regime, on)
    name = find_provision(law, provision) if provision is not None else None
    names = [name] if name is not None else list(law.provisions)
    with SOLVING:
        found = about_law(law, seconds, name)
    for done, one in enumerate(names, 1):
        with SOLVING:
            found += about_provision(law, one, seconds)
        step(done, len(names))
    return Gaps(law, found)


def gaps_text(found: Gaps) -> str:
    """The answers as text: under each question what was found, provisions with the same answer together."""
    lines = [f"{found.law.regime.title} op {show_date(found.law.on)}"]
    for sort, heading in HEADINGS.items():
        mine = [question for question in found.questions if question.sort == sort]
        if mine:
            good = sum(question.answer == "goed" for question in mine)
            open_ = sum(question.answer == "niet_beslist" for question in mine)
            lines += ["", f"{heading} goed: {good}, gevonden: {len(mine) - good - open_}, niet beslist: {open_}"]
            lines += _answers(found.law, [question for question in mine if question.answer != "goed"])
    return "\n".join(lines)


def _answers(law: InForce, questions: list[Question]) -> Iterator[str]:
    """Each answer with whom it is about; one that holds of several provisions is told once."""
    groups: dict[tuple[str, tuple[str, ...]], list[Question]] = {}
    for question in questions:
        groups.setdefault((question.text, question.norms), []).append(question)
    for (text, norms), group in groups.items():
        names = [law.regime.vocabulary.provisions.get(question.about, question.about) for question in group]
        more = f" en {len(names) - MOST} andere" if len(names) > MOST else ""
        yield f"  {', '.join(names[:MOST])}{more}: {text}{f' ({_listed(norms)})' if norms else ''}"
        somebody = group[0].somebody
        yield from (f"      {line}" for line in (somebody.shown if somebody else ()))
        yield from (f"      beperkt tot: {limit}" for limit in group[0].limits)


def _listed(norms: tuple[str, ...]) -> str:
    return ", ".join(norms[:MOST]) + (f" en {len(norms) - MOST} andere" if len(norms) > MOST else "")
