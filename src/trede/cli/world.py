"""`trede world`: fill a municipality of an installation with invented clients."""

from __future__ import annotations

import argparse
from datetime import date

from trede.cli.administering import installation
from trede.cli.progress import Progress
from trede.cli.usage import Usage, day


def world_command(arguments: argparse.Namespace) -> int:
    """Make the municipality with its demo staff if it is not there, and its clients; never among real ones."""
    if arguments.people < 1:
        raise Usage("--people: geef een aantal van 1 of meer.")
    today = day(arguments.on, "--on") or date.today()
    with installation():
        from django.core.management import call_command

        from trede.access import demo
        from trede.law import UnknownRegime
        from trede.law.cache import load_regime
        from trede.world.build import NotEmpty, build

        call_command("migrate", verbosity=0, interactive=False)
        try:
            title = load_regime(arguments.regime).title
            municipality = demo.make([(arguments.slug or arguments.regime, arguments.name or title, arguments.regime)])[
                0
            ]
            progress = Progress("cliënten", arguments.people)
            build(municipality, arguments.people, arguments.seed, today, arguments.facts, progress.at)
        except (UnknownRegime, NotEmpty) as problem:
            raise Usage(str(problem)) from None
        progress.done(arguments.people)
    return 0
