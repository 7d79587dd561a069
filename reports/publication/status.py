"""The road of an edition as one table: proposed, checked, published; then superseded or withdrawn,
never edited.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.db import models

from reports.accounts.roles import Permission


class EditionStatus(models.TextChoices):
    PROPOSED = "proposed", "Proposed, waiting for checks"
    DROPPED = "dropped", "Proposal dropped"
    PUBLISHED = "published", "Published"
    SUPERSEDED = "superseded", "Superseded by a later edition"
    WITHDRAWN = "withdrawn", "Withdrawn"


PUBLIC = frozenset({EditionStatus.PUBLISHED, EditionStatus.SUPERSEDED, EditionStatus.WITHDRAWN})
READABLE = frozenset({EditionStatus.PUBLISHED, EditionStatus.SUPERSEDED})
PUBLISH_KIND = "edition.publish"  # the job that lets a released edition out at its hour


class EditionEvent(StrEnum):
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

    event: EditionEvent
    start: EditionStatus | None
    end: EditionStatus
    permission: Permission | None


TRANSITIONS: tuple[Transition, ...] = (
    Transition(EditionEvent.PROPOSED, None, EditionStatus.PROPOSED, Permission.BUILD_EDITION),
    Transition(
        EditionEvent.DROPPED,
        EditionStatus.PROPOSED,
        EditionStatus.DROPPED,
        Permission.BUILD_EDITION,
    ),
    Transition(
        EditionEvent.PUBLISHED,
        EditionStatus.PROPOSED,
        EditionStatus.PUBLISHED,
        Permission.PUBLISH_EDITION,
    ),
    Transition(EditionEvent.SUPERSEDED, EditionStatus.PUBLISHED, EditionStatus.SUPERSEDED, None),
    Transition(
        EditionEvent.WITHDRAWN,
        EditionStatus.PUBLISHED,
        EditionStatus.WITHDRAWN,
        Permission.PUBLISH_EDITION,
    ),
    Transition(
        EditionEvent.WITHDRAWN,
        EditionStatus.SUPERSEDED,
        EditionStatus.WITHDRAWN,
        Permission.PUBLISH_EDITION,
    ),
)


def transition(event: EditionEvent, start: EditionStatus | str | None) -> Transition | None:
    """The row for a move, or None when the table does not allow it."""
    return next((row for row in TRANSITIONS if row.event == event and row.start == start), None)
