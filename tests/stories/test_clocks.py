"""Days of 23 and of 25 hours, midnight, and the turn of the year."""

from __future__ import annotations

from tests.stories.ledger import FIRST, NO, RELEASE, YES

SATURDAY, SUNDAY = 5, 6  # clocks go forward at two on Sunday, March 8, 2026
NOVEMBER_1 = 244  # clocks go back at two: it is half past one twice


def test_a_day_of_23_hours(town):
    asked = town.receives("notify_release", when="10:00", day=SATURDAY, releasing_day=3)
    town.says_no(asked, "10:30", day=SATURDAY)
    town.later("10:30", day=SUNDAY)  # 23 and a half hours
    town.later("11:01", day=SUNDAY)
    town.later("11:31", day=SUNDAY)


def test_an_hour_that_does_not_exist_is_asked_about_and_the_next_one_is_printed(town):
    asked = town.receives("notify_release", when="23:10", day=SATURDAY, releasing_day=3)
    town.says_yes(asked, "01:55", day=SUNDAY)
    town.tells(asked, "03:05", day=SUNDAY, releasing="09:00", releasing_day=SUNDAY)
    assert "March 8, 2026 at 3:05 AM" in town.letter(asked, RELEASE)


def test_a_day_of_25_hours(town):
    asked = town.receives("notify_release", when="12:00", day=NOVEMBER_1 - 1, releasing_day=3)
    town.decides(asked, "12:30", day=NOVEMBER_1 - 1, notify_release=NO)
    town.later("10:59", day=NOVEMBER_1)
    town.later("11:01", day=NOVEMBER_1)
    town.later("11:31", day=NOVEMBER_1)


def test_a_request_in_the_last_minute_of_the_year(town):
    asked = town.receives("notify_release", when="23:59", day=304, entered="00:03", entered_day=305)
    assert "December 31, 2026 at 11:59 PM" in town.letter(asked, FIRST)
    town.decides(asked, "00:20", day=305, notify_release=YES)
    town.tells(asked, "00:30", day=305, releasing="09:00", releasing_day=305)
