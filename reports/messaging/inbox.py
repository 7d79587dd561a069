"""Messages at every hand-over: news, to be read and cleared. What waits for a person is computed
from what is true (`reports/duties`), never from messages.

A message stands on the list at once; mail is one digest a day and says no more than that there are
messages. Nothing personal is in either.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from reports.accounts.models import Agency, User
from reports.accounts.queries import members_with
from reports.accounts.roles import Permission
from reports.core.verbs import verb
from reports.messaging.half_years import HalfYearFacts, half_year_facts
from reports.messaging.models import SUBMISSION, Digest, MailPreference, Message

Kind = Message.Kind

# Where each kind of message leads; some are cleared by the act that answers them.
_LEADS_TO: dict[str, str] = {
    Kind.RETURNED: "submissions:half_year",
    Kind.REOPENED: "submissions:half_year",
    Kind.ACCEPTED: "submissions:half_year",
    Kind.OPENED: "submissions:half_year",
    Kind.OWED: "submissions:half_year",
    Kind.DUE_SOON: "submissions:half_year",
    Kind.OVERDUE: "submissions:half_year",
    Kind.REMINDED: "submissions:half_year",
    Kind.CONFIRM_ENTRY: "submissions:half_year",
    Kind.BACK_AGAIN: "opm:review",
    Kind.RECEIVED: "opm:review",
    Kind.DISPUTED: "opm:missing",
    Kind.ASLEEP: "account:deactivated",
    Kind.ROLE_REQUESTED: "account:role_requests",
    Kind.CONTRADICTED: "opm:review",
    Kind.PREVIEW: "previews:latest",
    Kind.ROWS_ANSWERED: "previews:latest",
    Kind.TO_CHECK: "editions:list",
    Kind.TO_PUBLISH: "editions:list",
    Kind.ROWS_DISPUTED: "editions:list",
    Kind.HELD_BACK: "editions:list",
    Kind.STANDING_IN: "editions:list",
}
# Messages that may ask for a report: each says beside it what the law asks, and what it does not.
ASKS_FOR_REPORT = frozenset({Kind.OPENED, Kind.OWED, Kind.DUE_SOON, Kind.OVERDUE, Kind.REMINDED})
# What the address of each of these screens is made of; a message without it leads to the list of
# messages.
_NEEDS: dict[str, tuple[str, ...]] = {
    "submissions:half_year": ("code", "half_year"),
    "opm:review": ("submission_id",),
    "opm:missing": ("half_year",),
    "account:deactivated": (),
    "account:role_requests": (),
    "previews:latest": ("code",),
    "editions:list": (),
}


@dataclass(frozen=True)
class InboxItem:
    """A message as it is shown, with where it leads."""

    message: Message
    title: str
    detail: str
    url_name: str
    url_kwargs: dict[str, Any] = field(default_factory=dict)
    due_on: date | None = None


SHOWN_UNREAD = 200


def notify(
    recipients: Iterable[User],
    kind: str,
    *,
    at: datetime,
    deduplication_key: str,
    agency: Agency | None = None,
    half_year: str = "",
    submission_id: UUID | None = None,
) -> int:
    """Tell people, each once for the same `deduplication_key`. Returns how many were told now:
    whoever had the message already is not counted again.
    """
    people = {user.pk: user for user in recipients}
    told = Message.objects.filter(recipient__in=people, deduplication_key=deduplication_key)
    for known in told.values_list("recipient_id", flat=True):
        del people[known]
    rows = [
        Message(
            recipient=user,
            kind=kind,
            agency=agency,
            half_year=half_year,
            subject_type=SUBMISSION if submission_id else "",
            subject_id=submission_id,
            deduplication_key=deduplication_key,
            created_at=at,
        )
        for user in people.values()
    ]
    Message.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def agency_people(agency: Agency, *, on: date) -> list[User]:
    """Who prepares and who certifies at an agency, each once."""
    found = {user.pk: user for user in members_with(Permission.PREPARE_SUBMISSION, agency, on=on)}
    found |= {user.pk: user for user in members_with(Permission.CERTIFY, agency, on=on)}
    return list(found.values())


def reviewers(*, on: date) -> list[User]:
    return list(members_with(Permission.REVIEW_SUBMISSION, None, on=on))


def opm_administrators(*, on: date) -> list[User]:
    return list(members_with(Permission.MANAGE_OPM_MEMBERS, None, on=on))


def transfer_messages(
    *, leaving: User, successor: User, agency: Agency | None, at: datetime
) -> int:
    """What waits for somebody who leaves waits for the successor from now on. Returns how many
    messages.
    """
    waiting = Message.objects.filter(recipient=leaving, read_at__isnull=True)
    rows = list(waiting.filter(agency=agency) if agency else waiting)
    copies = [
        Message(
            recipient=successor,
            kind=row.kind,
            agency_id=row.agency_id,
            half_year=row.half_year,
            subject_type=row.subject_type,
            subject_id=row.subject_id,
            deduplication_key=row.deduplication_key,
            created_at=at,
        )
        for row in rows
    ]
    Message.objects.bulk_create(copies, ignore_conflicts=True)
    Message.objects.filter(pk__in=[row.pk for row in rows]).update(read_at=at)
    return len(copies)


def resolve(*, kinds: Iterable[str], at: datetime, agency: Agency, half_year: str) -> None:
    """Mark messages as done with because the act they asked for has happened."""
    waiting = Message.objects.filter(
        kind__in=list(kinds), agency=agency, half_year=half_year, read_at__isnull=True
    )
    waiting.update(read_at=at)


def count_unread(user: User) -> int:
    """How many messages this person has not read. One query."""
    return Message.objects.filter(recipient=user, read_at__isnull=True).count()


def unread_items(user: User, on: date) -> list[InboxItem]:
    """The messages this person has not read, those that name a day first."""
    unread = Message.objects.filter(recipient=user, read_at__isnull=True).select_related("agency")
    rows = list(unread[:SHOWN_UNREAD])
    known = half_year_facts({row.half_year for row in rows})
    items = [_item(message, known.get(message.half_year)) for message in rows]
    return sorted(items, key=lambda item: (item.due_on is None, item.due_on or on))


def _item(message: Message, half_year: HalfYearFacts | None) -> InboxItem:
    asks_for_report = message.kind in ASKS_FOR_REPORT
    url_name, url_kwargs = link_for(message)
    return InboxItem(
        title=message.get_kind_display(),
        detail=about(message, half_year),
        url_name=url_name,
        url_kwargs=url_kwargs,
        message=message,
        due_on=half_year.due_on if half_year and asks_for_report else None,
    )


def about(message: Message, half_year: HalfYearFacts | None) -> str:
    """Which agency and half-year a message is about, as people say it, and what the law asks."""
    place = message.agency.name if message.agency else ""
    named = ", ".join(part for part in (place, half_year.title if half_year else "") if part)
    if half_year is None or message.kind not in ASKS_FOR_REPORT:
        return named
    return f"{named}. {half_year.law_asks}"


def link_for(message: Message) -> tuple[str, dict[str, Any]]:
    """The screen where what a message asks for is done, by name and arguments."""
    leads_to = _LEADS_TO.get(message.kind, "")
    submission_id = message.subject_id if message.subject_type == SUBMISSION else None
    if message.kind == Kind.CONTRADICTED and submission_id is None:
        leads_to = "submissions:half_year"  # the agency's own copy of the message
    known = {
        "code": message.agency.code if message.agency else "",
        "half_year": message.half_year,
        "submission_id": submission_id or "",
    }
    wanted = {name: known[name] for name in _NEEDS.get(leads_to, ())}
    if leads_to not in _NEEDS or not all(wanted.values()):
        return "account:inbox", {}
    return leads_to, wanted


def read_messages_of(user: User) -> QuerySet[Message]:
    """The messages a person has read, newest first, to be shown a page at a time."""
    rows = Message.objects.filter(recipient=user, read_at__isnull=False).select_related("agency")
    return rows.order_by("-created_at")


def newest_refused_digest(user: User) -> Digest | None:
    """The last daily mail to this person that the mail server did not take, if any."""
    return Digest.objects.filter(recipient=user, outcome=Digest.Outcome.REFUSED).first()


@verb
def mark_read(*, by: User, at: datetime, only: UUID | None = None) -> None:
    """Take messages off one's own list: one, or all."""
    mine = Message.objects.filter(recipient=by, read_at__isnull=True)
    (mine if only is None else mine.filter(pk=only)).update(read_at=at)


def wants_mail(user: User) -> bool:
    """Whether the daily mail is wanted; yes until said otherwise."""
    return not MailPreference.objects.filter(user=user, wants_digest=False).exists()


@verb
def set_preference(*, by: User, wants_digest: bool, at: datetime) -> None:
    """Keep whether the daily mail is wanted."""
    MailPreference.objects.update_or_create(
        user=by, defaults={"wants_digest": wants_digest, "changed_at": at}
    )
