"""Clocks: elapsed hours in UTC, days in business days. Nothing here reads the time; moments and
days are passed in.

48 hours are 48 elapsed hours, also over a change of the clocks. Whether Connecticut law still caps
a hold, and whether weekends count, is open (Q10): the shortest reading is the limit shown, the
longer ones are named beside it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from reports.law.calendars import FEDERAL, Calendar
from reports.law.moments import LOCAL_ZONE, local, start_of_day

HOLD_LIMIT = timedelta(hours=48)
NOTICE_BEFORE_RELEASE = timedelta(hours=48)
QUESTION_OF_THE_LIMIT = "Q10"
# A release is near from the moment by which Form I-247A asks to be told of it.
SOON_BEFORE_RELEASE = NOTICE_BEFORE_RELEASE


def elapsed(start: datetime, duration: timedelta) -> datetime:
    """The moment, in UTC, when the duration has elapsed since an aware start."""
    if start.tzinfo is None:
        raise ValueError("a deadline starts at a moment with an offset")
    return start.astimezone(UTC) + duration


@dataclass(frozen=True, slots=True)
class HoldLimit:
    """When a hold ends on its shortest reading, and on the reading that leaves out weekends and
    federal holidays.
    """

    starts_at: datetime
    ends_at: datetime
    without_weekends_at: datetime
    question: str = QUESTION_OF_THE_LIMIT

    def left(self, at: datetime) -> timedelta:
        """Time until the limit; negative once it has passed."""
        return self.ends_at - at

    def passed(self, at: datetime) -> bool:
        return at >= self.ends_at


def hold_limit(starts_at: datetime) -> HoldLimit:
    """48 elapsed hours from a hold's start; 8 CFR 287.7(d) and Form I-247A differ on weekends
    (Q10).
    """
    ends_at = elapsed(starts_at, HOLD_LIMIT)
    return HoldLimit(
        starts_at.astimezone(UTC), ends_at, elapsed_on_counted_days(starts_at, HOLD_LIMIT)
    )


def elapsed_on_counted_days(
    start: datetime, duration: timedelta, *, calendar: Calendar = FEDERAL, tz: str = LOCAL_ZONE
) -> datetime:
    """When the duration has elapsed if Saturdays, Sundays and holidays, by the local date, do not
    count.
    """
    moment, left = elapsed(start, timedelta()), duration
    while True:
        day = local(moment, tz).date()
        midnight = start_of_day(day + timedelta(days=1), tz)
        if calendar.is_business_day(day):
            if moment + left <= midnight:
                return moment + left
            left -= midnight - moment
        moment = midnight


def notify_release_by(release_at: datetime) -> datetime:
    """The moment Form I-247A asks to be told by: "at least 48 hours" before release, "if
    possible".
    """
    return elapsed(release_at, -NOTICE_BEFORE_RELEASE)


class ReleaseState(StrEnum):
    """Where a release stands: not set, some time off, near, or past due."""

    NONE = "none"
    RUNNING = "running"
    SOON = "soon"
    OVERDUE = "overdue"


def release_state(release_due_at: datetime | None, at: datetime) -> ReleaseState:
    """How near a release is; overdue only once its moment has passed."""
    if release_due_at is None:
        return ReleaseState.NONE
    if release_due_at < at:
        return ReleaseState.OVERDUE
    near = is_within(release_due_at, SOON_BEFORE_RELEASE, at)
    return ReleaseState.SOON if near else ReleaseState.RUNNING


def is_within(moment: datetime, duration: timedelta, at: datetime) -> bool:
    """Whether a moment is at most the duration away, or past."""
    return moment - at <= duration


def due_within(start: datetime, hours: int) -> datetime:
    """A configured target for "upon receiving" and "promptly", to which the act gives no number
    (Q16).
    """
    return elapsed(start, timedelta(hours=hours))
