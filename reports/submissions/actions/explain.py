"""What the agency says in words: why a check that asks is right, and its answer to one of OPM's
reasons for a return.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from reports.accounts.models import User
from reports.core.refusals import StateRefused
from reports.core.verbs import verb
from reports.law.moments import local_day
from reports.submissions.actions.transition import audit_submission, locked
from reports.submissions.follow_up.returns import get_reason_to_answer
from reports.submissions.models import Explanation, ReasonAnswer, Submission
from reports.submissions.policies import check_can_answer_reasons, check_can_prepare
from reports.submissions.status import SubmissionStatus


@verb
def explain(
    *, submission: Submission, check: str, text: str, by: User, at: datetime
) -> Explanation:
    """Store the explanation of a finding; a later one replaces it. Only OPM reads it."""
    check_can_prepare(by, submission.agency, on=local_day(at))
    current = locked(submission)
    if current.status != SubmissionStatus.DRAFT:
        raise StateRefused(
            "An explanation belongs to a draft; what was certified is not changed. Start an"
            " amendment."
        )
    if not text.strip():
        raise StateRefused("Write a sentence that explains the finding.")
    explanation, _ = Explanation.objects.update_or_create(
        submission=current,
        check_name=check,
        defaults={"text": text.strip(), "given_at": at, "given_by": by},
    )
    audit_submission(current, "submission.explained", by=by, at=at, detail={"check": check})
    return explanation


@verb
def answer_reason(
    *,
    submission: Submission,
    position: int,
    kind: str,
    text: str,
    by: User,
    at: datetime,
    line: int | None = None,
) -> ReasonAnswer:
    """Answer the reason of this number in the draft that follows the return; a later answer
    replaces it. Only OPM reads it.
    """
    check_can_answer_reasons(by, submission, on=local_day(at))
    current = locked(submission)
    check_can_answer_reasons(by, current, on=local_day(at))
    reason = get_reason_to_answer(current, position).reason
    if kind not in ReasonAnswer.Kind.values:
        raise StateRefused("Say whether it is fixed, or right as it stands.")
    if kind == ReasonAnswer.Kind.STANDS and not text.strip():
        raise StateRefused("Say in a sentence why it is right as it stands.")
    answer, _ = ReasonAnswer.objects.update_or_create(
        submission=current,
        reason=reason,
        defaults={
            "kind": kind,
            "text": text.strip(),
            "origin_id": _origin(current, line),
            "given_at": at,
            "given_by": by,
        },
    )
    audit_submission(
        current,
        "submission.reason_answered",
        by=by,
        at=at,
        detail={"reason": position, "answer": kind},
    )
    return answer


def _origin(draft: Submission, line: int | None) -> UUID | None:
    if line is None:
        return None
    found = draft.lines.filter(position=line).first()
    if found is None:
        raise StateRefused(f"The draft has no line {line}. Leave it empty if no line changed.")
    return found.origin_id
