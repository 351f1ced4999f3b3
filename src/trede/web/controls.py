"""A question as a control on a page: what stands in its fields, and what was typed read back to a JSON value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from trede.web import typed
from trede.web.typed import Unreadable

MOST_RADIOS = 7
MOST_ROWS = 60
MISSING = object()
PERIOD_FIELDS = [
    {"feit": "van", "naam": "eerste dag", "vraag": "Eerste dag", "soort": "datum"},
    {"feit": "tot_en_met", "naam": "laatste dag", "vraag": "Laatste dag", "soort": "datum"},
]
HINTS = {
    "datum": "Bijvoorbeeld 5-5-2005 of 5 mei 2005.",
    "bedrag": "In euro, bijvoorbeeld 1.234,56.",
    "getal": "Bijvoorbeeld 24 of 7,5.",
    "perioden": "Laat een laatste dag leeg als de periode nog loopt.",
    "keuzes": "U kunt er meer dan één kiezen.",
}


@dataclass
class Control:
    """One question on the page. `typed` is text, a list of chosen values, or nothing for a kind with rows."""

    question: Mapping[str, Any]
    name: str
    typed: Any = ""
    rows: list[list[Control]] = field(default_factory=list)
    error: str = ""
    inside: bool = False  # a field of a row

    @property
    def kind(self) -> str:
        """The kind of value, as in the assessment page."""
        return str(self.question["soort"])

    @property
    def shape(self) -> str:
        """The template that draws it."""
        if self.kind in {"perioden", "lijst"}:
            return "rows"
        if self.kind == "keuzes":
            return "checks"
        if self.kind == "verhaal":
            return "area"
        if self.kind in {"ja_nee", "keuze"}:
            return "select" if len(self.options) > MOST_RADIOS or (self.inside and self.kind == "keuze") else "radios"
        return "text"

    @property
    def template(self) -> str:
        """Where that template stands."""
        return f"web/controls/{self.shape}.html"

    @property
    def options(self) -> list[tuple[str, str]]:
        """The values to choose from, with their words."""
        if self.kind == "ja_nee":
            unknown = [("", "Weet ik niet")] if self.inside or self.question.get("mag_leeg") else []
            return [("ja", "Ja"), ("nee", "Nee"), *unknown]
        return [(item["waarde"], item["naam"]) for item in self.question.get("waarden") or []]

    @property
    def fields(self) -> list[Mapping[str, Any]]:
        """The questions of one row."""
        return PERIOD_FIELDS if self.kind == "perioden" else list(self.question.get("velden") or [])

    @property
    def hint(self) -> str:
        """How to write the answer."""
        return str(self.question.get("hint") or HINTS.get(self.kind, ""))

    @property
    def is_group(self) -> bool:
        """Does it need a legend in place of a label?"""
        return self.shape not in {"text", "area", "select"}

    @property
    def first_id(self) -> str:
        """The field a link in the error summary goes to."""
        if self.shape in {"radios", "checks"}:
            return f"{self.name}-0"
        return self.rows[0][0].first_id if self.rows else self.name

    @property
    def offers_absent(self) -> bool:
        """Can the answer be that it is not there (yet)?"""
        return self.kind in {"datum", "bedrag", "getal", "tekst"}

    @property
    def offers_none(self) -> str:
        """The words of the button for *none*, if the kind has that answer."""
        return {"perioden": "Geen perioden", "lijst": "Geen", "keuzes": "Geen van deze"}.get(self.kind, "")

    def problems(self) -> list[tuple[str, str]]:
        """All that is wrong in it: where, and one sentence."""
        own = [(self.first_id, self.error)] if self.error else []
        return own + [problem for row in self.rows for control in row for problem in control.problems()]

    @property
    def is_blank(self) -> bool:
        """Was nothing typed?"""
        return not self.typed and all(control.is_blank for row in self.rows for control in row)

    def add_row(self) -> None:
        """One more empty row."""
        if len(self.rows) < MOST_ROWS:
            self.rows.append(make_row(self, len(self.rows), {}))

    def drop_row(self, number: int) -> None:
        """Remove a row; the others are numbered anew."""
        kept = [row for index, row in enumerate(self.rows) if index != number]
        values = [{c.question["feit"]: c.typed for c in row} for row in kept]
        self.rows = [make_row(self, index, row) for index, row in enumerate(values)]


def make_row(control: Control, number: int, texts: Mapping[str, Any]) -> list[Control]:
    """The fields of one row, with what was typed in them."""
    return [
        Control(item, f"{control.name}-{number}-{item['feit']}", texts.get(item["feit"], ""), inside=True)
        for item in control.fields
    ]


# --- from a stored answer --------------------------------------------------------------------------------------------


def filled(question: Mapping[str, Any], value: Any = MISSING, name: str = "antwoord") -> Control:
    """A control that shows a stored answer, or stands empty."""
    control = Control(question, name)
    known = value is not MISSING and value is not None
    if control.shape == "rows":
        items = value if known and value else [{}]
        texts = [{f["feit"]: as_typed(f, item.get(f["feit"])) for f in control.fields} for item in items]
        control.rows = [make_row(control, number, row) for number, row in enumerate(texts)]
    elif known:
        control.typed = as_typed(question, value)
    elif control.kind == "keuzes":
        control.typed = []
    return control


def as_typed(question: Mapping[str, Any], value: Any) -> Any:
    """A stored value as the user would type it."""
    if value is None:
        return ""
    kind = question["soort"]
    if kind == "ja_nee":
        return "ja" if value else "nee"
    if kind == "datum":
        return typed_day(str(value))
    if kind in {"getal", "bedrag"}:
        return str(value).replace(".", ",")
    return value


def typed_day(value: str) -> str:
    """An ISO day as a Dutch user types it; anything else as it is.

    >>> typed_day("2005-05-05"), typed_day("gisteren")
    ('5-5-2005', 'gisteren')
    """
    try:
        found = date.fromisoformat(value)
    except ValueError:
        return value
    return f"{found.day}-{found.month}-{found.year}"


# --- from a form -----------------------------------------------------------------------------------------------------


def posted(question: Mapping[str, Any], data: Any, name: str = "antwoord") -> Control:
    """A control with what the user typed; `data` is the form's QueryDict."""
    control = Control(question, name)
    if control.shape == "rows":
        count = data.get(f"{name}-rijen", "1")
        for number in range(min(int(count) if count.isdecimal() else 1, MOST_ROWS)):
            texts = {f["feit"]: data.get(f"{name}-{number}-{f['feit']}", "") for f in control.fields}
            control.rows.append(make_row(control, number, texts))
    elif control.kind == "keuzes":
        control.typed = data.getlist(name)
    else:
        control.typed = data.get(name, "")
    return control


