"""Answering OPM's reasons for a return, one at a time."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse

from reports.accounts.roles import Permission
from reports.core import clock
from reports.submissions.actions.explain import answer_reason
from reports.submissions.follow_up.returns import AnsweredReason, get_reason_to_answer
from reports.submissions.models import Submission
from reports.submissions.policies import check_can_answer_reasons
from reports.web.desk.submissions.forms import ReasonAnswerForm
from reports.web.desk.submissions.shared import (
    get_submission_or_404,
    half_year_url,
    submission_header,
)
from reports.web.shared.action_pages import action_page, action_saved, submit_action
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.revisions import Standing, revised


def answer_as_it_stands(
    request: AppHttpRequest, submission_id: UUID, position: int
) -> Standing | None:
    """The answer to one reason as it is kept now. Raises NotFound."""
    draft = get_submission_or_404(request, submission_id)
    found = _initial(get_reason_to_answer(draft, position), draft)
    labels = {name: str(field.label) for name, field in ReasonAnswerForm.base_fields.items()}
    return Standing(
        f"answer {draft.pk} {position}",
        {labels[name]: str(value) for name, value in found.items()},
        fields=ReasonAnswerForm.base_fields,
        back=half_year_url(draft.agency, draft.period),
    )


def _initial(row: AnsweredReason, draft: Submission) -> dict[str, Any]:
    """What the form shows: the answer given, or the line that the reason names."""
    if row.answer is not None:
        line = row.answer_line or ""
        return {"kind": row.answer.kind, "line": line, "words": row.answer.text}
    named = row.reason.line.origin_id if row.reason.line else None
    kept = draft.lines.filter(origin_id=named).first() if named else None
    return {"kind": "", "line": kept.position if kept else "", "words": ""}


@needs(Permission.PREPARE_SUBMISSION, Permission.CERTIFY)
@revised(answer_as_it_stands)
def answer(request: AppHttpRequest, submission_id: UUID, position: int) -> HttpResponse:
    """Fixed, or right as it stands: the answer to one of OPM's reasons."""
    draft = get_submission_or_404(request, submission_id)
    row = get_reason_to_answer(draft, position)
    check_can_answer_reasons(request.user, draft, on=clock.today())
    form = ReasonAnswerForm(request.POST or None, initial=_initial(row, draft))
    back = half_year_url(draft.agency, draft.period)
    if request.method == "POST" and submit_action(
        form,
        lambda: answer_reason(
            submission=draft,
            position=position,
            kind=form.cleaned_data["kind"],
            text=form.written("words"),
            line=form.cleaned_data["line"],
            by=request.user,
            at=clock.now(),
        ),
    ):
        return action_saved(request, f"Your answer to OPM's reason {position} is kept.", back)
    header = submission_header(
        draft,
        f"Answer OPM's reason {position}",
        f"{row.reason.get_code_display()}. OPM writes: {row.reason.text}",
    )
    return action_page(request, form, header=header, back=back, button="Keep the answer")
