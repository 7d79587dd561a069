"""A notice filled in by hand: recorded once, by who may, at a time that can be true."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reports.access.actions import void_access
from reports.accounts.roles import Role
from reports.core.refusals import Conflict, PermissionRefused, StateRefused
from reports.law.half_years import HalfYear
from reports.law.moments import local_day
from reports.notices.actions.reserve_numbers import discard_number, reserve_numbers
from reports.notices.actions.serve import record_handed_over_by_hand
from reports.notices.cases import cases, is_owed_by_hand, owed_notices
from reports.notices.counts import notice_counts
from reports.notices.models import NoticeByHand
from reports.notices.owed import BY_HAND, LATE_AFTER
from reports.notices.queries import free_numbers
from reports.workflow.notices import issue_first_notice
from tests.factories import detainers as make
from tests.factories.people import agency, person

pytestmark = pytest.mark.django_db
LATER = make.NOW + timedelta(hours=1)


def handed_over(access, *, when=LATER, by=None, at=LATER):
    return record_handed_over_by_hand(
        access=access, handed_over_at=when, by=by or person(Role.CLERK), at=at
    )


def test_it_is_listed_with_its_access_and_reason():
    told = make.access(kind="B")
    (line,) = owed_notices(agency(), at=LATER)
    assert (line.subject_id, line.reason, line.is_by_hand) == (told.pk, BY_HAND, True)
    assert (line.kind, line.act, line.stage) == ("N2", "release_notified", "owed")
    assert str(told.pk) in line.case.reference
    assert [case.detainer_id for case in cases(agency("avon"))] == []


def test_it_ends_when_the_handing_over_is_recorded():
    told = make.access(kind="B")
    row = handed_over(told)
    assert (row.access, row.entered_at) == (told, LATER)
    assert owed_notices(agency(), at=LATER) == []
    with pytest.raises(Conflict, match="recorded already"):
        handed_over(told)
    assert NoticeByHand.objects.count() == 1


def test_a_time_to_come_or_before_the_telling_is_refused():
    told = make.access(kind="B")
    with pytest.raises(StateRefused, match="still to come"):
        handed_over(told, when=LATER + timedelta(minutes=1))
    with pytest.raises(StateRefused, match="told later"):
        handed_over(told, when=make.NOW - timedelta(hours=1))


def test_who_may_not_record_service_is_refused():
    told = make.access(kind="B")
    with pytest.raises(PermissionRefused):
        handed_over(told, by=person(Role.AUDITOR))


def test_what_owes_no_letter_by_hand_has_none_recorded():
    under = make.access(detainer=make.reviewed(make.detainer()), kind="B")
    void = make.access(kind="B")
    void_access(access=void, reason="Wrong.", by=person(Role.AGENCY_HEAD), at=LATER)
    for access in (under, void, make.access(kind="D")):
        assert not is_owed_by_hand(access)
        with pytest.raises(Conflict):
            handed_over(access)


def test_the_numbers_count_it_before_and_after():
    told = make.access(kind="B")
    handed_over(make.access(kind="B"))
    late = make.NOW + LATE_AFTER + timedelta(hours=1)
    handed_over(make.access(kind="B"), when=late, at=late)
    (row,) = notice_counts(at=late, agency=agency())
    assert row.half_year == HalfYear.of(local_day(told.occurred_at))
    assert (row.not_made, row.served, row.served_late, row.all) == (1, 2, 1, 3)


def test_the_number_on_its_form_is_bound_to_the_act_and_never_free_again():
    clerk = person(Role.CLERK)
    used, free = reserve_numbers(agency=agency(), count=2, by=clerk, at=make.NOW)
    row = record_handed_over_by_hand(
        access=make.access(kind="B"), handed_over_at=LATER, by=clerk, at=LATER, reserved=used
    )
    used.refresh_from_db()
    assert (used.notice_by_hand, used.is_free) == (row, False)
    assert free_numbers(agency()) == [free]
    with pytest.raises(Conflict):
        discard_number(number=used, by=clerk, at=LATER)
    with pytest.raises(StateRefused, match="used or spoiled"):
        issue_first_notice(make.detainer(), by=clerk, at=LATER, reserved=used)
    second = make.access(kind="B")
    with pytest.raises(StateRefused, match="used or spoiled"):
        record_handed_over_by_hand(
            access=second, handed_over_at=LATER, by=clerk, at=LATER, reserved=used
        )
    assert is_owed_by_hand(second)


def test_the_number_of_another_agency_is_refused():
    avon = agency("avon")
    (theirs,) = reserve_numbers(
        agency=avon, count=1, by=person(Role.CLERK, at_agency=avon), at=make.NOW
    )
    with pytest.raises(StateRefused, match="used or spoiled"):
        record_handed_over_by_hand(
            access=make.access(kind="B"),
            handed_over_at=LATER,
            by=person(Role.CLERK),
            at=LATER,
            reserved=theirs,
        )
