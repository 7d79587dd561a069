"""Mail about roles that wait, at once and to everybody concerned."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.urls import reverse

from reports.core.dates import near_moment
from reports.grants.actions import CONFIRMED, REQUEST_MAIL, REQUESTED
from reports.grants.models import RoleRequest
from reports.grants.queries import people_concerned
from reports.grants.status import ConfirmedAt
from reports.law.moments import local_day
from reports.mail.actions import MailJob
from reports.mail.kinds import ROLE_REQUESTED
from reports.mail.sending import deliver


def mail_about_request(*, request_id: UUID, version: int, at: datetime) -> None:
    """Tell everybody concerned that a role was asked for, confirmed or stopped."""
    rows = RoleRequest.objects.select_related(
        "agency", "requested_by", "confirmed_by", "stopped_by"
    )
    request = rows.get(pk=request_id)
    people = people_concerned(request, on=local_day(at))
    deliver(
        ROLE_REQUESTED,
        job=MailJob(REQUEST_MAIL, request_id, version),
        to={person.pk: person.email for person in people},
        at=at,
        role=request.get_role_display(),
        person=request.name,
        place=request.place,
        what=what_happened(request, version),
        path=reverse("account:role_request", args=[request_id]),
    )


def what_happened(request: RoleRequest, version: int) -> str:
    """The sentence of the mail, about the step that it is sent for."""
    if version == REQUESTED:
        who = ConfirmedAt(request.confirmed_where).label
        return (
            f"{request.requested_by.name} asked for it. Nobody has it yet. {who} must confirm it."
        )
    if version == CONFIRMED:
        by = request.confirmed_by.name if request.confirmed_by else ""
        when = near_moment(request.earliest_at)
        return f"{by} confirmed it. It takes effect {when} unless somebody stops it."
    by = request.stopped_by.name if request.stopped_by else ""
    return f"{by} stopped it. Nobody got the role."
