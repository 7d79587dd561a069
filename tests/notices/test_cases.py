"""One record and the list of all records read the same case, in a fixed number of queries."""

from __future__ import annotations

import pytest

from reports.detainers.assessment import stored_assessment
from reports.notices.cases import case_of, cases
from reports.notices.owed import StandingAccess
from tests.factories.people import agency
from tests.notices.test_owed import received, told_alone, told_of_release


@pytest.mark.django_db
@pytest.mark.parametrize("build", [received, told_of_release, told_alone])
def test_one_record_and_the_register_read_the_same_case(build):
    item = build()
    found = case_of(
        item,
        assessment=stored_assessment(item.assessments.latest()),
        decisions=item.decisions.all(),
        accesses=[
            StandingAccess(row.pk, row.kind, row.occurred_at, row.is_about_release)
            for row in item.accesses.standing().order_by("-occurred_at")
        ],
    )
    assert cases(item.agency) == [found]


@pytest.mark.django_db
def test_reading_cases_takes_three_questions_however_many_there_are(django_assert_num_queries):
    place, empty = agency("bristol"), agency("avon")
    for _ in range(3):
        received(agency=place)
    with django_assert_num_queries(3):
        assert len(cases(place)) == 3
    with django_assert_num_queries(3):
        assert cases(empty) == []
