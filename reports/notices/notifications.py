"""Mail about signing: whoever answers for an agency's people and the state's administrators hear
that it fails.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail

from reports.accounts.models import Agency
from reports.accounts.queries import members_with
from reports.accounts.roles import Permission
from reports.documents.signing.credentials import CannotSign
from reports.law.moments import local_day
from reports.notices.signing.certificates import credentials_of

UNSIGNED_MAIL = "unsigned_mail"
SUBJECT = "TRUST Act reporting: letters are not being signed"
HELD = "Letters are held back until this is mended; then open each and choose “Draw it again”."
NOT_HELD = (
    "Letters are issued without a signature meanwhile: the people they are for are owed them at"
    " once."
)


def mail_about_signing(*, agency_id: UUID, at: datetime) -> None:
    """Say what is wrong now. Mended meanwhile, nobody is troubled."""
    agency = Agency.objects.get(pk=agency_id)
    try:
        credentials_of(agency, at=at)
    except CannotSign as refused:
        _notify(agency, refused.problem.sentence, at)


def _notify(agency: Agency, why: str, at: datetime) -> None:
    today = local_day(at)
    agency_people = members_with(Permission.MANAGE_MEMBERS, agency, on=today)
    state_people = members_with(Permission.MANAGE_OPM_MEMBERS, None, on=today)
    addresses = {
        *agency_people.values_list("email", flat=True),
        *state_people.values_list("email", flat=True),
    }
    meanwhile = HELD if settings.SIGNING_REQUIRED else NOT_HELD
    text = (
        f"Letters of {agency.display_name} cannot be signed."
        f" {why}\n\n{meanwhile}\n\n{settings.PUBLIC_ADDRESS}/\n"
    )
    for address in sorted(addresses):
        send_mail(SUBJECT, text, settings.DEFAULT_FROM_EMAIL, [address])
