"""A half-year is opened once; only whoever was notified is asked."""

from __future__ import annotations

from datetime import date

import pytest

from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.core.refusals import PermissionRefused, StateRefused
from reports.messaging.models import Message
from reports.submissions.actions.open_half_year import (
    ask_untold,
    open_half_year,
    open_running,
    record_notified_outside,
)
from reports.submissions.models import MissingNotice, ReportRequest
from reports.submissions.queries import coverage_through
from tests.submissions.helpers import AFTER, DURING, LATER, a_person, an_agency, asked, half_year

pytestmark = pytest.mark.django_db(transaction=True)
ON = date(2025, 10, 1)


def test_nobody_to_notify_is_nobody_asked():
    deserted = an_agency("avon")
    done = open_half_year(half_year="2025H1", by=a_person(Role.OPM_ADMIN), at=AFTER)
    assert (done.notified, done.people, done.unreached) == ((), 0, (deserted,))
    assert ReportRequest.objects.get().notified_at is None
    assert coverage_through("2025H1", on=ON).rows == ()


def test_the_program_opens_what_runs_and_asks_whoever_joins_later():
    agency = an_agency()
    period = open_running(at=DURING).period
    assert (period.half_year, period.opened_at, period.opened_by) == ("2025H1", DURING, None)
    assert not open_running(at=AFTER.replace(month=6)).is_new
    clerk = a_person(Role.CLERK, agency)
    assert ask_untold(period=period, at=AFTER).notified == (agency,)
    assert ask_untold(period=period, at=AFTER).notified == ()
    assert [m.recipient for m in Message.objects.filter(kind="opened")] == [clerk]
    assert AuditEntry.objects.filter(event="period.opened").count() == 1
    assert AuditEntry.objects.get(event="half_year.requested").detail["recipients"] == 1


def test_state_agencies_and_sandboxes_are_not_asked():
    for code, values in (("ct-correction", {"kind": "correction"}), ("box", {"is_sandbox": True})):
        a_person(Role.CLERK, an_agency(code, **values))
    assert open_running(at=DURING).notified == ()
    assert not ReportRequest.objects.exists()


def test_a_letter_asks_from_its_day_and_reminds_once_the_half_year_is_over():
    deserted, opener = an_agency("avon"), a_person(Role.OPM_REVIEWER)
    period = asked()

    def written(on: date) -> ReportRequest:
        return record_notified_outside(
            agency=deserted, period=period, channel="letter", notified_on=on, by=opener, at=LATER
        )

    assert written(DURING.date()).channel == "letter"
    assert not MissingNotice.objects.exists()
    again = written(LATER.date())
    assert again.notified_at < AFTER  # asked from the first letter on
    assert MissingNotice.objects.get().channel == "letter"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"channel": "message"}, "phone, letter or email"),
        ({"notified_on": date(2026, 1, 1)}, "between the first day"),
        ({"notified_on": date(2024, 1, 1)}, "between the first day"),
    ],
)
def test_a_letter_that_cannot_have_been_is_refused(changes, why):
    period, by = asked(), a_person(Role.OPM_REVIEWER)
    values = {"channel": "letter", "notified_on": DURING.date(), **changes}
    with pytest.raises(StateRefused, match=why):
        record_notified_outside(agency=an_agency(), period=period, by=by, at=LATER, **values)
    assert not ReportRequest.objects.filter(agency=an_agency()).exists()


def test_what_is_not_open_has_nobody_to_notify():
    period, by = half_year("2024H2"), a_person(Role.OPM_REVIEWER)
    with pytest.raises(StateRefused, match="not open"):
        record_notified_outside(
            agency=an_agency(),
            period=period,
            channel="letter",
            notified_on=date(2024, 9, 1),
            by=by,
            at=LATER,
        )
    with pytest.raises(PermissionRefused):
        open_half_year(half_year="2024H2", by=a_person(Role.CLERK, an_agency()), at=LATER)


def test_what_has_not_begun_is_not_opened():
    with pytest.raises(StateRefused, match="has not begun"):
        open_half_year(half_year="2026H1", by=a_person(Role.OPM_ADMIN), at=LATER)
