"""OPM's review of a submission: assigned, accepted, returned with reasons, reopened; notes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from reports.accounts.roles import Permission
from reports.core import clock
from reports.core.refusals import Refused
from reports.messaging.inbox import reviewers
from reports.submissions.actions.amend import reopen as reopen_accepted
from reports.submissions.actions.received_outside import open_source
from reports.submissions.actions.review import (
    accept,
    assign,
    hand_back,
    return_submission,
    start_review,
    write_internal_note,
)
from reports.submissions.agency_queries import get_receipt
from reports.submissions.models import Submission
from reports.submissions.policies import check_can_reopen, check_can_review
from reports.submissions.queries import get_source_document, open_assignment
from reports.submissions.status import SubmissionEvent
from reports.web.opm.submissions.forms import (
    AssignForm,
    ReturnForm,
    ReturnReasonFormSet,
    reasons_of,
)
from reports.web.opm.submissions.review import (
    REVIEW,
    assignment_standing,
    crumbs,
    received_line,
    title_of,
)
from reports.web.shared.action_pages import action_page
from reports.web.shared.file_responses import pdf_response
from reports.web.shared.forms.formsets import wants_another, with_another
from reports.web.shared.forms.layout import form_helper
from reports.web.shared.forms.reason import ReasonForm
from reports.web.shared.guards import AppHttpRequest, needs, post_only
from reports.web.shared.html.components import PageHeader
from reports.web.shared.html.submission_tables import line_table, lines_page
from reports.web.shared.revisions import Standing, revised


@needs(REVIEW)
@post_only
def take_review(request: AppHttpRequest, submission_id: UUID) -> HttpResponse:
    """Assign it to oneself."""
    start_review(submission=received_line(request, submission_id), by=request.user, at=clock.now())
    return redirect("opm:review", submission_id=submission_id)


@needs(REVIEW)
@post_only
def return_to_queue(request: AppHttpRequest, submission_id: UUID) -> HttpResponse:
    """Put it back into the queue."""
    hand_back(submission=received_line(request, submission_id), by=request.user, at=clock.now())
    return redirect("opm:submissions")


def assignment_as_it_stands(request: AppHttpRequest, submission_id: UUID) -> Standing:
    """In whose hands a submission is now. Raises NotFound."""
    submission = received_line(request, submission_id)
    return assignment_standing(submission, open_assignment(submission))


@needs(REVIEW)
@post_only
@revised(assignment_as_it_stands)
def assign_to(request: AppHttpRequest, submission_id: UUID) -> HttpResponse:
    """Assign it to a colleague."""
    form = AssignForm(request.POST, reviewers=reviewers(on=clock.today()))
    if form.is_valid():
        submission = received_line(request, submission_id)
        assign(submission=submission, reviewer=form.chosen(), by=request.user, at=clock.now())
        messages.success(request, f"Given to {form.chosen().name}.")
    return redirect("opm:review", submission_id=submission_id)


@needs(REVIEW)
@post_only
def accept_it(request: AppHttpRequest, submission_id: UUID) -> HttpResponse:
    """Accept; this version counts from now on."""
    submission = accept(
        submission=received_line(request, submission_id), by=request.user, at=clock.now()
    )
    messages.success(
        request,
        f"Accepted: {title_of(submission)}. The agency's page says so.",
    )
    return redirect("opm:submissions")


@needs(REVIEW)
def return_it(request: AppHttpRequest, submission_id: UUID) -> HttpResponse:
    """Return with several reasons, tied to lines and columns, in one message."""
    submission = received_line(request, submission_id)
    check_can_review(request.user, submission, SubmissionEvent.RETURNED, on=clock.today())
    posted = request.POST if request.method == "POST" else None
    if posted is not None and wants_another(posted):
        reasons, form = (
            ReturnReasonFormSet(with_another(posted), form_kwargs={"submission": submission}),
            ReturnForm(posted),
        )
        form.without_complaints()
    else:
        first = [{"line": request.GET["line"]}] if request.GET.get("line", "").isdecimal() else None
        reasons = ReturnReasonFormSet(posted, form_kwargs={"submission": submission}, initial=first)
        form = ReturnForm(posted)
        if (
            posted is not None
            and reasons.is_valid()
            and form.is_valid()
            and _returned(request, submission, reasons, form)
        ):
            return redirect("opm:submissions")
    return render(
        request, "opm/submissions/return.html", _return_context(submission, reasons, form)
    )


def _returned(
    request: AppHttpRequest, submission: Submission, reasons: Any, form: ReturnForm
) -> bool:
    try:
        return_submission(
            submission=submission,
            reasons=reasons_of(reasons.forms, submission),
            message=form.written("message"),
            by=request.user,
            at=clock.now(),
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(
        request,
        f"Returned: {title_of(submission)}. The agency's page has all reasons.",
    )
    return True


def _reasons_helper() -> Any:
    helper = form_helper(tag=False, csrf=False)
    helper.add_label = "Add another reason"
    return helper


def _return_context(submission: Submission, reasons: Any, form: ReturnForm) -> dict[str, Any]:
    header = PageHeader(
        title="Return with reasons",
        eyebrow=title_of(submission),
        crumbs=crumbs(submission),
        lead="List every correction, so that the agency can fix them together.",
    )
    return {
        "header": header,
        "form": form,
        "reasons": reasons,
        "reasons_helper": _reasons_helper(),
        "form_helper": form_helper(tag=False, csrf=False),
        "cancel_url": reverse("opm:review", args=[submission.pk]),
        "table": line_table(lines_page(submission, "1", size=200)),
    }


@needs(REVIEW)
def reopen(request: AppHttpRequest, submission_id: UUID) -> HttpResponse:
    """Ask the agency to amend an accepted report."""
    submission = received_line(request, submission_id)
    check_can_reopen(request.user, submission, on=clock.today())
    form = ReasonForm(
        request.POST or None,
        label="What should be amended, and why?",
        help_text="The agency reads this.",
    )
    if request.method == "POST" and form.is_valid():
        reopen_accepted(
            submission=submission, message=form.reason(), by=request.user, at=clock.now()
        )
        messages.success(
            request,
            "Asked on the agency's page. The accepted version counts until one is accepted.",
        )
        return redirect("opm:review", submission_id=submission_id)
    header = PageHeader(
        title="Ask for an amendment", eyebrow=title_of(submission), crumbs=crumbs(submission)
    )
    back = reverse("opm:review", args=[submission.pk])
    return action_page(request, form, header=header, back=back, button="Ask")


@needs(REVIEW)
@post_only
def note(request: AppHttpRequest, submission_id: UUID) -> HttpResponse:
    """Keep an internal note."""
    submission = received_line(request, submission_id)
    form = ReasonForm(request.POST, label="Internal note")
    if form.is_valid():
        write_internal_note(
            submission=submission, text=form.reason(), by=request.user, at=clock.now()
        )
    else:
        messages.error(request, "Write the note first.")
    return redirect("opm:review", submission_id=submission_id)


@needs(Permission.VIEW_ALL_SUBMISSIONS)
def receipt_pdf(request: AppHttpRequest, submission_id: UUID) -> HttpResponse:
    """The agency's receipt, as OPM's copy."""
    return pdf_response(get_receipt(received_line(request, submission_id)))


@needs(REVIEW)
def source_document(request: AppHttpRequest, submission_id: UUID) -> HttpResponse:
    """What the municipality sent; opening it is an entry in the audit log, since it may contain a
    name.
    """
    submission = received_line(request, submission_id)
    found = get_source_document(submission)
    data = open_source(document=found, by=request.user, at=clock.now())
    response = HttpResponse(data, content_type=found.file.content_type)
    response["Content-Disposition"] = "attachment"
    return response
