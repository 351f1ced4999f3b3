"""What is said when a letter cannot be made: always in Dutch, always with all that is wrong."""

from __future__ import annotations

from collections.abc import Iterable


class LetterError(Exception):
    """This letter cannot be made; the message says why, in Dutch."""


class LetterIncomplete(LetterError):
    """A letter that is not a draft lacks demanded parts (Awb 3:45 to 3:47; article 16 of an ordinance such as 2023's).

    `parts` holds every part that lacks, in Dutch.
    """

    def __init__(self, parts: Iterable[str]) -> None:
        self.parts = tuple(parts)
        lines = "\n".join(f"- {part}" for part in self.parts)
        super().__init__(f"Deze brief kan nog niet weg. Er ontbreekt:\n{lines}")


class SenderErrors(LetterError):
    """All mistakes in the data about the sender of letters, in the order in which they stand there."""

    def __init__(self, errors: Iterable[str]) -> None:
        self.errors = tuple(errors)
        lines = "\n".join(f"- {error}" for error in self.errors)
        super().__init__(f"De gegevens van de afzender kloppen niet:\n{lines}")
