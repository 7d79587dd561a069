"""An erased conviction, with the notices that say it and the head who is told."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from reports.accounts.models import User
from reports.accounts.roles import Permission
from reports.core.verbs import verb
from reports.detainers.actions import erasures
from reports.detainers.models import Conviction, Detainer
from reports.mail.actions import MailJob
from reports.mail.kinds import CONVICTION_ERASED
from reports.notices.status import StaleReason
from reports.workflow.custody_alerts import mail_about
from reports.workflow.stale_notices import noticing_corrections


@verb
def erase_conviction(*, conviction: Conviction, by: User, at: datetime) -> None:
    """Take an erased conviction out of every record of the person. A notice that gives it, or words
    written while it was on record, is held back until a corrected one replaces it.
    """
    person = conviction.detainer.person
    because = StaleReason.CONVICTION_ERASED
    with noticing_corrections(person, by=by, at=at, because=because):
        erasures.erase_conviction(conviction=conviction, by=by, at=at)


def mail_erasure(*, detainer_id: UUID, at: datetime) -> None:
    """Mail the head which record changed, and nothing of what was erased. A second mail does no
    harm.
    """
    detainer = Detainer.objects.select_related("agency").get(pk=detainer_id)
    job = MailJob(erasures.ALARM_JOB, detainer_id)
    whom = Permission.DEPART_FROM_ASSESSMENT
    mail_about(CONVICTION_ERASED, detainer, job=job, at=at, whom=whom)
