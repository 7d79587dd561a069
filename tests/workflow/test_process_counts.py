"""What an agency did with its requests, counted by half-year: numbers, and nothing else."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from reports.accounts.roles import Role
from reports.detainers.models import AssessmentRecord
from reports.detainers.values import ReplyValues
from reports.law.half_years import HalfYear
from reports.notices.actions.void import void_notice
from reports.notices.models import Notice
from reports.publication.content.process_figures import NAMES, QUESTIONS
from reports.workflow.decisions import record_reply
from reports.workflow.notices import issue_first_notice
from reports.workflow.process_counts import process_counts
from tests.factories import detainers as make
from tests.factories.people import agency, person

pytestmark = pytest.mark.django_db
NOW = make.NOW
HALF = HalfYear(2026, 1)


def counted(half_year: HalfYear = HALF) -> Counter[str]:
    """The measures that are not nothing."""
    counts = process_counts(agency(), [half_year])[half_year]
    assert set(counts) == NAMES
    return Counter({name: count for name, count in counts.items() if count})


def without_questions(counts: Counter[str]) -> Counter[str]:
    return Counter({name: n for name, n in counts.items() if not name.startswith("touching_")})


def test_without_half_years_nothing_is_counted(django_assert_num_queries):
    place = agency()
    with django_assert_num_queries(0):
        assert process_counts(place, []) == {}


def test_all_half_years_take_one_query_and_those_between_are_not_mixed_in(
    django_assert_num_queries,
):
    make.detainer()
    make.detainer(agency=agency("avon"))
    place, asked = agency(), [HalfYear(2027, 1), HalfYear(2025, 1)]
    with django_assert_num_queries(1):
        found = process_counts(place, asked)
    assert set(found) == set(asked)
    assert not any(count for counts in found.values() for count in counts.values())


def test_a_request_counts_with_its_notice_its_review_and_its_refusal():
    item = make.detainer()
    make.detainer(agency=agency("avon"))
    assert without_questions(counted()) == Counter(requests=1, notices=1, notices_on_time=1)
    make.decided(item)
    told = {"channel": "fax", "text": "No."}
    for refusal in (False, True):
        before = counted()
        record_reply(
            detainer=item,
            values=ReplyValues(sent_at=NOW, is_refusal=refusal, **told),
            form_token=uuid4(),
            by=person(),
            at=NOW,
        )
    assert counted() - before == Counter(refusals=1)
    assert without_questions(counted()) == Counter(
        requests=1, notices=1, notices_on_time=1, reviews=1, refusals=1
    )


def test_the_day_of_receipt_in_connecticut_says_the_half_year():
    new_year = datetime(2026, 1, 1, 5, 0, tzinfo=UTC)
    for received_at in (new_year, new_year - timedelta(seconds=1)):
        make.detainer(at=received_at + timedelta(hours=1))
    assert counted()["requests"] == 1
    assert counted(HalfYear(2025, 2))["requests"] == 1


@pytest.mark.parametrize(("late", "in_time"), [(timedelta(0), 1), (timedelta(seconds=1), 0)])
def test_a_first_notice_is_in_time_within_a_day_of_receipt(late, in_time):
    make.detainer()
    (notice,) = Notice.objects.all()
    Notice.objects.update(issued_at=notice.owed_at + timedelta(hours=24) + late)
    assert (counted()["notices"], counted()["notices_on_time"]) == (1, in_time)


def test_a_notice_in_time_stays_so_when_a_corrected_one_replaces_it():
    item = make.detainer()
    issue_first_notice(item, by=person(), at=NOW + timedelta(days=3))
    assert item.notices.filter(kind="N1").count() == 2
    assert without_questions(counted()) == Counter(requests=1, notices=1, notices_on_time=1)


def test_a_void_notice_and_any_other_kind_is_no_first_notice():
    item = make.detainer()
    make.decided(item)
    assert item.notices.filter(kind="N1I").exists()
    head = person(Role.AGENCY_HEAD)
    void_notice(notice=item.notices.get(kind="N1"), reason="Wrong.", by=head, at=NOW)
    assert not {"notices", "notices_on_time"} & set(counted())
    issue_first_notice(item, by=person(), at=NOW + timedelta(days=3))
    assert (counted()["notices"], counted()["notices_on_time"]) == (1, 0)


def test_the_open_questions_are_those_of_the_last_reading():
    item = make.detainer()
    touched = {name for name in counted() if name.startswith("touching_")}
    said = {q for f in item.assessments.get().result["findings"] for q in f["questions"]}
    assert touched == {f"touching_{question}" for question in said & set(QUESTIONS)}
    assert {"touching_Q2", "touching_Q6"} <= touched
    make.decided(item, at=NOW + timedelta(minutes=1))
    newest = AssessmentRecord.objects.latest("assessed_at")
    AssessmentRecord.objects.filter(pk=newest.pk).update(
        result={"findings": [{"questions": ["Q1", "Q99"]}, {}, {"questions": ["Q1"]}]}
    )
    assert {name for name in counted() if name.startswith("touching_")} == {"touching_Q1"}
    AssessmentRecord.objects.update(result={})
    assert not {name for name in counted() if name.startswith("touching_")}
