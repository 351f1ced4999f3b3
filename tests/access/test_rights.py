"""The table of roles and rights: what must never hold in it, its page, and what a view does with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from trede.access import rights
from trede.access.backend import Backend
from trede.access.current import Access, origin
from trede.access.models import AuditEntry, Membership, Municipality, Role, User
from trede.access.rights import TABLE, WORDS, Right

ROOT = Path(__file__).resolve().parents[2]
Staff = Callable[..., User]


def who(*wanted: Right) -> set[Role]:
    """The roles with all of these rights."""
    return {role for role in Role if set(wanted) <= TABLE[role]}


def test_the_page_of_roles_is_up_to_date() -> None:
    assert (ROOT / "docs/roles.md").read_text() == rights.as_markdown()


def test_every_right_has_words_and_somebody_who_has_it() -> None:
    assert set(WORDS) == set(Right)
    assert all(who(right) for right in Right)
    assert set(TABLE) == set(Role)


def test_nobody_proposes_and_approves_with_one_role() -> None:
    assert not who(Right.PROPOSE_DECISION, Right.APPROVE_DECISION)


def test_who_breaks_glass_is_not_who_sees_to_it() -> None:
    assert not who(Right.BREAK_GLASS, Right.SUPERVISE)
    assert not who(Right.BREAK_GLASS, Right.OPEN_ANY)


def test_who_manages_accounts_or_counts_policy_sees_no_client() -> None:
    about_people = {Right.SEE_WORK, Right.OPEN_OWN, Right.OPEN_ANY, Right.SEE_HEALTH, Right.REVEAL_BSN, Right.SEE_AUDIT}
    assert not about_people & TABLE[Role.ADMINISTRATOR]
    assert not about_people & TABLE[Role.POLICY_OFFICER]


def test_who_pays_sees_nothing_about_health() -> None:
    assert not {Right.SEE_HEALTH, Right.RECORD_HEALTH} & TABLE[Role.BENEFITS_ADMINISTRATION]


# --- when a role holds ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [(-1, None, True), (0, None, True), (1, None, False), (-9, -1, False), (-9, 0, True), (0, 0, True)],
)
def test_a_role_holds_from_its_first_day_to_its_last(
    staff: Staff, town: Municipality, since: int, until: int | None, holds: bool
) -> None:
    user, today = staff(role=None), timezone.localdate()
    last = None if until is None else today + timedelta(days=until)
    Membership.objects.create(
        user=user, municipality=town, role=Role.SUPERVISOR, since=today + timedelta(days=since), until=last
    )
    assert rights.allows(user, town, Right.SUPERVISE) is holds


def test_a_role_holds_in_its_municipality_only(staff: Staff, town: Municipality, village: Municipality) -> None:
    user = staff(Role.SUPERVISOR)
    assert rights.allows(user, town, Right.SUPERVISE)
    assert not rights.allows(user, village, Right.SUPERVISE)


def test_an_account_that_is_switched_off_may_nothing(staff: Staff, town: Municipality) -> None:
    user = staff(Role.SUPERVISOR)
    user.is_active = False
    assert rights.roles_of(user, town) == frozenset()


def test_an_end_before_the_start_and_a_role_that_is_none_are_refused(staff: Staff, town: Municipality) -> None:
    from django.db import IntegrityError, transaction

    user = staff(role=None)
    for wrong in ({"role": Role.SUPERVISOR, "until": date(2020, 1, 1)}, {"role": "koning"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Membership.objects.create(user=user, municipality=town, **wrong)


def test_two_capitals_are_one_address(db: None) -> None:
    from django.db import IntegrityError

    User.objects.make("Klaas@Voorbeeld.example", "Klaas")
    assert User.objects.get_by_natural_key(" KLAAS@voorbeeld.example").name == "Klaas"
    with pytest.raises(IntegrityError):
        User.objects.create(email="Piet@voorbeeld.example", name="Piet")


# --- in a request -----------------------------------------------------------------------------------------------------


def request_of(user: Any, **session: str) -> Any:
    request = RequestFactory().get("/", REMOTE_ADDR="10.1.2.3", headers={"X-Forwarded-For": "1.1.1.1, 2.2.2.2"})
    request.user, request.session = user, session  # type: ignore[assignment]
    request.access = Access(request)  # type: ignore[attr-defined]
    return request


def test_a_right_is_demanded_and_a_refusal_is_noted(staff: Staff) -> None:
    request_of(staff(Role.SUPERVISOR, "Thea Voorbeeld")).access.demand(Right.SUPERVISE)
    assert not AuditEntry.objects.exists()
    with pytest.raises(PermissionDenied, match="zien wie een dossier"):
        request_of(staff()).access.demand(Right.SUPERVISE)
    entry = AuditEntry.objects.first()
    assert entry is not None
    assert (entry.action, entry.result, entry.details) == ("toegang.geweigerd", "geweigerd", {"recht": "supervise"})


def test_one_query_tells_all_that_a_page_asks(staff: Staff, django_assert_num_queries: Any) -> None:
    request = request_of(staff(Role.SUPERVISOR))
    with django_assert_num_queries(1):
        access = request.access
        assert access.allows("supervise")
        assert not access.allows("what_if")
        assert access.actor.roles == "teamleider"
        assert access.actor.municipality == access.municipality.slug == "voorbeeldstad"


def test_all_lines_of_a_request_carry_its_operation(staff: Staff) -> None:
    from trede.access import audit

    request = request_of(staff())
    audit.record(request, "een")
    audit.record(request, "twee")
    assert len(set(AuditEntry.objects.values_list("operation", flat=True))) == 1


def test_a_municipality_that_was_chosen_and_lost_is_not_kept(
    staff: Staff, town: Municipality, village: Municipality
) -> None:
    user = staff()
    assert request_of(user, municipality=village.slug).access.municipality == town
    Membership.objects.create(user=user, municipality=village, role=Role.CASE_MANAGER)
    assert request_of(user, municipality=village.slug).access.municipality == village


def test_the_network_address_is_what_our_own_proxy_says(staff: Staff, settings: Any) -> None:
    request = request_of(staff())
    assert origin(request) == "10.1.2.3"
    settings.BEHIND_PROXY = True
    assert origin(request) == "2.2.2.2"  # the last one; what stands before it anybody can write


def test_the_account_of_a_session_comes_with_its_roles(signed_in: Any, staff: Any) -> None:
    door = signed_in(staff(Role.SUPERVISOR))
    with CaptureQueriesContext(connection) as asked:
        assert door.get("/account/").status_code == 200
    about = [query["sql"] for query in asked if "access_membership" in query["sql"]]
    assert len(about) == 1
    assert not any('FROM "access_user"' in query["sql"] for query in asked)


def test_who_has_no_role_today_is_still_somebody(signed_in: Any, staff: Any) -> None:
    user = staff(None)
    assert signed_in(user).get("/account/").status_code == 200
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert Backend().get_user(user.pk) is None
