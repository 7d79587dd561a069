"""Local times read without guessing.

Twice a year a local clock skips an hour or repeats one. A time that did not exist is refused; one
that existed twice is asked about, with both moments named, because an hour decides whether somebody
was held too long.
"""

import operator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LOCAL_ZONE = "America/New_York"
LOCAL_TIME = ZoneInfo(LOCAL_ZONE)


class LocalTimeError(ValueError):
    """A local time that names no single moment; the message is fit for the person who typed it."""


class NonexistentTime(LocalTimeError):
    """The clocks were put forward over this time, to `resumes_at`."""

    def __init__(self, wall: datetime, resumes_at: datetime) -> None:
        self.wall = wall
        self.resumes_at = resumes_at
        super().__init__(
            f"{wall:%Y-%m-%d %H:%M} did not exist: the clocks were put forward to"
            f" {resumes_at:%H:%M %Z}. Enter the time the clock showed."
        )


class AmbiguousTime(LocalTimeError):
    """The clocks were put back over this time, so it was shown twice."""

    def __init__(
        self, wall: datetime, candidates: tuple[datetime, datetime], zone: ZoneInfo
    ) -> None:
        self.wall = wall
        self.candidates = candidates
        self.labels = tuple(f"{candidate.astimezone(zone):%H:%M %Z}" for candidate in candidates)
        super().__init__(
            f"{wall:%Y-%m-%d %H:%M} happened twice because the clocks were put back. "
            f"Say which: {self.labels[0]} (the first) or {self.labels[1]} (the second)."
        )


def parse_local(
    day: date | str, at: time | str, tz: str = LOCAL_ZONE, fold: int | None = None
) -> datetime:
    """The moment, in UTC, of a time on the local clock; `fold` 0 or 1 chooses between the two of a
    repeated hour.
    """
    on = date.fromisoformat(day) if isinstance(day, str) else day
    wall = datetime.combine(on, time.fromisoformat(at) if isinstance(at, str) else at)
    if wall.tzinfo is not None:
        raise LocalTimeError("A local time carries no offset of its own.")
    return moment_of(wall, tz, fold)


def parse_moment(text: str, tz: str = LOCAL_ZONE) -> datetime:
    """The moment, in UTC, of an ISO 8601 text; without an offset it is a local time, read as
    strictly as above.
    """
    try:
        read = datetime.fromisoformat(text.strip())
    except ValueError:
        raise LocalTimeError(
            "must be a moment such as 2026-03-01T14:30 or 2026-03-01T14:30-05:00."
        ) from None
    return moment_of(read, tz) if read.tzinfo is None else read.astimezone(UTC)


def moment_of(wall: datetime, tz: str = LOCAL_ZONE, fold: int | None = None) -> datetime:
    """The one moment a naive wall time names in a zone."""
    zone = ZoneInfo(tz)
    first, second = _readings(wall, zone)
    if first > second:
        raise NonexistentTime(wall, _end_of_gap(wall, zone))
    if first < second and fold is None:
        raise AmbiguousTime(wall, (first, second), zone)
    return second if fold else first


def _readings(wall: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The wall time read with the offset before and after a change of the clocks; swapped in time
    over a gap.
    """
    before, after = (wall.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    return before.astimezone(UTC), after.astimezone(UTC)


def _end_of_gap(wall: datetime, zone: ZoneInfo) -> datetime:
    """The first minute the clock showed after the ones it skipped."""
    minute = wall.replace(second=0, microsecond=0)
    while operator.gt(*_readings(minute, zone)):
        minute += timedelta(minutes=1)
    return minute.replace(tzinfo=zone)


def local(moment: datetime, tz: str = LOCAL_ZONE) -> datetime:
    """A moment as the local clock shows it."""
    if moment.tzinfo is None:
        raise LocalTimeError("A moment needs an offset before it can be shown on a local clock.")
    return moment.astimezone(ZoneInfo(tz))


def local_day(moment: datetime, tz: str = LOCAL_ZONE) -> date:
    """The calendar day of a moment on the local clock."""
    return local(moment, tz).date()


def start_of_day(day: date, tz: str = LOCAL_ZONE) -> datetime:
    """Local midnight in UTC; the clocks of this zone change at two in the morning, so it exists
    once.
    """
    return datetime.combine(day, time(), ZoneInfo(tz)).astimezone(UTC)
