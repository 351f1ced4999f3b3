"""What both written forms of the page say in the same words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from trede.law.kinds import show_date

EMPTY_CELL = "zoals de persoon"
SOURCES = ("naam", "rang", "regime", "vastgesteld", "geldt", "vingerafdruk")
ASKED = ("feit", "vraag", "wie weet het", "soort")


@dataclass(frozen=True, slots=True)
class Closing:
    """A closing part of the page: one table under a heading of its own."""

    anchor: str
    title: str
    caption: str
    head: tuple[str, ...]
    rows: list[list[str]]


def legend() -> list[str]:
    """How to read the page."""
    return [
        "Elke regel staat er zoals de computer hem uitvoert, met daaronder wat hij vraagt in gewone woorden.",
        "De plaats, zoals V-12.4.c, zegt in welke bron, welk artikel en welk lid de regel staat.",
        "Kan betekent: het mag, een mens beslist. Moet is een plicht. Mag niet is een verbod.",
        "Bij elke regel staat wie hem afdoet: de computer, een mens, of de computer nadat een mens een oordeel gaf.",
        "Voorbeelden zijn ook proeven: achter = staat wat eruit moet komen. Een vraagteken is wat niemand nog weet.",
    ]


def day_text(day: str | None) -> str:
    """An ISO day in words; nothing for none."""
    return show_date(date.fromisoformat(day)) if day else ""


def period_text(since: str | None, until: str | None) -> str:
    """From when until when something holds (the last day not included)."""
    parts = ([f"vanaf {day_text(since)}"] if since else []) + ([f"tot {day_text(until)}"] if until else [])
    return " ".join(parts)


def source_cells(source: dict[str, Any]) -> list[str]:
    """A source as a row: name, rank, regime, adopted, when it holds, and the start of its digest."""
    period = period_text(source["geldt_vanaf"], source["geldt_tot"]) or "niet vermeld"
    if source["terugwerkend"]:
        period += ", met terugwerkende kracht: de tekst is later vastgesteld of bekendgemaakt"
    if not source["van_kracht"]:
        period += " (geldt niet op deze dag)"
    learned = [f"{word} {day_text(source[word])}" for word in ("vastgesteld", "bekendgemaakt") if source[word]]
    name = f"{source['titel']} ({source['bron']})"
    return [name, source["rang"], source["regime"], ", ".join(learned) or "niet vermeld", period, source["sha256"][:12]]


def norm_facts(norm: dict[str, Any]) -> list[tuple[str, str]]:
    """What stands beside a norm, as name and value, in one order."""
    aside = norm["opzij"]
    pairs = [
        ("Plaats", norm["plaats"]),
        ("Soort", norm["vorm"]),
        ("Gaat over", ", ".join(norm["voorzieningen"])),
        ("Bevoegdheid", norm["bevoegdheid_uitleg"]),
        ("Wie", ", ".join(norm["wie"])),
        ("Afdoening", norm["hand_uitleg"]),
        ("Geldt", period_text(norm["vanaf"], norm["tot"])),
        ("Opzijgezet", aside_text(aside) if aside else ""),
    ]
    return [(name, value) for name, value in pairs if value]


def aside_text(aside: dict[str, Any]) -> str:
    """Why and when the register sets a norm aside."""
    when = f" als {aside['alleen_als']}" if aside["alleen_als"] else ""
    return f"het register zet deze regel opzij{when}; dan geldt {', '.join(aside['geldt'])}. {aside['waarom']}".strip()


def note_text(note: dict[str, str]) -> str:
    """A note, with what kind it is."""
    return {"lezing": "Lezing: ", "erratum": "Erratum: "}.get(note["soort"], "") + note["tekst"]


def opening_text(page: dict[str, Any]) -> str:
    """Of which day these rules are, and on which others they build."""
    base = f" Ze bouwen op: {', '.join(page['bouwt_op'])}." if page["bouwt_op"] else ""
    return f"Dit zijn de regels zoals ze gelden op {day_text(page['op'])}.{base}"


def other_days(found: dict[str, Any]) -> str:
    """How many rows of a table hold on other days."""
    return f"Op een andere dag gelden andere rijen ({found['andere_dagen']})."


def example_title(found: dict[str, Any]) -> str:
    """What a table of examples is about and from whom it starts."""
    about = f"Voorbeelden van {found['voorziening'].replace('_', ' ')}" if found["voorziening"] else "Voorbeelden"
    return about + (f", vanuit {found['vanuit']}" if found["vanuit"] else "")


def example_rows(found: dict[str, Any]) -> tuple[list[str], list[list[str]]]:
    """The heading and rows of a table of examples, with whether they came out right if that is known."""
    judged = any(row["klopt"] is not None for row in found["rijen"])
    head, rows = list(found["kop"]), [[cell or EMPTY_CELL for cell in row["cellen"]] for row in found["rijen"]]
    if judged:
        head.append("klopt")
        for cells, row in zip(rows, found["rijen"], strict=True):
            cells.append({True: "ja", False: "nee"}.get(row["klopt"], "niet gerekend"))
    return head, rows


def asked_rows(article: dict[str, Any]) -> list[list[str]]:
    """What an article asks: the fact, its question, who knows it, its kind."""
    return [[f["naam"], f["vraag"], f["wie"], plain_kind(f)] for f in article["gevraagd"]]


def closings(page: dict[str, Any]) -> list[Closing]:
    """The closing parts that have something to say: register, errata, other ladders, figures not confirmed."""
    clashes = [
        [r["over"], ", ".join(r["bronnen"]), ", ".join(r["geldt"]), r["opzij_als"] or "altijd", r["waarom"],
         r["besloten_door"], "ja" if r["nu"] else "nee"] for r in page["register"]
    ]  # fmt: skip
    errata = [[e["plaats"], e["er_staat"], e["gelezen_als"], e["waarom"]] for e in page["errata"]]
    rungs = [
        [str(c["trede"]), c["ladder_van"], " of ".join(map(str, c["wordt_trede"])), c["waarom"], c["stand"],
         c["besloten_door"]] for c in page["ladders"]
    ]  # fmt: skip
    doubts = [[u["naam"], u["waarde"], u["norm"], u["waarom"]] for u in page["onbevestigd"]]
    found = [
        Closing("register", "Botsingen tussen bronnen", "Waar bronnen iets anders zeggen, en wat dan geldt",
                ("over", "normen", "geldt", "opzij als", "waarom", "besloten door", "zet nu opzij"), clashes),
        Closing("errata", "Fouten in de teksten", "Drukfouten en verkeerde verwijzingen",
                ("plaats", "er staat", "gelezen als", "waarom"), errata),
        Closing("ladders", "Van ladder naar ladder", "Een voorstel: een mens bevestigt de trede voor elke persoon",
                ("trede", "ladder van", "wordt trede", "waarom", "stand", "besloten door"), rungs),
        Closing("onbevestigd", "Cijfers die nog niet bevestigd zijn", "Controleer deze cijfers voor gebruik",
                ("naam", "waarde", "norm", "waarom"), doubts),
    ]  # fmt: skip
    return [part for part in found if part.rows]


def persona_text(person: dict[str, Any]) -> str:
    """Who an invented person is, and by the law of which day the examples are worked out."""
    day = f"Het recht van {day_text(person['op'])}." if person["op"] else ""
    return f"{person['beschrijving']} {day}".strip()


def plain_kind(fact: dict[str, Any]) -> str:
    """The kind of a fact: a judgement is named so, a choice shows its values."""
    kind = f"{fact['soort']}: {', '.join(fact['waarden'])}" if fact["waarden"] else fact["soort"]
    return f"oordeel, {kind}" if fact["oordeel"] else str(kind)
