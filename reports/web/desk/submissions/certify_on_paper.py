"""Certifying on paper: the certificate to print, and the page that takes it back signed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from reports.accounts.roles import Permission
from reports.core import clock
from reports.core.refusals import Refused
from reports.lifecycle import refusal
from reports.submissions.actions.certify_on_paper import certify_on_paper
from reports.submissions.models import Submission
from reports.submissions.policies import check_can_certify_on_paper
from reports.web.desk.submissions.actions import own
from reports.web.desk.submissions.forms import PaperCertificateForm
from reports.web.desk.submissions.views import crumbs, half_year_url
from reports.web.shared.forms.layout import Buttons, FormRow, LinkButton, Submit, form_helper
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import Action, PageHeader
from reports.web.shared.html.submission_tables import (
    line_table,
    lines_page,
    short_hash,
    version_rows,
)


@needs(Permission.PREPARE_SUBMISSION)
def paper(request: AppHttpRequest, submission_id: UUID) -> HttpResponse:
    """Take the signed certificate back: who signed, when, under which code, and the scan."""
    submission = own(request, submission_id)
    form = PaperCertificateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        answer = _certified(request, submission, form)
        if answer is not None:
            return answer
    why = refusal(check_can_certify_on_paper, request.user, submission, on=clock.today())
    helper = form_helper(
        FormRow("signer_name", "signer_title"),
        FormRow("signed_on", "sha256"),
        "scan",
        *(["nil"] if submission.is_nil else []),
        Buttons(
            Submit("certify", "Submit the signed certificate", refusal=why),
            LinkButton("Cancel", half_year_url(submission.agency, submission.period)),
        ),
    )
    context = {"header": _header(submission), "form": form, "form_helper": helper}
    return render(request, "desk/submissions/action.html", context)


def _header(submission: Submission) -> PageHeader:
    return PageHeader(
        title="Certify on paper",
        eyebrow=f"{submission.agency.display_name}, {submission.period.title}",
        crumbs=crumbs(submission.agency, submission.period),
        lead=(
            "For a certifier without an account, such as a first selectman or a town meeting. The"
            " signed paper is the certification; it holds for the content whose code it carries and"
            " for no other."
        ),
        actions=(
            Action(
                "Print the certificate", reverse("submissions:certificate", args=[submission.pk])
            ),
        ),
    )


def _certified(
    request: AppHttpRequest, submission: Submission, form: PaperCertificateForm
) -> HttpResponse | None:
    try:
        done = certify_on_paper(
            submission=submission,
            certificate=form.certificate(),
            by=request.user,
            at=clock.now(),
            attests_nil=bool(form.cleaned_data["nil"]),
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return None
    messages.success(request, "Submitted on the signed certificate. This page is your receipt.")
    return redirect("submissions:receipt", submission_id=done.pk)


@needs(Permission.VIEW_SUBMISSION)
def certificate(request: AppHttpRequest, submission_id: UUID) -> HttpResponse:
    """The certificate to print and sign: the statement, what it covers, and the content's code."""
    submission = own(request, submission_id)
    header = PageHeader(
        title="Certificate of a half-year's report",
        eyebrow=f"{submission.agency.display_name}, {submission.period.title}",
        crumbs=crumbs(submission.agency, submission.period),
    )
    context = {
        "header": header,
        "submission": submission,
        "version_rows": version_rows(submission),
        "code": short_hash(submission.content_sha256),
        "table": line_table(lines_page(submission, "1", size=2000)),
    }
    return render(request, "desk/submissions/certificate.html", context)
