"""The clocks that the federal form and rule start: when a hold would end, and by when to notify.

48 hours are elapsed hours; whether weekends count, and whether state law still limits a hold, is
Q10, so the shortest interpretation is the limit and the longer one is shown beside it. Neither
clock is a power to hold, 54-192h(g).
"""

from __future__ import annotations

from datetime import datetime

from reports.core.dates import near_moment
from reports.detainers.custody import Custody
from reports.web.shared.html.components import Tile, Tone


def limit_tiles(custody: Custody, at: datetime) -> list[Tile]:
    """The clocks from the release due, for an open detainer about somebody in custody."""
    return [*_hold(custody, at), *_notify_by(custody, at)]


def _hold(custody: Custody, at: datetime) -> list[Tile]:
    """A hold that is not prohibited still ends: 48 elapsed hours after release was due."""
    limit = custody.limit
    if limit is None:
        return []
    tone: Tone = "stop" if limit.passed(at) else "neutral"
    detail = (
        "48 hours after release is due, the shortest count; without weekends and federal holidays"
        f" {near_moment(limit.without_weekends_at)} ({limit.question}). Not permission to hold"
    )
    return [Tile("48-hour mark", near_moment(limit.ends_at), detail=detail, tone=tone)]


def _notify_by(custody: Custody, at: datetime) -> list[Tile]:
    """The form's request to be notified 48 hours before, where notifying is not prohibited."""
    by = custody.notify_by
    if by is None:
        return []
    detail = (
        "“at least 48 hours before release, if possible”: what Form I-247A asks, no duty of the act"
    )
    return [
        Tile(
            "ICE asks to be notified by",
            near_moment(by),
            detail=f"{detail}; past" if by < at else detail,
        )
    ]
