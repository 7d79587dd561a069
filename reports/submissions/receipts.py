"""The receipt: the copy of record of what was certified, when, by whom, under which hash.

Its wording is frozen at certification; the PDF is rendered from it once, stored, and downloaded
unchanged from then on. It contains the lines as they are published and nothing about the persons
behind them.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.template.loader import render_to_string

from reports import documents
from reports.audit.actions import record
from reports.core.dates import exact_moment, long_date
from reports.core.durable_files import make_durable
from reports.core.refusals import StateRefused
from reports.core.verbs import verb
from reports.documents import Page
from reports.outbox.actions import enqueue
from reports.submissions.models import Receipt, Submission, SubmissionLine

RENDER_KIND = "render_receipt"
LINES_IN_A_TABLE = 100
TITLE = "Receipt of a reporting period's report"


class ReceiptDamaged(Exception):
    """The stored bytes are not those that were stored."""


def make_receipt(*, submission: Submission, signer: str, office: str, at: datetime) -> Receipt:
    """Freeze the receipt's wording in the transaction of the certification, and queue the PDF."""
    receipt = Receipt.objects.create(
        submission=submission, content=_receipt_fields(submission, signer, office, at), made_at=at
    )
    enqueue(kind=RENDER_KIND, object_id=receipt.pk, at=at)
    return receipt


def _receipt_fields(
    submission: Submission, signer: str, office: str, at: datetime
) -> dict[str, Any]:
    period, agency = submission.period, submission.agency
    return {
        "agency": agency.display_name,
        "agency_code": agency.code,
        "half_year": period.half_year,
        "title": period.title,
        "starts_on": long_date(period.starts_on),
        "ends_on": long_date(period.ends_on),
        "version": submission.version,
        "round": submission.round,
        "is_amendment": submission.is_amendment,
        "is_nil": submission.is_nil,
        "lines": submission.line_count,
        "persons": submission.person_count,
        "sha256": submission.content_sha256,
        "signer": signer,
        "office": office,
        "received": exact_moment(at),
        "received_at": at.isoformat(),
    }


def render_receipt(*, receipt: Receipt, at: datetime) -> Receipt:
    """Render and store the PDF. If it exists already, nothing changes."""
    if receipt.rendered_at is not None:
        return receipt
    data = receipt_pdf(receipt)
    name = default_storage.save(f"receipts/{uuid4()}.pdf", ContentFile(data))
    make_durable(default_storage, name)
    stored = {
        "rendered_at": at,
        "file_name": name,
        "pdf_sha256": hashlib.sha256(data).hexdigest(),
        "size": len(data),
    }
    if not _keep(receipt=receipt, stored=stored, at=at):
        default_storage.delete(name)  # another worker was first; its bytes are the copy of record
    receipt.refresh_from_db()
    return receipt


@verb(system=True)
def _keep(*, receipt: Receipt, stored: dict[str, Any], at: datetime) -> bool:
    mine = Receipt.objects.filter(pk=receipt.pk, rendered_at__isnull=True).update(**stored)
    if mine:
        _audit(receipt, stored, at)
    return bool(mine)


def _audit(receipt: Receipt, stored: dict[str, Any], at: datetime) -> None:
    record(
        chain=receipt.submission.agency.code,
        event="receipt.rendered",
        actor="system:outbox",
        at=at,
        subject_type="receipt",
        subject_id=receipt.pk,
        detail={"sha256": stored["pdf_sha256"], "size": stored["size"]},
    )


def receipt_pdf(receipt: Receipt) -> bytes:
    """The bytes of a receipt, from its frozen wording and the submission's frozen lines."""
    lines = list(receipt.submission.lines.all())
    listed = {"lines": lines} if len(lines) <= LINES_IN_A_TABLE else {"blocks": _blocks(lines)}
    html = render_to_string(
        "documents/receipt/receipt.html", {"receipt": receipt.content, **listed}
    )
    css = render_to_string("documents/receipt/receipt.css")
    page = Page(html=html, css=css, title=TITLE, lang="en", created=_created(receipt))
    return documents.render(page).data


def _blocks(lines: list[SubmissionLine]) -> list[str]:
    """Many lines as plain text, fifty to a block: a table of two thousand rows takes the renderer
    half a minute.
    """
    written = [_as_text(line) for line in lines]
    return ["\n".join(written[start : start + 50]) for start in range(0, len(written), 50)]


def _as_text(line: SubmissionLine) -> str:
    age = "-" if line.age is None else str(line.age)
    coded = (line.access_kind, line.basis, line.race, line.ethnicity, line.sex, age)
    return f"{line.position}. {line.access_on.isoformat()} {' '.join(coded)}"


def _created(receipt: Receipt) -> str:
    return receipt.made_at.strftime("%Y-%m-%dT%H:%M:%SZ")


def read_receipt(receipt: Receipt) -> bytes:
    """The stored bytes, checked against their hash. Raises StateRefused where the receipt is not
    rendered yet, ReceiptDamaged where the hash differs.
    """
    if not receipt.file_name:
        raise StateRefused(
            "The receipt is being drawn. Its content and hash stand on this page; the PDF follows"
            " in a moment."
        )
    with default_storage.open(receipt.file_name) as stored:
        data: bytes = stored.read()
    if hashlib.sha256(data).hexdigest() != receipt.pdf_sha256:
        raise ReceiptDamaged(str(receipt.pk))
    return data
