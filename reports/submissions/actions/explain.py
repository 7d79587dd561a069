"""The agency's explanation of a check that requires one."""

from __future__ import annotations

from datetime import datetime

from reports.accounts.models import User
from reports.core.refusals import StateRefused
from reports.core.verbs import verb
from reports.law.moments import local_day
from reports.submissions.actions.transition import audit_submission, locked
from reports.submissions.models import Explanation, Submission
from reports.submissions.policies import check_can_prepare
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
