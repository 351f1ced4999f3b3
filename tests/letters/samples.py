"""Assessed provisions as docs/assessment.md describes them, written by hand. All people and places are invented."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

from trede.letters import Addressee, Letter, LetterKind, Sender, compose

HEAD = {"regime": "voorbeeldstad", "titel": "Voorbeeldstad", "op": "2025-06-01", "bekend_op": None}
DECIDED, SENT = date(2025, 6, 2), date(2025, 6, 3)
TEST_BSN = "999900006"  # from the test range 9999…, given to nobody


def ground(norm: str, place: str, uitleg: str, zin: str, gevolg: str = "voldaan", **more: Any) -> dict[str, Any]:
    verdict = {"voldaan": "ja", "weigert": "nee", "kan_weigeren": "ja", "open": "onbekend"}.get(gevolg, "nee")
    kinds = {"weigert": "voorwaarde", "kan_weigeren": "mag_weigeren"}
    return {
        "normen": [norm], "soort": kinds.get(gevolg, "voorwaarde"), "uitslag": verdict, "gevolg": gevolg,
        "uitleg": uitleg, "zin": zin, "feiten": [], "plaats": place,
        "boom": {"tekst": zin, "uitslag": verdict, "waarde": None, "kinderen": []},
    } | more  # fmt: skip


def fact(name: str, value: Any, shown: str) -> dict[str, Any]:
    return {"feit": name.replace(" ", "_"), "naam": name, "waarde": value, "weergave": shown}


def demand(stuk: str, onderdeel: str, norm: str, vereist: str = "ja") -> dict[str, Any]:
    return {"stuk": stuk, "onderdeel": onderdeel, "vereist": vereist, "normen": [norm]}


GRANT_DOC, REFUSAL_DOC = "beschikking bij toekenning", "beschikking bij afwijzing"
ARTICLE_16 = [
    demand(GRANT_DOC, "naam van de voorziening", "VBS-V-16.1.a"),
    demand(GRANT_DOC, "subsidiebedrag", "VBS-V-16.1.b"),
    demand(GRANT_DOC, "duur en intensiteit", "VBS-V-16.1.c"),
    demand(GRANT_DOC, "ingangsdatum", "VBS-V-16.1.d"),
    demand(GRANT_DOC, "reden van afwijking", "VBS-V-16.1.e", "nee"),
    demand(GRANT_DOC, "andere passende ondersteuning", "VBS-V-16.1.f", "nee"),
    demand(REFUSAL_DOC, "naam van de voorliggende voorziening", "VBS-V-16.2", "nee"),
    demand("plan van aanpak", "weg naar werk", "VBS-H-4.12"),
]


def provision(name: str, outcome: str, receiver: str, **more: Any) -> dict[str, Any]:
    return {
        "voorziening": name.replace(" ", "_"), "naam": name, "ontvanger": receiver, "verlener": "college",
        "uitkomst": outcome, "modaliteit": "kan", "samenvatting": "", "bedragen": [], "termijnen": [], "gronden": [],
        "ontbreekt": [], "oordelen": [], "keerpunt": None, "plichten": [], "inhoud": deepcopy(ARTICLE_16),
        "samenloop": [], "kanttekeningen": [], "receipt": {},
    } | more  # fmt: skip


def wage_subsidy() -> dict[str, Any]:
    """A temporary wage subsidy for an employer, granted (kan)."""
    return provision(
        "tijdelijke loonkostensubsidie", "toegekend", "werkgever",
        bedragen=[
            {"naam": "bedrag_eerste_halfjaar", "omschrijving": "eerste half jaar", "bedrag": "1165.26",
             "eenheid": "euro", "periode": "6 maanden", "normen": ["VBS-B-20.3-1"], "boom": {}},
            {"naam": "bedrag_tweede_halfjaar", "omschrijving": "tweede half jaar", "bedrag": "582.63",
             "eenheid": "euro", "periode": "6 maanden", "normen": ["VBS-B-20.3-2"], "boom": {}},
        ],
        termijnen=[
            {"naam": "ingangsdatum", "soort": "stap", "datum": "2025-06-01", "duur": None, "wie": "college",
             "handeling": None, "normen": ["VBS-B-20.1-1"], "uitleg": ""},
            {"naam": "einddatum", "soort": "duur", "datum": "2026-05-31", "duur": "12 maanden", "wie": "college",
             "handeling": None, "normen": ["VBS-B-20.1-1"], "uitleg": "Duurt 12 maanden."},
            {"naam": "loonstrook", "soort": "stap", "datum": "2025-12-15", "duur": None, "wie": "werkgever",
             "handeling": "de loonstroken van het eerste half jaar sturen", "normen": ["VBS-B-21.2"], "uitleg": ""},
        ],
        gronden=[
            ground("VBS-V-11.3.b-1", "Verordening 2023, artikel 11, lid 3, onder b",
                   "De baan is voor minstens 16 uur per week.", "Alleen als contracturen per week minstens 16 uur.",
                   feiten=[fact("contracturen per week", 24, "24 uur per week")]),
            ground("VBS-V-11.2-2", "Verordening 2023, artikel 11, lid 2", "De baan verdringt geen ander werk.",
                   "Alleen als naar oordeel geen verdringing."),
            ground("VBS-V-11.5", "Verordening 2023, artikel 11, lid 5", "De werknemer wordt al vergoed.",
                   "Niet als andere vergoeding.", soort="weigeringsgrond"),
            ground("VBS-V-3.1.d", "Verordening 2023, artikel 3, lid 1, onder d", "De subsidie helpt te weinig.",
                   "Mag weigeren als naar oordeel onvoldoende bijdrage.", "geen"),
        ],
        plichten=[
            {"wie": "werkgever", "modaliteit": "moet", "handeling": "de baan minstens 12 maanden aanhouden",
             "termijn": None, "normen": ["VBS-B-21.1"]},
            {"wie": "college", "modaliteit": "moet", "handeling": "subsidie vaststellen", "termijn": "2026-07-01",
             "normen": ["VBS-B-22.1"]},
        ],
        kanttekeningen=[{"soort": "onbevestigd", "tekst": "het percentage werkgeverslasten", "normen": []},
                        {"soort": "register", "tekst": "de verordening gaat voor", "normen": []}],
    )  # fmt: skip


def trial_placement() -> dict[str, Any]:
    """A trial placement for a person, granted (kan)."""
    return provision(
        "proefplaats", "toegekend", "persoon",
        termijnen=[
            {"naam": "duur", "soort": "duur", "datum": None, "duur": "2 maanden", "wie": None,
             "handeling": None, "normen": ["VBS-V-12.3-1"], "uitleg": "Duurt hoogstens 2 maanden."},
            {"naam": "einddatum", "soort": "duur", "datum": "2025-08-09", "duur": None, "wie": None,
             "handeling": None, "normen": ["VBS-V-12.3-1"], "uitleg": "De laatste dag."},
            {"naam": "verlenging", "soort": "verlenging", "datum": None, "duur": "4 maanden", "wie": "college",
             "handeling": None, "normen": ["VBS-V-12.3-2"], "uitleg": "Wij kunnen dit 1 keer verlengen met 4 maanden."},
        ],
        gronden=[
            ground("VBS-V-12.1-2", "Verordening 2023, artikel 12, lid 1", "U krijgt algemene bijstand.",
                   "Alleen als behoort tot doelgroep en uitkering is algemene bijstand.",
                   feiten=[fact("uitkering", "algemene_bijstand", "algemene bijstand")]),
            ground("VBS-V-12.4.a", "Verordening 2023, artikel 12, lid 4, onder a", "U kunt dit werk aan.",
                   "Alleen als naar oordeel persoon kan het werk aan.",
                   feiten=[fact("werkplek", "De Kas", "De Kas"), fact("advies", None, "")]),
        ],
        plichten=[
            {"wie": "persoon", "modaliteit": "moet", "handeling": "een ziekmelding meteen doorgeven", "termijn": None,
             "normen": []},
            {"wie": "werkgever", "modaliteit": "mag_niet", "handeling": "uw taken veranderen", "termijn": None,
             "normen": []},
            {"wie": "persoon", "modaliteit": "kan", "handeling": "om verlenging vragen", "termijn": "2025-07-26",
             "normen": []},
        ],
        inhoud=[row for row in deepcopy(ARTICLE_16) if row["onderdeel"] != "subsidiebedrag"],
    )  # fmt: skip


def coaching_refused() -> dict[str, Any]:
    """Job coaching for a person, refused: another provision goes first."""
    inhoud = deepcopy(ARTICLE_16)
    inhoud[6]["vereist"] = "ja"
    return provision(
        "jobcoach", "geweigerd", "persoon", inhoud=inhoud,
        gronden=[
            ground("VBS-V-3.1.a", "Verordening 2023, artikel 3, lid 1, onder a", "Het UWV kan deze hulp ook geven",
                   "Niet als voorliggende voorziening beschikbaar.", "weigert", soort="weigeringsgrond",
                   feiten=[fact("voorliggende voorziening", True, "ja")]),
            ground("VBS-V-18.1", "Verordening 2023, artikel 18, lid 1",
                   "De aanvraag komt binnen 4 weken na de start van het werk.",
                   "Alleen als aanvraagdatum binnen 4 weken na start werk.", "weigert",
                   feiten=[fact("start werk", "2025-03-03", "3 maart 2025")]),
            ground("VBS-V-3.1.d", "Verordening 2023, artikel 3, lid 1, onder d", "De hulp brengt werk niet dichterbij.",
                   "Mag weigeren als naar oordeel onvoldoende bijdrage.", "kan_weigeren"),
        ],
    )  # fmt: skip


def wage_subsidy_refused() -> dict[str, Any]:
    """The wage subsidy for an employer, refused on one ground."""
    return wage_subsidy() | {
        "uitkomst": "geweigerd", "bedragen": [], "termijnen": [], "plichten": [],
        "gronden": [
            ground("VBS-V-11.3.b-1", "Verordening 2023, artikel 11, lid 3, onder b",
                   "De baan is voor minstens 16 uur per week.",
                   "Alleen als contracturen per week minstens 16 uur.", "weigert",
                   feiten=[fact("contracturen per week", 12, "12 uur per week")]),
        ],
    }  # fmt: skip


def facts_missing() -> dict[str, Any]:
    """The wage subsidy with facts that lack."""
    return wage_subsidy() | {
        "uitkomst": "onvoldoende_gegevens", "bedragen": [], "termijnen": [],
        "gronden": [
            ground("VBS-B-20.2", "Beleidsregels 2017, artikel 20, lid 2", "De leeftijd is nog niet bekend.",
                   "Alleen als leeftijd minstens 18 jaar.", "open"),
        ],
        "ontbreekt": [
            {"feit": "geboortedatum", "naam": "geboortedatum", "vraag": "Wat is de geboortedatum?", "wie": "brp",
             "soort": "datum", "stuk": False, "normen": ["VBS-B-20.2"]},
            {"feit": "arbeidsovereenkomst", "naam": "arbeidsovereenkomst", "vraag": "Wat staat er in het contract?",
             "wie": "werkgever", "soort": "tekst", "stuk": True, "normen": ["VBS-V-13.1"]},
            {"feit": "opleiding", "naam": "afgeronde opleiding", "vraag": None, "wie": "school_of_opleider",
             "soort": "tekst", "stuk": False, "normen": ["VBS-V-13.2"]},
        ],
    }  # fmt: skip


def sender(**more: Any) -> Sender:
    """The house of an invented municipality."""
    return Sender.from_mapping(
        {
            "organisatie": "Gemeente Voorbeeldstad", "afdeling": "Werk en Inkomen",
            "adres": ["Postbus 100", "1234 ZZ Voorbeeldstad"], "telefoon": "020 123 45 67",
            "e_mail": "werk@voorbeeldstad.example",
            "openingstijden": "maandag tot en met vrijdag van 9.00 tot 17.00 uur",
            "bestuursorgaan": "het college van burgemeester en wethouders van Voorbeeldstad",
            "website": "www.voorbeeldstad.example",
            "mandaat": "namens het college van burgemeester en wethouders van Voorbeeldstad",
            "ondertekenaar": "M. de Groot", "functie": "kwaliteitsmedewerker Werk en Inkomen",
            "bezwaar_adres": ["College van burgemeester en wethouders", "Commissie bezwaar", "Postbus 100",
                              "1234 ZZ Voorbeeldstad"],
            "namen": {"proefplaats": "een proefplaats", "jobcoach": "een jobcoach"},
        } | more
    )  # fmt: skip


PERSON = Addressee("persoon", "Mevrouw S. de Vries", ("Dorpsstraat 1", "1234 AB Voorbeeldstad"), "K-20419")
EMPLOYER = Addressee(
    "werkgever", "Bakkerij Het Ochtendbrood", ("Marktplein 8", "1234 CD Voorbeeldstad"), "W-1187", "Mevrouw S. de Vries"
)
WRITTEN: dict[str, Any] = {
    "duur_en_intensiteit": "U werkt 24 uur per week op de proefplaats. Elke maand praten wij met u over hoe het gaat.",
    "ingangsdatum": "2025-06-10",
    "aanvraagdatum": date(2025, 5, 12),
    "kenmerk": "2025-00417",
    "behandelaar": "J. Bos",
}
SUBSIDY_WRITTEN = WRITTEN | {
    "duur_en_intensiteit": "De subsidie geldt voor 24 uur per week.",
    "ingangsdatum": "2025-06-01",
    "betaling": "Wij betalen het bedrag na elk half jaar. Dat doen wij binnen 4 weken.",
}
OTHER_HELP = {
    "naam_voorliggende_voorziening": "een jobcoach van het UWV",
    "andere_ondersteuning": "Uw klantmanager kan met u naar het UWV gaan.",
    "gekozen_gronden": ["VBS-V-3.1.d"],
}


def every_letter(draft: bool = False) -> dict[str, Letter]:
    """All kinds of letter for both readers, complete."""
    dates: dict[str, Any] = {"made_known": SENT, "decided": DECIDED, "draft": draft}
    asked: dict[str, Any] = {"made_known": SENT, "answer_by": date(2025, 6, 17), "draft": draft}
    person: dict[str, Any] = {"addressee": PERSON, "sender": sender()}
    employer: dict[str, Any] = {"addressee": EMPLOYER, "sender": sender()}
    base = {"kenmerk": "2025-00417"}
    cases = {
        "grant person": compose(trial_placement(), HEAD, extra=WRITTEN, **person, **dates),
        "grant employer": compose(wage_subsidy(), HEAD, extra=SUBSIDY_WRITTEN, **employer, **dates),
        "refusal person": compose(coaching_refused(), HEAD, extra=base | OTHER_HELP, **person, **dates),
        "refusal employer": compose(wage_subsidy_refused(), HEAD, extra=base, **employer, **dates),
        "request person": compose(facts_missing(), HEAD, extra=base, **person, **asked),
        "request employer": compose(facts_missing(), HEAD, extra=base, **employer, **asked),
    }
    assert {letter.kind for letter in cases.values()} == set(LetterKind)
    return cases
