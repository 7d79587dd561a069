"""Days and moments as systems and people write them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from reports.imports.written_days import (
    DAY_FIRST,
    EPOCH_1900,
    EPOCH_1904,
    MONTH_FIRST,
    Unwritten,
    WrittenDays,
    any_day_first,
    is_day_first,
)

TODAY = date(2026, 11, 30)
PLAIN = WrittenDays(TODAY)
AT = datetime(2026, 3, 1, 19, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-01T14:30",
        "2026-03-01 14:30",
        "2026-03-01T14:30:00",
        "2026-03-01T14:30-05:00",
        "2026-03-01T19:30Z",
        "3/1/2026 14:30",
        "03/01/26 2:30 PM",
        "3/1/2026 2:30PM",
        "1 Mar 2026 1430",
        "March 1, 2026 2:30 pm EST",
        " 2026-03-01 1430 ",
    ],
)
def test_a_moment_in_the_ways_people_write_it(text):
    assert PLAIN.moment(text) == AT


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("2026-03-01", "time of day is missing"),
        ("3/1/2026", "time of day is missing"),
        ("2026-03-08T02:30", "did not exist"),
        ("2026-11-01T01:30", "happened twice"),
        ("11/1/2026 1:30 AM", "happened twice"),
        ("3/1/2026 2400", "Midnight"),
        ("2026-02-30T10:00", "moment"),
        ("soon", "not a day"),
        ("14:30", "day"),
    ],
)
def test_what_is_no_moment_or_could_be_two_is_refused(text, rule):
    with pytest.raises(Unwritten, match=rule):
        PLAIN.moment(text)


@pytest.mark.parametrize(
    "text", ["1990-05-04", "5/4/1990", "05/04/90", "May 4, 1990", "4 May 1990"]
)
def test_a_day_in_the_ways_people_write_it(text):
    assert PLAIN.day(text) == date(1990, 5, 4)


@pytest.mark.parametrize("text", ["1990-13-04", "5/32/1990", "050490", "May", "yes"])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(Unwritten):
        PLAIN.day(text)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("13/1/2026", True),
        ("1/13/2026", False),
        ("5/4/2026", False),
        ("13/13/2026", False),
        ("x", False),
    ],
)
def test_a_day_that_begins_with_the_day_shows_itself(text, is_one):
    assert is_day_first(text) is is_one
    assert any_day_first(["1/2/2026", text]) is is_one


def test_a_file_with_such_a_day_is_asked_once_about_the_others():
    unsure = WrittenDays(TODAY, has_day_first=True)
    with pytest.raises(Unwritten, match="two ways"):
        unsure.day("5/4/1990")
    assert unsure.day("5/5/1990") == date(1990, 5, 5)
    assert WrittenDays(TODAY, order=DAY_FIRST).day("5/4/1990") == date(1990, 4, 5)
    assert WrittenDays(TODAY, order=MONTH_FIRST).day("5/4/1990") == date(1990, 5, 4)
    assert WrittenDays(TODAY, order=DAY_FIRST).moment("1/3/2026 14:30") == AT


@pytest.mark.parametrize(
    ("epoch", "serial"), [(EPOCH_1900, "46082.604167"), (EPOCH_1904, "44620.604167")]
)
def test_bare_numbers_of_a_workbook_are_days_of_its_epoch(epoch, serial):
    assert WrittenDays(TODAY, counts_from=epoch).moment(serial) == AT
    with pytest.raises(Unwritten):
        PLAIN.moment(serial)
    with pytest.raises(Unwritten):
        WrittenDays(TODAY, counts_from=epoch).day("99999")
