"""Responses that carry a sealed file or a PDF."""

from __future__ import annotations

from django.http import HttpResponse

from reports.submissions.models import Receipt
from reports.submissions.receipts import read_receipt


def pdf_response(found: Receipt) -> HttpResponse:
    response = HttpResponse(read_receipt(found), content_type="application/pdf")
    code, half_year = found.content["agency_code"], found.content["half_year"]
    name = f"receipt-{code}-{half_year}-v{found.content['version']}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


SHOWN_INLINE = frozenset({"application/pdf", "image/png", "image/jpeg"})


def sealed_response(data: bytes, content_type: str, name: str) -> HttpResponse:
    """A file that no cache keeps and in which no script runs. Its name says nothing about the
    person.
    """
    kind = content_type if content_type in SHOWN_INLINE else "application/octet-stream"
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = f'inline; filename="{name}.{kind.rpartition("/")[2]}"'
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
