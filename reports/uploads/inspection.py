"""What is accepted of an uploaded file, and the sentence that refuses it.

The file is told by its first bytes here and opened elsewhere: in a process without keys.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from reports import documents
from reports.core.refusals import Refused
from reports.documents.errors import RenderError
from reports.uploads.cleaning import DAMAGED_PDF, DAMAGED_PICTURE

SECONDS = 60.0
CLEANING = "reports.uploads.cleaning:clean"
BEGINNINGS = {
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}


class UnacceptableFile(Refused):
    """The file cannot be taken; the sentence says why and how to fix it."""


@dataclass(frozen=True)
class CleanFile:
    """What is stored of an upload, and what of it is not."""

    data: bytes
    content_type: str
    pages: int
    removed: tuple[str, ...]


def clean_file(data: bytes) -> tuple[bytes, str]:
    """The file re-written without active content, and its content type. Raises UnacceptableFile."""
    found = inspect(data)
    return found.data, found.content_type


def inspect(data: bytes) -> CleanFile:
    """What would be stored of the file. PDF, JPEG and PNG are taken. Raises UnacceptableFile."""
    _check_size(data)
    content_type = _content_type(data)
    try:
        answer, cleaned = documents.open_foreign(
            CLEANING, {"content_type": content_type}, data, seconds=SECONDS
        )
    except RenderError:  # whoever opened it died of it, or took too long
        is_pdf = content_type == "application/pdf"
        raise UnacceptableFile(DAMAGED_PDF if is_pdf else DAMAGED_PICTURE) from None
    if "refused" in answer:
        raise UnacceptableFile(answer["refused"])
    return CleanFile(cleaned, content_type, answer["pages"], tuple(answer["removed"]))


def _check_size(data: bytes) -> None:
    if not data:
        raise UnacceptableFile("The file is empty. Scan the paper again and attach the new file.")
    if len(data) > settings.MAX_ATTACHMENT_BYTES:
        limit = settings.MAX_ATTACHMENT_BYTES // (1024 * 1024)
        raise UnacceptableFile(
            f"The file is larger than {limit} MB, which is more than a scan needs. "
            "Scan in black and white at 200 dots per inch, or split it in two."
        )


def _content_type(data: bytes) -> str:
    for beginning, content_type in BEGINNINGS.items():
        if data.startswith(beginning):
            return content_type
    raise UnacceptableFile(
        "This is not a PDF, JPEG or PNG file. The copy must open for the person, a court and an"
        " auditor alike. Scan or print the paper to PDF and attach that."
    )
