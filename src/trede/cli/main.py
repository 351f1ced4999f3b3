"""The command `trede`. Exit codes: 0 good, 1 something differs, 2 bad input."""

from __future__ import annotations

import argparse
import gc
import io
import os
import re
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, NoReturn

import trede
from trede.cli.many import many_commands
from trede.cli.usage import Usage

COLLECT_AFTER = 200_000  # objects; what a command reads lives to its end, so looking for rubbish often is time lost
USAGE_WORDS = (
    (r"the following arguments are required: (.+)", r"er ontbreekt: \1"),
    (r"unrecognized arguments: (.+)", r"dit ken ik niet: \1"),
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", r"\1: \2 kan niet; kies uit \3"),
    (r"argument (.+?): expected one argument", r"\1: hier hoort een waarde achter"),
    (r"argument (.+?): invalid int value: (.+)", r"\1: \2 is geen geheel getal"),
    (r"argument (.+?): ignored explicit argument (.+)", r"\1: hier hoort geen waarde achter (\2)"),
    (r"argument (.+?): not allowed with argument (.+)", r"\1 en \2 gaan niet samen"),
)


class Help(argparse.HelpFormatter):
    """The help of a command, in Dutch."""

    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """The line that says how to write the command."""
        super().add_usage(usage, actions, groups, "gebruik: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks Dutch, also about what is wrong."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{**settings, "add_help": False, "allow_abbrev": False, "formatter_class": Help})
        self._positionals.title, self._optionals.title = "wat erbij hoort", "keuzes"
        self.add_argument("-h", "--help", action="help", help="toon deze hulp")

    def error(self, message: str) -> NoReturn:
        """One clear sentence, exit code 2."""
        for english, dutch in USAGE_WORDS:
            if re.fullmatch(english, message):
                message = re.sub(english, dutch, message)
                break
        self.exit(2, f"trede: {message}. Zie: {self.prog} --help\n")


