"""Certify on paper: the certificate to print, and the page that accepts it signed."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from reports.accounts.roles import Permission
from reports.core import clock
from reports.lifecycle import refusal
from reports.submissions.actions.certify_on_paper import certify_on_paper
from reports.submissions.models import Submission
from reports.submissions.policies import check_can_certify_on_paper
from reports.web.desk.submissions.forms import PaperCertificateForm
from reports.web.desk.submissions.shared import (
    crumbs,
    get_submission_or_404,
    half_year_url,
    submission_header,
)
from reports.web.shared.action_pages import action_page, action_saved, submit_action
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
    """Accept the signed certificate: who signed, when, under which code, and the scan."""
    submission = get_submission_or_404(request, submission_id)
    form = PaperCertificateForm(
        request.POST or None, request.FILES or None, asks_nil=submission.is_nil
    )
    if request.method == "POST" and submit_action(
        form, lambda: _certify(request, submission, form)
    ):
        return action_saved(
            request,
            "Submitted on the signed certificate. This page is your receipt.",
            "submissions:receipt",
            submission.pk,
        )
    return action_page(
        request,
        form,
        header=_header(submission),
        back=half_year_url(submission.agency, submission.period),
        button="Submit the signed certificate",
        refusal=refusal(check_can_certify_on_paper, request.user, submission, on=clock.today()),
    )


def _header(submission: Submission) -> PageHeader:
    return PageHeader(
        title="Submit signed paper certificate",
        eyebrow=f"{submission.agency.display_name}, {submission.period.title}",
        crumbs=crumbs(submission.agency, submission.period),
        lead=(
            "For a certifier without an account, such as a first selectman or a town meeting. The"
            " signed document is the certification; it holds for the content whose code it"
            " carries and"
            " for no other."
        ),
        actions=(
            Action(
                "Print the certificate", reverse("submissions:certificate", args=[submission.pk])
            ),
        ),
    )


def _certify(request: AppHttpRequest, submission: Submission, form: PaperCertificateForm) -> None:
    certify_on_paper(
        submission=submission,
        certificate=form.certificate(),
        by=request.user,
        at=clock.now(),
        attests_nil=form.attests_nil(),
    )


@needs(Permission.VIEW_SUBMISSION)
def certificate(request: AppHttpRequest, submission_id: UUID) -> HttpResponse:
    """The certificate to print and sign: the statement, what it covers, and the content's code."""
    submission = get_submission_or_404(request, submission_id)
    context = {
        "header": submission_header(submission, "Certificate of a reporting period's report"),
        "submission": submission,
        "version_rows": version_rows(submission),
        "code": short_hash(submission.content_sha256),
        "table": line_table(lines_page(submission, "1", size=2000)),
    }
    return render(request, "desk/submissions/certificate.html", context)
