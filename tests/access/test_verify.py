"""`verify` finds one changed bit in any column of either log, a line gone, put in or moved, a tail cut off."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, models

from trede.access import audit, chain
from trede.access.models import AuditEntry, AuditHead, ProcessingEntry
from trede.access.verify import Report, verify

WHO = audit.Actor("Klaas Voorbeeld", uuid.uuid4(), "klantmanager", "voorbeeldstad", "10.0.0.1")
LINES = 5


@pytest.fixture
def log(db: None) -> None:
    """Five lines: of one person, of nobody, and of a page with three people."""
    for number in range(LINES):
        if number == 1:
            audit.record(WHO, "rol.gegeven", audit.Subject("account", "x"), "op verzoek", rol="teamleider")
        elif number == 3:
            audit.reading(WHO, "werkvoorraad", [audit.Subject("dossier", str(n), uuid.uuid4()) for n in range(3)])
        else:
            audit.record(WHO, "dossier.geopend", audit.Subject("dossier", str(number), uuid.uuid4()), "gesprek", nr=1)


def raw(sql: str, *values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


def lines_found(report: Report) -> set[int]:
    return {line for line, _ in report.findings}


def flipped(value: Any, place: int = 0) -> Any:
    """The same stored value with one bit changed; of a number a high one, so that no two rows get the same."""
    match value:
        case int():
            return value ^ 1 << 40 + place
        case datetime():
            return value + timedelta(microseconds=1)
        case uuid.UUID():
            return uuid.UUID(int=value.int ^ 1 << place)
        case str():
            at = place % len(value)
            return value[:at] + chr(ord(value[at]) ^ 1) + value[at + 1 :]
    raise AssertionError(value)


def columns(model: type[models.Model]) -> list[str]:
    return [field.column for field in model._meta.local_fields]


def test_a_log_as_it_was_written_has_no_findings(log: None) -> None:
    report = verify()
    assert (report.lines, report.people, report.findings) == (LINES, 6, [])


def test_an_empty_log_is_fine(db: None) -> None:
    assert verify().findings == []


@pytest.mark.parametrize("place", [0, 1, 7])
@pytest.mark.parametrize("line", [1, 3, LINES])
@pytest.mark.parametrize("column", columns(AuditEntry))
def test_one_bit_in_the_audit_log_is_found(log: None, column: str, line: int, place: int) -> None:
    value = raw(f"SELECT {column} FROM access_auditentry WHERE sequence = %s", line)[0][0]
    raw(f"UPDATE access_auditentry SET {column} = %s WHERE sequence = %s", flipped(value, place), line)
    assert line in lines_found(verify())


@pytest.mark.parametrize("column", columns(ProcessingEntry))
def test_one_bit_in_the_processing_log_is_found(log: None, column: str) -> None:
    for (key,) in raw("SELECT id FROM access_processingentry"):
        value = raw(f"SELECT {column} FROM access_processingentry WHERE id = %s", key)[0][0]
        raw(f"UPDATE access_processingentry SET {column} = %s WHERE id = %s", flipped(value), key)
        assert key // audit.MOST_PEOPLE in lines_found(verify())
        changed = flipped(key) if column == "id" else key
        raw(f"UPDATE access_processingentry SET {column} = %s WHERE id = %s", value, changed)
    assert verify().findings == []


@pytest.mark.parametrize("column", columns(AuditHead))
def test_one_bit_in_the_head_is_found(log: None, column: str) -> None:
    value = raw(f"SELECT {column} FROM access_audithead")[0][0]
    raw(f"UPDATE access_audithead SET {column} = %s", flipped(value))
    assert verify().findings


def test_every_bit_of_what_was_noted_counts(log: None) -> None:
    value = raw("SELECT details_text FROM access_auditentry WHERE sequence = 1")[0][0]
    for place in range(len(value)):
        raw("UPDATE access_auditentry SET details_text = %s WHERE sequence = 1", flipped(value, place))
        assert 1 in lines_found(verify())


def test_a_line_that_is_gone_is_found(log: None) -> None:
    AuditEntry.objects.filter(pk=3).delete()
    assert min(lines_found(verify()) - {0}) == 3


def test_two_lines_that_changed_places_are_found(log: None) -> None:
    for before, after in ((1, 99), (5, 1), (99, 5)):
        AuditEntry.objects.filter(pk=before).update(sequence=after)
    assert min(lines_found(verify())) == 1


def test_a_line_put_in_without_the_key_is_found(log: None, settings: Any) -> None:
    known, settings.LOOKUP_KEY = settings.LOOKUP_KEY, "c" * 43 + "="
    audit.record(WHO, "iets")
    settings.LOOKUP_KEY = known
    assert lines_found(verify()) == {LINES + 1}


def test_a_tail_cut_off_with_its_people_is_found(log: None) -> None:
    AuditEntry.objects.filter(pk__gt=3).delete()
    ProcessingEntry.objects.filter(pk__gte=4 * audit.MOST_PEOPLE).delete()
    report = verify()
    assert report.findings == [(4, "de laatste regels ontbreken: er waren er 5")]


def test_a_head_put_back_to_fit_a_cut_tail_is_found(log: None) -> None:
    last = AuditEntry.objects.get(pk=3)
    AuditEntry.objects.filter(pk__gt=3).delete()
    ProcessingEntry.objects.filter(pk__gte=4 * audit.MOST_PEOPLE).delete()
    AuditHead.objects.update(sequence=3, state=last.hash, previous=last.previous)  # all that the database knows
    assert verify().findings == [(0, "de kop van de keten is veranderd")]


def test_everything_thrown_away_but_the_head_is_found(log: None) -> None:
    AuditEntry.objects.all().delete()
    ProcessingEntry.objects.all().delete()
    assert verify().findings == [(1, "de laatste regels ontbreken: er waren er 5")]


def test_a_head_thrown_away_is_found(log: None) -> None:
    AuditHead.objects.all().delete()
    assert verify().findings == [(0, "de kop van de keten ontbreekt")]


def test_a_whole_database_put_back_is_found_by_the_checkpoint_of_before(log: None) -> None:
    kept = verify().checkpoint
    assert verify(kept).findings == []
    AuditEntry.objects.all().delete()
    ProcessingEntry.objects.all().delete()
    AuditHead.objects.update(sequence=0, previous=chain.START, state=chain.START)
    assert verify().findings == []
    assert verify(kept).findings == [(1, "bij de vorige controle waren er 5 regels")]
    for _ in range(LINES):
        audit.record(WHO, "iets anders")
    assert (LINES, "is een andere dan bij de vorige controle") in verify(kept).findings


def test_lines_in_the_processing_log_that_belong_nowhere_are_found(log: None) -> None:
    row = ProcessingEntry.objects.first()
    assert row is not None
    row.pk = 77 * audit.MOST_PEOPLE
    row.save(force_insert=True)
    assert lines_found(verify()) == {0}


def test_a_line_that_cannot_even_be_read_is_found_and_the_rest_is_read(log: None) -> None:
    if connection.vendor == "sqlite":  # the types of PostgreSQL keep such a value out
        raw("UPDATE access_auditentry SET actor = 'geen kenmerk' WHERE sequence = 3")
        raw("UPDATE access_processingentry SET begun = 'geen moment' WHERE id = 1000000")
        report = verify()
        assert {1, 3} <= lines_found(report)
        assert report.lines == LINES


def test_after_a_hundred_findings_the_picture_is_clear() -> None:
    report = Report()
    for number in range(150):
        report.find(number, "iets")
    assert len(report.findings) == 100
