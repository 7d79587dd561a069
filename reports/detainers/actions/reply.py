"""The reply to the federal agency, refusals included. Where 54-192h(c) requires the agency head's
review, it comes first.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from reports.accounts.models import User
from reports.core.printable_text import check_printable
from reports.core.refusals import StateRefused
from reports.core.verbs import verb
from reports.detainers.actions.transition import audit_detainer
from reports.detainers.models import Detainer, Reply
from reports.detainers.policies import check_can_record_reply, check_reviewed
from reports.detainers.values import ReplyValues
from reports.law.moments import local_day
from reports.persons.named_people import check_names_nobody_else


@verb
def record_reply(
    *,
    detainer: Detainer,
    values: ReplyValues,
    form_token: UUID,
    by: User,
    at: datetime,
    names_checked: bool = False,
) -> Reply:
    """Record the reply. Submitting the same form twice returns the same reply. `names_checked`:
    whoever wrote it confirms that it names nobody else.
    """
    check_can_record_reply(by, detainer, on=local_day(at))
    locked = Detainer.objects.select_for_update(of=("self",)).get(pk=detainer.pk)
    before = Reply.objects.filter(detainer=detainer, form_token=form_token).first()
    if before is not None:
        return before
    check_reviewed(locked)
    _check_values(detainer, values, at)
    check_names_nobody_else(detainer.named, detainer.agency, values.text, is_checked=names_checked)
    reply = Reply.objects.create(
        detainer=detainer,
        record_key=detainer.record_key,
        form_token=form_token,
        sent_at=values.sent_at,
        channel=values.channel,
        is_refusal=values.is_refusal,
        notifies_release=values.notifies_release,
        notified_release_at=values.notified_release_at if values.notifies_release else None,
        recipient=values.recipient,
        text=values.text,
        entered_at=at,
        entered_by=by,
    )
    audit_detainer(
        detainer,
        "reply.recorded",
        by=by,
        at=at,
        refusal=values.is_refusal,
        notifies=values.notifies_release,
    )
    return reply


def _check_values(detainer: Detainer, values: ReplyValues, at: datetime) -> None:
    if not detainer.received_at <= values.sent_at <= at:
        raise StateRefused("A reply must lie between receipt and now. Correct its day or time.")
    if values.is_refusal and values.notifies_release:
        raise StateRefused("A refusal does not notify a release. Untick one of the two.")
    if not values.text.strip():
        raise StateRefused(
            "What was answered is missing. Write it down, or describe the document that was sent."
        )
    check_printable(
        {"What was answered": values.text},
        is_one_line=False,
        why="The notice to the person may quote it.",
    )
