"""OPM legal records that the office is too small for three people: a named substitute, or one
checker instead of two.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError

from reports.accounts.models import User
from reports.accounts.policies import can
from reports.accounts.roles import Permission
from reports.core.refusals import StateRefused
from reports.core.verbs import savepoint, verb
from reports.publication.actions.transition import audit_edition
from reports.publication.models.editions import Edition, StaffingException
from reports.publication.notifications import (
    Kind,
    notify_publishers,
    notify_substitute,
    resolve_checks,
)
from reports.publication.policies import (
    check_can_record_staffing_exception,
    check_is_proposed,
    checkers_needed,
)


@verb(fresh=True)
def record_staffing_exception(
    *,
    edition: Edition,
    kind: str,
    person: User | None,
    reason: str,
    by: User,
    at: datetime,
    on: date,
) -> StaffingException:
    """For this proposal only. The reason is published with it, so it names nobody."""
    check_can_record_staffing_exception(by, on=on)
    check_is_proposed(edition)
    _check_substitute(kind, person, by, on=on)
    if not reason.strip():
        raise StateRefused(
            "Say why the office cannot do with three people: the reason is published."
        )
    try:
        with savepoint():
            found = StaffingException.objects.create(
                edition=edition,
                kind=kind,
                person=person,
                reason=reason.strip(),
                recorded_at=at,
                recorded_by=by,
            )
    except IntegrityError:
        raise StateRefused("This exception is recorded already.") from None
    audit_edition(edition, "edition.exception", by=by, at=at, kind=kind)
    _notify(found, at=at, on=on)
    return found


def _notify(found: StaffingException, *, at: datetime, on: date) -> None:
    """Notify the substitute; and those who publish, where one checker is enough from now on and has
    checked.
    """
    if isinstance(found.person, User):
        notify_substitute(found.edition, found.person, found.kind, at=at)
    edition = Edition.objects.get(pk=found.edition_id)  # with the exception just recorded
    checked = edition.approvals.filter(on_screen=True).count() >= checkers_needed(edition)
    if found.kind == StaffingException.Kind.ONE_CHECKER and checked:
        resolve_checks(edition, at=at)
        notify_publishers(edition, Kind.TO_PUBLISH, at=at, on=on)


def _check_substitute(kind: str, person: User | None, by: User, *, on: date) -> None:
    if kind == StaffingException.Kind.ONE_CHECKER:
        if person is not None:
            raise StateRefused("Where one checker is enough, no substitute is named.")
        return
    if person is None:
        raise StateRefused("Name the substitute.")
    if person.pk == by.pk:
        raise StateRefused("You record the exception; the substitute must be somebody else.")
    if not can(person, Permission.VIEW_ALL_SUBMISSIONS, on=on):
        raise StateRefused("A substitute is somebody of OPM who may see submissions.")