def build_parser() -> Parser:
    """The parser of all commands."""
    parser = Parser(prog="trede", description="Regels voor re-integratie: uitvoeren, uitleggen, nakijken.")
    parser.add_argument("--version", action="version", version=f"trede {trede.__version__}",
                        help="toon de versie")  # fmt: skip
    commands = parser.add_subparsers(dest="command", required=True, metavar="OPDRACHT", parser_class=Parser)

    def command(name: str, text: str, run: str) -> Parser:
        made: Parser = commands.add_parser(name, help=text, description=text)
        made.set_defaults(run=run)
        return made

    def case(made: Parser, provision: bool) -> None:
        made.add_argument("regime", metavar="REGIME")
        made.add_argument("--on", metavar="DATUM", help="de datum van het recht (standaard: vandaag)")
        made.add_argument("--known", metavar="DATUM", help="alleen wat op deze dag bekend was")
        made.add_argument("--provision", metavar="NAAM", required=provision, help="één voorziening")
        if not provision:
            made.add_argument("--decision", metavar="NAAM", help="één beslissing die geen voorziening is")
        source = made.add_mutually_exclusive_group()
        source.add_argument("--facts", metavar="BESTAND", help="feiten als JSON of JSON Lines; - is de standaardinvoer")
        source.add_argument("--person", metavar="NAAM", help="een verzonnen persoon uit het regime")

    assess = command("assess", "Beoordeel voorzieningen voor een persoon", "trede.cli.assessing:assess_command")
    case(assess, provision=False)
    assess.add_argument(
        "also", metavar="REGIME", nargs="*", default=[], help="nog een regime, om naast het eerste te zetten"
    )
    assess.add_argument("--format", choices=("text", "json"), default="text")
    ask = command("ask", "Geef de volgende vraag", "trede.cli.assessing:ask_command")
    case(ask, provision=False)
    ask.add_argument("--format", choices=("text", "json"), default="json")
    letter = command("letter", "Maak de brief als PDF", "trede.cli.letter:letter_command")
    case(letter, provision=True)
    letter.add_argument("--out", metavar="BESTAND", required=True)
    letter.add_argument("--to", metavar="BESTAND", help="geadresseerde en aanvullingen als JSON")
    letter.add_argument("--made-known", metavar="DATUM", help="de dag van bekendmaking")
    letter.add_argument("--final", action="store_true", help="geen concept: alles wat moet, moet erin staan")
    replay = command("replay", "Reken een receipt na", "trede.cli.assessing:replay_command")
    replay.add_argument("receipt", metavar="RECEIPT")
    check = command("check", "Kijk een regime na en reken de voorbeelden uit", "trede.cli.checking:check_command")
    check.add_argument("target", metavar="REGIME", nargs="*")
    check.add_argument("--format", choices=("text", "json"), default="text")
    describe = command("describe", "Toon een regime als pagina", "trede.cli.checking:describe_command")
    describe.add_argument("regime", metavar="REGIME")
    describe.add_argument("--on", metavar="DATUM")
    describe.add_argument("--format", choices=("html", "md", "json"), default="md")
    coverage = command("coverage", "Toon welke norm hoe is uitgevoerd", "trede.cli.checking:coverage_command")
    coverage.add_argument("regime", metavar="REGIME", nargs="?")
    coverage.add_argument("--format", choices=("text", "json"), default="text")
    facts = command("facts", "Toon de feiten van een regime", "trede.cli.checking:facts_command")
    facts.add_argument("regime", metavar="REGIME")
    facts.add_argument("--format", choices=("text", "json"), default="text")
    ladder = command("ladder", "Toon de ladder van een regime", "trede.cli.ladder:ladder_command")
    ladder.add_argument("regime", metavar="REGIME")
    ladder.add_argument("--on", metavar="DATUM")
    ladder.add_argument("--to", metavar="REGIME", help="wat elke trede op de ladder van dit regime zou zijn")
    ladder.add_argument("--format", choices=("text", "json"), default="text")
    many_commands(command)
    compare = command("compare", "Zet twee versies van een regeling naast elkaar, met bewijs",
                      "trede.cli.versions:compare_versions_command")  # fmt: skip
    compare.add_argument("what", metavar="REGIME|DATUM", nargs="+",
                         help="een regime en twee dagen, of twee regimes (of een map) en --on")  # fmt: skip
    compare.add_argument("--on", metavar="DATUM", help="de dag, bij twee regimes")
    compare.add_argument("--provision", metavar="NAAM", help="één voorziening of beslissing")
    compare.add_argument("--time", metavar="SECONDEN", help="zoektijd per voorziening (standaard: 5)")
    compare.add_argument("--format", choices=("text", "json"), default="text")
    gaps = command("gaps", "Zoek gaten, regels zonder gevolg en tegenspraken in een regime",
                   "trede.cli.versions:gaps_command")  # fmt: skip
    gaps.add_argument("regime", metavar="REGIME")
    gaps.add_argument("--on", metavar="DATUM", help="de datum van het recht (standaard: vandaag)")
    gaps.add_argument("--provision", metavar="NAAM", help="één voorziening of beslissing")
    gaps.add_argument("--time", metavar="SECONDEN", help="zoektijd per vraag (standaard: 5)")
    gaps.add_argument("--format", choices=("text", "json"), default="text")
    catalogue = command("catalogue", "Toon instrumenten en producten", "trede.cli.shelf:catalogue_command")
    catalogue.add_argument("regime", metavar="REGIME")
    catalogue.add_argument("--on", metavar="DATUM")
    catalogue.add_argument("--rung", metavar="TREDE", help="voor wie op deze trede staat")
    catalogue.add_argument("--trajectory", metavar="SOORT", help="voor dit soort traject")
    catalogue.add_argument("--target", metavar="TEKST", action="append", help="voor deze doelgroep (mag vaker)")
    catalogue.add_argument("--goal", metavar="TEKST", help="met dit doel")
    catalogue.add_argument("--provider", metavar="TEKST", help="van deze aanbieder")
    catalogue.add_argument("--price", metavar="EURO", help="hoogstens deze prijs")
    catalogue.add_argument("--find", metavar="WOORDEN", help="waar deze woorden in staan")
    person = catalogue.add_mutually_exclusive_group()
    person.add_argument("--person", metavar="NAAM", help="wat past bij een verzonnen persoon uit het regime")
    person.add_argument("--facts", metavar="BESTAND", help="wat past bij deze feiten (JSON); - is de standaardinvoer")
    catalogue.add_argument("--format", choices=("text", "json"), default="text")
    new = command("new", "Maak een nieuw regime", "trede.cli.creating:new_command")
    new.add_argument("name", metavar="NAAM", help="de map, zoals voorbeeldstad")
    new.add_argument("--title", metavar="TITEL", help="de naam voor lezers, zoals Voorbeeldstad")
    new.add_argument("--source", metavar="LETTERS", help="begin van de plaatsen, zoals VBS")
    new.add_argument("--root", metavar="MAP", help="waar de map komt (standaard: regimes/)")
    demo = command("demo", "Start de pagina op deze computer", "trede.cli.serving:demo_command")
    demo.add_argument("--port", type=int, default=8000)
    demo.add_argument("--no-browser", action="store_true")
    keeping_commands(command)
    command("language-server", "Hulp voor een tekstverwerker (LSP)", "trede.cli.serving:language_server_command")
    return parser


