"""The commands over many people at once: how each is written."""

from __future__ import annotations

import argparse
from collections.abc import Callable


def many_commands(command: Callable[[str, str, str], argparse.ArgumentParser]) -> None:
    """Add them; `command` makes one from its name, what it does and where it runs."""
    people = command("population", "Verzin mensen en schrijf hun feiten op", "trede.cli.population:population_command")
    people.add_argument("regime", metavar="REGIME")
    people.add_argument("--people", metavar="AANTAL", type=int, default=1000, help="hoeveel mensen (standaard: 1000)")
    people.add_argument("--seed", metavar="GETAL", type=int, default=1, help="hetzelfde getal geeft dezelfde mensen")
    people.add_argument("--on", metavar="DATUM", help="de datum van het recht (standaard: vandaag)")
    _repeated(people, "--provision", "NAAM", "alleen feiten die deze voorziening leest; mag vaker")
    people.add_argument("--complete", action="store_true", help="alles is bekend: geen enkel feit ontbreekt")
    people.add_argument("--out", metavar="BESTAND", required=True, help="eindigt op .csv, .jsonl of .parquet")
    world = command("world", "Vul een gemeente met verzonnen cliënten", "trede.cli.world:world_command")
    world.add_argument("regime", metavar="REGIME")
    world.add_argument("--people", metavar="AANTAL", type=int, default=50, help="hoeveel cliënten (standaard: 50)")
    world.add_argument("--seed", metavar="GETAL", type=int, default=1, help="hetzelfde getal geeft dezelfde cliënten")
    world.add_argument("--on", metavar="DATUM", help="de dag waarop de geschiedenis eindigt (standaard: vandaag)")
    world.add_argument("--slug", metavar="KENMERK", help="het kenmerk van de gemeente (standaard: dat van het regime)")
    world.add_argument("--name", metavar="NAAM", help="de naam van de gemeente")
    world.add_argument("--facts", metavar="AANTAL", type=int, help="hoogstens zoveel feiten per cliënt")
    case = command("caseload", "Beoordeel een heel bestand met mensen", "trede.cli.caseload:caseload_command")
    case.add_argument("regime", metavar="REGIME")
    case.add_argument("file", metavar="BESTAND", help="de mensen: een rij per persoon, .csv of .parquet")
    case.add_argument("--out", metavar="BESTAND", required=True, help="de antwoorden, .csv of .parquet")
    case.add_argument("--summary", metavar="BESTAND", help="schrijf de samenvatting ook op, als JSON")
    case.add_argument("--on", metavar="DATUM", help="de datum van het recht (standaard: vandaag)")
    case.add_argument("--known", metavar="DATUM", help="alleen wat op deze dag bekend was")
    _repeated(case, "--provision", "NAAM", "alleen deze voorziening; mag vaker (standaard: alle)")
    _repeated(case, "--decision", "NAAM", "deze beslissing die geen voorziening is; mag vaker")
    case.add_argument("--key", metavar="KOLOM", help="de kolom die zegt om wie het gaat (standaard: persoon)")
    _repeated(case, "--ignore", "KOLOM", "sla deze kolom over; mag vaker")
    case.add_argument(
        "--threads", metavar="AANTAL", type=int, default=1, help="rekenen op zoveel kernen (standaard: 1)"
    )
    case.add_argument("--restart", action="store_true", help="begin opnieuw, ook als er een run ligt die niet af is")
    case.add_argument("--format", choices=("text", "json"), default="text", help="de vorm van de samenvatting")
    asked = command("questions", "Meet hoeveel vragen iemand krijgt", "trede.cli.questions:questions_command")
    asked.add_argument("regime", metavar="REGIME")
    asked.add_argument("--people", metavar="AANTAL", type=int, default=100, help="hoeveel mensen (standaard: 100)")
    asked.add_argument("--seed", metavar="GETAL", type=int, default=1, help="hetzelfde getal geeft dezelfde mensen")
    asked.add_argument("--on", metavar="DATUM", help="de datum van het recht (standaard: vandaag)")
    _repeated(asked, "--provision", "NAAM", "alleen deze voorziening; mag vaker (standaard: alle)")
    asked.add_argument("--format", choices=("text", "md", "json"), default="text")


def _repeated(command: argparse.ArgumentParser, option: str, metavar: str, text: str) -> None:
    command.add_argument(option, metavar=metavar, action="append", default=[], help=text)
