"""The values of one ICE access."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class AccessValues:
    """One access. Demographic codes are as observed at that time; `U` is unknown or not
    recorded.
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


@dataclass(frozen=True)
class CommunicationValues:
    """One communication with a federal immigration authority, (e)(2) item 6."""

    direction: str
    channel: str
    happened_at: datetime
    summary: str
    counterpart: str = ""
