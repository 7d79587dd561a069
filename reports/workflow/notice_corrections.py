"""Answer a correction request: the record is checked, and a notice tells the person the result."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from reports.accounts.models import User
from reports.core.refusals import StateRefused
from reports.core.verbs import verb
from reports.notices.actions.correct import record_correction_answer
from reports.notices.actions.issue import issue_notice
from reports.notices.acts import correction_answered
from reports.notices.content.facts import CorrectionAnswered, UnprintableFacts
from reports.notices.kinds import NoticeKind
from reports.notices.models import CorrectionRequest, Notice
from reports.notices.status import CorrectionOutcome
from reports.persons.named_people import check_names_nobody_else
from reports.workflow.notice_facts import facts_of


@verb
def answer_correction(
    *,
    request: CorrectionRequest,
    outcome: str,
    reason: str,
    by: User,
    at: datetime,
    names_checked: bool = False,
) -> Notice | None:
    """Close the correction request and issue the reply. "Corrected" requires the notice that
    replaced the old one. `names_checked`: whoever wrote the reason confirms that it names nobody
    else.
    """
    detainer = request.notice.detainer
    check_names_nobody_else(detainer.named, detainer.agency, reason, is_checked=names_checked)
    answer = (
        None
        if outcome == CorrectionOutcome.UNKNOWN
        else _answer(request, outcome, reason, by=by, at=at)
    )
    record_correction_answer(
        request=request, outcome=outcome, reason=reason, answer=answer, by=by, at=at
    )
    return answer


def _answer(
    request: CorrectionRequest, outcome: str, reason: str, *, by: User, at: datetime
) -> Notice:
    notice = request.notice
    later: Notice | None = getattr(notice, "superseded_by", None)
    if outcome == CorrectionOutcome.CORRECTED and later is None:
        raise StateRefused(
            "No corrected notice has taken its place yet. Correct the record, make the notice"
            " again,"
            " then answer."
        )
    given = CorrectionAnswered(
        requested_at=request.requested_at,
        number=notice.number,
        new_number=later.number if later and outcome == CorrectionOutcome.CORRECTED else "",
    )
    act = correction_answered(request, at=at)
    facts = replace(facts_of(act, issued_at=at), correction=given, own_words=reason)
    try:
        return issue_notice(
            facts=facts,
            act=act,
            kind=NoticeKind.CORRECTION,
            language=notice.detainer.named.language,
            by=by,
            at=at,
        )
    except UnprintableFacts as refused:
        raise StateRefused(str(refused)) from refused
