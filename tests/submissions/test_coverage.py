"""The five filing statuses: nothing to report never looks like did not report."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from reports.access.models import Access
from reports.accounts.roles import Role
from reports.submissions.actions.amend import start_amendment
from reports.submissions.actions.certify import certify_and_submit
from reports.submissions.actions.review import accept
from reports.submissions.models import Submission
from reports.submissions.queries import coverage_rows
from reports.submissions.review_queue import agencies_not_notified, unreported
from tests.submissions.accepted import accepted_lines
from tests.submissions.helpers import (
    DURING,
    LATER,
    a_person,
    accepted,
    an_agency,
    certified,
    half_year,
    log_access,
    returned,
)

pytestmark = pytest.mark.django_db
IN_TIME, LATE = date(2025, 7, 20), date(2025, 10, 1)


def status(code="hartford", *, on=LATE):
    (row,) = [row for row in coverage_rows("2025H1", on=on) if row.agency_code == code]
    return row.filing_status, row.accesses


def test_silence_is_not_yet_due_and_then_missing():
    an_agency()
    half_year()
    assert status(on=IN_TIME) == ("not_yet_due", None)
    last_day_of_grace = half_year().missing_after
    assert status(on=last_day_of_grace) == ("not_yet_due", None)
    assert status(on=last_day_of_grace + timedelta(days=1)) == ("missing", None)


def test_none_is_confirmed_only_by_acceptance():
    certified(lines=0)
    assert status() == ("not_yet_due", None)
    accept(submission=Submission.objects.get(), by=a_person(Role.OPM_REVIEWER), at=LATER)
    assert status() == ("confirmed_zero", 0)


def test_what_lies_with_opm_is_owed_by_nobody():
    certified(lines=1)
    assert status() == ("not_yet_due", None)


def test_a_return_gives_the_grace_again_then_counts_as_missing():
    returned(lines=1)
    again = LATER.date() + timedelta(days=half_year().grace_days)
    assert status(on=max(again, half_year().missing_after)) == ("not_yet_due", None)
    assert status() == ("missing", None)


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
    half_year()
    assert status("ct-correction") == ("not_required", None)
    accepted(agency, lines=1)
    assert status("ct-correction") == ("reported", 1)


def test_every_half_year_in_between_has_a_row():
    an_agency()
    half_year("2024H1")
    assert [row.half_year for row in coverage_rows("2025H1", on=LATE)] == [
        "2024H1",
        "2024H2",
        "2025H1",
    ]


def test_sandboxes_never_count():
    accepted(an_agency("sandbox", is_sandbox=True))
    assert coverage_rows("2025H1", on=LATE) == []
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


def test_nobody_is_shown_as_missing_without_having_been_told():
    agency = an_agency()
    period = half_year()
    assert agencies_not_notified(unreported(period, on=LATE)) == [agency]
    assert agencies_not_notified(unreported(period, on=IN_TIME)) == []
