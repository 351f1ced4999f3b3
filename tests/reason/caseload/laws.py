"""Random small regulations that use every kind of expression, and random people on their bounds."""

# ruff: noqa: E501 - a form of the language is easiest to read on one line

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from trede.reason import Facts
from trede.terms import Period

ODD_DAYS = [
    date(2000, 2, 29), date(2004, 2, 28), date(2004, 2, 29), date(2004, 3, 1), date(2007, 6, 1), date(2024, 2, 29),
    date(2024, 12, 31), date(2025, 1, 1), date(2025, 1, 31), date(2025, 2, 28), date(2025, 3, 1), date(2025, 4, 18),
    date(2025, 5, 31), date(2025, 6, 1), date(2025, 6, 2), date(2025, 8, 31), date(1850, 1, 1), date(2200, 12, 31),
    date(1799, 12, 31),
]  # fmt: skip


def one(*texts: str) -> st.SearchStrategy[str]:
    return st.sampled_from(texts)


def of(form: str, *parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map(lambda found: form.format(*found))


days = st.deferred(lambda: st.one_of(
    one("geboortedatum", "begindatum", "aanvraagdatum", "1 maart 2025", "29 februari 2024", "31 mei 2025"),
    of("{} {} {}", plain_days, one("+", "−"),
       one("3 maanden", "1 maanden", "18 jaar", "27 jaar", "4 weken", "30 dagen", "5 werkdagen", "verlenging maanden",
           "maanden gebruikt", "weken gebruikt", "dagen vakantie")),
    of("eerste dag van de maand van {}", plain_days),
    of("{} van ({}, {})", one("eerste", "laatste"), plain_days, plain_days),
))  # fmt: skip
plain_days = one("geboortedatum", "begindatum", "aanvraagdatum", "29 februari 2024")
money = st.deferred(lambda: st.one_of(
    one("kosten", "€ 1.800", "€ 5", "€ 0,01", "som over taken van (loon taak)", "som over taken met (zwaar) van (loon taak)",
        "som over taken met (aandeel minstens 20 %) van (loon taak × aandeel)", "som over taken van (loon taak / getal)",
        "som over taken met (a) van (loon taak × loonwaarde)", "som over stappen van (kosten / punten)"),
    of("{} × loonwaarde", simple_money), of("{} / 3", simple_money), of("{} × getal", simple_money),
    of("{} / getal", simple_money), of("{} × (uren / 36 uur per week)", simple_money),
    of("{} {} {}", simple_money, one("+", "−"), simple_money),
    of("{} van ({}, {})", one("kleinste", "grootste"), simple_money, simple_money),
    of("({} als {}, anders {})", simple_money, condition.map(_units), simple_money),
))  # fmt: skip
simple_money = one("kosten", "€ 7,35", "€ 1.000", "maximum", "toeslag", "(kosten / getal)")
numbers = one("getal", "2", "aantal taken", "aantal taken met (zwaar)", "som over stappen van (punten)", "getal / 7",
              "uren / 36 uur per week", "getal × getal", "getal + 1", "2 − getal", "uren / uren")  # fmt: skip
hours = one("uren", "12 uur per week", "uren + 2 uur per week", "uren × 2", "uren × loonwaarde")
shares = one("loonwaarde", "50 %", "som over taken van (aandeel)", "loonwaarde + 10 %",
             "som over taken met (zwaar) van (aandeel)", "loonwaarde × loonwaarde × loonwaarde")  # fmt: skip
order = one("minstens", "hoogstens", "meer dan", "minder dan", "is", "is niet")
condition = st.deferred(lambda: st.one_of(
    one("a", "b", "c", "niet a", "soort is rood", "soort is rood of groen", "soort is niet blauw", "naar oordeel geschikt",
        "doelen omvat werk", "doelen omvat werk en taal", "uren is bekend", "kosten ontbreekt", "naam werkgever is bekend",
        "bij een taak geldt (zwaar)", "bij elke taak geldt (zwaar)", "bij elke taak geldt (aandeel minstens 20 %)",
        "bij een taak geldt (naar oordeel past bij persoon)", "bij elke taak geldt (sinds vóór begindatum)",
        "bij een taak geldt (zwaar en a)", "bij elke taak geldt (taaknaam is bekend)",
        "aantal dagen in ziekteperioden minstens 10 dagen", "jaren oud minstens 18 jaar", "zoveel", "maximum ontbreekt",
        "naam werkgever is naam werkgever", "leeftijd minder dan 27 jaar", "a is b", "a is niet ja"),
    of("{} {} {}", hours, order, hours), of("{} {} {}", shares, order, shares), of("({}) {} ({})", money, order, money),
    of("{} {} {}", numbers, order, numbers),
    of("{} {} {}", days, one("vóór", "na", "op of na", "uiterlijk op", "is"), days),
    of("{} binnen {} na {}", plain_days, one("4 weken", "1 maand", "10 dagen"), plain_days),
    of("begindatum minstens {} vóór {}", one("5 werkdagen", "2 weken"), plain_days),
    of("{} van {} tot {} {} {}", one("jaren", "maanden"), plain_days, plain_days, one("minstens", "hoogstens"),
       st.just("@")),
    of("{} van {} tot {} minstens @", one("weken", "dagen"), plain_days, plain_days),
))  # fmt: skip


def _units(text: str) -> str:
    """Give a bound on a length the unit of that length."""
    if "@" not in text:
        return text
    unit = text.partition(" ")[0]
    return text.replace("@", f"3 {unit}" if unit != "jaren" else "18 jaar")


conditions = st.recursive(
    condition.map(_units),
    lambda inner: st.one_of(
        inner.map(lambda e: f"niet ({e})"),
        st.tuples(inner, st.sampled_from(["en", "of"]), inner).map(lambda t: f"({t[0]}) {t[1]} ({t[2]})"),
    ),
    max_leaves=2,
)
TABLES = [
    "Tabel maximum naar soort, uren:\n\n| soort | uren | maximum |\n|---|---|---|\n| rood | minder dan 10 | € 10 |\n"
    "| rood | 10 t/m 20 | € 20 |\n| rood | meer dan 20 | kosten |\n| groen of blauw | elk | € 40 |\n",
    "Tabel maximum naar a, jaren oud:\n\n| a | jaren oud | maximum |\n|---|---|---|\n| ja | 18 of meer | € 10 |\n"
    "| nee | elk | kosten × 2 |\n| elk | minder dan 18 | € 10 |\n",
    "Tabel maximum naar begindatum:\n\n| begindatum | maximum |\n|---|---|\n| geen | € 1 |\n"
    "| 28 februari 2025 of eerder | € 2 |\n| 1 maart 2025 of later | kosten |\n",
    "Tabel maximum naar leeftijd:\n\n| leeftijd | maximum |\n|---|---|\n| 18 | € 10 |\n| 19 | € 10 |\n| 20 of 21 | € 15 |\n"
    "| 22 t/m 26 | € 20 |\n| 27 of meer | € 30 |\n",
    "Maximum betekent kosten × 2.", "Maximum betekent kosten.",
    "Reeks maximum:\n\n| vanaf | maximum |\n|---|---|\n| 1 januari 2024 | € 5 |\n| 1 januari 2026 | € 6 |\n",
]  # fmt: skip
ROUNDING = ["", ", afgerond op centen", ", afgerond op hele euro's"]


@st.composite
def laws(draw: st.DrawFn) -> list[str]:
    """The norms of one provision."""
    lines = [draw(st.sampled_from(TABLES)), "Toeslag betekent kosten × loonwaarde."]
    lines.append("Leeftijd betekent jaren van geboortedatum tot begindatum.")
    if draw(st.booleans()):
        lines.append("Jaren oud betekent jaren van geboortedatum tot aanvraagdatum.")
    lines.append(f"Zoveel betekent {draw(conditions)}.".replace("zoveel", "b"))
    for _ in range(draw(st.integers(1, 3))):
        tail = draw(st.one_of(st.just(""), of(", voor zover {}", conditions), of(", tenzij {}", conditions)))
        lines.append(f"{draw(one('Alleen als', 'Niet als'))} {draw(conditions)}{tail}.")
    for name in draw(st.lists(st.sampled_from(["Bedrag", "Premie"]), unique=True)):
        tail = draw(st.one_of(st.just(""), of(", voor zover {}", conditions)))
        lines.append(f"{name} bedraagt {draw(money)}{draw(st.sampled_from(ROUNDING))}{tail}.")
    if draw(st.booleans()):
        lines.append(f"Deel bedraagt {draw(shares)}{draw(one('', ', afgerond op hele procenten'))}.")
    if draw(st.booleans()):
        lines.append("Omvang bedraagt uren / 2{}, per week.".format(draw(one("", ", naar boven afgerond"))))
    extra = [
        of("Mag weigeren als {}.", conditions), of("Mag eindigen als {}.", conditions), of("Eindigt als {}.", conditions),
        of("Voorleggen als {}.", conditions), of("Vereist is dat {}.", conditions),
        of("Vereist is dat het plan ondertekend is, als {}.", conditions), of("Gaat niet samen met baan als {}.", conditions),
        st.just("Gaat niet samen met fiets."), st.just("Mag weigeren als een voorwaarde van deze bron niet vervuld is."),
        one("Duurt hoogstens 6 maanden.", "Duurt 1 jaar, voor zover a.", "Duurt tot begindatum + 1 jaar."),
        one("Mag 1 keer verlengd worden met hoogstens 4 maanden.", "Mag verlengd worden tot samen hoogstens 1 jaar."),
        one("Voor de duur telt mee: maanden gebruikt.", "Voor de duur telt niet mee: ziekteperioden.",
            "Voor de duur telt mee: eerdere perioden."),
        of("Verlengen alleen als {}.", conditions),
    ]  # fmt: skip
    chosen = draw(st.lists(st.sampled_from(range(len(extra))), unique=True, max_size=4))
    return lines + [draw(extra[place]) for place in sorted(chosen)]


days_drawn = st.one_of(
    st.sampled_from(ODD_DAYS),
    st.integers(-800, 100).map(lambda n: date(2025, 6, 1) + timedelta(n)),
    st.integers(17 * 365, 28 * 366).map(lambda n: date(2025, 6, 1) - timedelta(n)),
)
cents = st.one_of(st.sampled_from([0, 1, 499, 500, 501, 180_000, 10**17 - 1]), st.integers(0, 10**7))
counts = st.one_of(st.sampled_from([0, 1, 2, 3, 6, 7, 12, 18, 27, 10**15 - 1]), st.integers(0, 40))
fractions = st.fractions(0, 60, max_denominator=100)
shares_drawn = st.one_of(st.sampled_from([0, 1]), st.fractions(0, 1, max_denominator=100))


@st.composite
def periods(draw: st.DrawFn) -> tuple[Period, ...]:
    found = []
    for _ in range(draw(st.integers(0, 3))):
        start = draw(days_drawn)
        end = draw(st.one_of(st.none(), st.integers(0, 40)))
        found.append(Period(start, None if end is None else start + timedelta(end)))
    return tuple(found)


FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "aandeel": shares_drawn, "zwaar": st.booleans(), "loon_taak": cents, "taaknaam": st.sampled_from(["x", "y"]),
    "sinds": days_drawn,
}  # fmt: skip


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), values, values, values)


