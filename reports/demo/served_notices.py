"""Letters of the demo that were served long ago: drawn now, with the service recorded at its
time.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from reports.accounts.models import Agency
from reports.demo.accounts import staff_of
from reports.law.moments import local_day
from reports.notices.actions.render import render_notice
from reports.notices.actions.serve import ServiceValues, record_service
from reports.notices.models import Notice
from reports.notices.status import NoticeStatus, ServiceMethod, ServiceOutcome

RECIPIENTS = {"N2C": "attorney"}


def serve_older_letters(code: str, *, now: datetime) -> int:
    """Hand over what was issued more than three days ago, all but a few. Returns how many."""
    agency = Agency.objects.get(code=code)
    clerk, _ = staff_of(agency, at=now, on=local_day(now))
    dice = Random(f"service {code}")
    old = (
        Notice.objects.of(agency)
        .waiting()
        .filter(issued_at__lt=now - timedelta(days=3))
        .order_by("issued_at")
    )
    count = 0
    for notice_id, issued_at in list(old.values_list("pk", "issued_at")):
        if dice.random() < 0.04:
            continue
        render_notice(notice_id=notice_id, at=issued_at)
        notice = Notice.objects.with_content().get(pk=notice_id)
        if notice.status == NoticeStatus.READY:
            record_service(
                notice=notice,
                values=_handed_over(notice, dice, issued_at),
                by=clerk,
                at=issued_at + timedelta(hours=3),
            )
            count += 1
    return count


def _handed_over(notice: Notice, dice: Random, issued_at: datetime) -> ServiceValues:
    refused = dice.random() < 0.06
    interpreter = "Telephone interpreter 4410" if dice.random() < 0.25 else ""
    return ServiceValues(
        happened_at=issued_at + timedelta(hours=dice.choice((1, 2))),
        how=(
            ServiceMethod.READ_ALOUD
            if interpreter
            else dice.choice(
                (ServiceMethod.IN_PERSON, ServiceMethod.IN_PERSON, ServiceMethod.JAIL_MAIL)
            )
        ),
        outcome=ServiceOutcome.REFUSED if refused else ServiceOutcome.SERVED,
        handed_over_by="Ofc. P. Lindgren, 212",
        recipient=RECIPIENTS.get(notice.kind, "person"),
        interpreter=interpreter,
        language=notice.language,
        reason="Would not take the paper; it was left in the cell." if refused else "",
    )
