"""Reads what a regime declares: facts, roles, provisions, actions, documents, names; and names defined in lines.

A fact is a bullet under a heading that says what it is about:

    ## Over de werkgever
    - **biedt scholing of begeleiding** (ja/nee; werkgever): Biedt u scholing of gerichte begeleiding?
      - ja: de werkgever scholing of begeleiding biedt
      - nee: de werkgever geen scholing of begeleiding biedt
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from trede.law.document import Bullet, Document, Section
from trede.law.errors import LawError, nearest
from trede.law.kinds import DATE, MONEY, PERIODS, TEXT, UNITS, YES_NO, Kind, parse_number, snake
from trede.law.regime import DEFAULT_ROLES, EVERY_DECISION, Regime
from trede.law.vocabulary import Fact, Symbol, bare
from trede.law.words import KEYWORDS

FACT = re.compile(r"^\*\*(?P<name>[^*]+)\*\* \((?P<spec>.*?)\): (?P<question>.+)$")
ABOUT = re.compile(r"^Over (?:de |het |een )?(?P<subject>.+)$")
ABOUT_LINE = re.compile(r"^over [^:]{1,200}: ", re.I)
GIVES = (" verlenen aan ", " aanbieden aan ", " toekennen aan ", " verstrekken aan ", " geven aan ")
STARTS = (
    "alleen ",
    "niet ",
    "mag ",
    "over ",
    "elke ",
    "eindigt ",
    "voorleggen ",
    "vereist ",
    "onmogelijk ",
    "verlengen ",
)
PRIVACY = ("gewoon", "gevoelig", "gezondheid")
SUBS = ("ja", "nee", "hulp", "sleutel", "ook")
NUMBER_SPEC = re.compile(
    r"^getal(?: (?P<unit>uur per week|[a-z%]+))?(?: (?P<low>\d+(?:,\d+)?) t/m (?P<high>\d+(?:,\d+)?))?$"
)


def declare_all(regime: Regime, documents: list[Document], errors: list[LawError]) -> None:
    """Put everything that the documents declare into the regime's vocabulary."""
    sections = [(d, s) for d in documents for s in d.sections]
    words = regime.vocabulary
    words.add("elke voorziening", Symbol("PROVISION", "elke_voorziening"))
    facts = [
        (document, fact)
        for document, section in sections
        if document.header.get("rang") == "begrippen"
        for fact in _facts(document, section, errors)
    ]
    for _document, fact in sorted(facts, key=lambda pair: pair[1].kind.name != "lijst"):
        _add_fact(regime, fact, errors)
    for document, section in sections:
        _declare_section(regime, document, section, errors)
    for document, section in sections:
        if "bron" in document.header:
            for bullet in section.bullets:
                _defined_names(regime, bullet)
    for document, section in sections:
        if section.heading == "Tweede paar ogen":
            for line, name, _text in _pairs(document, section, []):
                if (key := snake(name)) != EVERY_DECISION and key not in words.provisions:
                    right = nearest(key, [*words.provisions, EVERY_DECISION]) or "elk besluit, of een voorziening"
                    errors.append(LawError(document.file, line, f"Een besluit over '{name}' ken ik niet.", right))


def _add_fact(regime: Regime, fact: Fact, errors: list[LawError]) -> None:
    words = regime.vocabulary
    known = words.field_of(fact.subject, fact.key) if words.is_element(fact.subject) else words.facts.get(fact.key)
    if known is not None and known.file.startswith(f"{regime.name}/"):
        what = f"Het feit '{fact.label}' staat er twee keer (ook in {known.file}, regel {known.line})."
        errors.append(LawError(fact.file, fact.line, what, "één keer, of een andere naam"))
        return
    if fact.label.lower() in KEYWORDS:
        what = f"'{fact.label}' is een woord van de regeltaal en kan geen naam zijn."
        errors.append(LawError(fact.file, fact.line, what, f"een langere naam, zoals '{fact.label} van het werk'"))
        return
    regime.vocabulary.add_fact(fact)


def _facts(document: Document, section: Section, errors: list[LawError]) -> list[Fact]:
    about = ABOUT.match(section.heading)
    if about is None:
        return []
    found = []
    for bullet in section.bullets:
        if bullet.text.startswith("**"):
            fact = _fact(document.file, about["subject"].lower(), bullet, errors)
            if fact is not None:
                found.append(fact)
    return found


