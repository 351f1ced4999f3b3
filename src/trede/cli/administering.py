"""Commands for who keeps an installation: begin with a municipality, verify the log, rotate keys, export, roles."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from trede.cli.usage import Usage


@contextmanager
def installation() -> Iterator[None]:
    """Django with the settings of this installation; what is wrong with them is said in one sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trede.web.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.db import Error

    try:
        django.setup()
        yield
    except ImproperlyConfigured as problem:
        raise Usage(str(problem)) from None
    except Error as problem:
        why = str(problem).splitlines()[0]
        raise Usage(f"de database van TREDE_DATABASE_URL is niet te gebruiken ({why}).") from None


def system(name: str, municipality: str = "") -> Any:
    """The actor that the logs name for a command."""
    from trede.access.audit import Actor

    return Actor.system(f"trede {name}", municipality)


def municipality_command(arguments: argparse.Namespace) -> int:
    """A municipality with its first administrator, and the link with which that one comes in."""
    with installation():
        from django.urls import reverse

        from trede.access import accounts
        from trede.law import UnknownRegime
        from trede.law.cache import load_regime

        try:
            title = load_regime(arguments.regime).title
            user, link = accounts.begin(
                arguments.slug, arguments.name or title, arguments.regime, arguments.administrator, arguments.person
            )
        except (UnknownRegime, accounts.Refused) as problem:
            raise Usage(str(problem)) from None
        way = reverse("invitation", args=link.split("/")) if link else reverse("sign_in")
    print(f"{arguments.name or title} is er, met {user.name} als beheerder. Die komt binnen een week binnen op:")
    print(way)
    return 0


def verify_audit_command(arguments: argparse.Namespace) -> int:
    """Walk the audit log; exit code 1 when it is not as it was written. Only a sound log moves the checkpoint on."""
    with installation():
        from trede.access.verify import read_checkpoint, verify

        path = Path(arguments.checkpoint) if arguments.checkpoint else None
        try:
            kept = read_checkpoint(path) if path else None
        except (OSError, ValueError):
            raise Usage(f"--checkpoint: {path} is geen bestand van een eerdere controle.") from None
        report = verify(kept)
    if arguments.format == "json":
        found = [{"regel": line, "wat": text} for line, text in report.findings]
        shown = report.checkpoint | {"verwerkingen": report.people, "bevindingen": found}
        print(json.dumps(shown, ensure_ascii=False, indent=2))
    else:
        for line, text in report.findings:
            print(f"regel {line}: {text}" if line else f"het log als geheel: {text}")
        counted = f"{report.lines} regels en {report.people} verwerkingen nagerekend"
        print(f"{counted}: {len(report.findings)} bevindingen." if report.findings else f"{counted}: alles klopt.")
    if path and not report.findings:
        write_whole(path, report.checkpoint)
    return 1 if report.findings else 0


def rotate_keys_command(arguments: argparse.Namespace) -> int:
    """Rewrite all encrypted values with the first key; exit code 1 when some could not be read."""
    with installation():
        from trede.access.rotation import rotate

        done = rotate(system("rotate-keys"))
    for item in done:
        print(f"{item.place}: {item.done} opnieuw versleuteld")
        if item.unreadable:
            shown = ", ".join(item.unreadable[:5])
            print(f"{item.place}: {len(item.unreadable)} niet te lezen met de sleutels in TREDE_DATA_KEYS: {shown}")
    return 1 if any(item.unreadable for item in done) else 0


def export_subject_command(arguments: argparse.Namespace) -> int:
    """Everything about one person as a JSON file that only its owner can read."""
    with installation():
        from trede.access.exports import export
        from trede.access.models import Municipality

        person = checked(UUID, arguments.person, "het kenmerk van een persoon, zoals in het adres van het dossier")
        municipality = Municipality.objects.filter(slug=arguments.municipality).first()
        if municipality is None:
            known = ", ".join(Municipality.objects.values_list("slug", flat=True)) or "geen"
            raise Usage(f"--municipality: {arguments.municipality} is er niet. Er zijn: {known}.")
        found = export(system("export-subject", municipality.slug), person, municipality, arguments.why)
    write_whole(Path(arguments.out), found)
    print(f"{len(found['verwerkingen'])} verwerkingen en {len(found['gegevens'])} soorten gegevens in {arguments.out}")
    return 0


def checked(read: Callable[[str], Any], text: str, right: str) -> Any:
    """A value that can be read, or a sentence about what would be right."""
    try:
        return read(text)
    except ValueError:
        raise Usage(f"'{text[:60]}' is geen goed kenmerk; goed is {right}.") from None


def write_whole(path: Path, content: Any) -> None:
    """Write JSON that only the owner can read; the file is there whole or not at all."""
    fresh = path.with_name(path.name + ".nieuw")
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            json.dump(content, file, ensure_ascii=False, indent=2)
        fresh.replace(path)
    except OSError as problem:
        raise Usage(f"{path} is niet te schrijven ({problem.strerror}).") from None


def database_roles_command(arguments: argparse.Namespace) -> int:
    """The database account of the web application, which adds to the logs and cannot alter them."""
    with installation():
        from trede.access.database_roles import OnlyPostgres, grant

        try:
            grant(arguments.role)
        except OnlyPostgres:
            raise Usage("alleen PostgreSQL kent accounts; TREDE_DATABASE_URL wijst een andere database aan.") from None
    print(f"{arguments.role} mag de tabellen gebruiken; in de logs alleen lezen en toevoegen.")
    print(f"Stel in de database een wachtwoord in voor {arguments.role}, en laat de webapplicatie daarmee verbinden.")
    return 0


def api_key_command(arguments: argparse.Namespace) -> int:
    """Make a key for another system, shown once; or end those of a name."""
    with installation():
        from trede.access.models import Municipality, User
        from trede.api import keys

        municipality = Municipality.objects.filter(slug=arguments.municipality).first()
        if municipality is None:
            known = ", ".join(Municipality.objects.values_list("slug", flat=True))
            raise Usage(f"--municipality: er is geen gemeente '{arguments.municipality}'. Er zijn: {known}.")
        if arguments.end:
            print(f"{keys.end_key(arguments.name, municipality)} sleutels beëindigd.")
            return 0
        user = User.objects.filter(email=arguments.account.strip().lower(), is_active=True).first()
        if user is None:
            raise Usage(f"er is geen actief account '{arguments.account}'.")
        try:
            print(keys.make_key(user, municipality, arguments.name))
        except keys.NoRole as problem:
            raise Usage(str(problem)) from None
    return 0
