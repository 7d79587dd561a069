"""Certifiers, clerks, reviewers at the same moment: one submission, one receipt, a sentence for the
others.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from reports.accounts.roles import Role
from reports.core.refusals import Refused
from reports.submissions.actions.certify import certify_and_submit
from reports.submissions.actions.compile import compile_draft
from reports.submissions.actions.import_accepted import import_accepted
from reports.submissions.actions.review import accept, start_review
from reports.submissions.content import ReportLine
from reports.submissions.models import Receipt, ReportingPeriod, Submission
from reports.submissions.status import SubmissionStatus
from tests.submissions.helpers import (
    AFTER,
    DURING,
    LATER,
    a_person,
    an_agency,
    certified,
    drafted,
    half_year,
    log_access,
)

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
HANDS = 6


def all_at_once(*acts: Any) -> list[Any]:
    """Each in its own thread and connection, started together; what came back or was refused."""
    start = Barrier(len(acts))

    def run(act: Any) -> Any:
        try:
            start.wait(timeout=30)
            return act()
        except Refused as refused:
            return str(refused)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result(timeout=120) for future in [pool.submit(run, act) for act in acts]]


def test_many_certify_at_once():
    draft = drafted(lines=2)
    people = [a_person(Role.CERTIFIER, draft.agency, name=f"certifier{n}") for n in range(HANDS)]

    def certify(by: Any) -> Any:
        return certify_and_submit(
            submission=draft, by=by, at=AFTER, expected_hash=draft.content_sha256
        )

    done = all_at_once(*(lambda by=by: certify(by) for by in people))
    assert {submission.pk for submission in done} == {draft.pk}
    assert len({submission.certified_by_id for submission in done}) == 1
    assert Receipt.objects.count() == 1


def test_many_compile_at_once():
    agency, period = an_agency(), half_year()
    log_access(agency)
    clerk = a_person(Role.CLERK, agency)
    done = all_at_once(
        *[lambda: compile_draft(agency=agency, period=period, by=clerk, at=AFTER)] * HANDS
    )
    assert len({submission.pk for submission in done}) == 1
    assert Submission.objects.get().lines.count() == 1


def test_a_line_logged_at_the_moment_of_certifying_is_in_or_certifying_is_refused():
    draft = drafted(lines=1)
    certifier = a_person(Role.CERTIFIER, draft.agency)
    a_person(Role.CLERK, draft.agency)
    done = all_at_once(
        lambda: certify_and_submit(
            submission=draft, by=certifier, at=AFTER, expected_hash=draft.content_sha256
        ),
        lambda: log_access(draft.agency, at=DURING.replace(day=20)),
    )
    if isinstance(done[0], str):
        assert "log has changed" in done[0]
        assert Submission.objects.get().status == SubmissionStatus.DRAFT
    else:
        assert Submission.objects.get().lines.count() == 1


def test_two_reviewers_answer_at_once():
    submission = certified()
    first, second = (
        a_person(Role.OPM_REVIEWER, name="first"),
        a_person(Role.OPM_REVIEWER, name="second"),
    )
    done = all_at_once(
        lambda: accept(submission=submission, by=first, at=LATER),
        lambda: accept(submission=submission, by=second, at=LATER),
    )
    assert sum(isinstance(answer, str) for answer in done) == 1
    assert Submission.objects.get().reviews.count() == 1


def test_two_reviewers_take_it_at_once():
    submission = certified()
    people = [a_person(Role.OPM_REVIEWER, name=name) for name in ("first", "second")]
    done = all_at_once(
        *(lambda by=by: start_review(submission=submission, by=by, at=LATER) for by in people)
    )
    assert sum(isinstance(answer, str) for answer in done) == 1
    assert submission.assignments.filter(ended_at__isnull=True).count() == 1


def test_the_same_file_loaded_twice_at_once():
    an_agency()
    line = ReportLine(DURING.date(), "B", "other", "W", "H", "M", 30, person="row:2")
    done = all_at_once(
        *[lambda: import_accepted(groups={("hartford", "2025H1"): [line]}, at=LATER)] * 3
    )
    assert sorted(result.created for result in done) == [0, 0, 1]
    assert Submission.objects.count() == ReportingPeriod.objects.count() == 1
