"""Local times: one moment, or asked about. Every hour of the six clock changes of 2025 to 2027, and
leap day.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from reports.law.moments import (
    AmbiguousTime,
    LocalTimeError,
    NonexistentTime,
    local,
    local_day,
    parse_local,
    parse_moment,
)

SPRING = (date(2025, 3, 9), date(2026, 3, 8), date(2027, 3, 14))
AUTUMN = (date(2025, 11, 2), date(2026, 11, 1), date(2027, 11, 7))
LEAP_DAY = date(2028, 2, 29)
ORDINARY = [(day, hour) for day in SPRING for hour in range(24) if hour != 2]
ORDINARY += [(day, hour) for day in AUTUMN for hour in range(24) if hour != 1]
ORDINARY += [(LEAP_DAY, hour) for hour in range(24)]
ZONE = ZoneInfo("America/New_York")


def test_the_day_of_a_moment_is_the_day_on_the_local_clock():
    after_midnight_in_utc = datetime(2026, 3, 3, 3, 0, tzinfo=UTC)
    assert local_day(after_midnight_in_utc) == date(2026, 3, 2)
    assert local_day(after_midnight_in_utc, "Europe/Berlin") == date(2026, 3, 3)


@pytest.mark.parametrize(("day", "hour"), ORDINARY)
def test_an_hour_that_happened_once_is_that_moment(day, hour):
    moment = parse_local(day, time(hour, 30))
    assert moment.tzinfo is UTC
    assert moment.astimezone(ZONE).replace(tzinfo=None) == datetime.combine(day, time(hour, 30))


@pytest.mark.parametrize(("day", "hour"), ORDINARY)
def test_a_choice_of_fold_changes_nothing_for_an_hour_that_happened_once(day, hour):
    assert (
        parse_local(day, time(hour), fold=1)
        == parse_local(day, time(hour), fold=0)
        == parse_local(day, time(hour))
    )


@pytest.mark.parametrize("day", SPRING)
@pytest.mark.parametrize("minute", [0, 1, 30, 59])
@pytest.mark.parametrize("fold", [None, 0, 1])
def test_the_hour_that_was_skipped_is_refused(day, minute, fold):
    with pytest.raises(NonexistentTime) as caught:
        parse_local(day, time(2, minute), fold=fold)
    assert caught.value.wall == datetime.combine(day, time(2, minute))
    assert caught.value.resumes_at == datetime.combine(day, time(3), ZONE)
    assert (
        str(caught.value)
        == f"{day} 02:{minute:02} did not exist: the clocks were put forward to 03:00 EDT. "
        "Enter the time the clock showed."
    )


def test_the_clock_resumes_at_a_whole_minute():
    with pytest.raises(NonexistentTime) as caught:
        parse_local(SPRING[0], time(2, 30, 15, 7))
    assert caught.value.resumes_at.replace(tzinfo=None) == datetime.combine(SPRING[0], time(3))


@pytest.mark.parametrize("day", AUTUMN)
@pytest.mark.parametrize("minute", [0, 30, 59])
def test_the_hour_that_came_twice_is_asked_about_with_both_moments(day, minute):
    with pytest.raises(AmbiguousTime) as caught:
        parse_local(day, time(1, minute))
    first, second = caught.value.candidates
    assert caught.value.wall == datetime.combine(day, time(1, minute))
    assert first == datetime.combine(day, time(5, minute), UTC)
    assert second - first == timedelta(hours=1)
    assert caught.value.labels == (f"01:{minute:02} EDT", f"01:{minute:02} EST")
    assert (
        str(caught.value)
        == f"{day} 01:{minute:02} happened twice because the clocks were put back. "
        f"Say which: 01:{minute:02} EDT (the first) or 01:{minute:02} EST (the second)."
    )
    assert parse_local(day, time(1, minute), fold=0) == first
    assert parse_local(day, time(1, minute), fold=1) == second
    assert first.tzinfo is second.tzinfo is UTC


def test_texts_are_read_like_days_and_times():
    assert parse_local("2026-03-01", "14:30") == datetime(2026, 3, 1, 19, 30, tzinfo=UTC)


def test_another_zone_can_be_asked_for():
    assert parse_local("2026-03-08", "02:30", tz="America/Phoenix") == datetime(
        2026, 3, 8, 9, 30, tzinfo=UTC
    )


def test_a_local_time_carries_no_offset():
    with pytest.raises(LocalTimeError, match=r"^A local time carries no offset of its own\.$"):
        parse_local("2026-03-01", "14:30+01:00")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-01T14:30", datetime(2026, 3, 1, 19, 30, tzinfo=UTC)),
        (" 2026-03-01 14:30:15 ", datetime(2026, 3, 1, 19, 30, 15, tzinfo=UTC)),
        ("2026-03-01T14:30-04:00", datetime(2026, 3, 1, 18, 30, tzinfo=UTC)),
        ("2026-03-01T14:30Z", datetime(2026, 3, 1, 14, 30, tzinfo=UTC)),
        ("2026-11-01T01:30-05:00", datetime(2026, 11, 1, 6, 30, tzinfo=UTC)),
    ],
)
def test_a_moment_with_an_offset_is_taken_and_one_without_is_local(text, moment):
    assert parse_moment(text) == moment
    assert parse_moment(text).tzinfo is UTC


def test_moments_without_an_offset_are_read_as_strictly():
    with pytest.raises(AmbiguousTime):
        parse_moment("2026-11-01T01:30")
    with pytest.raises(NonexistentTime):
        parse_moment("2026-03-08T02:30")
    assert parse_moment("2026-03-08T02:30", tz="America/Phoenix") == datetime(
        2026, 3, 8, 9, 30, tzinfo=UTC
    )


def test_another_text_is_refused_with_how_to_write_it():
    with pytest.raises(LocalTimeError) as caught:
        parse_moment("yesterday")
    assert (
        str(caught.value) == "must be a moment such as 2026-03-01T14:30 or 2026-03-01T14:30-05:00."
    )


def test_a_moment_is_shown_on_the_local_clock():
    shown = local(datetime(2026, 7, 1, 12, tzinfo=UTC))
    assert (shown.hour, shown.tzname()) == (8, "EDT")
    assert local(datetime(2026, 7, 1, 12, tzinfo=UTC), "America/Phoenix").hour == 5
    with pytest.raises(
        LocalTimeError,
        match=r"^A moment needs an offset before it can be shown on a local clock\.$",
    ):
        local(datetime(2026, 7, 1, 12))  # noqa: DTZ001 - without a zone on purpose
