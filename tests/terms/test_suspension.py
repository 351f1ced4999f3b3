"""The decision term with suspension and extension (Awb 4:13 to 4:15)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trede.terms import (
    Extension,
    Period,
    Suspension,
    SuspensionGround,
    Term,
    completion_suspension,
    decision_deadline,
    foreign_information_suspension,
    is_working_day,
    subtract,
    total_days,
)

RECEIVED = date(2026, 3, 20)
AGREED = SuspensionGround.INSTEMMING


def stop(first: date, last: date | None, ground: SuspensionGround = AGREED) -> Suspension:
    return Suspension(Period(first, last), ground)


def test_eight_weeks_from_receipt() -> None:
    deadline = decision_deadline(RECEIVED)
    assert deadline.day == date(2026, 5, 18)
    assert deadline.basis == "Awb artikel 4:13, tweede lid; Algemene termijnenwet artikel 1, eerste lid"


def test_the_special_term_of_article_10d() -> None:
    deadline = decision_deadline(date(2026, 3, 31), Term(5, "weeks"), basis="Participatiewet artikel 10d, twaalfde lid")
    assert deadline.day == date(2026, 5, 6)
    assert deadline.basis.startswith("Participatiewet artikel 10d, twaalfde lid; ")


def test_a_term_of_an_ordinance_is_not_shifted() -> None:
    assert decision_deadline(RECEIVED, statutory=False).day == date(2026, 5, 15)


def test_a_suspension_moves_the_end_before_it_is_shifted() -> None:
    deadline = decision_deadline(RECEIVED, suspensions=[stop(date(2026, 4, 1), date(2026, 4, 14))])
    assert deadline.unshifted == deadline.day == date(2026, 5, 29)
    assert "Awb artikel 4:15, tweede lid, onder a" in deadline.basis


def test_days_with_two_suspensions_count_once() -> None:
    two = [
        stop(date(2026, 4, 8), date(2026, 4, 14), SuspensionGround.AANVRAGER),
        stop(date(2026, 4, 1), date(2026, 4, 10)),
    ]
    deadline = decision_deadline(RECEIVED, suspensions=two)
    assert deadline.unshifted == date(2026, 5, 29)
    assert "4:15, tweede lid, onder a; Awb artikel 4:15, tweede lid, onder b" in deadline.basis


def test_a_suspension_outside_the_term_changes_and_cites_nothing() -> None:
    outside = [stop(date(2026, 3, 1), RECEIVED), stop(date(2026, 5, 19), date(2026, 5, 25))]
    assert decision_deadline(RECEIVED, suspensions=outside) == decision_deadline(RECEIVED)


def test_a_suspension_in_the_days_the_act_added_lengthens_again() -> None:
    """The term ends on Friday 15 May, equated, so it runs to Monday 18; an invitation goes out on the 15th."""
    asked = completion_suspension(date(2026, 5, 15), date(2026, 5, 29))
    assert asked is not None
    deadline = decision_deadline(RECEIVED, suspensions=[asked])
    # Three added days (16, 17, 18 May) stood still from 16 through 29 May: they follow on 30 May to 1 June.
    assert deadline.day == date(2026, 6, 1)


def test_a_suspension_on_the_last_added_day() -> None:
    deadline = decision_deadline(RECEIVED, suspensions=[stop(date(2026, 5, 18), date(2026, 5, 22))])
    assert deadline.unshifted == date(2026, 5, 23)  # a Saturday; Monday 25 May is Whit Monday
    assert deadline.day == date(2026, 5, 26)


def test_while_a_suspension_is_open_there_is_no_deadline() -> None:
    with pytest.raises(ValueError, match="De opschorting loopt nog"):
        decision_deadline(RECEIVED, suspensions=[stop(date(2026, 4, 1), None)])


def test_every_ground_has_its_article() -> None:
    assert {str(ground): ground.article.removeprefix("Awb artikel 4:15, ") for ground in SuspensionGround} == {
        "aanvulling": "eerste lid, onder a",
        "buitenlandse_informatie": "eerste lid, onder b",
        "instemming": "tweede lid, onder a",
        "aanvrager": "tweede lid, onder b",
        "overmacht": "tweede lid, onder c",
    }
    told = {str(ground) for ground in SuspensionGround if ground.end_must_be_told}
    assert told == {"buitenlandse_informatie", "aanvrager", "overmacht"}


@pytest.mark.parametrize(
    ("completed", "last"),
    [
        (None, date(2026, 3, 16)),  # the term passed unused: through its last day
        (date(2026, 3, 10), date(2026, 3, 9)),
        (date(2026, 3, 16), date(2026, 3, 15)),
        (date(2026, 3, 17), date(2026, 3, 16)),
        (date(2026, 3, 25), date(2026, 3, 16)),  # completed too late: the suspension had ended
        (date(2026, 3, 4), date(2026, 3, 3)),
    ],
)
def test_completion_runs_from_the_day_after_the_invitation(completed: date | None, last: date) -> None:
    asked = completion_suspension(date(2026, 3, 2), date(2026, 3, 16), completed)
    assert asked == stop(date(2026, 3, 3), last, SuspensionGround.AANVULLING)


@pytest.mark.parametrize("completed", [date(2026, 3, 2), date(2026, 3, 3)])
def test_completed_at_once_suspends_nothing(completed: date) -> None:
    assert completion_suspension(date(2026, 3, 2), date(2026, 3, 16), completed) is None


def test_completion_dates_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="dat moet na de uitnodiging van maandag 2 maart 2026"):
        completion_suspension(date(2026, 3, 2), date(2026, 3, 2))
    with pytest.raises(ValueError, match="ligt vóór de mededeling"):
        completion_suspension(date(2026, 3, 2), date(2026, 3, 16), date(2026, 3, 1))


def test_foreign_information() -> None:
    ground = SuspensionGround.BUITENLAND
    assert foreign_information_suspension(date(2026, 3, 2), None) == stop(date(2026, 3, 3), None, ground)
    known = foreign_information_suspension(date(2026, 3, 2), date(2026, 4, 1))
    assert known == stop(date(2026, 3, 3), date(2026, 3, 31), ground)


def test_an_extension_by_a_term_follows_the_running_term() -> None:
    deadline = decision_deadline(RECEIVED, extension=Extension(date(2026, 5, 11), Term(4, "weeks")))
    assert deadline.day == date(2026, 6, 12)
    assert "Awb artikel 4:14, derde lid" in deadline.basis
    assert "onder a" not in deadline.basis


def test_an_extension_that_an_act_sets_is_shifted() -> None:
    extension = Extension(date(2026, 4, 20), Term(10, "days"), basis="een wet", statutory=True)
    deadline = decision_deadline(RECEIVED, extension=extension)
    assert (deadline.unshifted, deadline.day) == (date(2026, 5, 25), date(2026, 5, 26))


def test_suspensions_before_and_in_the_extension_both_count_once() -> None:
    stops = [stop(date(2026, 4, 1), date(2026, 4, 14)), stop(date(2026, 6, 1), date(2026, 6, 7))]
    extension = Extension(date(2026, 5, 11), Term(4, "weeks"))
    deadline = decision_deadline(RECEIVED, suspensions=stops, extension=extension)
    assert deadline.unshifted == date(2026, 5, 15) + timedelta(days=14 + 28 + 7)


@pytest.mark.parametrize("told", [RECEIVED, date(2026, 5, 18)])
def test_an_extension_may_be_told_through_the_last_day(told: date) -> None:
    deadline = decision_deadline(RECEIVED, extension=Extension(told, date(2026, 6, 14)))
    assert deadline.day == date(2026, 6, 14)  # a Sunday that the authority named itself: not shifted


@pytest.mark.parametrize(
    ("told", "message"),
    [
        (date(2026, 5, 19), "komt na het einde van de termijn op maandag 18 mei 2026"),
        (date(2026, 3, 19), "ligt vóór de ontvangst van de aanvraag"),
    ],
)
def test_an_extension_told_too_late_or_too_early_is_refused(told: date, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        decision_deadline(RECEIVED, extension=Extension(told, date(2026, 7, 1)))


def test_an_extension_must_name_a_later_day() -> None:
    told = date(2026, 5, 11)
    with pytest.raises(ValueError, match="is niet later dan het einde van de termijn op maandag 18 mei 2026"):
        decision_deadline(RECEIVED, extension=Extension(told, date(2026, 5, 18)))
    assert decision_deadline(RECEIVED, extension=Extension(told, date(2026, 5, 19))).day == date(2026, 5, 19)


def test_a_named_day_moves_only_by_suspensions_that_begin_after_it_was_named() -> None:
    stops = [stop(date(2026, 4, 1), date(2026, 4, 14)), stop(date(2026, 6, 1), date(2026, 6, 7))]
    deadline = decision_deadline(RECEIVED, suspensions=stops, extension=Extension(date(2026, 5, 11), date(2026, 7, 1)))
    assert deadline.day == date(2026, 7, 8)


def test_a_suspension_that_begins_on_the_day_of_the_notice_was_known_when_the_day_was_named() -> None:
    extension = Extension(date(2026, 5, 11), date(2026, 7, 1))
    known = [stop(date(2026, 5, 11), date(2026, 5, 12))]
    after = [stop(date(2026, 5, 12), date(2026, 5, 13))]
    assert decision_deadline(RECEIVED, suspensions=known, extension=extension).day == date(2026, 7, 1)
    assert decision_deadline(RECEIVED, suspensions=after, extension=extension).day == date(2026, 7, 3)


received = st.dates(date(2015, 1, 1), date(2027, 12, 31))
suspensions = st.lists(
    st.tuples(st.integers(-20, 120), st.integers(0, 40), st.sampled_from(SuspensionGround)), max_size=5
)


@given(received, suspensions)
def test_the_days_that_count_are_never_fewer_than_eight_weeks(
    day: date, drawn: list[tuple[int, int, SuspensionGround]]
) -> None:
    stops = [
        stop(day + timedelta(days=first), day + timedelta(days=first + length), ground)
        for first, length, ground in drawn
    ]
    deadline = decision_deadline(day, suspensions=stops)
    run = Period(day + timedelta(days=1), deadline.day)
    counted = total_days(subtract([run], [s.period for s in stops]))
    assert counted >= 56
    assert is_working_day(deadline.day)
    assert deadline.day >= decision_deadline(day).day
    if not stops:
        assert deadline == decision_deadline(day)


@given(received, suspensions, st.randoms(use_true_random=False))
def test_the_order_of_suspensions_does_not_matter(
    day: date, drawn: list[tuple[int, int, SuspensionGround]], random: object
) -> None:
    stops = [stop(day + timedelta(days=a), day + timedelta(days=a + b), g) for a, b, g in drawn]
    shuffled = list(stops)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert decision_deadline(day, suspensions=shuffled) == decision_deadline(day, suspensions=stops)
