"""A notice's signature as its page shows it: whose it is, or why there is none."""

from __future__ import annotations

from django.urls import reverse

from reports.notices.models import Notice
from reports.notices.printing.failures import FixedAt, NoticeFailure, failure_of, unsigned
from reports.notices.signing.recorded import signature_of
from reports.notices.status import NoticeStatus
from reports.web.shared.html.components import Progress, SummaryRow

FIX_IT = {
    FixedAt.RECORD: "Correct the record",
    FixedAt.SCANS: "Open the scans",
    FixedAt.HEADING: "Open the letterhead",
    FixedAt.NOTICE: "Open the notice",
}


def signature_rows(found: Notice) -> list[SummaryRow]:
    """Empty where this installation does not sign."""
    signature = signature_of(found)
    if signature is None:
        return []
    if signature.problem is not None:
        rows = (
            ""
            if found.status == NoticeStatus.COULD_NOT_RENDER
            else "The notice can be served all the same. "
        )
        return [
            SummaryRow("Signature in the file", "None", hint=f"{rows}{signature.problem.sentence}")
        ]
    return [
        SummaryRow(
            "Signature in the file",
            "By the agency",
            hint=f"SHA-256 of its certificate: {signature.fingerprint}",
        ),
        SummaryRow(
            "SHA-256 before signing",
            signature.rendered_sha256,
            hint="the same words always give the same",
        ),
    ]


def failed_progress(found: Notice) -> Progress:
    """What to do about a notice that has no file: it cannot be rendered, or is withheld because it
    is unsigned.
    """
    signature = signature_of(found)
    if signature and signature.problem:
        return failed("The notice is held back", unsigned(signature.problem), found)
    return failed("The notice could not be drawn", failure_of(found), found)


def failed(label: str, failure: NoticeFailure, found: Notice) -> Progress:
    """The failure with its cause and the way to the screen that fixes it."""
    return Progress(
        label,
        "failed",
        detail=failure.cause,
        next_url=fixing_url(failure, found),
        next_label=FIX_IT[failure.fixed_at],
    )


def fixing_url(failure: NoticeFailure, found: Notice) -> str:
    """The address of the screen that fixes a failure of this notice."""
    subjects = {
        FixedAt.RECORD: [found.detainer_id],
        FixedAt.SCANS: [found.detainer_id],
        FixedAt.HEADING: [],
        FixedAt.NOTICE: [found.pk],
    }
    return reverse(failure.fixed_at, args=subjects[failure.fixed_at])
