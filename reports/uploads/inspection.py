"""What is accepted of an uploaded file, and the sentence that refuses it."""

from __future__ import annotations

import io

import pikepdf
from django.conf import settings
from PIL import Image, UnidentifiedImageError

from reports.core.refusals import Refused

MOST_PAGES = 200


MOST_PIXELS = 60_000_000


ACTIVE_KEYS = ("/OpenAction", "/AA", "/JavaScript", "/EmbeddedFiles", "/XFA")


class UnacceptableFile(Refused):
    """The file cannot be taken; the sentence says why and how to fix it."""


def clean_file(data: bytes) -> tuple[bytes, str]:
    """The file re-written without active content, and its content type. PDF, JPEG and PNG are
    taken. Raises UnacceptableFile.
    """
    if not data:
        raise UnacceptableFile("The file is empty. Scan the paper again and attach the new file.")
    if len(data) > settings.MAX_ATTACHMENT_BYTES:
        limit = settings.MAX_ATTACHMENT_BYTES // (1024 * 1024)
        raise UnacceptableFile(
            f"The file is larger than {limit} MB, which is more than a scan needs. "
            "Scan in black and white at 200 dots per inch, or split it in two."
        )
    if data.startswith(b"%PDF-"):
        return _clean_pdf(data), "application/pdf"
    if data.startswith(b"\xff\xd8\xff"):
        return _clean_image(data, "JPEG"), "image/jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _clean_image(data, "PNG"), "image/png"
    raise UnacceptableFile(
        "This is not a PDF, JPEG or PNG file. The copy must open for the person, a court and an"
        " auditor alike. Scan or print the paper to PDF and attach that."
    )


def _clean_pdf(data: bytes) -> bytes:
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if len(pdf.pages) > MOST_PAGES:
                raise UnacceptableFile(
                    f"The PDF has more than {MOST_PAGES} pages. Attach only the papers of this"
                    " request."
                )
            _strip_active(pdf)
            out = io.BytesIO()
            pdf.save(out)
            return out.getvalue()
    except pikepdf.PasswordError:
        raise UnacceptableFile(
            "The PDF asks for a password. Save it without one and attach it again."
        ) from None
    except (pikepdf.PdfError, ValueError, RecursionError, OverflowError):
        raise UnacceptableFile(
            "The PDF is damaged and cannot be opened. Scan the paper again."
        ) from None


def _strip_active(pdf: pikepdf.Pdf) -> None:
    """Scripts, actions on opening, embedded files and forms have no place in a scan."""
    for holder in (pdf.Root, pdf.Root.get("/Names"), pdf.Root.get("/AcroForm")):
        if isinstance(holder, pikepdf.Dictionary):
            _drop(holder, ACTIVE_KEYS)
    for page in pdf.pages:
        _drop(page.obj, ("/AA", "/Annots"))


def _drop(holder: pikepdf.Object, keys: tuple[str, ...]) -> None:
    for key in keys:
        if key in holder:
            del holder[key]


def _clean_image(data: bytes, kind: str) -> bytes:
    """Decode and encode again: what is kept is pixels and nothing else."""
    try:
        with Image.open(io.BytesIO(data), formats=(kind,)) as image:
            if image.width * image.height > MOST_PIXELS:
                raise UnacceptableFile(
                    "The picture has too many pixels. Scan at 300 dots per inch or less."
                )
            out = io.BytesIO()
            image.convert("RGB").save(out, format=kind, quality=88)
            return out.getvalue()
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        raise UnacceptableFile(
            "The picture is damaged and cannot be opened. Scan the paper again."
        ) from None
