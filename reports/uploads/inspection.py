"""What is accepted of an uploaded file, and the sentence that refuses it.

The file is told by its first bytes here and opened elsewhere: in a process without keys.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from reports import documents
from reports.core.refusals import Refused
from reports.documents.errors import RenderError
from reports.uploads.malware_scan import reason_to_refuse
from reports.uploads.refusals import DAMAGED_PDF, DAMAGED_PICTURE, TOO_MUCH_WORK

# Time for one file: two seconds a page and no more than a minute, however many pages it has.
SECONDS_A_PAGE = 2.0
MOST_SECONDS = 60.0
LOOKING_SECONDS = 5.0
CLEANING = "reports.uploads.cleaning:clean"
LOOKING = "reports.uploads.cleaning:look"
PREVIEW = "reports.uploads.cleaning:preview"
BEGINNINGS = {
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"II*\x00": "image/tiff",
    b"MM\x00*": "image/tiff",
}
EXTENSIONS = {
    "application/pdf": "pdf",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/tiff": "tif",
    "image/heic": "heic",
}
HEIC_BRANDS = frozenset({b"heic", b"heix", b"mif1", b"msf1", b"heim", b"heis"})


class UnacceptableFile(Refused):
    """The file cannot be taken; the sentence says why and how to fix it."""


@dataclass(frozen=True)
class CleanFile:
    """What is stored of an upload, and what of it is not."""

    data: bytes
    content_type: str
    pages: int
    removed: tuple[str, ...]


@dataclass(frozen=True)
class ReceivedFile:
    """A file as it came, byte for byte, and what of it is shown: kept apart, both sealed."""

    received: bytes
    clean: CleanFile

    @property
    def size(self) -> int:
        return len(self.received)


def receive(data: bytes) -> ReceivedFile:
    """The file beside what is stored of it to be shown. Raises UnacceptableFile."""
    return ReceivedFile(data, inspect(data))


def picture_of(data: bytes, content_type: str, *, page: int = 1) -> bytes:
    """A page of a stored paper as a PNG of our own making, for a preview. Raises
    UnacceptableFile.
    """
    values = {"content_type": content_type, "page": page}
    return _opened(PREVIEW, values, data, seconds=LOOKING_SECONDS)[1]


def clean_file(data: bytes) -> tuple[bytes, str]:
    """The file re-written without active content, and its content type. Raises UnacceptableFile."""
    found = inspect(data)
    return found.data, found.content_type


def inspect(data: bytes) -> CleanFile:
    """What would be stored of the file. PDF, JPEG, PNG, TIFF and HEIC are taken. Raises
    UnacceptableFile.
    """
    content_type = checked_content_type(data)
    kind = {"content_type": content_type}
    found, _ = _opened(LOOKING, kind, data, seconds=LOOKING_SECONDS)
    seconds = min(MOST_SECONDS, SECONDS_A_PAGE * found["pages"] + SECONDS_A_PAGE)
    answer, cleaned = _opened(CLEANING, kind, data, seconds=seconds)
    return CleanFile(cleaned, answer["content_type"], answer["pages"], tuple(answer["removed"]))


def checked_content_type(data: bytes) -> str:
    """The kind of a file that may be opened: neither empty nor too large, of a kind that is taken,
    and nothing that the scanner knows. Raises UnacceptableFile.
    """
    _check_size(data)
    content_type = _content_type(data)
    if why := reason_to_refuse(data):
        raise UnacceptableFile(why)
    return content_type


def ask_about(work: str, values: dict[str, Any], data: bytes, *, seconds: float) -> dict[str, Any]:
    """What `work` ("module:function") finds in the file. Raises UnacceptableFile."""
    return _opened(work, values, data, seconds=seconds)[0]


def extension_of(data: bytes) -> str:
    """The usual ending of a file's name, by its first bytes."""
    try:
        return EXTENSIONS[_content_type(data)]
    except UnacceptableFile:
        return "bin"


def _opened(
    work: str, values: dict[str, Any], data: bytes, *, seconds: float
) -> tuple[dict[str, Any], bytes]:
    """What came of opening the file where there is nothing to steal. Raises UnacceptableFile."""
    try:
        answer, cleaned = documents.open_foreign(work, values, data, seconds=seconds)
    except documents.WorkerTooSlow:
        raise UnacceptableFile(TOO_MUCH_WORK) from None
    except RenderError:  # whoever opened it died of it
        is_pdf = values["content_type"] == "application/pdf"
        raise UnacceptableFile(DAMAGED_PDF if is_pdf else DAMAGED_PICTURE) from None
    if "refused" in answer:
        raise UnacceptableFile(answer["refused"])
    return answer, cleaned


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
    if data[4:8] == b"ftyp" and data[8:12] in HEIC_BRANDS:
        return "image/heic"
    raise UnacceptableFile(
        "This is not a PDF, JPEG, PNG, TIFF or HEIC file. The copy must open for the person, a"
        " court and an auditor alike. Scan or print the paper to PDF and attach that."
    )
