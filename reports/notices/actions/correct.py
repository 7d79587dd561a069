"""Correction requests: made by whoever holds a notice's code, confirmed by the agency, answered by
a notice.

Making a request reveals nothing about the record. The agency first confirms who made it; only then
does it answer, with a notice to the person. The due date is this program's own measure: no statute
sets one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from reports.accounts.models import User
from reports.core.refusals import Conflict, StateRefused
from reports.core.verbs import verb, wait_for_turn
from reports.law.clocks import due_within
from reports.law.moments import local_day
from reports.notices.actions.transition import audit_notice
from reports.notices.codes import new_code
from reports.notices.models import CorrectionRequest, Notice
from reports.notices.policies import check_can_answer_correction
from reports.notices.status import CorrectionOutcome
from reports.notices.text.sentences import TEXTS

ANSWER_WITHIN_HOURS = 10 * 24
LONGEST = {"name": 120, "contact": 160, "says": 2000}
MOST_WAITING = 5
REQUEST_AGAIN_AFTER = timedelta(days=1)


class CorrectionNotPossible(StateRefused):
    """Why no correction request was opened: a key of the page sentences, so that each requester
    reads it in their own language.
    """

    def __init__(self, key: str, *, field: str = "", count: int = 0) -> None:
        self.key, self.field, self.count = key, field, count
        super().__init__(self.explained_by(lambda name, **values: TEXTS[name].format_map(values)))

    def explained_by(self, say: Callable[..., str]) -> str:
        """The sentence as `say` gives it, with the field's name as its form shows it."""
        return say(self.key, field=say(self.field) if self.field else "", count=str(self.count))


@dataclass(frozen=True, kw_only=True)
class CorrectionInput:
    """What somebody who holds the code typed."""

    name: str
    contact: str
    says: str


@verb(system=True)
def request_correction(
    *, notice: Notice, values: CorrectionInput, form_token: UUID, at: datetime
) -> CorrectionRequest:
    """Open a correction request. Submitting the same form twice opens one. Needs the key ring,
    since what was typed is sealed.
    """
    wait_for_turn(f"form {form_token}")
    before = CorrectionRequest.objects.filter(form_token=form_token, notice=notice).first()
    if before is not None:
        return before
    _check(notice, values, at)
    request = CorrectionRequest.objects.create(
        record_key=notice.record_key,
        notice=notice,
        ticket=new_code(),
        form_token=form_token,
        requested_at=at,
        due_at=due_within(at, ANSWER_WITHIN_HOURS),
        asker_name=values.name,
        asker_contact=values.contact,
        says=values.says,
    )
    audit_notice(notice, "correction.asked", by=None, at=at)
    return request


def _check(notice: Notice, values: CorrectionInput, at: datetime) -> None:
    for name, limit in LONGEST.items():
        text = getattr(values, name).strip()
        if not text:
            raise CorrectionNotPossible("page.correction.fill")
        if len(text) > limit:
            raise CorrectionNotPossible(
                "page.correction.too_long", field=f"page.correction.{name}", count=limit
            )
    recent = notice.corrections.filter(
        answered_at__isnull=True, requested_at__gt=at - REQUEST_AGAIN_AFTER
    )
    if recent.count() >= MOST_WAITING:
        raise CorrectionNotPossible("page.correction.enough")


@verb
def confirm_requester(*, request: CorrectionRequest, by: User, at: datetime) -> None:
    """The agency confirms who made the request and that they may: the person, the attorney, or the
    designee.
    """
    check_can_answer_correction(by, request, on=local_day(at))
    waiting = CorrectionRequest.objects.filter(
        pk=request.pk, confirmed_at__isnull=True, answered_at__isnull=True
    )
    if not waiting.update(confirmed_at=at, confirmed_by=by):
        raise Conflict("Someone else confirmed or answered this request a moment ago.")
    audit_notice(request.notice, "correction.confirmed", by=by, at=at)


@verb
def record_correction_answer(
    *,
    request: CorrectionRequest,
    outcome: str,
    reason: str,
    answer: Notice | None,
    by: User,
    at: datetime,
) -> None:
    """Close the request with the notice that answers it, or without one where the requester has no
    right to it.
    """
    check_can_answer_correction(by, request, on=local_day(at))
    if outcome not in CorrectionOutcome.values:
        raise StateRefused("Choose what became of the request.")
    if outcome == CorrectionOutcome.UNKNOWN:
        answer = None
    elif request.confirmed_at is None:
        raise StateRefused("First make sure who asks: the answer tells about the record.")
    waiting = CorrectionRequest.objects.filter(pk=request.pk, answered_at__isnull=True)
    if not waiting.update(outcome=outcome, answered_at=at, answered_by=by, answer=answer):
        raise Conflict("Someone else answered this request a moment ago.")
    request.refresh_from_db()
    request.reason = reason
    request.save(update_fields=["reason"])
    audit_notice(request.notice, "correction.answered", by=by, at=at, outcome=outcome)


@verb
def record_view(*, request: CorrectionRequest, by: User, at: datetime) -> None:
    """Somebody at the agency read who made a correction request and what they say is wrong."""
    audit_notice(request.notice, "correction.read", by=by, at=at)
