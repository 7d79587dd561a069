"""A court order bars what it names from its day on, until it is lifted."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from reports.accounts.roles import Role
from reports.core.refusals import Conflict, PermissionRefused, StateRefused
from reports.detainers.actions.court_orders import (
    ALARM_JOB,
    CourtOrderValues,
    lift_court_order,
    record_court_order,
)
from reports.detainers.assessment import stored_assessment
from reports.detainers.models import CourtOrder
from reports.law.moments import local_day
from reports.outbox.models import Job
from reports.sealing.actions import read_sealed_file
from reports.uploads.inspection import CleanFile, ReceivedFile
from tests.factories import detainers as make
from tests.factories.people import agency, person
from tests.support.trail import check_entry

pytestmark = pytest.mark.django_db
LATER = make.NOW + timedelta(minutes=10)
TODAY = local_day(LATER)
SAYS = CourtOrderValues(citation="D. Conn. 3:26-cv-1", says="No hold.", from_on=TODAY)


def order(item=None, *, by=None, scan=None, **changes):
    return record_court_order(
        detainer=item or make.detainer(),
        values=replace(SAYS, **changes),
        by=by or person(),
        at=LATER,
        scan=scan,
    )


def outcome(item, purpose="hold"):
    return stored_assessment(item.assessments.latest()).finding(purpose).outcome


SCAN = ReceivedFile(b"as it came", CleanFile(b"as it is shown", "image/png", 1, ()))


def test_an_order_is_kept_as_entered_and_alarms():
    item, clerk = make.detainer(), person()
    until = TODAY + timedelta(days=3)
    kept = order(item, by=clerk, until_on=until, purposes=("hold",), scan=SCAN)
    kept = CourtOrder.objects.select_related("record_key", "paper__record_key").get(pk=kept.pk)
    assert (kept.citation, kept.says, kept.purposes) == (SAYS.citation, SAYS.says, ["hold"])
    assert (kept.from_on, kept.until_on) == (TODAY, until)
    assert (kept.recorded_at, kept.recorded_by) == (LATER, clerk)
    assert (kept.paper.detainer, kept.paper.kind, kept.paper.label) == (
        item,
        "warrant",
        "Court order",
    )
    assert read_sealed_file(kept.paper.received) == b"as it came"
    assert read_sealed_file(kept.paper.file) == b"as it is shown"
    assert (kept.paper.added_at, kept.paper.added_by) == (LATER, clerk)
    assert Job.objects.filter(kind=ALARM_JOB, object_id=kept.pk).count() == 1
    check_entry("court_order.recorded", about=item, subject="detainer", by=clerk, at=LATER)
    assert (outcome(item), outcome(item, "notify_release")) == ("prohibited", "unsettled")


def test_without_a_scan_no_paper_is_kept():
    kept = order()
    assert kept.paper is None
    assert not kept.detainer.attachments.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"citation": " "}, "Name the court, docket and day"),
        ({"says": " "}, "say in a sentence what the order says"),
        ({"until_on": TODAY - timedelta(days=1)}, "ends before it begins"),
        ({"purposes": ("hold", "interview")}, "only bar what was asked for"),
    ],
)
def test_an_order_that_cannot_be_is_refused(changes, sentence):
    with pytest.raises(StateRefused, match=sentence):
        order(**changes)


def test_an_order_may_end_on_its_first_day():
    assert order(until_on=TODAY).until_on == TODAY


def test_an_order_that_starts_later_bars_from_then_on():
    item = make.detainer()
    order(item, from_on=TODAY + timedelta(days=2))
    assert outcome(item) == "prohibited"


def test_only_who_decides_here_lifts_an_order_and_only_once():
    item, head = make.detainer(), person(Role.AGENCY_HEAD)
    first, second = order(item), order(item, says="No hold at all.")
    for nobody in (person(), person(Role.AGENCY_HEAD, at_agency=agency("avon"))):
        with pytest.raises(PermissionRefused, match="at Hartford"):
            lift_court_order(order=first, by=nobody, at=LATER)
    lift_court_order(order=first, by=head, at=LATER)
    check_entry("court_order.lifted", about=item, subject="detainer", by=head, at=LATER)
    with pytest.raises(Conflict, match="is marked as lifted already"):
        lift_court_order(order=first, by=head, at=LATER)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.lifted_at, first.lifted_by) == (LATER, head)
    assert second.lifted_at is None
    assert outcome(item) == "prohibited"
    lift_court_order(order=second, by=head, at=LATER + timedelta(minutes=1))
    assert outcome(item) == "not_prohibited"