tasks = st.lists(
    st.fixed_dictionaries({}, optional={
        **{n: maybe(v) for n, v in FIELDS.items()}, "oordeel_past_bij_persoon": st.booleans()
    }), max_size=3,
).map(tuple)  # fmt: skip
steps = st.lists(st.fixed_dictionaries({}, optional={"punten": maybe(st.integers(-3, 9))}), max_size=3).map(tuple)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "a": st.booleans(), "b": st.booleans(), "c": st.booleans(), "uren": st.one_of(counts.filter(lambda n: n < 61), fractions),
    "jaren_oud": counts, "getal": st.one_of(counts, st.integers(-40, 40), st.fractions(-9, 9, max_denominator=10**7)),
    "loonwaarde": shares_drawn, "kosten": cents, "soort": st.sampled_from(["rood", "groen", "blauw"]),
    "doelen": st.lists(st.sampled_from(["werk", "taal", "sport"]), unique=True).map(tuple),
    "naam_werkgever": st.sampled_from(["Bakker", "Smid"]), "geboortedatum": days_drawn, "begindatum": days_drawn,
    "aanvraagdatum": days_drawn, "verlenging_maanden": st.sampled_from([0, 3, 6]), "gewenste_einddatum": days_drawn,
    "maanden_gebruikt": st.sampled_from([0, 1, 6, 7]), "weken_gebruikt": st.integers(0, 9), "dagen_vakantie": st.integers(0, 40),
    "eerdere_verlengingen": st.sampled_from([0, 1, 2]), "ziekteperioden": periods(), "eerdere_perioden": periods(),
    "lopende_voorzieningen": st.lists(st.sampled_from(["cursus", "baan", "fiets"]), unique=True).map(tuple),
    "plan_ondertekend": st.booleans(), "taken": tasks, "stappen": steps,
}  # fmt: skip
JUDGED = {name: st.booleans() for name in ("oordeel_geschikt", "oordeel_toch_weigeren", "oordeel_toch_eindigen")}
SELDOM = ("verlenging_maanden", "gewenste_einddatum")


