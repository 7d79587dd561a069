"""What the publication screens share: who may read them, breadcrumbs, labels and chips."""

from __future__ import annotations

from collections.abc import Callable

from reports.accounts.models import User
from reports.accounts.roles import Permission
from reports.core.refusals import Refused
from reports.publication.models.editions import Edition
from reports.web.shared.html.components import (
    Chip,
    Crumb,
    Tone,
)

STEPPING_IN = (
    Permission.VIEW_ALL_SUBMISSIONS,
)  # a named substitute; the verb asks whether this person is one
READERS = (
    Permission.BUILD_EDITION,
    Permission.PUBLISH_EDITION,
    Permission.CHECK_DISCLOSURE,
    Permission.SET_THRESHOLD,
    *STEPPING_IN,
)
CRUMBS = (Crumb("Editions", "/opm/editions/"),)
TONES: dict[str, Tone] = {
    "proposed": "waiting",
    "published": "good",
    "superseded": "neutral",
    "withdrawn": "stop",
    "dropped": "neutral",
}


def refusal(check: Callable[[], None]) -> str:
    """Why a step cannot be taken now; empty when it can."""
    try:
        check()
    except Refused as refused:
        return str(refused)
    return ""


def edition_chip(edition: Edition) -> Chip:
    return Chip(edition.get_status_display(), TONES[edition.status])


def person_name(person: object) -> str:
    return person.name if isinstance(person, User) else ""