def read(control: Control) -> Any:
    """The JSON value, or MISSING with the errors written in the control."""
    if control.is_blank:
        control.error = nothing_chosen(control)
        return MISSING
    if control.shape == "rows":
        value = [read_row(control, row) for row in control.rows if not all(c.is_blank for c in row)]
        return MISSING if control.problems() else value
    try:
        return read_value(control)
    except Unreadable as error:
        control.error = str(error)
        return MISSING


def nothing_chosen(control: Control) -> str:
    """What to say when the answer was left empty."""
    verb = "Kies een antwoord" if control.shape in {"radios", "checks", "select"} else "Vul een antwoord in"
    other = f", kies '{control.offers_none}'" if control.offers_none else ""
    return f"{verb}{other} of kies 'Weet ik niet'."


def read_row(control: Control, row: list[Control]) -> dict[str, Any]:
    """The value of a row; an empty field is a fact that is not known."""
    value = {}
    for cell in row:
        if not cell.is_blank:
            value[cell.question["feit"]] = read(cell)
        elif control.kind == "perioden" and cell.question["feit"] == "van":
            cell.error = f"Vul de eerste dag in. {typed.DATE_EXAMPLE}"
        elif control.kind == "perioden":
            value["tot_en_met"] = None
    return value


def read_value(control: Control) -> Any:
    """The value of a control without rows."""
    kind, text = control.kind, control.typed
    if kind == "keuzes":
        return [checked(control, item) for item in text]
    if kind in {"ja_nee", "keuze"}:
        chosen = checked(control, text)
        return chosen == "ja" if kind == "ja_nee" else chosen
    if kind == "datum":
        return typed.read_date(text)
    if kind == "bedrag":
        return typed.read_amount(text)
    if kind == "getal":
        return typed.read_number(text, control.question.get("eenheid"))
    return text.strip()


def checked(control: Control, value: str) -> str:
    """A chosen value that is among the options."""
    if value not in dict(control.options):
        raise Unreadable("Kies een van de antwoorden die er staan.")
    return value
