"""Forms of casework: fields as the controls of the interview, what was typed kept, everything wrong told at once.

A view names its fields once, reads what was sent, and lets a service act; what the service refuses lands beside the
field it is about and in the summary. When somebody else was first (`Overtaken`), both versions are shown, and the form
carries the new revision, so that saving again is a choice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from trede.casework.services.common import NotAllowed, Overtaken, Refused
from trede.web import controls
from trede.web.controls import MISSING, Control
from trede.web.typed import Unreadable, read_date
from trede.web.wording import long_date

REVISION = "revisie"
MOST = {"tekst": 200, "verhaal": 10_000}  # characters


@dataclass(frozen=True)
class Field:
    """A field: its name (also that of the problem a service tells), its label, and a kind of `controls`.

    `kind` is `tekst`, `verhaal` (more lines), `datum`, `getal`, `bedrag`, `ja_nee`, `keuze` or `keuzes`.
    """

    name: str
    label: str
    kind: str = "tekst"
    required: bool = True
    options: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    unit: str | None = None
    most: int = 0  # characters; 0 is the usual most of its kind
    later: bool = False  # may be empty for now: no *niet verplicht* behind its label

    @property
    def question(self) -> dict[str, Any]:
        """The field as a question for a control."""
        label = self.label if self.required or self.later else f"{self.label} (niet verplicht)"
        values = [{"waarde": value, "naam": word} for value, word in self.options]
        return {"feit": self.name, "vraag": label, "soort": self.kind, "waarden": values, "hint": self.hint,
                "eenheid": self.unit, "mag_leeg": not self.required}  # fmt: skip


class Form:
    """Fields with what stands in them. `sent` is the form's QueryDict, None when nothing was sent yet.

    `initial` maps names to values as `read` gives them; `revision` is that of the row that is edited.
    """

    def __init__(
        self, fields: Iterable[Field], sent: Any = None, initial: Mapping[str, Any] | None = None,
        revision: int | None = None, prefix: str = "",
    ) -> None:  # fmt: skip
        self.fields = {field.name: field for field in fields}
        self.prefix = prefix
        self.other: list[tuple[str, str]] = []
        self.overtaken: list[tuple[str, str, str]] = []
        self.refused: Refused | None = None
        self.revision = revision
        if sent is not None and sent.get(REVISION, "").isdecimal():
            self.revision = int(sent[REVISION])
        self.controls = {name: self._control(field, sent, initial or {}) for name, field in self.fields.items()}

    def _control(self, field: Field, sent: Any, initial: Mapping[str, Any]) -> Control:
        name = f"{self.prefix}{field.name}"
        if sent is not None:
            return controls.posted(field.question, sent, name)
        return controls.filled(field.question, plain(initial.get(field.name, MISSING)), name)

    def __getitem__(self, name: str) -> Control:
        return self.controls[name]

    def read(self) -> dict[str, Any]:
        """What was typed: text, date, number or amount as text, bool, list; an empty date, number, yes or no is None.

        What cannot be read, and what is required and empty, is None, with the error in its control.
        """
        return {name: self._value(field, self.controls[name]) for name, field in self.fields.items()}

    def _value(self, field: Field, control: Control) -> Any:
        if control.is_blank:
            if field.required:
                control.error = "Maak een keuze." if field.options or field.kind == "ja_nee" else "Vul dit in."
            return {"tekst": "", "verhaal": "", "keuze": "", "keuzes": []}.get(field.kind)
        value = controls.read(control)
        if value is MISSING:
            return None
        most = field.most or MOST.get(field.kind, 0)
        if most and len(value) > most:
            control.error = f"Dit is te lang: hoogstens {most} tekens. Nu zijn het er {len(value)}."
        return date.fromisoformat(value) if field.kind == "datum" else value

    def does(self, act: Callable[[dict[str, Any]], Any], tolerant: bool = False) -> bool:
        """Read the form and let `act` do it; False when something is wrong, and then nothing was done.

        `tolerant` says that `act` bears None for what could not be read: then its problems are told in the same round.
        """
        values = self.read()
        if self.problems and not tolerant:
            return False
        try:
            if not self.problems:
                act(values)
            else:
                with transaction.atomic():
                    act(values)
                    transaction.set_rollback(True)
        except Refused as refused:
            self.take(refused)
        return not self.problems

    def take(self, refused: Refused) -> None:
        """Put each problem beside its field; what is about no field of this form goes to the summary alone."""
        if isinstance(refused, NotAllowed):
            refused.stay_noted()
        self.refused = refused
        for problem in refused.problems:
            control = self.controls.get(problem.part or problem.field)
            if control is None:
                self.other.append((problem.field, problem.text))
            elif not control.error:
                control.error = problem.text
        if isinstance(refused, Overtaken):
            self.revision = refused.row.revision
            self.overtaken = [
                (
                    field.label,
                    typed(self.controls[name]),
                    shown(getattr(refused.row, name), self.controls[name].options),
                )
                for name, field in self.fields.items()
                if hasattr(refused.row, name)
            ]

    @property
    def problems(self) -> list[tuple[str, str]]:
        """All that is wrong, for the summary: the field to go to, and one sentence."""
        own = [
            (place, f"{self.fields[name].label}: {text}")
            for name, control in self.controls.items()
            for place, text in control.problems()
        ]
        return [("", text) for _, text in self.other] + own


def plain(value: Any) -> Any:
    """A value as a facts file holds it."""
    return value.isoformat() if isinstance(value, date) else value


def typed(control: Control) -> str:
    """What was typed, on one line."""
    options = dict(control.options)
    if isinstance(control.typed, list):
        return ", ".join(options.get(item, item) for item in control.typed)
    if control.kind == "datum" and not control.is_blank:
        with suppress(Unreadable):
            return long_date(read_date(str(control.typed)))
    return options.get(control.typed, str(control.typed))


def shown(value: Any, options: Iterable[tuple[str, str]] = ()) -> str:
    """What stands in a row now, in the words of the form."""
    if isinstance(value, bool):
        return "Ja" if value else "Nee"
    if isinstance(value, date):
        return long_date(value)
    return "" if value is None else dict(options).get(str(value), str(value))