def _fact(file: str, subject: str, bullet: Bullet, errors: list[LawError]) -> Fact | None:
    right = "- **naam** (soort; wie weet het; privacy): Vraag?"
    match = FACT.match(bullet.text)
    if match is None:
        errors.append(LawError(file, bullet.line, "Dit feit is niet te lezen.", right, bullet.text))
        return None
    spec = [part.strip() for part in match["spec"].split(";")]
    judged = spec[0].startswith("oordeel")
    kind = parse_kind(spec[0].removeprefix("oordeel").strip() or "ja/nee")
    if kind is None:
        what = f"'{spec[0]}' is geen soort."
        right = "ja/nee, datum, bedrag, getal uur per week, keuze: a, b, keuzes: a, b, tekst, perioden, lijst taak"
        errors.append(LawError(file, bullet.line, what, right, bullet.text))
        return None
    privacy = spec[2] if len(spec) > 2 else "gewoon"
    if privacy not in PRIVACY:
        what = f"'{privacy}' is geen privacyklasse."
        errors.append(LawError(file, bullet.line, what, nearest(privacy, PRIVACY) or ", ".join(PRIVACY), bullet.text))
        privacy = "gevoelig"
    extra = _subs(file, bullet, errors)
    label = match["name"].strip()
    if not snake(label):
        errors.append(LawError(file, bullet.line, "Dit feit heeft geen naam.", right, bullet.text))
        return None
    key = extra.get("sleutel") or ("oordeel_" if judged else "") + snake(label)
    return Fact(
        key, label, kind, subject, spec[1] if len(spec) > 1 else "klantmanager", match["question"].strip(),
        extra.get("hulp", ""), privacy, judged, extra.get("ja", ""), extra.get("nee", ""),
        tuple(snake(old) for old in extra.get("ook", "").split(",") if old.strip()), file, bullet.line,
    )  # fmt: skip


def _subs(file: str, bullet: Bullet, errors: list[LawError]) -> dict[str, str]:
    found = {}
    for child in bullet.children:
        word, colon, text = child.text.partition(":")
        if not colon or word not in SUBS:
            what = f"'{word}' ken ik niet onder een feit."
            right = nearest(word, SUBS) or ", ".join(f"{sub}: …" for sub in SUBS)
            errors.append(LawError(file, child.line, what, right, child.text))
        else:
            found[word] = text.strip().rstrip(".") if word in ("ja", "nee", "sleutel") else text.strip()
    return found


def parse_kind(text: str) -> Kind | None:
    """The kind that is written in a fact's brackets, or None.

    >>> parse_kind("getal uur per week 0 t/m 60")
    Kind(name='getal', unit='uur per week', values=(), element=None, low=0, high=60)
    """
    simple = {"ja/nee": YES_NO, "datum": DATE, "bedrag": MONEY, "tekst": TEXT, "perioden": PERIODS}
    if text in simple:
        return simple[text]
    if text == "bsn":
        return replace(TEXT, unit="bsn")
    if text.startswith("bedrag per "):
        return replace(MONEY, unit=text.removeprefix("bedrag per "))
    for name in ("keuze", "keuzes"):
        if text.startswith(name + ": "):
            values = tuple(value.strip() for value in text[len(name) + 2 :].split(",") if snake(value))
            return Kind(name, values=values) if values else None
    if text.startswith("lijst "):
        return Kind("lijst", element=text.removeprefix("lijst ").strip())
    match = NUMBER_SPEC.match(text)
    if match is None or (match["unit"] and match["unit"] not in UNITS):
        return None
    unit = UNITS[match["unit"]] if match["unit"] else None
    low, high = (parse_number(match[k]) if match[k] else None for k in ("low", "high"))
    if low is not None and high is not None and low > high:
        return None
    return Kind("getal", unit, low=low, high=high)


def _declare_section(regime: Regime, document: Document, section: Section, errors: list[LawError]) -> None:
    words = regime.vocabulary
    match section.heading:
        case "Rollen":
            for bullet in section.bullets:
                words.add_role(bullet.text.rstrip("."))
        case "Handelingen":
            for bullet in section.bullets:
                words.add_action(bullet.text.rstrip("."))
        case "Waarden":
            for bullet in section.bullets:
                words.add_value(bullet.text.rstrip("."))
        case "Stukken":
            for bullet in section.bullets:
                name, parts = _bold(document, bullet, errors)
                words.add_document(name, [part.strip() for part in parts.split(",") if part.strip()])
        case "Voorzieningen":
            lines: dict[str, int] = {}
            for bullet in section.bullets:
                name = _declare_provision(regime, document, bullet, errors)
                if (line := lines.setdefault(name, bullet.line)) != bullet.line:
                    what = f"De voorziening '{name}' staat er twee keer (ook in regel {line})."
                    right = "één keer, of een andere naam"
                    errors.append(LawError(document.file, bullet.line, what, right, bullet.text))
        case "Vaste namen":
            for line, name, key in _pairs(document, section, errors):
                if name in DEFAULT_ROLES:
                    regime.roles[name] = snake(key)
                else:
                    right = nearest(name, DEFAULT_ROLES) or ", ".join(DEFAULT_ROLES)
                    errors.append(LawError(document.file, line, f"'{name}' is geen vaste naam.", right))
        case "Tweede paar ogen":
            for line, name, text in _pairs(document, section, errors):
                if text in ("ja", "nee"):
                    regime.second_pair[snake(name)] = text == "ja"
                else:
                    errors.append(LawError(document.file, line, f"'{text}' is hier geen antwoord.", "ja of nee"))
        case "Gemeenten":
            for bullet in section.bullets:
                name, why = _bold(document, bullet, errors)
                regime.municipalities[name] = why
        case "Afzender":
            regime.sender.update({name: text for _line, name, text in _pairs(document, section, errors)})
        case _:
            pass


