"""`trede check`, `trede describe`, `trede coverage`, `trede facts`."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from trede.cli.output import indented
from trede.cli.usage import Usage, day, regime, why
from trede.law import Regime, UnknownRegime, read_leniently, regime_names
from trede.law.check import check_regime, claimed_twice, without_regulation
from trede.law.errors import LawError
from trede.reason.examples import run_examples


def check_command(arguments: argparse.Namespace) -> int:
    """Every mistake in the regimes named (or all), and their examples."""
    targets = arguments.target or regime_names()
    errors: list[LawError] = []
    failed: list[LawError] = []
    ran = good = 0
    sound: dict[Path, Regime] = {}
    for target in targets:
        try:
            found, mistakes = read_leniently(target, sound=sound)
        except UnknownRegime as problem:
            raise Usage(str(problem)) from None
        except OSError as problem:
            raise Usage(f"het regime '{target[:60]}' is niet te lezen: {why(problem, reading=True)}.") from None
        errors += mistakes
        if found is not None:
            errors += check_regime(found)
            errors += [] if mistakes else without_regulation(found)
            runs = run_examples(found)
            ran += len(runs)
            good += sum(run.error is None for run in runs)
            failed += [run.error for run in runs if run.error]
    # a line that is not understood makes examples fail, so what is wrong in the rules comes first
    errors = [*sorted({*errors, *claimed_twice(targets)}), *sorted(set(failed) - set(errors))]
    if arguments.format == "json":
        rows = [{"bestand": e.file, "regel": e.line, "wat": e.what, "goed": e.right, "zin": e.sentence} for e in errors]
        print(indented({"fouten": rows, "voorbeelden": ran, "regimes": list(targets)}))
    else:
        for error in errors:
            print(error)
        many = "fout" if len(errors) == 1 else "fouten"
        print(f"{', '.join(targets)}: {len(errors)} {many}, {good} van {ran} voorbeelden goed.")
    return 1 if errors else 0


def describe_command(arguments: argparse.Namespace) -> int:
    """The regime as a public page."""
    from trede.law.describe import describe

    on = day(arguments.on, "--on") or date.today()
    chosen = regime(arguments.regime)
    outcomes = {(run.file, run.line): run.error is None for run in run_examples(chosen)}
    print(describe(chosen, on, arguments.format, outcomes))
    return 0


def coverage_command(arguments: argparse.Namespace) -> int:
    """The ledger: every norm of the inventory and how it is held."""
    from trede.law.coverage import coverage, coverage_text

    names = [arguments.regime] if arguments.regime else regime_names()
    ledgers = [coverage(regime(name)) for name in names]
    if arguments.format == "json":
        print(indented([ledger.to_json() for ledger in ledgers]))
    else:
        print("\n\n".join(coverage_text(ledger) for ledger in ledgers))
        total = sum(len(ledger.entries) for ledger in ledgers)
        open_ = sum(len(ledger.unaccounted) for ledger in ledgers)
        print(f"\nsamen: {total - open_} van {total} verantwoord")
    return 0 if all(not ledger.unaccounted for ledger in ledgers) else 1


def facts_command(arguments: argparse.Namespace) -> int:
    """All facts of a regime, with type, unit, subject and question."""
    words = regime(arguments.regime).vocabulary
    rows = []
    for fact in [*words.facts.values(), *(f for known in words.fields.values() for f in known.values())]:
        rows.append({
            "feit": fact.key, "naam": fact.label, "soort": str(fact.kind), "waarden": list(fact.kind.values),
            "over": fact.subject, "wie": fact.who, "vraag": fact.question, "privacy": fact.privacy,
            "oordeel": fact.judgement,
        })  # fmt: skip
    if arguments.format == "json":
        print(indented(rows))
    else:
        for row in rows:
            mark = " (oordeel)" if row["oordeel"] else ""
            print(f"{row['feit']}: {row['soort']}{mark}, over {row['over']}, weet: {row['wie']}. {row['vraag']}")
    return 0


__all__ = ["check_command", "coverage_command", "describe_command", "facts_command"]
