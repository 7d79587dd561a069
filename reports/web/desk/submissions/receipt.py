"""The receipt of a certified version: its page and its file."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from reports.accounts.roles import Permission
from reports.submissions.agency_queries import get_receipt
from reports.submissions.models import Receipt
from reports.web.desk.submissions.shared import get_submission_or_404, submission_header
from reports.web.shared.file_responses import pdf_response
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import SummaryRow
from reports.web.shared.html.formatting import counted


@needs(Permission.VIEW_SUBMISSION)
def receipt(request: AppHttpRequest, submission_id: UUID) -> HttpResponse:
    """The receipt's page: content, time, signer, hash, and the PDF as soon as it is rendered."""
    submission = get_submission_or_404(request, submission_id)
    found = get_receipt(submission)
    pdf = reverse("submissions:receipt_pdf", args=[submission.pk])
    context = {
        "header": submission_header(submission, "Receipt"),
        "receipt": found,
        "pdf_url": pdf,
        "rows": receipt_rows(found),
    }
    return render(request, "desk/submissions/receipt.html", context)


def receipt_rows(found: Receipt) -> list[SummaryRow]:
    """The receipt's wording, as frozen when it was made."""
    receipt_content = found.content
    content = (
        "No ICE access"
        if receipt_content["is_nil"]
        else f"{counted(receipt_content['lines'], 'access', 'accesses')},"
        f" {counted(receipt_content['persons'], 'person')}"
    )
    return [
        SummaryRow("Agency", receipt_content["agency"]),
        SummaryRow("What it says", content),
        SummaryRow("Received", receipt_content["received"]),
        SummaryRow("Certified by", receipt_content["signer"], hint=receipt_content["office"]),
        SummaryRow("SHA-256 of the content", receipt_content["sha256"]),
    ]


@needs(Permission.VIEW_SUBMISSION)
def receipt_pdf(request: AppHttpRequest, submission_id: UUID) -> HttpResponse:
    """The stored bytes, always the same."""
    return pdf_response(get_receipt(get_submission_or_404(request, submission_id)))
