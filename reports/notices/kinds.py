"""The kinds of notice, section 54-192h(e)(1), and their titles."""

from __future__ import annotations

from enum import StrEnum


class NoticeKind(StrEnum):
    """N1 and N2 of C.G.S. sec. 54-192h(e)(1), and the sheets that supplement them."""

    N1_RECEIPT = "N1"
    N1_INTENT = "N1I"
    N2 = "N2"
    N2_COPY = "N2C"
    COPY_OF_REQUEST = "N1C"
    COPY_OF_SENT = "N2S"
    CANCELLATION = "N1X"
    CORRECTION = "CA"


KINDS = (
    (NoticeKind.N1_RECEIPT, "N1: copy of the request, and what the agency intends"),
    (NoticeKind.N1_INTENT, "N1, second sheet: what the agency decided"),
    (NoticeKind.N2, "N2: the federal side was told of the release, and why"),
    (NoticeKind.N2_COPY, "N2, copy for the attorney or the person named"),
    (NoticeKind.CANCELLATION, "The request was taken back"),
    (NoticeKind.CORRECTION, "Answer to a request for correction"),
)
TITLES = {str(kind): title for kind, title in KINDS}
