"""Mail about files, to the agency's administrators and the state's: that signing fails, or that
files are rendered without their text layer.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings

from reports.accounts.models import Agency
from reports.accounts.queries import members_with
from reports.accounts.roles import Permission
from reports.documents.signing.credentials import CannotSign
from reports.law.moments import local_day
from reports.mail.actions import MailJob
from reports.mail.kinds import PLAIN, UNSIGNED
from reports.mail.sending import deliver
from reports.notices.signing.certificates import credentials_of

PLAIN_MAIL = "plain_mail"
UNSIGNED_MAIL = "unsigned_mail"


def mail_about_signing(*, agency_id: UUID, version: int, at: datetime) -> None:
    """Say what is wrong now. Nothing is sent if it was fixed in the meantime."""
    agency = Agency.objects.get(pk=agency_id)
    try:
        credentials_of(agency, at=at)
    except CannotSign as refused:
        job = MailJob(UNSIGNED_MAIL, agency_id, version)
        _notify(agency, refused.problem.sentence, job=job, at=at)


def _notify(agency: Agency, why: str, *, job: MailJob, at: datetime) -> None:
    today = local_day(at)
    agency_people = members_with(Permission.MANAGE_MEMBERS, agency, on=today)
    state_people = members_with(Permission.MANAGE_OPM_MEMBERS, None, on=today)
    deliver(
        UNSIGNED,
        job=job,
        to={person.pk: person.email for person in (*agency_people, *state_people)},
        at=at,
        agency=agency.display_name,
        why=why,
        are_held_back=settings.SIGNING_REQUIRED,
    )


def mail_about_plain_files(*, object_id: UUID, version: int, at: datetime) -> None:
    """Tell the state's administrators that files are rendered without their text layer."""
    people = members_with(Permission.MANAGE_OPM_MEMBERS, None, on=local_day(at))
    deliver(
        PLAIN,
        job=MailJob(PLAIN_MAIL, object_id, version),
        to=dict(people.values_list("pk", "email")),
        at=at,
    )
