"""A notice's signature as its page shows it: whose it is, or why there is none."""

from __future__ import annotations

from reports.notices.models import Notice
from reports.notices.signing.recorded import signature_of
from reports.notices.status import NoticeStatus
from reports.web.shared.html.components import Progress, SummaryRow

NO_SHAPE = (
    "A character in it has no shape in the fonts here. Tell your administrator, then draw it again."
)
HELD = "Notices here may not go out unsigned. {} Tell your administrator, then draw it again."


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
        return Progress(
            "The notice is held back", "failed", detail=HELD.format(signature.problem.sentence)
        )
    return Progress("The notice could not be drawn", "failed", detail=NO_SHAPE)
