"""The clocks on a record: the limit of a hold in elapsed hours, and by when the form asks to be told."""

from datetime import UTC, datetime, timedelta

import pytest

from reports.detainers.assessment import kept_assessment
from reports.law.moments import parse_local
from reports.web.desk_clocks import limit_tiles
from reports.web.words import closed_on
from tests.factories import detainers as make

pytestmark = pytest.mark.django_db
FRIDAY = parse_local("2026-10-30", "12:00")  # the clocks go back on Sunday


def tiles(at=make.NOW, **changes):
    item = make.detainer(**changes)
    return {tile.label: tile for tile in limit_tiles(item, kept_assessment(item.assessments.latest()), at)}


def test_a_hold_that_is_not_prohibited_ends_after_48_elapsed_hours_over_a_change_of_the_clocks():
    found = tiles(release_due_at=FRIDAY)["Limit of a hold"]
    assert found.value == "Nov 1, 11:00 AM"
    assert "leaving out weekends and federal holidays Nov 3, 12:00 PM (Q10)" in found.detail
    assert found.tone == "neutral"
    assert tiles(at=FRIDAY + timedelta(hours=48), release_due_at=FRIDAY)["Limit of a hold"].tone == "stop"


def test_the_form_asks_to_be_told_48_elapsed_hours_before():
    found = tiles(release_due_at=parse_local("2026-11-02", "11:00"))["Asked to be told by"]
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