def _declare_provision(regime: Regime, document: Document, bullet: Bullet, errors: list[LawError]) -> str:
    name, rest = _bold(document, bullet, errors)
    extra = {}
    for part in (part.strip() for part in rest.split(";") if part.strip()):
        word, _, text = part.partition(" ")
        if word in ("ook", "groep") and text:
            extra[word] = text
        else:
            what = f"'{part}' ken ik niet achter een voorziening."
            errors.append(LawError(document.file, bullet.line, what, "groep …; ook …, …", bullet.text))
    aliases = [alias.strip() for alias in extra.get("ook", "").split(",") if alias.strip()]
    regime.groups[regime.vocabulary.add_provision(name, aliases)] = extra.get("groep", "")
    return name


def _pairs(document: Document, section: Section, errors: list[LawError]) -> Iterator[tuple[int, str, str]]:
    """The rows of tables of two columns; the first row counts too."""
    for table in section.tables:
        if len(table.header) != 2:
            what = f"Deze tabel heeft {len(table.header)} kolommen; hier horen er twee."
            errors.append(LawError(document.file, table.line, what, "| naam | wat erbij hoort |"))
            continue
        yield from ((line, cells[0], cells[1]) for line, cells in [(table.line, table.header), *table.rows])


def _bold(document: Document, bullet: Bullet, errors: list[LawError]) -> tuple[str, str]:
    match = re.match(r"^\*\*([^*]+)\*\*(?:: ?(.*))?$", bullet.text)
    if match is None:
        errors.append(LawError(document.file, bullet.line, "Hier hoort een naam.", "- **naam**: …", bullet.text))
        return bullet.text, ""
    return match[1].strip(), (match[2] or "").strip().rstrip(".")


def _defined_names(regime: Regime, bullet: Bullet) -> None:
    """The names that a line gives: of a definition, of the columns of a table, of what is granted or decided."""
    if bullet.text.startswith(("Tekst:", "Begrip:", "Leemte:", "Lijst ", "**")):
        return
    text = ABOUT_LINE.sub("", bullet.text.lower(), count=1)
    if text.startswith(STARTS):
        return
    for verb in (" betekent ", " bedraagt ", " luidt "):
        name, found, _rest = text.partition(verb)
        if found and "," not in name:
            _define(regime, bare(name)[-1])
            return
    if text.endswith(":"):
        for name in _columns(text[:-1]):
            _define(regime, name.strip())
        return
    if name := _granted(text):
        if not any(symbol.category == "PROVISION" for symbol in regime.vocabulary.phrases.get(name, ())):
            regime.vocabulary.add_provision(name)


def _columns(text: str) -> list[str]:
    """The outputs of `Tabel a, b naar k`, `Reeks a` and `R kiest a naar k`."""
    start, _, rest = text.partition(" ")
    if start not in ("tabel", "reeks"):
        rest = text.partition(" kiest ")[2]
    return [name for name in rest.split(" naar ")[0].split(",") if name.strip()]


def _granted(text: str) -> str:
    """The provision in `R kan X verlenen aan R`, or the decision in `R beslist over X`."""
    for verb in (" beslist over ", " kan beslissen over "):
        if verb in text:
            return bare(text.partition(verb)[2].rstrip("."))[-1]
    ends = [end for word in GIVES if (end := text.find(word)) >= 0]
    for modal in (" kan ", " moet "):
        before, found, rest = text.partition(modal)
        if ends and found and len(before) + len(modal) < min(ends):
            return bare(rest[: min(ends) - len(before) - len(modal)])[-1]
    return ""


def _define(regime: Regime, phrase: str) -> None:
    """A line gives `phrase` a value: a fact of that name gets a definition, else the name is new."""
    symbols = regime.vocabulary.phrases.get(phrase, ())
    if not any(symbol.category == "NAME" and not symbol.negated for symbol in symbols):
        regime.vocabulary.add_derived(phrase)
