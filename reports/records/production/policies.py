"""Who may ask for received bytes, approve, and download: two people, each a step."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from reports.accounts.models import User
from reports.accounts.policies import check_can
from reports.accounts.roles import Permission
from reports.core.refusals import StateRefused
from reports.detainers.models import Attachment
from reports.records.production.models import Production

TO_DOWNLOAD = timedelta(days=14)


def check_can_ask(user: User, attachment: Attachment, *, on: date) -> None:
    """Ask for the bytes of an attachment as they came."""
    check_can(user, Permission.PLACE_HOLD, attachment.detainer.agency, on=on)
    check_can(user, Permission.VIEW_PERSON, attachment.detainer.agency, on=on)
    if attachment.received_id is None:
        raise StateRefused(
            "Only what is shown of this document was kept: it came before the bytes themselves"
            " were."
        )


def check_can_answer(user: User, production: Production, *, on: date) -> None:
    """Approve or refuse what somebody else asked for."""
    agency = production.attachment.detainer.agency
    check_can(user, Permission.APPROVE_PRODUCTION, agency, on=on)
    if production.answered_at is not None:
        raise StateRefused("This was answered already.")
    if production.requested_by_id == user.pk:
        raise StateRefused("You asked for it yourself; somebody else has to approve it.")


def check_can_download(user: User, production: Production, *, at: datetime, on: date) -> None:
    """Download the encrypted file, once, by whoever asked. The password went to whoever
    approved.
    """
    check_can(user, Permission.PLACE_HOLD, production.attachment.detainer.agency, on=on)
    if not production.is_approved or production.answered_at is None:
        raise StateRefused("Nobody has approved this.")
    if production.requested_by_id != user.pk:
        raise StateRefused(
            "Only whoever asked downloads the file: the password went to whoever approved."
        )
    if production.downloaded_at is not None:
        raise StateRefused("The file was downloaded already. Ask again if it was lost.")
    if at > production.answered_at + TO_DOWNLOAD:
        raise StateRefused("The fourteen days for the download are over. Ask again.")
