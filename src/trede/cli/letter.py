"""`trede letter`: the letter about one provision, as a PDF."""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path
from typing import Any, cast

from trede.cli.assessing import people, person_day, said
from trede.cli.usage import Usage, check_other_file, day, noting, parse_json, read_text, regime, shown_name, why
from trede.law import NoLawInForce
from trede.letters import Addressee, LetterError, Sender, compose, render_pdf
from trede.letters.parties import AddresseeKind
from trede.reason import FactErrors, UnknownProvision, assess
from trede.reason.facts import plain

NOBODY = {"persoon": "de inwoner", "werkgever": "de werkgever"}
ADDRESS = {"soort", "naam", "adres", "client", "over"}
LETTER = {"besluit", "antwoord_voor", "soort_brief"}


def letter_command(arguments: argparse.Namespace) -> int:
    """Write the letter; nothing is written when anything is wrong."""
    wrong: list[str] = []
    on = known = made_known = chosen = None
    given: dict[str, Any] = {}
    with noting(wrong):
        on = day(arguments.on, "--on")
    with noting(wrong):
        known = day(arguments.known, "--known")
    with noting(wrong):
        made_known = day(arguments.made_known, "--made-known")
    with noting(wrong):
        check_other_file(arguments.out, "--out", arguments.facts, arguments.to)
    with noting(wrong):
        given = _given(arguments.to)
    with noting(wrong):
        chosen = regime(arguments.regime)
    if wrong or chosen is None:
        raise Usage("\n".join(wrong))
    on = on or person_day(arguments, chosen)
    cases = list(people(arguments, chosen))
    if len(cases) != 1:
        raise Usage(f"een brief gaat over één persoon, en in {shown_name(arguments.facts)} staan er {len(cases)}.")
    line, read = cases[0]
    try:
        made = assess(chosen, read(), on, known, [arguments.provision]).to_json()
        if not made["voorzieningen"]:
            raise Usage(f"'{plain(arguments.provision)}' is een beslissing; een brief gaat over een voorziening.")
        (item,) = made["voorzieningen"].values()
        letter = compose(
            item,
            made,
            addressee=_addressee(given, item["ontvanger"]),
            sender=Sender.from_mapping(chosen.sender),
            kind=given.get("soort_brief"),
            made_known=made_known,
            decided=day(given.get("besluit"), "besluit"),
            answer_by=day(given.get("antwoord_voor"), "antwoord_voor"),
            extra={name: value for name, value in given.items() if name not in ADDRESS | LETTER},
            places=item["plaatsen"],
            draft=not arguments.final,
        )
        pdf = render_pdf(letter)
    except FactErrors as problem:
        raise said(list(problem.problems), line) from None
    except (LetterError, NoLawInForce, UnknownProvision) as problem:
        raise Usage(str(problem)) from None
    write_whole(Path(arguments.out), pdf)
    print(f"{arguments.out}: {letter.kind.value.replace('_', ' ')}{' (concept)' if letter.draft else ''}.")
    return 0


def _given(name: str | None) -> dict[str, Any]:
    """Whom the letter is for, and what the official adds to it."""
    if name is None:
        return {}
    found = parse_json(read_text(name), name)
    if not isinstance(found, dict):
        raise Usage(f'{shown_name(name)} is geen object. Goed is: {{"soort": "persoon", "naam": "…"}}.')
    wrong = [f"{key}: hier hoort een tekst te staan." for key in (*(ADDRESS - {"adres"}), *LETTER)
             if not isinstance(found.get(key, ""), str)]  # fmt: skip
    lines = found.get("adres", [])
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        wrong.append("adres: hier hoort een lijst van regels te staan.")
    if wrong:
        raise Usage("\n".join(sorted(wrong)))
    return found


def _addressee(given: dict[str, Any], recipient: str) -> Addressee:
    """The reader; when nobody is named, the one that the provision is for."""
    kind = given.get("soort") or ("werkgever" if recipient == "werkgever" else "persoon")
    name = given.get("naam") or NOBODY.get(kind, plain(kind))
    return Addressee(
        cast(AddresseeKind, kind), name, tuple(given.get("adres", ())), given.get("client", ""), given.get("over", "")
    )


def write_whole(path: Path, data: bytes) -> None:
    """Write a file at once: what stood there stays until all of it is on the disk."""
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            kept = Path(file.name)
            try:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
                kept.chmod(0o644)
                kept.replace(path)
            except BaseException:
                kept.unlink(missing_ok=True)
                raise
    except OSError as problem:
        raise Usage(f"'{plain(path)}' is niet te schrijven: {why(problem)}.") from None
