"""The day's anchor: everything recomputed and compared with the anchors kept, then the heads
signed, kept and mailed. Where anything does not fit, nothing is signed, and people are told.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import connection

from reports.accounts.queries import members_with
from reports.accounts.roles import Permission
from reports.anchoring.kept import keep_anchor, kept_anchors, newest_anchor
from reports.audit.anchors import Anchor, sign_heads
from reports.audit.verification import Head, VerificationReport, verify
from reports.law.moments import local_day
from reports.mail.actions import MailJob
from reports.mail.kinds import TRAIL_ANCHOR, TRAIL_BROKEN
from reports.mail.sending import deliver

logger = logging.getLogger(__name__)

NEWS: Final = timedelta(hours=20)  # younger than a day, older than any retry of its mail


def verify_with_anchors(*others: Anchor) -> tuple[VerificationReport, tuple[str, ...]]:
    """Recompute everything and compare it with every anchor kept, and with others given; what is
    wrong with the anchors themselves comes second.
    """
    kept = kept_anchors()
    return (
        verify(connection, anchored=[anchor.heads for anchor in (*kept.anchors, *others)]),
        kept.problems,
    )


def anchor_daily(*, job: MailJob, at: datetime) -> None:
    """Sign where every chain stands, unless nothing was written since the last time, and mail it.
    The job comes back until the mail is taken, and then finds what it kept.
    """
    report, problems = verify_with_anchors()
    found = [*map(str, report.problems), *problems]
    if found:
        logger.error("trail_broken", extra={"problems": len(found)})
        deliver(
            TRAIL_BROKEN, job=job, to=_readers(at), at=at, count=len(found), problems=found[:20]
        )
        return
    if _last_heads() != dict(report.heads):
        keep_anchor(sign_heads(connection, at=at))
    newest = newest_anchor()
    if newest and at - newest.at < NEWS:
        deliver(
            TRAIL_ANCHOR,
            job=job,
            to=_readers(at),
            at=at,
            day=newest.at.date().isoformat(),
            entries=report.entries,
            anchor=newest.text,
        )


def _last_heads() -> Mapping[str, Head]:
    anchors = kept_anchors().anchors
    return dict(anchors[-1].heads) if anchors else {}


def _readers(at: datetime) -> dict[UUID, str]:
    people = members_with(Permission.VIEW_OPM_TRAIL, None, on=local_day(at))
    return dict(people.values_list("pk", "email"))
