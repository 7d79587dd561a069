"""The lifecycle of an edition as one table: proposed, checked, published; then superseded or
withdrawn, never edited.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any

from django.db import models

from reports.accounts.models import User
from reports.accounts.roles import Permission
from reports.audit.actions import OPM_CHAIN
from reports.lifecycle import ActorRule, Lifecycle, Transition


class EditionStatus(models.TextChoices):
    PROPOSED = "proposed", "Proposed, waiting for checks"
    DROPPED = "dropped", "Proposal dropped"
    PUBLISHED = "published", "Published"
    SUPERSEDED = "superseded", "Superseded by a later edition"
    WITHDRAWN = "withdrawn", "Withdrawn"


PUBLIC = frozenset({EditionStatus.PUBLISHED, EditionStatus.SUPERSEDED, EditionStatus.WITHDRAWN})
READABLE = frozenset({EditionStatus.PUBLISHED, EditionStatus.SUPERSEDED})
PUBLISH_KIND = "edition.publish"  # the job that publishes a released edition at its hour


class EditionEvent(StrEnum):
    """The audit log's name for each step."""

    PROPOSED = "edition.proposed"
    DROPPED = "edition.dropped"
    RELEASED = "edition.released"
    HELD_BACK = "edition.held_back"
    PUBLISHED = "edition.published"
    SUPERSEDED = "edition.superseded"
    WITHDRAWN = "edition.withdrawn"


def is_named_substitute(user: User, edition: Any, kind: str) -> bool:
    """Whether OPM legal named this person as a substitute for this edition."""
    return any(
        found.person_id == user.pk and found.kind == kind for found in edition.exceptions.all()
    )


def _substitutes_publisher(user: User, edition: Any, on: date) -> bool:
    return is_named_substitute(user, edition, "publisher")


SUBSTITUTE_PUBLISHER = ActorRule("the substitute whom OPM legal named", _substitutes_publisher)

TRANSITIONS: tuple[Transition, ...] = (
    Transition(EditionEvent.PROPOSED, None, EditionStatus.PROPOSED, (Permission.BUILD_EDITION,)),
    Transition(
        EditionEvent.DROPPED,
        EditionStatus.PROPOSED,
        EditionStatus.DROPPED,
        (Permission.BUILD_EDITION,),
    ),
    Transition(
        EditionEvent.PUBLISHED,
        EditionStatus.PROPOSED,
        EditionStatus.PUBLISHED,
        (Permission.PUBLISH_EDITION, SUBSTITUTE_PUBLISHER),
    ),
    Transition(EditionEvent.SUPERSEDED, EditionStatus.PUBLISHED, EditionStatus.SUPERSEDED, ()),
    Transition(
        EditionEvent.WITHDRAWN,
        EditionStatus.PUBLISHED,
        EditionStatus.WITHDRAWN,
        (Permission.PUBLISH_EDITION,),
    ),
    Transition(
        EditionEvent.WITHDRAWN,
        EditionStatus.SUPERSEDED,
        EditionStatus.WITHDRAWN,
        (Permission.PUBLISH_EDITION,),
    ),
)


def _not_now(edition: Any, event: str) -> str:
    """Why a step is not possible in the edition's status."""
    stands = EditionStatus(edition.status).label.lower()
    return f"This edition is {stands}; that step is not possible now."


EDITION_LIFECYCLE = Lifecycle(
    subject="edition",
    transitions=TRANSITIONS,
    system="system:publication",
    not_now=_not_now,
    overtaken="Somebody else moved this edition first. Open it again to see where it stands.",
    agency_of=lambda edition: None,
    chain_of=lambda edition: OPM_CHAIN,
    detail_of=lambda edition: {
        "half_year": edition.half_year,
        "number": edition.number,
        "sha256": edition.content_sha256,
    },
)
