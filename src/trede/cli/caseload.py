"""`trede caseload`: a whole file of people under a regime on a date, into a file of answers and a summary."""

from __future__ import annotations

import argparse
import gc
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import trede
from trede.cli.population import NO_PYARROW, check_ending, check_number, writable
from trede.cli.progress import Progress
from trede.cli.summary import summary_text
from trede.cli.usage import Usage, check_other_file, day, noting, regime, shown_name, why
from trede.law import NoLawInForce, Regime
from trede.population.files.csvfile import CsvFile
from trede.population.files.heading import fact_named, read_facts, read_heading
from trede.population.files.parquetfile import ParquetFile
from trede.population.files.portion import ColumnErrors
from trede.population.files.reading import Reading
from trede.population.run import FORMATS, Run, Unfinished
from trede.population.writing import replacing
from trede.reason import UnknownProvision
from trede.reason.caseload import Caseload, prepare
from trede.reason.facts import plain

INPUTS = (".csv", ".parquet")
DOSSIERS = "dossiers:"  # and then the name of a municipality: its dossiers in the database


def caseload_command(arguments: argparse.Namespace) -> int:
    """Assess everybody in a file."""
    case = _case(arguments)
    source = _source(arguments.file, case)
    try:
        heading = read_heading(source.columns, case, arguments.key, arguments.ignore)
    except ColumnErrors as problem:
        raise Usage(_columns(arguments.file, problem)) from None
    run = Run(case, Reading(case, heading), Path(arguments.out), _what(arguments, case, source), arguments.threads)
    if arguments.restart:
        run.start_over()
    _tell([*source.notes, *heading.notes, *_resumed(run, arguments.out)])
    gc.freeze()  # the regime is not looked at again and again while rows come and go
    progress = Progress("rijen", source.rows)
    progress.first = run.tally.rows
    try:
        with writable(arguments.out):
            run.run(source, progress.at)
            summary = run.tally.to_json(case)
            if arguments.summary:
                _write_json(arguments.summary, summary)
    except ColumnErrors as problem:
        run.start_over()
        raise Usage(_columns(arguments.file, problem)) from None
    except Usage as problem:
        raise Usage(f"{problem} {_later(run)}") from None
    except KeyboardInterrupt:
        print(f"\nOnderbroken. {_later(run)}", file=sys.stderr)
        return 130
    progress.done(run.tally.rows)
    _tell(run.reading.notes())
    print(json.dumps(summary, ensure_ascii=False, indent=2) if arguments.format == "json" else summary_text(summary))
    if run.troubles:
        _tell([f"{run.tally.unread} van {run.tally.rows} rijen zijn niet gelezen. Waarom, staat in '{run.faults}'."])
    return 0


def _case(arguments: argparse.Namespace) -> Caseload:
    """The provisions made ready; all that is wrong with the options at once."""
    wrong: list[str] = []
    on: date | None = None
    known: date | None = None
    chosen: Regime | None = None
    with noting(wrong):
        on = day(arguments.on, "--on")
    with noting(wrong):
        known = day(arguments.known, "--known")
    with noting(wrong):
        chosen = regime(arguments.regime)
    with noting(wrong):
        if not arguments.file.startswith(DOSSIERS):
            check_ending(arguments.file, INPUTS, "het bestand")
    with noting(wrong):
        check_ending(arguments.out, tuple(FORMATS), "--out")
    with noting(wrong):
        check_other_file(arguments.out, "--out", arguments.file)
    if arguments.summary:
        with noting(wrong):
            check_other_file(arguments.summary, "--summary", arguments.file, arguments.out)
    with noting(wrong):
        check_number(arguments.threads, "--threads", 256)
    case: Caseload | None = None
    if chosen is not None:
        with noting(wrong):
            try:
                case = prepare(chosen, on or date.today(), [*arguments.provision, *arguments.decision] or None, known)
            except (NoLawInForce, UnknownProvision) as problem:
                raise Usage(str(problem)) from None
    if wrong or case is None:
        raise Usage("\n".join(wrong))
    return case


def _source(name: str, case: Caseload) -> Any:
    if name.startswith(DOSSIERS):
        return _dossiers(name.removeprefix(DOSSIERS), case)
    words, wanted = case.regime.vocabulary, read_facts(case)
    path, shown = Path(name), shown_name(name)
    try:
        if path.suffix == ".parquet":
            return ParquetFile(path)
        return CsvFile(path, lambda column: fact_named(column, words) in wanted)
    except ModuleNotFoundError:
        raise Usage(f"{NO_PYARROW}.") from None
    except FileNotFoundError:
        raise Usage(f"het bestand {shown} bestaat niet.") from None
    except OSError as problem:
        raise Usage(f"het bestand {shown} is niet te lezen: {why(problem, reading=True)}.") from None
    except ColumnErrors as problem:
        raise Usage(_columns(name, problem)) from None


def _dossiers(slug: str, case: Caseload) -> Any:
    """The dossiers of a municipality of this installation, which works by this regime."""
    from trede.cli.administering import installation

    with installation():
        from trede.access.models import Municipality
        from trede.casework.table import DossierTable

        found = {municipality.slug: municipality for municipality in Municipality.objects.all()}
        if slug not in found:
            raise Usage(f"er is geen gemeente '{slug}'. Er zijn: {', '.join(found) or 'nog geen'}.")
        if found[slug].regime != case.regime.name:
            raise Usage(
                f"{found[slug].name} werkt met de regels van {found[slug].regime}, niet van {case.regime.name}."
            )
        return DossierTable(found[slug], list(read_facts(case)), case.on)


def _columns(name: str, problem: ColumnErrors) -> str:
    return "\n".join([f"met {shown_name(name)} kan ik niet verder:", *(f"  {error}" for error in problem.errors)])


def _what(arguments: argparse.Namespace, case: Caseload, source: Any) -> dict[str, Any]:
    """What tells this run from another: what goes in, and under which law."""
    sources = {s.id: s.sha256 for s in case.law.sources}
    return {
        "invoer": source.sha256, "regime": case.regime.name, "bronnen": sources, "datum": case.on.isoformat(),
        "bekend op": arguments.known, "voorzieningen": [plan.name for plan in case.plans], "sleutel": arguments.key,
        "overgeslagen kolommen": sorted(arguments.ignore), "motor": trede.__version__,
    }  # fmt: skip


def _resumed(run: Run, out: str) -> list[str]:
    try:
        if run.resume():
            return [f"Verder na {run.tally.rows} rijen die al klaar zijn."]
    except Unfinished as problem:
        raise Usage(
            f"bij {shown_name(out)} ligt een run die niet af is, maar van iets anders ({problem} verschilt). "
            "Maak die eerst af, kies een andere naam, of gooi hem weg met --restart."
        ) from None
    return []


def _later(run: Run) -> str:
    if not run.parts:
        return "Er is nog niets weggeschreven; geef dezelfde opdracht om opnieuw te beginnen."
    return f"Er is niets verloren: {run.tally.rows} rijen zijn klaar. Geef dezelfde opdracht om verder te gaan."


def _write_json(name: str, body: dict[str, Any]) -> None:
    with writable(name), replacing(Path(name)) as part:
        part.write_text(json.dumps(body, ensure_ascii=False, indent=2) + "\n", "utf-8")


def _tell(notes: list[str]) -> None:
    for note in notes:
        print(plain(note), file=sys.stderr)
