"""The clocks on a record: the limit of a hold in elapsed hours, and by when the form asks to be
told.
"""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from reports.accounts.roles import Role
from reports.core.clock import now, today
from reports.detainers.assessment import stored_assessment
from reports.detainers.custody import custody_of
from reports.detainers.values import ConvictionValues
from reports.law.moments import parse_local
from reports.lawbook.actions import approve, propose
from reports.lawbook.models import SettlementRecord
from reports.web.desk.detainers.record.custody import limit_tiles
from reports.web.shared.html.labels import closed_on
from tests.factories import detainers as make
from tests.factories.people import person

pytestmark = pytest.mark.django_db
FRIDAY = parse_local("2026-10-30", "12:00")  # the clocks go back on Sunday


def tiles(at=make.NOW, **changes):
    item = make.detainer(**changes)
    custody = custody_of(item, stored_assessment(item.assessments.latest()), at)
    return {tile.label: tile for tile in limit_tiles(custody, at)}


def test_a_hold_that_is_not_prohibited_ends_after_48_elapsed_hours_over_a_change_of_the_clocks():
    found = tiles(release_due_at=FRIDAY)["48-hour mark"]
    assert found.value == "Nov 1, 11:00 AM"
    assert "without weekends and federal holidays Nov 3, 12:00 PM (Q10)" in found.detail
    assert found.tone == "neutral"
    assert (
        tiles(at=FRIDAY + timedelta(hours=48), release_due_at=FRIDAY)["48-hour mark"].tone == "stop"
    )


def test_the_form_asks_to_be_told_48_elapsed_hours_before():
    found = tiles(release_due_at=parse_local("2026-11-02", "11:00"))["ICE asks to be notified by"]
    assert found.value == "Oct 31, 12:00 PM"
    assert "no duty of the act" in found.detail
    assert not found.detail.endswith("past")


def test_what_is_prohibited_has_no_clock_and_neither_has_who_is_free():
    assert tiles(grounds=(), convictions=()) == {}
    assert tiles(in_custody=False, release_due_at=None) == {}


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-02-12", "is Lincoln Day. The next business day is 2026-02-13"),
        ("2026-01-31", "is Saturday. The next business day is 2026-02-02"),
        ("2026-11-11", "is Veterans Day"),
        ("2026-07-30", ""),
    ],
)
def test_a_due_day_on_which_no_business_is_done_is_named(day, said):
    found = closed_on(datetime.fromisoformat(day).replace(tzinfo=UTC).date())
    assert said in found
    assert bool(said) == bool(found)


def test_a_record_says_that_the_act_reads_otherwise_since_it_was_assessed(clerk):
    item = make.detainer(at=now() - timedelta(hours=2))
    where = reverse("desk:detainer", args=[item.pk])
    assert "The act reads otherwise today" not in clerk.get(where).content.decode()
    settled = SettlementRecord(
        question="Q2",
        citation="Opinion 2026-1",
        decided_by="Attorney General",
        from_on=today(),
        purposes=["notify_release"],
        grounds=["felony_ab_conviction"],
        outcome="not_prohibited",
    )
    first, second = (
        person(Role.OPM_LEGAL, email="a@opm.example"),
        person(Role.OPM_LEGAL, email="b@opm.example"),
    )
    approve(propose(settled, by=first, at=now()), by=second, at=now())
    shown = clerk.get(where).content.decode()
    assert "The act reads otherwise today" in shown
    assert "Unsettled: ask counsel then, Not prohibited today" in shown
    assert "Opinion 2026-1" in shown


def test_the_memo_says_why_a_conviction_leaves_a_question_open_without_its_name(clerk):
    elsewhere = ConvictionValues(offense="Invented burglary", offense_class="B", state="NY")
    item = make.detainer(at=now() - timedelta(hours=2), convictions=(elsewhere,))
    memo = clerk.get(reverse("desk:memo", args=[item.pk])).content.decode()
    assert "who rules on the equivalent class is open" in memo
    assert "Invented burglary" not in memo
