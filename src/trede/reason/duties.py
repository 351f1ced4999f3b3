"""What goes with a provision besides its outcome: duties, contents of documents, concurrence, and honest remarks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from trede.law import norms
from trede.law.kinds import show_date
from trede.law.norms import Norm
from trede.reason.deadlines import duty_day, holds
from trede.reason.operations import cell_test
from trede.reason.outcome import Result
from trede.reason.values import Unknown


def duties(result: Result) -> list[dict[str, Any]]:
    """Who must, may or may not do what; those whose condition definitely fails are left out."""
    out = []
    words = result.program.law.regime.vocabulary
    for duty in result.program.duties:
        applies = holds(duty.when, result)
        if applies == "nee":
            continue
        day, note, _missing = duty_day(duty, result)
        out.append({
            "wie": words.roles.get(duty.role, duty.role), "modaliteit": duty.modality,
            "handeling": words.actions.get(duty.action, duty.action), "termijn": day.isoformat() if day else None,
            "geldt": applies, "uitleg": duty.reason or duty.sentence, "toelichting": note,
            "normen": list(duty.citations),
        })  # fmt: skip
    return out


def contents(result: Result) -> list[dict[str, Any]]:
    """The parts that documents about this provision must hold, and whether each is required here."""
    words = result.program.law.regime.vocabulary
    out = []
    for norm in result.program.contents:
        needed = holds(norm.when, result)
        parts = words.documents.get(norm.document, {})
        for part in norm.parts:
            out.append({
                "stuk": norm.document.replace("_", " "), "onderdeel": parts.get(part, part), "sleutel": part,
                "vereist": needed, "normen": list(norm.citations),
            })  # fmt: skip
    return out


def concurrence(result: Result) -> list[dict[str, Any]]:
    """How the provision stands beside others, and whether that was checked."""
    words = result.program.law.regime.vocabulary
    running = result.person.facts.get(result.program.law.regime.roles["lopende voorzieningen"])
    out = []
    for norm, _guard in result.program.concurrence:
        applies = holds(norm.when, result)
        for other in norm.others if applies != "nee" else ():
            checked = "niet nagegaan" if running is None else "loopt" if other in running else "loopt niet"
            out.append({
                "met": words.provisions.get(other, other), "soort": norm.relation, "stand": checked, "geldt": applies,
                "uitleg": norm.reason or norm.sentence, "normen": list(norm.citations),
            })  # fmt: skip
    return out


def remarks(result: Result) -> list[dict[str, Any]]:
    """What a reader should know: register rows it rests on, norms set aside, readings, gaps, unconfirmed figures."""
    program = result.program
    out = []
    for row in program.provision.rests_on:
        losers = f" Buiten toepassing: {', '.join(row.losers)}." if row.losers else ""
        text = f"{row.about}: {row.why}{losers}"
        out.append({"soort": "register", "tekst": text, "normen": list(row.norms), "besloten": row.signed})
    for norm, row in program.provision.aside:
        text = f"Buiten toepassing: {norm.sentence} ({row.why})"
        out.append({"soort": "verdrongen", "tekst": text, "normen": list(norm.citations)})
    out += _deviations(result)
    for text_norm in program.texts:
        if text_norm.nature == "leemte":
            out.append({"soort": "leemte", "tekst": text_norm.text, "normen": list(text_norm.citations)})
    out += _unconfirmed(result)
    out += _notes(result)
    return out


def _deviations(result: Result) -> list[dict[str, Any]]:
    out = []
    chosen = result.person.facts.get(result.program.law.regime.roles["keuze afwijken"])
    for rule in result.program.deviates:
        used = chosen is True and rule.value(result.person) is True
        text = rule.norm.reason or rule.norm.sentence
        if used:
            text = f"Een medewerker heeft besloten af te wijken. {text}"
        sort = "afwijking_toegepast" if used else "afwijking_mogelijk"
        out.append({"soort": sort, "tekst": text, "normen": list(rule.norm.citations)})
    return out


def _unconfirmed(result: Result) -> list[dict[str, Any]]:
    """Rows of tables read for this provision that are marked as not confirmed."""
    program = result.program
    out = []
    for name in sorted(result.read):
        norm = program.compiler.names.get(name)
        if not isinstance(norm, norms.TableNorm):
            continue
        for row in norm.rows:
            note = dict(row.remarks)
            if not _may_fit(norm, row, result):
                continue
            if note.get("zeker", "ja").startswith("nee"):
                since = f" vanaf {show_date(row.since)}" if row.since else ""
                label = program.law.regime.vocabulary.label(name)
                text = (
                    f"{label[:1].upper()}{label[1:]}{since} is niet bevestigd ({note['zeker'].removeprefix('nee, ')})."
                )
                out.append({"soort": "onbevestigd", "tekst": text, "normen": list(norm.citations)})
    return out


def _may_fit(norm: norms.TableNorm, row: norms.Row, result: Result) -> bool:
    """Can this row be the one that is read?"""
    for key, cell in zip(norm.keys, row.keys, strict=True):
        value, test = result.program.compiler.name(key)(result.person), cell_test(cell)
        if test is not None and type(value) is not Unknown and not test(value):
            return False
    return True


def _notes(result: Result) -> list[dict[str, Any]]:
    """Signed readings and errata of the articles whose norms had a say here; what never applies is left out."""
    regime = result.program.law.regime
    heard = [*_heard(result)]
    places = {(norm.source, norm.article) for norm in heard}
    out = []
    for source in result.program.law.sources:
        for article in source.articles:
            if (source.id, article.key) in places:
                for note in article.notes:
                    sort, _, text = note.partition(": ")
                    sort = sort.lower() if sort.lower() in ("lezing", "erratum") else "lezing"
                    out.append({"soort": sort, "tekst": text or note, "normen": [], "plaats": article.heading})
    cited = {citation for norm in heard for citation in norm.citations}
    for erratum in regime.errata:
        if erratum.place in cited:
            text = f"Er staat '{erratum.printed}'; gelezen als '{erratum.read_as}'. {erratum.why}"
            out.append({"soort": "erratum", "tekst": text, "normen": [erratum.place]})
    return out


def _heard(result: Result) -> Iterator[Norm]:
    """The norms about this very provision that had a say: not those that do not apply to this person."""
    silent = {id(ground.norm) for ground in result.grounds if ground.effect == "geen"}
    for norm in result.program.provision.norms:
        if result.program.name in norm.provisions and id(norm) not in silent:
            yield norm
