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
