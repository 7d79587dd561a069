"""Who is notified at each step of an edition. Messages name an agency at most, never a figure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from reports.accounts.models import Agency, Membership, User
from reports.accounts.queries import members_with
from reports.accounts.roles import Permission, roles_with
from reports.messaging.inbox import notify
from reports.messaging.models import Message
from reports.publication.models.editions import Edition, StaffingException

Kind = Message.Kind
UNTIL_PUBLISHED = (
    Kind.PREVIEW,
    Kind.TO_CHECK,
    Kind.TO_PUBLISH,
    Kind.ROWS_DISPUTED,
    Kind.HELD_BACK,
    Kind.STANDING_IN,
)


def _deduplication_key(kind: str, edition: Edition, *more: object) -> str:
    return ":".join([kind, str(edition.pk), *(str(part) for part in more)])


def notify_of_proposal(
    edition: Edition, agencies: Iterable[Agency], *, at: datetime, on: date
) -> None:
    """Each agency's people who may confirm its rows, and the disclosure checkers."""
    roles = [role.value for role in roles_with(Permission.CONFIRM_PREVIEW)]
    held = Membership.objects.on(on).filter(
        role__in=roles, agency__in=list(agencies), user__is_active=True
    )
    for membership in held.select_related("user", "agency"):
        deduplication_key = _deduplication_key(Kind.PREVIEW, edition, membership.agency_id)
        notify(
            [membership.user],
            Kind.PREVIEW,
            at=at,
            deduplication_key=deduplication_key,
            agency=membership.agency,
        )
    checkers = members_with(Permission.CHECK_DISCLOSURE, None, on=on).exclude(
        pk=edition.proposed_by_id
    )
    notify(
        checkers, Kind.TO_CHECK, at=at, deduplication_key=_deduplication_key(Kind.TO_CHECK, edition)
    )


def notify_publishers(
    edition: Edition, kind: str, *, at: datetime, on: date, about: Agency | None = None
) -> None:
    """Those who may publish, and a named substitute: the edition is checked, disputed, or was not
    published.
    """
    people = [*members_with(Permission.PUBLISH_EDITION, None, on=on), *_substitutes(edition)]
    notify(
        people,
        kind,
        at=at,
        deduplication_key=_deduplication_key(kind, edition, about.pk if about else "", at),
        agency=about,
    )


def _substitutes(edition: Edition) -> list[User]:
    """Who may publish this edition instead of a publisher."""
    named = edition.exceptions.filter(kind=StaffingException.Kind.PUBLISHER).select_related(
        "person"
    )
    return [found.person for found in named if isinstance(found.person, User)]


def notify_substitute(edition: Edition, person: User, kind: str, *, at: datetime) -> None:
    """The person whom OPM legal named: once for each role they take."""
    notify(
        [person],
        Kind.STANDING_IN,
        at=at,
        deduplication_key=_deduplication_key(Kind.STANDING_IN, edition, kind),
    )


def resolve_checks(edition: Edition, *, at: datetime) -> None:
    """No further check is needed: close the messages that ask for one."""
    waiting = Message.objects.filter(
        deduplication_key=_deduplication_key(Kind.TO_CHECK, edition), read_at__isnull=True
    )
    waiting.update(read_at=at)


def notify_agency_of_answer(edition: Edition, agency: Agency, *, at: datetime, on: date) -> None:
    """The people of an agency that disputed its rows."""
    people = members_with(Permission.CONFIRM_PREVIEW, agency, on=on)
    notify(
        people,
        Kind.ROWS_ANSWERED,
        at=at,
        deduplication_key=_deduplication_key(Kind.ROWS_ANSWERED, edition, agency.pk, at),
        agency=agency,
    )


def resolve_edition(edition: Edition, *, at: datetime, by: User | None = None) -> None:
    """Close the messages that the proposal caused: for everyone, or for one person who has
    acted.
    """
    for kind in UNTIL_PUBLISHED:
        waiting = Message.objects.filter(
            kind=kind,
            deduplication_key__startswith=_deduplication_key(kind, edition),
            read_at__isnull=True,
        )
        (waiting if by is None else waiting.filter(recipient=by)).update(read_at=at)


def resolve_preview(edition: Edition, agency: Agency, *, at: datetime) -> None:
    """An agency has answered: close its messages."""
    waiting = Message.objects.filter(
        deduplication_key=_deduplication_key(Kind.PREVIEW, edition, agency.pk), read_at__isnull=True
    )
    waiting.update(read_at=at)
