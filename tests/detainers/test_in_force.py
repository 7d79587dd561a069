"""The decision in force at a moment, not the newest row."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from reports.detainers.in_force import decision_in_force
from tests.factories.detainers import NOW

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Decided:
    number: int
    decided_at: datetime
    waits_for_head: bool = False


FIRST, SECOND = Decided(1, NOW), Decided(2, NOW + 2 * HOUR)


def test_nothing_is_in_force_before_the_first_decision():
    assert decision_in_force([FIRST, SECOND], NOW - HOUR) is None
    assert decision_in_force([], NOW) is None


def test_of_two_taken_at_one_time_the_later_number_counts():
    again = Decided(2, NOW)
    assert decision_in_force([again, FIRST], NOW) is again


def test_the_first_holds_until_the_second_was_taken():
    assert decision_in_force([SECOND, FIRST], NOW) is FIRST
    assert decision_in_force([SECOND, FIRST], NOW + HOUR) is FIRST
    assert decision_in_force([SECOND, FIRST], NOW + 2 * HOUR) is SECOND


def test_one_entered_late_holds_only_until_the_next_was_taken():
    late = Decided(3, NOW + HOUR)
    assert decision_in_force([FIRST, SECOND, late], NOW + HOUR) is late
    assert decision_in_force([FIRST, SECOND, late], NOW + 3 * HOUR) is SECOND
    assert decision_in_force([FIRST, SECOND, late], NOW) is FIRST


def test_one_that_came_in_a_file_counts_once_the_head_has_confirmed_it():
    reported = Decided(2, NOW + HOUR, waits_for_head=True)
    assert decision_in_force([FIRST, reported], NOW + 2 * HOUR) is FIRST
    assert decision_in_force([reported], NOW + 2 * HOUR) is None