@st.composite
def people(draw: st.DrawFn) -> list[Facts]:
    """Some people of whom more or less is known."""
    found = []
    for _ in range(draw(st.integers(1, 8))):
        left_out = set(draw(st.lists(st.sampled_from([*VALUES, *JUDGED]), max_size=draw(st.sampled_from([0, 6, 40])))))
        left_out |= set() if draw(st.booleans()) else set(SELDOM)
        values = {n: draw(maybe(v)) for n, v in VALUES.items() if n not in left_out}
        values |= {n: draw(v) for n, v in JUDGED.items() if n not in left_out}
        found.append(Facts(values))
    return found


LENGTHS = [
    "Duurt hoogstens 6 maanden.", "Duurt 1 jaar, voor zover a.", "Duurt tot begindatum + 1 jaar.", "Duurt hoogstens 26 weken.",
    "Duurt minstens 3 maanden.", "Duurt hoogstens 2 jaar.", "Duurt hoogstens maanden gebruikt.", "Duurt 7 maanden, voor zover b.",
    "Duurt tot aanvraagdatum, voor zover c.", "Duurt hoogstens getal × 1 maand.",
]  # fmt: skip
COUNTING = [
    "Voor de duur telt mee: maanden gebruikt.", "Voor de duur telt mee: eerdere perioden.", "Voor de duur telt mee: weken gebruikt.",
    "Voor de duur telt niet mee: ziekteperioden.", "Voor de duur telt mee: maanden gebruikt × 2.",
]  # fmt: skip


@st.composite
def terms(draw: st.DrawFn) -> list[str]:
    """The norms of a provision about how long it lasts."""
    lines = ["Alleen als c of niet c.", "Maximum betekent kosten."]
    lines += draw(st.lists(st.sampled_from(LENGTHS), min_size=1, max_size=3, unique=True))
    lines += draw(st.lists(st.sampled_from(COUNTING), max_size=2, unique=True))
    if draw(st.booleans()):
        lines.append("Begint op aanvraagdatum.")
    lines += draw(st.sampled_from([[], [], ["Mag 1 keer verlengd worden met hoogstens 4 maanden."]]))
    return lines
