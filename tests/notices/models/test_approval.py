"""Each step of a text that two people stand behind is taken once, and not by one of them alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reports.accounts.roles import Role
from reports.core.refusals import Conflict, PermissionRefused, StateRefused
from reports.law.moments import local_day
from reports.notices.models import StandardReason
from reports.notices.policies import check_can_approve_text
from tests.factories.detainers import NOW
from tests.factories.people import person

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


@pytest.fixture
def lawyer():
    return person(Role.OPM_LEGAL)


@pytest.fixture
def colleague():
    return person(Role.OPM_LEGAL, email="second@opm.example")


@pytest.fixture
def row(lawyer):
    return StandardReason.objects.create(text="A reason.", proposed_at=NOW, proposed_by=lawyer)


def rows(row):
    return StandardReason.objects.filter(pk=row.pk)


def test_whoever_proposed_it_does_not_approve_it(row, lawyer, colleague):
    on = local_day(NOW)
    with pytest.raises(StateRefused, match="Someone else at OPM must approve"):
        check_can_approve_text(lawyer, row, on=on)
    with pytest.raises(PermissionRefused):
        check_can_approve_text(person(Role.CLERK), row, on=on)
    check_can_approve_text(colleague, row, on=on)


def test_it_is_approved_once_and_ended_once(row, colleague):
    rows(row).approve(by=colleague, at=NOW)
    with pytest.raises(Conflict, match="approved or ended already"):
        rows(row).approve(by=colleague, at=LATER)
    rows(row).end(by=colleague, at=LATER)
    with pytest.raises(Conflict, match="ended already"):
        rows(row).end(by=colleague, at=LATER)
    row.refresh_from_db()
    assert (row.approved_at, row.approved_by) == (NOW, colleague)
    assert (row.ended_at, row.ended_by) == (LATER, colleague)


def test_what_was_ended_unapproved_is_not_approved_any_more(row, colleague):
    rows(row).end(by=colleague, at=NOW)
    with pytest.raises(Conflict, match="approved or ended already"):
        rows(row).approve(by=colleague, at=LATER)
