"""The interview: every kind of question, bad input, weet ik niet, undo, change, and the outcome beside it."""

from __future__ import annotations

from typing import Any

import pytest
from tests.web.conftest import problems, words

pytestmark = pytest.mark.django_db


def test_the_first_question_with_help_source_and_progress(talk: Any) -> None:
    page = talk().get()
    text = words(page)
    assert page.context["question"]["vraag"] in text
    assert "0 van 6 voorzieningen uitgezocht. Eén voorziening heeft nog één antwoord nodig." in text
    assert "Waarom vragen we dit?" in text
    assert page.context["question"]["normen"][0]["plaats"] in text
    assert "Gegevens ontbreken" in text


@pytest.mark.parametrize(
    ("fact", "typed", "value"),
    [
        ("doelgroep", "ja", True),
        ("doelgroep", "nee", False),
        ("uitkering", "ioaw", "ioaw"),
        ("woonplaats", "elders", "elders"),
        ("geboortedatum", "5 mei 2005", "2005-05-05"),
        ("maandloon", "€ 1.234,56", "1234.56"),
        ("contracturen_per_week", "24,5", "24.5"),
        ("loonwaarde", "80 %", 80),
        ("werkgever_naam", " Bakkerij ", "Bakkerij"),
        ("doelen", ["werk", "taal"], ["werk", "taal"]),
    ],
)
def test_each_kind_of_question(talk: Any, fact: str, typed: Any, value: Any) -> None:
    begun = talk()
    assert begun.get(f"vraag/{fact}/").status_code == 200
    assert begun.answer(fact, typed).status_code == 302
    assert begun.facts == {fact: value}
    shown = begun.get(f"vraag/{fact}/").context["control"]
    assert shown.typed or shown.rows


def test_periods(talk: Any) -> None:
    begun = talk()
    fields = {"antwoord-rijen": "2", "antwoord-0-van": "8-4-2025", "antwoord-0-tot_en_met": "21 april 2025",
              "antwoord-1-van": "1-6-2025", "antwoord-1-tot_en_met": ""}  # fmt: skip
    begun.answer("ziekteperioden", **fields)
    assert begun.facts["ziekteperioden"] == [
        {"van": "2025-04-08", "tot_en_met": "2025-04-21"},
        {"van": "2025-06-01", "tot_en_met": None},
    ]
    page = words(begun.get())
    assert "8 april 2025 tot en met 21 april 2025; vanaf 1 juni 2025" in page
    assert len(begun.get("vraag/ziekteperioden/").context["control"].rows) == 2


def test_a_list_of_records(talk: Any) -> None:
    begun = talk()
    fields = {
        "antwoord-rijen": "2",
        "antwoord-0-taaknaam": "Vegen",
        "antwoord-0-aandeel": "60",
        "antwoord-0-zelfstandig": "ja",
        "antwoord-1-taaknaam": "Tillen",
    }
    begun.answer("taken", **fields)
    assert begun.facts["taken"] == [{"taaknaam": "Vegen", "aandeel": 60, "zelfstandig": True}, {"taaknaam": "Tillen"}]
    assert "taaknaam: Vegen, aandeel: 60 %, zelfstandig: ja; taaknaam: Tillen" in words(begun.get())


def test_rows_come_and_go_without_losing_what_was_typed(talk: Any) -> None:
    begun = talk()
    fields = {"antwoord-rijen": "1", "antwoord-0-taaknaam": "Vegen", "antwoord-0-aandeel": "zestig"}
    page = begun.answer("taken", action="rij-erbij", **fields)
    assert [row[0].typed for row in page.context["control"].rows] == ["Vegen", ""]
    fields |= {"antwoord-rijen": "2", "antwoord-1-taaknaam": "Tillen"}
    page = begun.answer("taken", action="rij-weg-0", **fields)
    assert [row[0].typed for row in page.context["control"].rows] == ["Tillen"]
    page = begun.answer("taken", action="rij-weg-x", **fields)
    assert len(page.context["control"].rows) == 2
    assert begun.facts == {}


def test_problems_in_rows_come_together(talk: Any) -> None:
    begun = talk()
    fields = {"antwoord-rijen": "2", "antwoord-0-tot_en_met": "30-2-2025", "antwoord-1-van": "morgen"}
    page = begun.answer("ziekteperioden", **fields)
    assert page.status_code == 422
    places = [place for place, _ in page.context["problems"]]
    assert places == ["antwoord-0-van", "antwoord-0-tot_en_met", "antwoord-1-van"]
    assert "30-2-2025" in page.content.decode()


