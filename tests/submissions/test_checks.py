"""Each check, met and not met: what is wrong, why, how to mend it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from reports.accounts.roles import Role
from reports.notices.actions.serve import record_handed_over_by_hand
from reports.notices.models import Notice
from reports.notices.status import NoticeStatus
from reports.submissions.actions.compile import compile_draft
from reports.submissions.checks import CHECKS, Severity, find, findings_of, run_checks
from reports.submissions.checks.base import CheckInput
from reports.submissions.content import ReportLine
from reports.submissions.models import Submission
from tests.factories import detainers as make
from tests.submissions.helpers import (
    AFTER,
    a_person,
    accepted,
    an_agency,
    certified,
    drafted,
    half_year,
    log_access,
)

pytestmark = pytest.mark.django_db
LINE = ReportLine(date(2025, 3, 4), "D", "other", "W", "H", "F", 34, person="one")


def material(*lines: ReportLine, **values: Any) -> CheckInput:
    return CheckInput(agency=an_agency(), period=half_year(), lines=lines, **values)


def names(found):
    return [problem.check for problem in found]


def others(count: int) -> list[ReportLine]:
    """Lines of different persons on different days."""
    return [
        replace(LINE, person=f"p{n}", access_on=LINE.access_on + timedelta(days=n))
        for n in range(count)
    ]


def test_sound_lines_give_no_finding():
    assert find(material(*others(6), earlier_counts=[("2024H2", 5), ("2024H1", 7)])) == []


@pytest.mark.parametrize(
    ("check", "severity", "lines", "values"),
    [
        ("outside_the_period", Severity.BLOCKS, [replace(LINE, access_on=date(2025, 7, 1))], {}),
        ("same_person_same_day", Severity.MUST_EXPLAIN, [LINE, LINE], {}),
        (
            "one_person_described_twice",
            Severity.MUST_EXPLAIN,
            [LINE, replace(LINE, access_kind="B", race="B")],
            {},
        ),
        (
            "characteristics_missing",
            Severity.MUST_EXPLAIN,
            [replace(line, race="U") for line in others(4)],
            {},
        ),
        (
            "characteristics_missing",
            Severity.MUST_EXPLAIN,
            [replace(line, age=None) for line in others(4)],
            {},
        ),
        (
            "sudden_change",
            Severity.MUST_EXPLAIN,
            others(20),
            {"earlier_counts": [("2024H2", 2), ("2024H1", 3)]},
        ),
        (
            "sudden_change",
            Severity.MUST_EXPLAIN,
            [],
            {"earlier_counts": [("2024H2", 12), ("2024H1", 9)]},
        ),
        ("persons_against_events", Severity.NOTE, [LINE, replace(LINE, access_kind="B")], {}),
    ],
)
def test_a_finding_says_what_why_and_how(check, severity, lines, values):
    found = [problem for problem in find(material(*lines, **values)) if problem.check == check]
    assert [problem.severity for problem in found] == [severity]
    assert all(len(text) > 15 for text in (found[0].what, found[0].why, found[0].fix))


def test_a_small_town_may_go_from_none_to_two():
    assert find(material(*others(2), earlier_counts=[("2024H2", 0), ("2024H1", 0)])) == []


def test_a_draft_that_lags_behind_the_log_blocks():
    draft = drafted(lines=1)
    assert run_checks(draft) == []
    log_access(draft.agency)
    (problem,) = run_checks(draft)
    assert (problem.check, problem.severity, problem.leads_to) == (
        "totals_against_log",
        Severity.BLOCKS,
        "refresh",
    )


def test_stored_totals_are_recounted():
    draft = drafted(lines=2)
    Submission.objects.filter(pk=draft.pk).update(line_count=3)
    draft.refresh_from_db()
    assert "recount" in names(run_checks(draft))


def test_what_was_found_at_certification_stays_with_it():
    access = log_access(an_agency())
    log_access(an_agency(), person=access.person, kind="E")
    submission = certified(lines=0)
    assert names(submission.findings and findings_of(submission)) == ["persons_against_events"]


def test_every_check_is_listed_under_its_name():
    listed = [check.__name__ for check in CHECKS]
    assert len(listed) == len(set(listed)) == 10


def with_detainer(*, kind: str, reviewed_at: datetime | None, occurred_at: datetime) -> Submission:
    """A release notification under a detainer, reviewed at that moment."""
    agency = an_agency()
    clerk = a_person(Role.CLERK, agency)
    received = datetime(2025, 3, 3, 15, tzinfo=UTC)
    detainer = make.detainer(agency=agency, by=clerk, at=received)
    if reviewed_at is not None:
        make.reviewed(detainer, at=reviewed_at)
        detainer.refresh_from_db()
    make.access(
        detainer=detainer, at=occurred_at + timedelta(hours=1), kind=kind, occurred_at=occurred_at
    )
    return compile_draft(agency=agency, period=half_year(), by=clerk, at=AFTER)


def test_access_before_the_review_must_be_explained():
    moment = datetime(2025, 3, 4, 15, tzinfo=UTC)
    draft = with_detainer(kind="A", reviewed_at=moment + timedelta(minutes=30), occurred_at=moment)
    (problem,) = run_checks(draft)
    assert problem.check == "access_without_head_review"
    assert problem.positions == (1,)


def test_access_after_the_review_is_in_order():
    moment = datetime(2025, 3, 4, 15, tzinfo=UTC)
    assert run_checks(with_detainer(kind="A", reviewed_at=moment, occurred_at=moment)) == []


def test_a_release_notification_wants_its_letter_handed_over():
    moment = datetime(2025, 3, 4, 15, tzinfo=UTC)
    draft = with_detainer(kind="B", reviewed_at=moment, occurred_at=moment)
    assert names(run_checks(draft)) == ["release_notice_not_served"]
    Notice.objects.filter(kind="N2").update(status=NoticeStatus.SERVED)
    assert run_checks(draft) == []
    assert accepted(an_agency("avon"), lines=1).findings == []


def test_a_release_told_under_no_request_wants_its_letter_by_hand():
    told = log_access(an_agency(), kind="B")
    draft = drafted(lines=0)
    (problem,) = run_checks(draft)
    assert (problem.check, problem.detainer_ids) == ("release_notice_not_served", ())
    clerk = a_person(Role.CLERK, draft.agency)
    record_handed_over_by_hand(access=told, handed_over_at=AFTER, by=clerk, at=AFTER)
    assert run_checks(draft) == []
