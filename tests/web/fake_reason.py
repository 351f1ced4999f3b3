"""A stand-in for `trede.law` and `trede.reason`, with the API of docs/assessment.md, until the engine is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from trede.law.errors import NoLawInForce, UnknownRegime, nearest

YES_NO = "ja_nee"


def q(fact: str, vraag: str, soort: str, **extra: Any) -> dict[str, Any]:
    base = {
        "feit": fact, "naam": fact.replace("_", " "), "vraag": vraag, "hulp": None, "soort": soort, "waarden": [],
        "eenheid": None, "wie": "klantmanager", "privacy": "gewoon", "oordeel": fact.startswith("oordeel_"),
        "normen": [], "nog": 0,
    }  # fmt: skip
    values = extra.pop("waarden", [])
    base["waarden"] = [{"waarde": v.replace(" ", "_"), "naam": v} for v in values]
    return base | extra


QUESTIONS = {
    item["feit"]: item
    for item in [
        q("geboortedatum", "Wat is de geboortedatum?", "datum", wie="brp", hulp="Staat op het identiteitsbewijs."),
        q("uitkering", "Welke uitkering krijgt de kandidaat?", "keuze", wie="administratie", privacy="gevoelig",
          waarden=["algemene bijstand", "ioaw", "ioaz", "anders", "geen uitkering"]),
        q("woonplaats", "Waar woont de kandidaat?", "keuze", wie="brp",
          waarden=["voorbeeldstad", "dorp a", "dorp b", "dorp c", "dorp d", "dorp e", "dorp f", "elders"]),
        q("contracturen_per_week", "Hoeveel uur per week staat er in het contract?", "getal", eenheid="uur per week",
          wie="werkgever", hulp="Tel overwerk niet mee. Staat er een gemiddelde in het contract? Vul dat in."),
        q("ingangsdatum", "Vanaf welke dag geldt de voorziening?", "datum", wie="systeem"),
        q("maandloon", "Wat is het brutoloon per maand?", "bedrag", wie="werkgever", eenheid="maand"),
        q("loonwaarde", "Hoe hoog is de loonwaarde?", "getal", eenheid="%", wie="loonwaardemeter", privacy="gevoelig"),
        q("doelen", "Welke doelen staan in het plan?", "keuzes", waarden=["werk", "opleiding", "taal", "dagritme"]),
        q("werkgever", "Bij welk bedrijf gaat de kandidaat werken?", "tekst", wie="werkgever"),
        q("doelgroep", "Staat de kandidaat in het doelgroepregister?", YES_NO, wie="uwv", privacy="gevoelig"),
        q("ziekteperioden", "Van wanneer tot wanneer was de kandidaat ziek?", "perioden", wie="werkgever",
          privacy="gezondheid"),
        q("taken", "Welke taken doet de kandidaat?", "lijst", wie="loonwaardemeter", velden=[
            q("naam", "Hoe heet de taak?", "tekst"), q("aandeel", "Welk deel van de tijd?", "getal", eenheid="%"),
            q("zelfstandig", "Gaat dit zonder hulp?", YES_NO)]),
        q("oordeel_kan_het_werk_aan", "Kan de kandidaat dit werk aan?", YES_NO, privacy="gevoelig"),
        q("oordeel_noodzakelijk", "Is deze hulp nodig om werk te krijgen?", YES_NO),
    ]
}  # fmt: skip


@dataclass
class Rule:
    norm: str
    zin: str
    fact: str
    test: Callable[[Any], bool]
    good: Any
    plaats: str = ""


@dataclass
class FakeProvision:
    name: str
    naam: str
    ontvanger: str
    modaliteit: str
    rules: list[Rule]
    amount: Callable[[dict[str, Any]], str | None] = lambda facts: None
    months: int | None = None
    extra: dict[str, Any] = field(default_factory=dict)


def rule(art: str, lid: int, zin: str, fact: str, test: Callable[[Any], bool], good: Any) -> Rule:
    return Rule(f"VBS-V-{art}.{lid}", zin, fact, test, good, f"Verordening 2024, artikel {art}, lid {lid}")


BIJSTAND = ("1", 1, "Alleen als uitkering is algemene bijstand.", "uitkering", lambda v: v == "algemene_bijstand",
            "algemene_bijstand")  # fmt: skip
PROVISIONS = {
    p.name: p
    for p in [
        FakeProvision("proefplaats", "proefplaats", "persoon", "kan", [
            rule("12", *BIJSTAND[1:]),
            rule("12", 4, "Alleen als naar oordeel persoon kan het werk aan.", "oordeel_kan_het_werk_aan", bool, True),
            rule("12", 3, "Voor duur telt niet mee: ziekteperioden.", "ziekteperioden", lambda v: True, []),
        ], months=2),
        FakeProvision("tijdelijke_loonkostensubsidie", "tijdelijke loonkostensubsidie", "werkgever", "kan", [
            rule("11", 1, "Alleen als leeftijd minstens 18 jaar.", "geboortedatum", lambda v: v < "2007-06-01", "2005-05-05"),
            rule("11", 2, "Alleen als contracturen minstens 16 uur per week.", "contracturen_per_week",
                 lambda v: v >= 16, 16),
            rule("11", 3, "Bedrag is maandloon × 6 × 25 %.", "maandloon", lambda v: True, "2000.00"),
        ], amount=lambda f: f"{float(f['maandloon']) * 1.5:.2f}" if f.get("maandloon") else None, months=6),
        FakeProvision("loonkostensubsidie", "loonkostensubsidie", "werkgever", "moet", [
            rule("10", 1, "Alleen als doelgroep.", "doelgroep", bool, True),
            rule("10", 2, "Alleen als loonwaarde minder dan 100 %.", "loonwaarde", lambda v: v < 100, 80),
            rule("10", 3, "Stuk: taken.", "taken", lambda v: len(v) > 0, []),
        ], months=12),
        FakeProvision("jobcoaching", "jobcoaching", "persoon", "moet", [
            rule("19", 1, "Alleen als doelgroep.", "doelgroep", bool, True),
            rule("19", 2, "Alleen als naar oordeel noodzakelijk.", "oordeel_noodzakelijk", bool, True),
        ], months=6),
        FakeProvision("scholing", "scholing", "persoon", "kan", [
            rule("14", 1, "Alleen als doelen bevat opleiding.", "doelen", lambda v: "opleiding" in v, ["opleiding"]),
            rule("14", 2, "Alleen als naar oordeel noodzakelijk.", "oordeel_noodzakelijk", bool, True),
        ]),
        FakeProvision("reiskostenvergoeding", "reiskostenvergoeding", "persoon", "kan", [
            rule("15", 1, "Alleen als woonplaats is voorbeeldstad.", "woonplaats", lambda v: v == "voorbeeldstad",
                 "voorbeeldstad"),
            rule("15", 2, "Alleen als werkgever bekend.", "werkgever", bool, "Bakkerij"),
        ]),
    ]
}  # fmt: skip

PERSONAS = [
    SimpleNamespace(name="Noor", description="20 jaar, bijstand, krijgt een half jaar contract voor 24 uur.", facts={
        "geboortedatum": "2005-05-05", "uitkering": "algemene_bijstand", "contracturen_per_week": 24,
        "ingangsdatum": "2025-06-01", "maandloon": "1500.00"}),
    SimpleNamespace(name="Sara", description="37 jaar, bijstand, wil op proef bij een bakker.", facts={
        "geboortedatum": "1988-02-12", "uitkering": "algemene_bijstand", "ingangsdatum": "2025-04-01",
        "oordeel_kan_het_werk_aan": True,
        "ziekteperioden": [{"van": "2025-04-08", "tot_en_met": "2025-04-21"}]}),
    SimpleNamespace(name="Bram", description="Werkt 12 uur per week. Dat is te weinig voor subsidie.", facts={
        "contracturen_per_week": 12, "doelgroep": True, "loonwaarde": 70, "woonplaats": "elders"}),
]  # fmt: skip

REGIME = SimpleNamespace(sender={"organisatie": "Gemeente Voorbeeldstad"}, name="voorbeeldstad", title="Voorbeeldstad", personas=PERSONAS,
                         description="Verordening en beleidsregels van een verzonnen gemeente.")  # fmt: skip


def regimes() -> list[str]:
    return ["voorbeeldstad"]


def load_regime(name: str) -> Any:
    if name != "voorbeeldstad":
        raise UnknownRegime(f"Er is geen regime {name!r}.")
    return REGIME


def provisions(regime: Any, on: date) -> list[FakeProvision]:
    if on < date(2015, 1, 1):
        raise NoLawInForce(f"Op {on:%d-%m-%Y} gold er nog geen regel van Voorbeeldstad.")
    return list(PROVISIONS.values())


def question(regime: Any, fact: str) -> dict[str, Any]:
    return QUESTIONS[fact]


class FactErrors(Exception):
    def __init__(self, problems: list[tuple[str, str]]) -> None:
        self.problems = problems
        super().__init__("; ".join(text for _, text in problems))


class Facts(dict):
    @classmethod
    def read(cls, data: dict[str, Any], regime: Any) -> Facts:
        problems, facts = [], cls()
        for name, value in data.items():
            value = value["waarde"] if isinstance(value, dict) and "waarde" in value else value
            if name not in QUESTIONS:
                near = nearest(name, QUESTIONS)
                hint = f" Bedoelde u {near}?" if near else ""
                problems.append((name, f"Het feit {name} kennen we niet.{hint}"))
            elif text := wrong(QUESTIONS[name], value):
                problems.append((name, text))
            else:
                numeric = QUESTIONS[name]["soort"] == "getal" and isinstance(value, str)
                facts[name] = float(value) if numeric else value
        if problems:
            raise FactErrors(problems)
        return facts


def wrong(question: dict[str, Any], value: Any) -> str | None:
    soort, naam = question["soort"], question["naam"]
    types = {"ja_nee": bool, "datum": str, "keuze": str, "tekst": str, "keuzes": list, "perioden": list, "lijst": list,
             "getal": (int, float, str), "bedrag": (int, float, str)}  # fmt: skip
    if value is None:
        return None
    if not isinstance(value, types[soort]) or (soort == "getal" and isinstance(value, bool)):
        return f"{naam} moet een {soort} zijn."
    if soort == "tekst" and not value:
        return f"{naam} is leeg."
    if soort == "getal":
        if float(value) < 0:
            return f"{naam} kan niet minder zijn dan 0."
        if question["eenheid"] == "%" and float(value) > 100:
            return f"{naam} kan niet meer zijn dan 100 %."
        if question["eenheid"] == "uur per week" and float(value) > 168:
            return f"{naam} kan niet meer zijn dan 168 uur per week."
    if soort == "lijst":
        for number, row in enumerate(value, 1):
            for sub in question["velden"]:
                if text := wrong(sub, row.get(sub["feit"])):
                    return f"Regel {number}: {text}"
    return None


def show(fact: str, value: Any) -> str:
    unit = QUESTIONS[fact]["eenheid"]
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return f"{value} {unit}" if unit and unit != "maand" else str(value).replace("_", " ")


def ground(r: Rule, facts: Facts) -> dict[str, Any]:
    judgement = r.fact.startswith("oordeel_")
    known = r.fact in facts
    result = (
        ("ja" if facts[r.fact] is not None and r.test(facts[r.fact]) else "nee")
        if known
        else ("oordeel" if judgement else "onbekend")
    )
    value = facts.get(r.fact)
    leaf = {"tekst": QUESTIONS[r.fact]["naam"], "uitslag": result,
            "waarde": show(r.fact, value) if known else None, "kinderen": []}  # fmt: skip
    return {
        "normen": [r.norm], "soort": "voorwaarde", "uitslag": result,
        "gevolg": {"ja": "voldaan", "nee": "weigert"}.get(result, "open"),
        "uitleg": r.zin.replace("Alleen als", "Voorwaarde:"), "zin": r.zin, "plaats": r.plaats,
        "feiten": [{"feit": r.fact, "naam": QUESTIONS[r.fact]["naam"], "waarde": value,
                    "weergave": show(r.fact, value) if known else "nog niet bekend"}],
        "boom": {"tekst": r.zin, "uitslag": result, "waarde": None, "kinderen": [leaf]},
    }  # fmt: skip


def outcome(grounds: list[dict[str, Any]]) -> str:
    results = [g["uitslag"] for g in grounds]
    if "nee" in results:
        return "geweigerd"
    if "onbekend" in results:
        return "onvoldoende_gegevens"
    return "voorgelegd_aan_oordeel" if "oordeel" in results else "toegekend"


def one(p: FakeProvision, facts: Facts, on: date) -> dict[str, Any]:
    grounds = [ground(r, facts) for r in p.rules]
    result = outcome(grounds)
    open_rules = [r for r, g in zip(p.rules, grounds, strict=True) if g["gevolg"] == "open"]
    missing = [missing_row(r) for r in open_rules if not r.fact.startswith("oordeel_")]
    judgements = [{"oordeel": r.fact, "naam": QUESTIONS[r.fact]["naam"], "vraag": QUESTIONS[r.fact]["vraag"],
                   "wie": "klantmanager", "normen": [r.norm]} for r in open_rules if r.fact.startswith("oordeel_")]  # fmt: skip
    amount = p.amount(facts) if result == "toegekend" else None
    words = {
        "toegekend": "aan alle voorwaarden is voldaan",
        "geweigerd": "niet aan alle voorwaarden is voldaan",
        "onvoldoende_gegevens": "er ontbreken nog gegevens",
        "voorgelegd_aan_oordeel": "een medewerker moet oordelen",
    }
    return {
        "voorziening": p.name, "naam": p.naam, "ontvanger": p.ontvanger, "verlener": "college", "uitkomst": result,
        "modaliteit": p.modaliteit, "samenvatting": f"Het college {p.modaliteit} {p.naam} verlenen: {words[result]}.",
        "bedragen": [{"naam": "bedrag_halfjaar", "omschrijving": "bedrag over zes maanden", "bedrag": amount,
                      "eenheid": "euro", "periode": "6 maanden", "normen": ["VBS-V-11.3"],
                      "boom": {"tekst": "maandloon × 6 × 25 %", "uitslag": None, "waarde": "€ " + amount, "kinderen": [
                          {"tekst": "maandloon", "uitslag": None, "waarde": "€ 1.500,00", "kinderen": []},
                          {"tekst": "6 maanden", "uitslag": None, "waarde": "6", "kinderen": []}]}}] if amount else [],
        "termijnen": terms(p, facts, on), "gronden": grounds, "ontbreekt": missing, "oordelen": judgements,
        "keerpunt": turning(p, grounds, facts) if result == "geweigerd" else None,
        "plichten": [{"wie": "college", "modaliteit": "moet", "handeling": "besluit bekendmaken",
                      "termijn": (on + timedelta(weeks=8)).isoformat(), "normen": ["VBS-V-16.1"]}],
        "inhoud": [{"stuk": "beschikking bij toekenning", "onderdeel": "ingangsdatum", "vereist": "ja", "normen": []},
                   {"stuk": "beschikking bij toekenning", "onderdeel": "hoogte van het bedrag", "vereist": "onbekend",
                    "normen": ["VBS-V-16.2"]}],
        "samenloop": [{"met": "loonkostensubsidie", "soort": "sluit_uit", "normen": ["VBS-V-10.4"]}]
        if p.name == "tijdelijke_loonkostensubsidie" else [],
        "kanttekeningen": [{"soort": "onbevestigd", "tekst": "Het wettelijk minimumloon is nog niet bevestigd.",
                            "normen": ["NL-WML"]}] if p.amount(facts) else [],
        "receipt": {"versie": 1, "motor": "nep", "regime": "voorbeeldstad", "voorziening": p.name, "sha256": "0" * 64},
    }  # fmt: skip


def missing_row(r: Rule) -> dict[str, Any]:
    item = QUESTIONS[r.fact]
    return {"feit": r.fact, "naam": item["naam"], "vraag": item["vraag"], "wie": item["wie"], "soort": item["soort"],
            "stuk": False, "normen": [r.norm]}  # fmt: skip


def turning(p: FakeProvision, grounds: list[dict[str, Any]], facts: Facts) -> dict[str, Any] | None:
    failed = [r for r, g in zip(p.rules, grounds, strict=True) if g["uitslag"] == "nee"]
    if len(failed) != 1:
        return None
    r = failed[0]
    new = outcome([ground(x, Facts({**facts, r.fact: r.good})) for x in p.rules])
    text = f"Met {show(r.fact, r.good)} in plaats van {show(r.fact, facts[r.fact])} wordt de uitkomst: {new}."
    return {"feit": r.fact, "naam": QUESTIONS[r.fact]["naam"], "van": facts[r.fact], "naar": r.good, "uitkomst": new,
            "uitleg": text.replace("_", " ")}  # fmt: skip


def terms(p: FakeProvision, facts: Facts, on: date) -> list[dict[str, Any]]:
    start = facts.get("ingangsdatum")
    if not start or not p.months:
        return []
    begin = date.fromisoformat(start)
    end = begin + timedelta(days=30 * p.months)
    base = {"wie": "college", "handeling": None, "normen": [p.rules[0].norm], "duur": None}
    return [
        base | {"naam": "ingangsdatum", "soort": "stap", "datum": start, "uitleg": "Begint op de gevraagde dag."},
        base | {"naam": "einddatum", "soort": "duur", "datum": end.isoformat(), "duur": f"{p.months} maanden",
                "uitleg": f"Duurt {p.months} maanden."},
        base | {"naam": "bezwaar mogelijk tot en met", "soort": "uiterste_datum", "wie": "persoon",
                "datum": (begin + timedelta(weeks=6)).isoformat(), "uitleg": "Zes weken na bekendmaking."},
        base | {"naam": "evaluatie", "soort": "stap", "datum": None, "uitleg": "Halverwege; datum volgt."},
    ]  # fmt: skip


@dataclass
class Assessment:
    on: date
    rows: dict[str, dict[str, Any]]

    def to_json(self) -> dict[str, Any]:
        return {"regime": "voorbeeldstad", "titel": "Voorbeeldstad", "op": self.on.isoformat(), "bekend_op": None,
                "voorzieningen": self.rows}  # fmt: skip


def assess(regime: Any, facts: Facts, *, on: date, known: date | None = None,
           provisions: list[str] | None = None) -> Assessment:  # fmt: skip
    names = provisions or list(PROVISIONS)
    return Assessment(on, {name: one(PROVISIONS[name], facts, on) for name in names})


def next_question(regime: Any, facts: Facts, *, on: date, provisions: list[str] | None = None,
                  skip: frozenset[str] = frozenset()) -> Any:  # fmt: skip
    rows = assess(regime, facts, on=on, provisions=provisions).rows.values()
    todo: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        if row["uitkomst"] == "geweigerd":
            continue
        for g in row["gronden"]:
            if g["gevolg"] == "open" and g["feiten"][0]["feit"] not in skip:
                norm = {"norm": g["normen"][0], "plaats": g["plaats"], "zin": g["zin"]}
                todo.setdefault(g["feiten"][0]["feit"], []).append(norm)
    if not todo:
        return None
    fact = max(todo, key=lambda name: len(todo[name]))
    data = QUESTIONS[fact] | {"normen": todo[fact], "nog": len(todo)}
    return SimpleNamespace(to_json=lambda: data)
