"""Background work that was given up and that somebody has tried again."""

from __future__ import annotations

from datetime import date, datetime

from reports.accounts.models import User
from reports.accounts.policies import check_can
from reports.accounts.roles import Permission
from reports.audit.actions import OPM_CHAIN, record
from reports.core.refusals import Conflict
from reports.core.verbs import verb
from reports.law.moments import local_day
from reports.outbox import actions as outbox
from reports.outbox.models import Job


def check_can_retry_work(by: User, *, on: date) -> None:
    """OPM's administrators. Raises PermissionRefused."""
    check_can(by, Permission.MANAGE_OPM_MEMBERS, on=on)


@verb
def retry_work(*, job: Job, by: User, at: datetime) -> None:
    """Try it again from the start. Raises PermissionRefused; Conflict where somebody else has."""
    check_can_retry_work(by, on=local_day(at))
    try:
        outbox.retry(job=job, at=at)
    except outbox.NotFailed:
        raise Conflict("This work was tried again already.") from None
    record(
        chain=OPM_CHAIN,
        event="work.retried",
        actor=str(by.pk),
        at=at,
        subject_type="job",
        subject_id=job.pk,
        detail={"kind": job.kind},
    )
