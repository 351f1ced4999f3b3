"""Letters are plain Dutch, level B1, and the measure sees it when a text is not."""

from __future__ import annotations

import pytest
from tests.letters.samples import every_letter

from trede.letters import measure, measure_letter
from trede.letters.plain import syllables
from trede.letters.texts import standard_texts


@pytest.mark.parametrize("name", every_letter())
def test_every_letter_is_plain(name: str) -> None:
    found = measure_letter(every_letter()[name])
    assert found.problems() == []
    assert found.sentences > 8
    assert found.average <= 12  # better than the limit of 15


def test_every_standard_text_is_plain_but_for_legal_text() -> None:
    texts = standard_texts().items()
    own = [text for name, text in texts if not name.startswith(("bezwaar.", "eis.", "concept.", "pagina.", "tabel."))]
    assert measure(own).problems() == []


def test_officialese_is_seen() -> None:
    text = (
        "Derhalve dient te worden opgemerkt dat middels onderhavige beschikking inzake de arbeidsmarkttoeleiding "
        "conform de re-integratieverordening wordt besloten tot bekostiging, alsmede tot arbeidsmarktkwalificatie, "
        "hetgeen onverwijld aan belanghebbende wordt medegedeeld teneinde rechtszekerheid te bewerkstelligen."
    )
    problems = measure([text]).problems()
    assert problems[0].startswith("De zinnen zijn te lang: gemiddeld ")
    assert problems[1].startswith("Deze zin heeft 3")
    assert problems[2].startswith("Te veel lange woorden (")
    assert problems[3].startswith("Te veel zinnen met 'worden' (100%)")
    assert problems[4].startswith("De tekst leest te moeilijk: leesgemak ")
    assert "Schrijf 'daarom' in plaats van 'derhalve'." in problems
    assert "Schrijf 'moet' in plaats van 'dient te'." in problems


def test_a_glossary_excuses_its_words_only() -> None:
    words = ["Wij betalen arbeidsmarkttoeslag en re-integratiebonussen."]
    assert measure(words).long_words == ("arbeidsmarkttoeslag", "re-integratiebonussen")
    assert measure(words, ["de arbeidsmarkttoeslag"]).long_words == ("re-integratiebonussen",)


def test_sentences_are_split_as_a_reader_does() -> None:
    found = measure(["U krijgt € 1.165,26 per jaar. Dat is op 3 juni. Bel ons!", "Nog één"])
    assert (found.sentences, found.longest, found.longest_sentence) == (4, 5, "U krijgt € 1.165,26 per jaar.")


def test_nothing_to_measure() -> None:
    found = measure(["", "—"])
    assert (found.sentences, found.words, found.longest, found.problems()) == (0, 0, 0, [])


@pytest.mark.parametrize(
    ("word", "count"),
    [("wij", 1), ("besluit", 2), ("bezwaar", 2), ("werkgever", 3), ("nieuwe", 2), ("gemeente", 3), ("leesgemak", 3),
     ("uitkering", 3), ("mooie", 2), ("januari", 4), ("12", 1)],
)  # fmt: skip
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count
