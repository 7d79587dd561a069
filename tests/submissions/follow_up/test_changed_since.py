"""An accepted report and a log that says something else by now."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reports.access.models import Access
from reports.submissions.follow_up.changed_since import changed_after_acceptance
from tests.submissions.helpers import DURING, LATER, accepted, an_agency, correct, log_access

pytestmark = pytest.mark.django_db


def entered_late(agency, **when):
    found = log_access(agency, at=DURING.replace(**when))
    Access.objects.filter(pk=found.pk).update(recorded_at=LATER + timedelta(days=1))


def test_an_access_recorded_later_changes_the_report_of_its_own_half_year_and_agency():
    first = accepted(an_agency("hartford"))
    accepted(an_agency("new-haven"))
    assert changed_after_acceptance() == []
    entered_late(first.agency, year=2024)
    assert changed_after_acceptance() == [], "of another half-year"
    entered_late(first.agency, day=20)
    assert changed_after_acceptance() == changed_after_acceptance(first.agency) == [first]
    assert changed_after_acceptance(an_agency("new-haven")) == []


def test_a_zero_report_is_said_to_be_contradicted_instead():
    entered_late(accepted(lines=0).agency, day=20)
    assert changed_after_acceptance() == []


def test_an_access_that_a_correction_moves_to_another_half_year_is_missing_from_its_own():
    report = accepted(lines=2)
    access = Access.objects.standing().earliest("occurred_at")
    moved = access.occurred_at.replace(year=2024)
    correct(access, occurred_at=moved, at=LATER + timedelta(days=1))
    assert changed_after_acceptance() == [report]


def test_many_changed_reports_take_no_more_queries_than_one(django_assert_max_num_queries):
    entered_late(accepted(an_agency("hartford")).agency, day=20)
    with django_assert_max_num_queries(4) as one:
        assert len(changed_after_acceptance()) == 1
    entered_late(accepted(an_agency("new-haven")).agency, day=20)
    with django_assert_max_num_queries(len(one)):
        assert len(changed_after_acceptance()) == 2
