"""What is in force on a day: boundaries of sources, lines and rows, and what was known of it by then."""

from datetime import date, timedelta

import pytest
from tests.law.features.conftest import ARTICLE, SOURCE, Read, Village
from tests.law.features.terse import terse

from trede.law import InForce, NoLawInForce, law_on
from trede.law.norms import TableNorm

DAY = timedelta(days=1)
GRANT = "- 1 Het college kan een scholing verlenen aan de persoon.\n"


def on(read: Read, day: date, known: date | None = None) -> InForce:
    assert read.errors == []
    assert read.regime is not None
    return law_on(read.regime, day, known)


def said(law: InForce, citation: str) -> list[str]:
    return [terse(norm) for norm in law.norms if citation in norm.citations]


def test_a_source_holds_from_its_first_day_until_its_end(village: Village) -> None:
    ends = SOURCE.replace("| citaat |", "| geldt tot | 1 januari 2026 |\n| citaat |")
    read = village(files={"dorp/verordening.md": ends + "## Artikel 1. Proef\n\n" + GRANT})
    assert [s.id for s in on(read, date(2024, 1, 1)).sources] == ["D-V"]
    assert on(read, date(2025, 12, 31)).provision_names == ["scholing"]
    for day in (date(2023, 12, 31), date(2026, 1, 1)):
        with pytest.raises(NoLawInForce) as caught:
            on(read, day)
        assert str(caught.value).endswith("in Het dorp geen regeling van kracht. De eerste geldt vanaf 1 januari 2024.")


def test_a_line_holds_from_its_first_day_until_its_end(village: Village) -> None:
    read = village(
        "- 1 Toeslag betekent € 100 (tot 1 juli 2025).\n"
        "- 1 Toeslag betekent € 110 (van 1 juli 2025 tot 1 januari 2026).\n"
        "- 1 Toeslag betekent € 120 (vanaf 1 januari 2026).\n"
    )
    for change, before, after in ((date(2025, 7, 1), 100, 110), (date(2026, 1, 1), 110, 120)):
        assert said(on(read, change - DAY), "D-V-1.1") == [f"Definition(name=toeslag, expr=‹€ {before},00›)"]
        assert said(on(read, change), "D-V-1.1") == [f"Definition(name=toeslag, expr=‹€ {after},00›)"]


def test_a_row_holds_from_its_first_day_until_its_end(village: Village) -> None:
    read = village(
        """- 1 Reeks toeslag:

| toeslag | vanaf | tot |
|---|---|---|
| € 100 | 1 januari 2024 | 1 juli 2025 |
| € 110 | 1 juli 2025 | 1 januari 2026 |

- 2 Tabel korting naar werkzoekend:

| werkzoekend | korting |
|---|---|
| elk | 10 % |
"""
    )
    for day, rows in ((date(2025, 6, 30), 1), (date(2025, 7, 1), 1), (date(2026, 1, 1), 0), (date(2024, 1, 1), 1)):
        series, table = on(read, day).norms
        assert isinstance(series, TableNorm)
        assert isinstance(table, TableNorm)
        assert (len(series.rows), len(table.rows)) == (rows, 1)


def test_a_law_on_two_days_without_a_change_between_is_worked_out_once(village: Village) -> None:
    read = village("- 1 Alleen als werkzoekend (vanaf 1 juli 2025).")
    first, second = on(read, date(2025, 7, 1)), on(read, date(2025, 7, 2))
    assert (first.on, second.on) == (date(2025, 7, 1), date(2025, 7, 2))
    assert first.cache is second.cache
    assert on(read, date(2025, 7, 1)) is first
    assert on(read, date(2025, 6, 30)).cache is not first.cache


def test_a_retroactive_source_is_known_from_its_announcement(village: Village) -> None:
    text = SOURCE.replace(
        "| geldt vanaf | 1 januari 2024 |",
        "| vastgesteld | 29 november 2023 |\n| bekendgemaakt | 8 december 2023 |\n| geldt vanaf | 1 juli 2023 |",
    )
    read = village(files={"dorp/verordening.md": text + "## Artikel 1. Proef\n\n" + GRANT})
    day = date(2023, 7, 1)
    assert on(read, day, date(2023, 12, 8)).sources
    assert on(read, day).known is None
    with pytest.raises(NoLawInForce) as caught:
        on(read, day, date(2023, 12, 7))
    assert str(caught.value) == (
        "Op 1 juli 2023 was in Het dorp geen regeling van kracht die op 7 december 2023 bekend was. "
        "De eerste geldt vanaf 1 juli 2023."
    )
    adopted = text.replace("| bekendgemaakt | 8 december 2023 |", "| bekendgemaakt | niet vermeld |")
    read = village(files={"dorp/verordening.md": adopted + "## Artikel 1. Proef\n\n" + GRANT})
    assert on(read, day, date(2023, 11, 29)).sources
    with pytest.raises(NoLawInForce):
        on(read, day, date(2023, 11, 28))


def test_a_regime_without_sources_has_no_law(village: Village) -> None:
    read = village(files={"dorp/verordening.md": None})
    with pytest.raises(NoLawInForce, match=r"^Op 1 juli 2023 was in Het dorp geen regeling van kracht\.$"):
        on(read, date(2023, 7, 1))


def test_decisions_stand_apart_from_provisions(village: Village) -> None:
    law = on(village(GRANT + "- 2 De servicedesk beslist over een route."), date(2025, 1, 1))
    assert law.provision_names == ["scholing"]
    assert law.decision_names == ["route"]


def test_lines_that_are_not_about_dates(village: Village) -> None:
    read = village(files={"dorp/verordening.md": ARTICLE + "- 1 Tekst: dit geldt (al jaren)."})
    assert said(on(read, date(2025, 1, 1)), "D-V-1.1") == ["TextNorm(nature=tekst, text=dit geldt (al jaren).)"]
