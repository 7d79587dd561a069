"""Clocks in elapsed time: 48 hours are 48 hours, whatever the clocks on the wall do."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.law.clocks import (
    SOON_BEFORE_RELEASE,
    ReleaseState,
    due_within,
    elapsed,
    elapsed_on_counted_days,
    hold_limit,
    is_within,
    notify_release_by,
    release_state,
)
from reports.law.connecticut.holidays import STATE
from reports.law.moments import local, parse_local, start_of_day

CHANGES = (
    date(2025, 3, 9),
    date(2025, 11, 2),
    date(2026, 3, 8),
    date(2026, 11, 1),
    date(2027, 3, 14),
    date(2027, 11, 7),
)
LEAP_DAY = date(2028, 2, 29)
TWO_DAYS = timedelta(hours=48)
HOURS = [
    start_of_day(day) + timedelta(hours=hour)
    for day in (*CHANGES, LEAP_DAY)
    for hour in range(-48, 26)
]
ZONED = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - without a zone on purpose


@pytest.mark.parametrize("starts_at", HOURS)
def test_a_hold_ends_48_elapsed_hours_after_it_began(starts_at):
    limit = hold_limit(local(starts_at))
    assert limit.ends_at - starts_at == TWO_DAYS
    assert limit.starts_at == starts_at
    assert limit.starts_at.tzinfo is UTC
    assert limit.ends_at.tzinfo is UTC
    assert limit.without_weekends_at >= limit.ends_at
    assert limit.question == "Q10"


def test_wall_clocks_would_be_an_hour_out():
    autumn = hold_limit(parse_local("2026-10-31", "12:00"))
    assert f"{local(autumn.ends_at):%m-%d %H:%M}" == "11-02 11:00"
    spring = hold_limit(parse_local("2027-03-13", "12:00"))
    assert f"{local(spring.ends_at):%m-%d %H:%M}" == "03-15 13:00"


def test_time_left_and_passed():
    limit = hold_limit(datetime(2026, 3, 3, 12, tzinfo=UTC))
    assert limit.left(datetime(2026, 3, 4, 12, tzinfo=UTC)) == timedelta(hours=24)
    assert not limit.passed(limit.ends_at - timedelta(seconds=1))
    assert limit.passed(limit.ends_at)


def test_a_deadline_starts_at_a_moment_with_an_offset():
    with pytest.raises(ValueError, match=r"^a deadline starts at a moment with an offset$"):
        elapsed(datetime(2026, 3, 1), TWO_DAYS)  # noqa: DTZ001 - without a zone on purpose


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        (("2026-03-03", "10:00"), ("2026-03-05", "10:00")),
        (
            ("2026-03-06", "10:00"),
            ("2026-03-10", "10:00"),
        ),  # Friday: the weekend, of 47 hours, is left out
        (("2026-03-05", "00:00"), ("2026-03-07", "00:00")),  # ends as the weekend begins
        (("2026-03-07", "10:00"), ("2026-03-11", "00:00")),  # Saturday: counted from Monday
        (
            ("2026-07-02", "09:00"),
            ("2026-07-07", "09:00"),
        ),  # Independence Day kept on Friday the 3rd
        (("2026-10-30", "12:00"), ("2026-11-03", "12:00")),  # the clocks go back on Sunday
        (("2026-12-24", "18:00"), ("2026-12-29", "18:00")),
        (("2028-02-28", "08:00"), ("2028-03-01", "08:00")),
    ],
)
def test_the_federal_reading_leaves_out_weekends_and_holidays(starts, ends):
    assert hold_limit(parse_local(*starts)).without_weekends_at == parse_local(*ends)


@given(ZONED, st.integers(0, 200))
def test_counted_time_is_never_shorter_than_elapsed_time_and_grows(start, hours):
    duration = timedelta(hours=hours)
    counted = elapsed_on_counted_days(start, duration)
    assert counted >= start + duration
    assert elapsed_on_counted_days(start, duration + timedelta(hours=1)) > counted


def test_another_calendar_and_zone_can_count():
    lincoln = parse_local("2026-02-11", "12:00")
    assert elapsed_on_counted_days(lincoln, timedelta(hours=24)) == parse_local(
        "2026-02-12", "12:00"
    )
    assert elapsed_on_counted_days(lincoln, timedelta(hours=24), calendar=STATE) == parse_local(
        "2026-02-13", "12:00"
    )
    late = datetime(2026, 3, 7, 6, tzinfo=UTC)  # Friday evening in Phoenix is Saturday here
    assert elapsed_on_counted_days(
        late, timedelta(minutes=30), tz="America/Phoenix"
    ) == late + timedelta(minutes=30)
    assert elapsed_on_counted_days(late, timedelta(minutes=30)) == parse_local(
        "2026-03-09", "00:30"
    )
    phoenix = elapsed_on_counted_days(late, timedelta(hours=2), tz="America/Phoenix")
    assert phoenix == datetime(2026, 3, 9, 8, tzinfo=UTC)


def test_a_day_begins_at_local_midnight():
    assert start_of_day(date(2026, 3, 8)) == datetime(2026, 3, 8, 5, tzinfo=UTC)
    assert start_of_day(date(2026, 3, 8)).tzinfo is UTC
    assert start_of_day(date(2026, 3, 8), "America/Phoenix") == datetime(2026, 3, 8, 7, tzinfo=UTC)


def test_release_is_asked_to_be_told_48_hours_before():
    release = parse_local("2026-11-02", "11:00")
    assert notify_release_by(release) == parse_local("2026-10-31", "12:00")


def test_how_near_a_release_is():
    due, second = datetime(2026, 3, 6, 15, 0, tzinfo=UTC), timedelta(seconds=1)
    soon = due - SOON_BEFORE_RELEASE
    assert release_state(None, due) is ReleaseState.NONE
    assert release_state(due, soon - second) is ReleaseState.RUNNING
    assert release_state(due, soon) is ReleaseState.SOON
    assert release_state(due, due) is ReleaseState.SOON
    assert release_state(due, due + second) is ReleaseState.OVERDUE


def test_a_moment_is_within_a_while_of_now_or_past():
    due, hour = datetime(2026, 3, 6, 15, 0, tzinfo=UTC), timedelta(hours=1)
    assert is_within(due, hour, due - hour)
    assert is_within(due, hour, due + hour)
    assert not is_within(due, hour, due - hour - timedelta(seconds=1))


def test_promptness_is_a_configured_number_of_hours():
    assert due_within(parse_local("2026-03-07", "23:00"), 24) == parse_local("2026-03-09", "00:00")
