"""A letter's signature as the desk shows it: whose it is, or why there is none."""

from __future__ import annotations

from reports.notices.models import Notice
from reports.notices.signatures import signature_of
from reports.notices.status import Status
from reports.web.components import Row

NO_SHAPE = "A character in it has no shape in the fonts here. Tell your administrator, then draw it again."
HELD = "It was drawn, but letters here may not go out unsigned. {} Tell your administrator, then draw it again."


def signature_rows(found: Notice) -> list[Row]:
    """Nothing where this installation does not sign."""
    signature = signature_of(found)
    if signature is None:
        return []
    if signature.problem is not None:
        told = "" if found.status == Status.COULD_NOT_RENDER else "The letter counts all the same. "
        return [Row("Signature in the file", "None", hint=f"{told}{signature.problem.sentence}")]
    return [
        Row("Signature in the file", "The agency's", hint=f"SHA-256 of its certificate: {signature.fingerprint}"),
        Row("SHA-256 before signing", signature.drawn_sha256, hint="the same words always give the same"),
    ]


def why_not_drawn(found: Notice) -> str:
    """What to do about a letter that has no file."""
    signature = signature_of(found)
    return HELD.format(signature.problem.sentence) if signature and signature.problem else NO_SHAPE
