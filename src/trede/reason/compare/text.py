"""Says a comparison in Dutch: for whom it matters first, then article by article what the words are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any

from trede.law.describe.saying import period_text
from trede.law.inforce import InForce
from trede.law.kinds import show_date
from trede.law.norms import Norm
from trede.reason.compare.aspects import Finding, Witness
from trede.reason.compare.versions import Comparison, ProvisionComparison
from trede.reason.compare.wording import Change
from trede.reason.turning import OUTCOME_WORDS

MARKS = {"nieuw": "+", "vervallen": "−", "gewijzigd": "~"}
QUESTIONS = {
    "ruimer": "uitkomst ruimer", "strenger": "uitkomst strenger", "uitkomst": "uitkomst", "bedrag": "bedrag",
    "laatste_dag": "laatste dag",
}  # fmt: skip
VERBS = {"kan": "kan (het mag)", "moet": "moet (wie voldoet krijgt het)"}


def comparison_text(found: Comparison) -> str:
    """The whole comparison as text."""
    lines = [f"{_version(found.before)}, daarnaast {_version(found.after)}", ""]
    lines += _overview(found)
    groups: dict[Any, list[ProvisionComparison]] = {}
    for part in found.provisions:
        groups.setdefault(_alike(part), []).append(part)
    for group in groups.values():
        lines += ["", *_group(group)]
    lines += ["", "Artikel voor artikel", *_articles(found.changes)]
    return "\n".join(lines)


def _version(law: InForce) -> str:
    return f"{law.regime.title} op {show_date(law.on)}"


def _overview(found: Comparison) -> list[str]:
    stands = [part.stand for part in found.provisions]
    same = sum(part.same for part in found.provisions)
    new, gone = stands.count("nieuw"), stands.count("vervallen")
    answers = [finding.status for part in found.provisions for finding in part.findings]
    some, none = answers.count("getuige"), answers.count("bewezen")
    return [
        f"Voorzieningen en beslissingen: {len(stands)}, waarvan {new} nieuw, {gone} vervallen,"
        f" {same} met precies dezelfde regels, {len(stands) - new - gone - same} met andere regels.",
        f"Vragen daarover: {len(answers)}; bij {some} is er iemand voor wie het uitmaakt, bij {none} is bewezen dat er"
        f" niemand is, {len(answers) - some - none} zijn niet beslist.",
        f"Regels met een andere tekst: {len(found.changes)}.",
    ]  # fmt: skip


def _alike(part: ProvisionComparison) -> Any:
    """Provisions are told together when only rules about every provision differ, and in the same way."""
    if part.stand != "beide" or part.same:
        return part.stand, part.same
    general = all("*" in norm.provisions for change in part.changes for norm in change.norms)
    if not general or any(f.aspect == "bedrag" and f.status != "bewezen" for f in part.findings):
        return part.name
    answers = tuple((f.aspect, f.status) for f in part.findings if f.aspect != "bedrag")
    return part.modality, answers, tuple(id(change) for change in part.changes)


def _group(group: list[ProvisionComparison]) -> Iterator[str]:
    first = group[0]
    names = ", ".join(part.label for part in group)
    if first.stand != "beide":
        yield f"{'Nieuw' if first.stand == 'nieuw' else 'Vervallen'} ({len(group)}): {names}."
        return
    if first.same:
        yield f"Precies dezelfde regels, dus voor iedereen hetzelfde ({len(group)}): {names}."
        return
    if len(group) > 1:
        yield f"Alleen regels over elke voorziening zijn anders ({len(group)}): {names}."
        yield f"  Het voorbeeld gaat over {first.label}."
    else:
        yield _cap(first.label)
    one, two = first.modality
    if one != two:
        yield f"  bevoegdheid: eerst {VERBS.get(one or '', one)}, later {VERBS.get(two or '', two)}"
    if not first.findings:
        yield "  uitkomst, bedragen en dagen: voor niemand anders (dezelfde regels)"
    for finding in first.findings:
        if len(group) == 1 or finding.aspect != "bedrag":
            yield from _finding(finding)
    limits = dict.fromkeys(limit for finding in first.findings for limit in finding.limits)
    if limits:
        yield f"  wat bewezen is, geldt: {'; '.join(limits)}"
    if len(group) > 1 and any(finding.aspect == "bedrag" for part in group for finding in part.findings):
        yield "  bedragen: voor niemand anders (bewezen)"


def _cap(text: str) -> str:
    return text[:1].upper() + text[1:]


def _finding(finding: Finding) -> Iterator[str]:
    about = finding.about.replace("_", " ")
    asked = about if about.startswith("bedrag") else f"{QUESTIONS[finding.aspect]} {about}".strip()
    question = f"  {asked}: "
    if finding.status == "niet_beslist":
        yield f"{question}niet beslist ({finding.why})"
    elif finding.witness is None:
        yield f"{question}voor niemand (bewezen)"
    else:
        yield f"{question}bijvoorbeeld voor iemand met"
        yield from _witness(finding, finding.witness)


def _witness(finding: Finding, witness: Witness) -> Iterator[str]:
    yield from (f"      {line}" for line in witness.shown or ["(geen enkel feit)"])
    for when, said in (("eerst", witness.before), ("later", witness.after)):
        yield f"    {when}: {OUTCOME_WORDS[said['uitkomst']]}{_detail(finding, said)}"
        yield from (f"      {', '.join(ground['normen'])}: {ground['uitleg']}" for ground in said["gronden"])


def _detail(finding: Finding, said: dict[str, Any]) -> str:
    if finding.aspect == "laatste_dag":
        day = said["laatste_dag"]
        return f", laatste dag {show_date(date.fromisoformat(day)) if day else 'geen'}"
    if finding.aspect != "bedrag":
        return ""
    shown = next((amount["weergave"] for amount in said["bedragen"] if amount["naam"] == finding.about), "geen")
    return f", {finding.about.replace('_', ' ')}: {shown}"


def _articles(changes: list[Change]) -> Iterator[str]:
    """The changes, under a heading for each article."""
    if not changes:
        yield "  geen verschil in tekst"
    for heading, group in groupby(changes, key=_heading):
        yield f"  {heading}"
        for change in group:
            yield from (f"    {line}" for line in change_lines(change))


def _heading(change: Change) -> str:
    place = change.places[1] or change.places[0] or ""
    return place.partition(";")[0].partition(", lid")[0]


def change_lines(change: Change) -> Iterator[str]:
    """A change in words: the sentence, or the old sentence and below it the new; the rows of a table that differ."""
    mark = MARKS[change.sort]
    if change.before is None or change.after is None:
        yield f"{mark} {_sentence(change.norms[0])}"
        return
    old, new = _sentence(change.before), _sentence(change.after)
    yield f"{mark} {old}"
    if old != new:
        yield f"  wordt {new}"
    for row in change.rows:
        yield f"    {row.keys or 'waarde'}: {row.before or 'geen rij'} → {row.after or 'geen rij'}"


def _sentence(norm: Norm) -> str:
    """The sentence of a norm with its places and its own dates."""
    since, until = (day.isoformat() if day else None for day in (norm.since, norm.until))
    dates = f" ({period_text(since, until)})" if since or until else ""
    return f"{', '.join(norm.citations)}: {norm.sentence}{dates}"
