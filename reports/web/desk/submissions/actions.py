"""Acts on an agency's report: update draft, explain, certify, amend, confirm, dispute."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from reports.accounts.roles import Permission
from reports.core import clock
from reports.core.dates import long_date
from reports.core.refusals import NotFound, Refused
from reports.lifecycle import refusal
from reports.submissions import queries
from reports.submissions.actions.amend import start_amendment
from reports.submissions.actions.certify import certify_and_submit
from reports.submissions.actions.compile import compile_draft, discard_draft
from reports.submissions.actions.explain import explain as explain_finding
from reports.submissions.actions.received_outside import confirm_entry
from reports.submissions.actions.remind import raise_dispute
from reports.submissions.actions.reporting_periods import ensure_period
from reports.submissions.agency_queries import explanations_of
from reports.submissions.checks import CHECKS, findings_of
from reports.submissions.models import Submission
from reports.submissions.policies import check_can_amend, check_can_certify
from reports.web.desk.submissions.forms import (
    AmendmentForm,
    CertifyForm,
    ExplanationForm,
)
from reports.web.desk.submissions.next_steps import explanation_standing, shown_problems
from reports.web.desk.submissions.shared import (
    crumbs,
    get_agency_or_404,
    get_submission_or_404,
    half_year_url,
    submission_header,
    to_half_year,
)
from reports.web.shared.action_pages import action_page, action_saved, submit_action
from reports.web.shared.forms.layout import Buttons, LinkButton, Submit, form_helper
from reports.web.shared.forms.reason import ReasonForm
from reports.web.shared.guards import AppHttpRequest, needs, post_only
from reports.web.shared.html.components import PageHeader
from reports.web.shared.html.formatting import counted
from reports.web.shared.html.submission_tables import line_table, lines_page, version_rows
from reports.web.shared.revisions import Standing, revised

PREPARING = (Permission.PREPARE_SUBMISSION, Permission.CERTIFY)


VOLUNTARY = "This statement is voluntary."  # (e)(3) asks only where access was given


@needs(*PREPARING)
@post_only
def compile_again(request: AppHttpRequest, code: str, half_year: str) -> HttpResponse:
    """Make the draft, or bring it up to date."""
    at = clock.now()
    agency = get_agency_or_404(request, code)
    shown = queries.get_period(half_year, on=clock.today())
    period = ensure_period(half_year=shown.half_year, at=at)
    draft = compile_draft(agency=agency, period=period, by=request.user, at=at)
    messages.success(
        request,
        f"The draft says what the log says now: {counted(draft.line_count, 'access', 'accesses')}.",
    )
    return to_half_year(draft)


def explanation_as_it_stands(request: AppHttpRequest, submission_id: UUID, check: str) -> Standing:
    """The explanation of one finding as it is kept now. Raises NotFound."""
    submission = get_submission_or_404(request, submission_id)
    given = {found.check_name: found.text for found in explanations_of(submission)}
    return explanation_standing(submission, check, given.get(check, ""))


@needs(*PREPARING)
@post_only
@revised(explanation_as_it_stands)
def explain(request: AppHttpRequest, submission_id: UUID, check: str) -> HttpResponse:
    """Take the sentence on one finding."""
    submission = get_submission_or_404(request, submission_id)
    if check not in {known.__name__ for known in CHECKS}:
        raise NotFound(check)
    form = ExplanationForm(request.POST, prefix=check)
    if form.is_valid():
        explain_finding(
            submission=submission,
            check=check,
            text=form.written("words"),
            by=request.user,
            at=clock.now(),
        )
        messages.success(request, "The explanation is kept with the draft.")
    else:
        messages.error(request, "Write a sentence that explains the finding.")
    return to_half_year(submission)


@needs(*PREPARING)
@post_only
def discard(request: AppHttpRequest, submission_id: UUID) -> HttpResponse:
    """Drop a draft."""
    submission = discard_draft(
        submission=get_submission_or_404(request, submission_id), by=request.user, at=clock.now()
    )
    messages.success(request, "The draft was dropped; what OPM has stays as it is.")
    return to_half_year(submission)


@needs(Permission.CERTIFY, Permission.VIEW_SUBMISSION)
def certify(request: AppHttpRequest, submission_id: UUID) -> HttpResponse:
    """What is certified, who checked it, what it does not say; then the one act that certifies and
    submits.
    """
    submission = get_submission_or_404(request, submission_id)
    form = CertifyForm(
        request.POST or None,
        nil_statement=_nil_statement(submission),
        initial=_shown_content(submission),
    )
    if request.method == "POST" and form.is_valid():
        answer = _certify(request, submission, form)
        if answer is not None:
            return answer
    problems = findings_of(submission)
    page = lines_page(submission, request.GET.get("page"))
    why = refusal(check_can_certify, request.user, submission, on=clock.today())
    context = {
        "header": _certify_header(submission),
        "submission": submission,
        "version_rows": version_rows(submission),
        "problems": shown_problems(request, problems, submission.agency, submission),
        "table": line_table(page),
        "form": form,
        "form_helper": _certify_helper(submission, why),
        "explanations": explanations_of(submission),
    }
    return render(request, "desk/submissions/certify.html", context)


def _shown_content(submission: Submission) -> dict[str, Any]:
    return {"expected_hash": submission.content_sha256}


def _nil_statement(submission: Submission) -> str:
    if not submission.is_nil:
        return ""
    first, last = submission.period.starts_on, submission.period.ends_on
    return (
        f"From {long_date(first)} through {long_date(last)} the"
        " agency gave no ICE access to any individual, as 54-192h(a)(6) defines it."
        f" {VOLUNTARY}"
    )


def _certify(
    request: AppHttpRequest, submission: Submission, form: CertifyForm
) -> HttpResponse | None:
    """Certify and show the receipt; a refusal is shown on the page, beside the lines."""
    answers = form.cleaned_data
    try:
        certified = certify_and_submit(
            submission=submission,
            by=request.user,
            at=clock.now(),
            expected_hash=answers["expected_hash"],
            attests_nil=bool(answers.get("nil")),
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return None
    messages.success(request, "Submitted to OPM. This page is your receipt.")
    return redirect("submissions:receipt", submission_id=certified.pk)


def _certify_header(submission: Submission) -> PageHeader:
    return submission_header(
        submission,
        "Certify and submit",
        "Certifying is submitting: one act, then a receipt. Nothing else has to be sent.",
    )


def _certify_helper(submission: Submission, why: str) -> Any:
    fields = ("expected_hash", "nil" if submission.is_nil else "read")
    cancel = LinkButton("Not now", half_year_url(submission.agency, submission.period))
    return form_helper(
        *fields, Buttons(Submit("certify", "Certify and submit", refusal=why), cancel)
    )


@needs(*PREPARING)
def amend(request: AppHttpRequest, submission_id: UUID) -> HttpResponse:
    """Start an amendment of an accepted report."""
    accepted = get_submission_or_404(request, submission_id)
    check_can_amend(request.user, accepted, on=clock.today())
    form = AmendmentForm(request.POST or None)
    if request.method == "POST" and submit_action(
        form,
        lambda: start_amendment(
            submission=accepted, by=request.user, at=clock.now(), **form.cleaned_data
        ),
    ):
        return action_saved(
            request,
            "The amendment is a draft. The accepted report counts until OPM accepts the amendment.",
            half_year_url(accepted.agency, accepted.period),
        )
    return action_page(
        request,
        form,
        header=submission_header(accepted, "Amend an accepted report"),
        back=half_year_url(accepted.agency, accepted.period),
        button="Start the amendment",
    )


@needs(Permission.CERTIFY, Permission.CONFIRM_PREVIEW)
@post_only
def confirm(request: AppHttpRequest, submission_id: UUID) -> HttpResponse:
    """Confirm what OPM loaded or entered for the agency."""
    submission = confirm_entry(
        submission=get_submission_or_404(request, submission_id), by=request.user, at=clock.now()
    )
    messages.success(request, "Thank you. OPM sees that your agency confirmed it.")
    return to_half_year(submission)


@needs(Permission.VIEW_SUBMISSION)
def dispute(request: AppHttpRequest, code: str, half_year: str) -> HttpResponse:
    """Dispute what is shown for this half-year."""
    agency = get_agency_or_404(request, code)
    shown = queries.get_period(half_year, on=clock.today())
    form = ReasonForm(
        request.POST or None,
        label="What is wrong?",
        help_text=(
            "For example: when and how the report was sent, and to whom. OPM answers on this page."
        ),
    )
    if request.method == "POST" and form.is_valid():
        at = clock.now()
        period = ensure_period(half_year=shown.half_year, at=at)
        raise_dispute(agency=agency, period=period, text=form.reason(), by=request.user, at=at)
        return action_saved(
            request,
            "It stands before OPM's reviewers. The answer will stand on this page.",
            half_year_url(agency, period),
        )
    header = PageHeader(
        title="Dispute this status",
        eyebrow=f"{agency.display_name}, {shown.title}",
        crumbs=crumbs(agency, shown),
    )
    back = half_year_url(agency, shown)
    return action_page(request, form, header=header, back=back, button="Tell OPM")
