"""Measures letters: an assessed provision composed into a letter and made into an accessible PDF, each letter new."""

from __future__ import annotations

import logging
from typing import Any

from bench.reasoning import Field
from bench.rivals.html_letter import weasyprint_maker
from bench.rows import Row, rivals
from bench.timing import Contender, race
from trede.letters import Addressee, Letter, LetterError, Sender, SenderErrors, compose, render_pdf
from trede.reason import assess

INVENTED = {
    "organisatie": "Gemeente Voorbeeldstad", "bestuursorgaan": "college van burgemeester en wethouders",
    "adres": "Voorbeeldplein 1, 0000 XX Voorbeeldstad", "telefoon": "000 000 0000", "ondertekenaar": "V. Oorbeeld",
    "functie": "klantmanager", "e_mail": "werk@voorbeeldstad.example", "website": "voorbeeldstad.example",
}  # fmt: skip
SORTS = 12


class Desk:
    """Assessed provisions of a regime of which a letter can be made."""

    def __init__(self, field: Field) -> None:
        self.on = field.on
        try:
            self.sender = Sender.from_mapping(field.regime.sender)
        except SenderErrors:
            self.sender = Sender.from_mapping(INVENTED)
        self.assessed: list[tuple[dict[str, Any], dict[str, Any]]] = []
        for match in field.matches:
            for facts in match.people[:4]:
                found = assess(field.regime, facts, self.on, provisions=[match.program.name]).to_json()
                body = found["voorzieningen"][match.program.name]
                if self._possible(body, found):
                    self.assessed.append((body, found))
                    break
            if len(self.assessed) == SORTS:
                break

    def _possible(self, body: dict[str, Any], head: dict[str, Any]) -> bool:
        try:
            self.letter(0, (body, head))
        except LetterError:
            return False
        return True

    def letter(self, number: int, case: tuple[dict[str, Any], dict[str, Any]] | None = None) -> Letter:
        """Letter `number`: each has its own reference, so that nothing of it can be kept."""
        body, head = case or self.assessed[number % len(self.assessed)]
        kind: Any = "werkgever" if "werkgever" in body["ontvanger"] else "persoon"
        reader = Addressee(kind, "S. de Vries", ("Dorpsstraat 1", "0000 XX Voorbeeldstad"), f"K-{number}")
        return compose(body, head, addressee=reader, sender=self.sender, extra={"kenmerk": f"2026-{number:05d}"})


def letter_rows(field: Field, rounds: int) -> list[Row]:
    """Compose and PDF, warm; weasyprint makes the PDF of the same letter from HTML."""
    desk = Desk(field)
    if not desk.assessed:
        return []
    numbers = iter(range(1, 10**9))
    make, said = weasyprint_maker()
    count = len(desk.assessed)
    render_pdf(desk.letter(0))
    contenders = [
        Contender("compose", lambda i: desk.letter(next(numbers), desk.assessed[i]), count),
        Contender("trede", lambda i: render_pdf(desk.letter(next(numbers), desk.assessed[i])), count),
    ]
    if make is not None:
        logging.getLogger("weasyprint").setLevel(logging.ERROR)
        contenders.append(Contender("html", lambda i: make(desk.letter(next(numbers), desk.assessed[i])), count))
    times = race(contenders, rounds)
    notes = [f"{count} sorts of letter, drafts; composing alone {times['compose'].median:.3f} ms median", said]
    name = f"{field.regime.name}: a letter composed and made into PDF, warm"
    return [Row(name, times["trede"], 25, rivals(times, {"html": "weasyprint"}), notes)]