def keeping_commands(command: Callable[[str, str, str], Parser]) -> None:
    """The commands for who keeps an installation."""
    begin = command("municipality", "Begin met een gemeente en haar eerste beheerder",
                    "trede.cli.administering:municipality_command")  # fmt: skip
    begin.add_argument("slug", metavar="KENMERK", help="kort, zoals voorbeeldstad")
    begin.add_argument("--regime", metavar="REGIME", required=True)
    begin.add_argument("--name", metavar="NAAM", help="de naam van de gemeente (standaard: die van het regime)")
    begin.add_argument("--administrator", metavar="E-MAIL", required=True, help="de eerste beheerder")
    begin.add_argument("--person", metavar="NAAM", required=True, help="hoe de beheerder heet")
    verify = command("verify-audit", "Reken het auditlog na", "trede.cli.administering:verify_audit_command")
    verify.add_argument("--checkpoint", metavar="BESTAND", help="wat de vorige keer bleek; buiten de database bewaard")
    verify.add_argument("--format", choices=("text", "json"), default="text")
    key = command("api-key", "Maak een sleutel voor een ander systeem", "trede.cli.administering:api_key_command")
    key.add_argument("account", metavar="E-MAIL", help="het account waarvoor het systeem werkt")
    key.add_argument("--municipality", metavar="KENMERK", required=True)
    key.add_argument("--name", metavar="NAAM", required=True, help="welk systeem")
    key.add_argument("--end", action="store_true", help="beëindig de sleutels van deze naam")
    command("rotate-keys", "Versleutel alles met de eerste sleutel", "trede.cli.administering:rotate_keys_command")
    export = command("export-subject", "Geef alles over één persoon", "trede.cli.administering:export_subject_command")
    export.add_argument("person", metavar="KENMERK")
    export.add_argument("--municipality", metavar="GEMEENTE", required=True)
    export.add_argument("--why", metavar="REDEN", required=True, help="komt in het auditlog")
    export.add_argument("--out", metavar="BESTAND", required=True)
    grants = command("database-roles", "Geef de webapplicatie een eigen account in PostgreSQL",
                     "trede.cli.administering:database_roles_command")  # fmt: skip
    grants.add_argument("--role", metavar="NAAM", default="trede_web")


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; what is wrong is said in Dutch on the error stream, with exit code 2."""
    gc.set_threshold(COLLECT_AFTER)
    arguments = build_parser().parse_args(argv)
    module, _, name = arguments.run.partition(":")
    run: Callable[[argparse.Namespace], int] = getattr(import_module(module), name)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower().replace("-", "") != "utf8":
            stream.reconfigure(encoding="utf-8")
    try:
        code = run(arguments)
        sys.stdout.flush()
    except Usage as problem:
        print(f"trede: {problem}", file=sys.stderr)
        return 2
    except RecursionError:
        print("trede: dit is te diep genest om te lezen of uit te rekenen.", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader has seen enough; what is still to be written goes nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


if __name__ == "__main__":
    sys.exit(main())
