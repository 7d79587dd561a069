"""The values of one ICE access."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class AccessValues:
    """One access. Demographic codes are as observed at that time; `U` is unknown or not recorded.

    `is_about_release` says of (C) whether a release date or time was given; None where whoever
    recorded it did not say. `notified_release_at` is the day and time that was told.
    """

    kind: str
    basis: str
    occurred_at: datetime
    minutes_spent: int | None = None
    cost_cents: int | None = None
    resources: str = ""
    description: str = ""
    race: str = "U"
    ethnicity: str = "U"
    sex: str = "U"
    age: int | None = None
    is_about_release: bool | None = None
    notified_release_at: datetime | None = None


@dataclass(frozen=True)
class CommunicationValues:
    """One communication with a federal immigration authority, (e)(2) item 6."""

    direction: str
    channel: str
    happened_at: datetime
    summary: str
    counterpart: str = ""
