"""The demo's clock: a moment as people write it, turned into an offset from now."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

CONNECTICUT_TIME = ZoneInfo("America/New_York")


class BadMoment(ValueError):
    """The words are no moment, or not exactly one."""


def parse_moment(words: str) -> datetime:
    """ISO 8601; without an offset it is Connecticut time, which must exist and be unambiguous."""
    try:
        moment = datetime.fromisoformat(words)
    except ValueError:
        raise BadMoment(f"{words!r} is no moment. Write it like 2026-07-15T09:00.") from None
    if moment.tzinfo is not None:
        return moment.astimezone(UTC)
    return _in_connecticut(moment)


def _in_connecticut(wall: datetime) -> datetime:
    first = wall.replace(tzinfo=CONNECTICUT_TIME, fold=0).astimezone(UTC)
    second = wall.replace(tzinfo=CONNECTICUT_TIME, fold=1).astimezone(UTC)
    if first == second:
        return first
    if first.astimezone(CONNECTICUT_TIME).replace(tzinfo=None) != wall:
        raise BadMoment(
            f"{wall:%Y-%m-%dT%H:%M} does not exist in Connecticut: clocks were put forward over it."
        )
    raise BadMoment(
        f"{wall:%Y-%m-%dT%H:%M} comes twice in Connecticut. Add the offset, -04:00 or -05:00."
    )


def offset_seconds(moment: datetime, *, at: datetime) -> int:
    """How far the demo's clock runs ahead of (or behind) the real one."""
    return round((moment - at).total_seconds())
