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
    (NoticeKind.N1_RECEIPT, "First notice: copy of the detainer, and what the agency intends"),
    (NoticeKind.N1_INTENT, "Decision notice: what the agency decided"),
    (NoticeKind.N2, "Release notice: ICE was told of the release, and why"),
    (NoticeKind.N2_COPY, "Release notice, copy for attorney or designee"),
    (NoticeKind.CANCELLATION, "Cancellation notice: the detainer was withdrawn"),
    (NoticeKind.CORRECTION, "Correction reply"),
)
TITLES = {str(kind): title for kind, title in KINDS}
