"""The five filing statuses: nothing to report never looks like did not report."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from reports.access.models import Access
from reports.accounts.roles import Role
from reports.submissions.actions.amend import start_amendment
from reports.submissions.actions.certify import certify_and_submit
from reports.submissions.actions.import_accepted import import_accepted
from reports.submissions.actions.open_half_year import open_half_year
from reports.submissions.actions.review import Reason, accept, return_submission, start_review
from reports.submissions.known import known_report
from reports.submissions.models import MissingNotice, Submission
from reports.submissions.queries import coverage_through
from reports.submissions.review_queue import agencies_not_notified, unreported
from tests.submissions.accepted import accepted_lines
from tests.submissions.helpers import (
    AFTER,
    DURING,
    LATER,
    a_person,
    accepted,
    an_agency,
    asked,
    certified,
    half_year,
    log_access,
)

pytestmark = pytest.mark.django_db
IN_TIME, LATE = date(2025, 7, 20), date(2025, 10, 1)


def status(code="hartford", *, on=LATE):
    (row,) = [row for row in coverage_through("2025H1", on=on).rows if row.agency_code == code]
    return row.filing_status, row.accesses


def test_silence_is_not_yet_due_and_then_missing():
    asked(an_agency())
    assert status(on=IN_TIME) == ("not_yet_due", None)
    last_day_of_grace = half_year().missing_after
    assert status(on=last_day_of_grace) == ("not_yet_due", None)
    assert status(on=last_day_of_grace + timedelta(days=1)) == ("missing", None)


def test_none_is_confirmed_only_by_acceptance():
    certified(lines=0)
    assert status() == ("not_yet_due", None)
    accept(submission=Submission.objects.get(), by=a_person(Role.OPM_REVIEWER), at=LATER)
    assert status() == ("confirmed_zero", 0)


def row_of(code="hartford", *, on=LATE):
    (row,) = [row for row in coverage_through("2025H1", on=on).rows if row.agency_code == code]
    return row.filing_status, row.review_state, row.received_on


def test_what_arrived_is_never_shown_as_not_received():
    asked(an_agency())
    submission = certified(lines=1)
    reviewer = a_person(Role.OPM_REVIEWER)
    assert row_of() == ("not_yet_due", "received", AFTER.date())
    start_review(submission=submission, by=reviewer, at=LATER)
    assert row_of() == ("not_yet_due", "in_review", AFTER.date())
    reasons = [Reason(code="other", text="Please look again at the days.")]
    return_submission(submission=submission, reasons=reasons, message="", by=reviewer, at=LATER)
    assert row_of() == ("not_yet_due", "returned", AFTER.date())
    known = known_report(an_agency(), half_year(), on=LATE)
    assert known.words == "Returned for correction on July 9, 2025, received on July 2, 2025"
    assert known.is_waited_for


def test_what_came_late_is_said_to_staff_and_has_its_day_in_public():
    asked(an_agency())
    late = datetime(2025, 9, 1, 15, tzinfo=UTC)
    certified(lines=1, at=late)
    known = known_report(an_agency(), half_year(), on=LATE)
    assert (
        known.words
        == "Submitted, waiting for OPM review, received on September 1, 2025, after the due day"
    )
    assert row_of() == ("not_yet_due", "received", late.date())


def test_accepted_is_reported_and_stays_so_while_an_amendment_waits():
    first = accepted(lines=2)
    assert status() == ("reported", 2)
    log_access(first.agency, at=DURING.replace(day=28))
    clerk, certifier = a_person(Role.CLERK, first.agency), a_person(Role.CERTIFIER, first.agency)
    draft = start_amendment(
        submission=first, code="late_entry", reason="Found.", by=clerk, at=LATER
    )
    certify_and_submit(submission=draft, by=certifier, at=LATER, expected_hash=draft.content_sha256)
    assert status() == ("reported", 2)
    accept(submission=draft, by=a_person(Role.OPM_REVIEWER), at=LATER)
    assert status() == ("reported", 3)
    assert len(list(accepted_lines("2025H1"))) == 3


def test_the_state_side_owes_nothing_and_may_report():
    agency = an_agency("ct-correction", kind="correction")
    asked(an_agency())
    assert status("ct-correction") == ("not_required", None)
    accepted(agency, lines=1)
    assert status("ct-correction") == ("reported", 1)


def test_what_was_never_opened_is_silence_with_a_reason():
    a_person(Role.CERTIFIER, an_agency())
    an_agency("new-haven")
    loaded = {("hartford", "2024H1"): []}
    import_accepted(groups=loaded, at=DURING)
    asked(an_agency(), text="2025H1")
    found = coverage_through("2025H1", on=LATE)
    assert [(row.half_year, row.agency_code, row.filing_status) for row in found.rows] == [
        ("2024H1", "hartford", "confirmed_zero"),
        ("2025H1", "hartford", "missing"),
    ]
    assert [(row.half_year, row.agency_code, row.reason) for row in found.not_collected] == [
        ("2024H1", "new-haven", "before_system"),
        ("2024H2", "hartford", "before_system"),
        ("2024H2", "new-haven", "before_system"),
        ("2025H1", "new-haven", "not_asked"),
    ]


def test_whoever_is_told_late_has_the_days_of_grace_from_then():
    agency = an_agency()
    a_person(Role.CERTIFIER, agency)
    asked_at = datetime(2025, 9, 20, 15, tzinfo=UTC)
    open_half_year(half_year="2025H1", by=a_person(Role.OPM_ADMIN), at=asked_at)
    assert status(on=LATE) == ("not_yet_due", None)
    after = asked_at.date() + timedelta(days=half_year().grace_days + 1)
    assert status(on=after) == ("missing", None)


def test_sandboxes_never_count():
    accepted(an_agency("sandbox", is_sandbox=True))
    assert coverage_through("2025H1", on=LATE).rows == ()
    assert list(accepted_lines("2025H1")) == []


def test_lines_hold_nothing_private():
    accepted(lines=1)
    (line,) = accepted_lines("2025H1")
    assert (line.access_id, line.origin_id) == (None, None)
    assert set(vars(line)) - {"access_id", "origin_id"} == {
        "agency_code",
        "half_year",
        "access_on",
        "access_kind",
        "basis",
        "race",
        "ethnicity",
        "sex",
        "age",
        "person",
    }
    assert not Access.objects.filter(person_id=line.person).exists()


def test_nobody_is_shown_as_missing_without_having_been_reminded():
    agency = an_agency()
    period = asked(agency)
    assert agencies_not_notified(unreported(period, on=LATE)) == [agency]
    assert agencies_not_notified(unreported(period, on=IN_TIME)) == []
    MissingNotice.objects.create(agency=agency, period=period, noticed_at=LATER, recipients=0)
    assert agencies_not_notified(unreported(period, on=LATE)) == [agency]
    MissingNotice.objects.create(agency=agency, period=period, noticed_at=LATER, recipients=1)
    assert agencies_not_notified(unreported(period, on=LATE)) == []
