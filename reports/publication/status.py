"""The road of an edition as one table: proposed, checked, published; then superseded or withdrawn,
never edited.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.db import models

from reports.accounts.roles import Permission


class Status(models.TextChoices):
    PROPOSED = "proposed", "Proposed, waiting for checks"
    DROPPED = "dropped", "Proposal dropped"
    PUBLISHED = "published", "Published"
    SUPERSEDED = "superseded", "Superseded by a later edition"
    WITHDRAWN = "withdrawn", "Withdrawn"


PUBLIC = frozenset({Status.PUBLISHED, Status.SUPERSEDED, Status.WITHDRAWN})
READABLE = frozenset({Status.PUBLISHED, Status.SUPERSEDED})
PUBLISH_KIND = "edition.publish"  # the job that lets a released edition out at its hour


class Event(StrEnum):
    """What the trail calls each move."""

    PROPOSED = "edition.proposed"
    DROPPED = "edition.dropped"
    RELEASED = "edition.released"
    HELD_BACK = "edition.held_back"
    PUBLISHED = "edition.published"
    SUPERSEDED = "edition.superseded"
    WITHDRAWN = "edition.withdrawn"


@dataclass(frozen=True)
class Transition:
    """One allowed move. `start` None is a new row; a permission of None means that only the system
    makes the move.
    """

    event: Event
    start: Status | None
    end: Status
    permission: Permission | None


TRANSITIONS: tuple[Transition, ...] = (
    Transition(Event.PROPOSED, None, Status.PROPOSED, Permission.BUILD_EDITION),
    Transition(Event.DROPPED, Status.PROPOSED, Status.DROPPED, Permission.BUILD_EDITION),
    Transition(Event.PUBLISHED, Status.PROPOSED, Status.PUBLISHED, Permission.PUBLISH_EDITION),
    Transition(Event.SUPERSEDED, Status.PUBLISHED, Status.SUPERSEDED, None),
    Transition(Event.WITHDRAWN, Status.PUBLISHED, Status.WITHDRAWN, Permission.PUBLISH_EDITION),
    Transition(Event.WITHDRAWN, Status.SUPERSEDED, Status.WITHDRAWN, Permission.PUBLISH_EDITION),
)


def transition(event: Event, start: Status | str | None) -> Transition | None:
    """The row for a move, or None when the table does not allow it."""
    return next((row for row in TRANSITIONS if row.event == event and row.start == start), None)