@pytest.mark.parametrize(
    ("fact", "typed", "said"),
    [
        ("doelgroep", "", "Kies een antwoord of kies 'Weet ik niet'."),
        ("doelgroep", "misschien", "Kies een van de antwoorden die er staan."),
        ("uitkering", "goudmijn", "Kies een van de antwoorden die er staan."),
        ("geboortedatum", "30-2-2023", "30 februari 2023 bestaat niet"),
        ("geboortedatum", "", "Vul een antwoord in of kies 'Weet ik niet'."),
        ("contracturen_per_week", "veel", "Dit is geen getal."),
        ("contracturen_per_week", "NaN", "Dit is geen getal."),
        ("contracturen_per_week", "-3", ""),
        ("loonwaarde", "130", ""),
        ("maandloon", "1,234", "Een bedrag heeft hoogstens twee cijfers"),
        ("doelen", [], "Kies een antwoord, kies 'Geen van deze'"),
    ],
)
def test_bad_input_is_one_sentence_and_is_kept(talk: Any, fact: str, typed: Any, said: str) -> None:
    begun = talk()
    page = begun.answer(fact, typed)
    assert page.status_code == 422
    assert len(problems(page)) == 1
    assert problems(page)[0].startswith(said)
    assert page.context["control"].typed == typed
    assert "<title>Fout: " in page.content.decode()
    assert begun.facts == {}


def test_an_unknown_question_is_not_found(talk: Any) -> None:
    begun = talk()
    assert begun.get("vraag/schoenmaat/").status_code == 404
    assert begun.answer("schoenmaat", "42").status_code == 404


def test_weet_ik_niet_is_a_full_answer(talk: Any) -> None:
    begun = talk()
    asked = []
    while question := begun.get().context["question"]:
        asked.append(question["feit"])
        assert len(asked) < 30
        begun.answer(question["feit"], action="weet-ik-niet")
    assert len(asked) == len(set(asked))
    page = words(begun.get())
    assert "Er zijn geen vragen meer" in page
    assert f"U koos {len(asked)} keer ‘Weet ik niet’" in page
    assert begun.facts == {}
    begun.answer(asked[0], action="weet-ik-niet")
    assert begun.get(f"vraag/{asked[0]}/").status_code == 200


def test_absent_and_none_are_answers_too(talk: Any) -> None:
    begun = talk()
    begun.answer("geboortedatum", action="is-er-niet")
    begun.answer("ziekteperioden", action="geen")
    begun.answer("doelen", action="geen")
    assert begun.facts == {"geboortedatum": None, "ziekteperioden": [], "doelen": []}
    page = words(begun.get())
    assert "is er (nog) niet" in page
    assert "geen van deze" in page
    assert begun.answer("doelgroep", action="is-er-niet").status_code == 422
    assert begun.answer("doelgroep", action="geen").status_code == 422


def test_a_judgement_has_a_name_and_a_reason(talk: Any) -> None:
    begun = talk()
    page = words(begun.get("vraag/oordeel_hulp_noodzakelijk/"))
    assert "Dit is een oordeel van de klantmanager." in page
    begun.answer("oordeel_hulp_noodzakelijk", "ja", door="A. Visser", reden="Zonder hulp lukt het niet.")
    entry = begun.get("feiten.json").json()["oordeel_hulp_noodzakelijk"]
    assert (entry["waarde"], entry["door"], entry["reden"]) == (True, "A. Visser", "Zonder hulp lukt het niet.")
    again = begun.get("vraag/oordeel_hulp_noodzakelijk/").content.decode()
    assert "Zonder hulp lukt het niet." in again
    assert 'value="A. Visser"' in begun.get("vraag/oordeel_kan_het_werk_aan/").content.decode()
    wrong = begun.answer("oordeel_kan_het_werk_aan", "", door="B. Smit", reden="Omdat.")
    assert "B. Smit" in wrong.content.decode()


def test_the_last_step_is_shown_and_undone(talk: Any) -> None:
    begun = talk(persona="Noor")
    assert begun.outcome("tijdelijke_loonkostensubsidie") == "toegekend"
    begun.answer("contracturen_per_week", "12")
    page = begun.get()
    assert [(line.name, line.was.key) for line in page.context["changed"]] == [("tijdelijke_loonkostensubsidie", "kan")]
    assert "Door uw laatste stap" in words(page)
    begun.post("ongedaan/")
    assert begun.outcome("tijdelijke_loonkostensubsidie") == "toegekend"
    assert begun.post("ongedaan/").status_code == 302


def test_filter_by_outcome(talk: Any) -> None:
    begun = talk(persona="Bram")
    page = begun.get(toon="geweigerd")
    shown = [line for _, lines in page.context["listing"].sections for line in lines]
    assert {line.status.key for line in shown} == {"geweigerd"}
    assert "Geen voorziening heeft deze uitkomst." in words(begun.get(toon="moet"))


def test_an_answer_leads_back_to_where_the_question_was_opened(talk: Any) -> None:
    begun = talk()
    assert 'name="terug" value="antwoorden"' in begun.get("vraag/doelgroep/", terug="antwoorden").content.decode()
    assert begun.answer("doelgroep", "ja", terug="antwoorden").url == begun.url + "antwoorden/"
    assert begun.answer("doelgroep", "ja", terug="jobcoaching").url == begun.url + "voorziening/jobcoaching/"
    assert begun.answer("doelgroep", "ja", terug="https://elders.example/").url == begun.url


def test_the_end_of_one_goal_leads_to_its_outcome(talk: Any) -> None:
    begun = talk(doel="een", voorziening="jobcoaching")
    begun.answer("doelgroep", "nee")
    assert "Bekijk de uitkomst" in words(begun.get())


def test_a_may_refuse_ground_waits_for_a_choice(talk: Any) -> None:
    begun = talk(persona="Noor")
    begun.answer("eerder_misgegaan", "ja")
    assert begun.outcome("tijdelijke_loonkostensubsidie") == "voorgelegd_aan_oordeel"
    page = words(begun.get("voorziening/tijdelijke_loonkostensubsidie/"))
    assert "Hier moet nog iets voor" in page
    assert "Mag een reden zijn om te weigeren" in page
    assert "Weigert u, nu dat mag?" in page


def test_one_goal_counts_down(talk: Any) -> None:
    begun = talk(doel="een", voorziening="jobcoaching")
    assert "Nog hoogstens 2 vragen" in words(begun.get())
    begun.answer("doelgroep", "ja")
    assert "Nog één vraag" in words(begun.get())


def test_the_list_stays_as_it_was_after_an_answer(talk: Any) -> None:
    begun = talk()
    page = begun.get(volgorde="naam", zoek="subsidie", toon="gegevens")
    assert 'name="lijst" value="toon=gegevens&amp;zoek=subsidie&amp;volgorde=naam"' in page.content.decode()
    answered = begun.answer("doelgroep", "ja", lijst="volgorde=naam&onzin=1&zoek=subsidie")
    assert answered.url == f"{begun.url}?zoek=subsidie&volgorde=naam"
    wrong = begun.answer("doelgroep", "", lijst="zoek=subsidie")
    assert wrong.context["listing"].shown == 2


def test_few_answers_stand_beside_the_question(talk: Any) -> None:
    begun = talk(persona="Noor")
    for fact in ("doelgroep", "eerder_misgegaan", "werkgever_naam", "loonwaarde"):
        begun.answer(fact, action="weet-ik-niet")
    page = begun.get()
    assert len(page.context["latest"]) == 8
    assert page.context["latest"][0].fact == "loonwaarde"
    assert "Alle 9 antwoorden" in words(page)


def test_answers_that_cannot_be_together_are_said_so(talk: Any) -> None:
    begun = talk(regime="dorpstad")
    begun.answer("ingangsdatum", "1-6-2025")
    page = begun.answer("contract_eindigt_op", "1-5-2025")
    assert problems(page) == ["Het contract eindigt voor de hulp begint."]
    assert begun.facts == {"ingangsdatum": "2025-06-01"}
    both = '{"ingangsdatum": "2025-06-01", "contract_eindigt_op": "2025-05-01"}'
    page = begun.client.post("/start/dorpstad/", {"datum": "1-6-2025", "json": both})
    assert page.status_code == 422
    assert "Het contract eindigt voor de hulp begint." in problems(page)[0]


def test_no_conversation_no_page(talk: Any, client: Any) -> None:
    begun = talk()
    assert client.get("/gesprek/nietbestaand/").status_code == 404
    client.cookies.clear()
    page = begun.get()
    assert page.status_code == 404
    assert "Dit gesprek bestaat niet meer" in words(page)


def test_reading_is_safe_and_changing_is_a_post(talk: Any) -> None:
    begun = talk()
    for path in ("antwoord/", "ongedaan/", "antwoorden/weg/", "antwoorden/opnieuw/", "verwijderen/"):
        assert begun.get(path).url == begun.url  # what a reload after an error asks for
    assert begun.post("").status_code == 405


def test_oldest_conversations_go(talk: Any, client: Any) -> None:
    first = talk()
    for _ in range(20):
        talk()
    assert first.get().status_code == 404
