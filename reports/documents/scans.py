"""Pages of a scan as pictures, so that they can lie behind a cover in a file that stays tagged and
archival.

Runs only in a process of its own: what people upload is opened where there is nothing to steal,
with bounds on memory and time.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from reports.documents.errors import RenderError

DOTS_PER_INCH = 150
LARGEST = (1275, 1650)  # letter paper at that resolution
MOST_PAGES = 60
QUALITY = 72


class UnreadableScan(RenderError):
    """The scan cannot be turned into pictures. The message says nothing of what is on it."""


def page_pictures(data: bytes, content_type: str) -> list[bytes]:
    """Grey JPEGs, one a page, in order."""
    try:
        return [_as_jpeg(page) for page in _pages(data, content_type)]
    except UnreadableScan:
        raise
    except Exception as fault:  # noqa: BLE001  whatever a damaged file makes the readers do
        raise _unreadable(fault) from None


def count_pages(data: bytes, content_type: str) -> int:
    """How many pages a scan has; a picture is one. Raises UnreadableScan."""
    if content_type != "application/pdf":
        return 1
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as fault:
        raise _unreadable(fault) from None
    try:
        return len(document)
    finally:
        document.close()


def _unreadable(fault: Exception) -> UnreadableScan:
    return UnreadableScan(f"The scan could not be opened ({type(fault).__name__}).")


def _pages(data: bytes, content_type: str) -> Iterator[Any]:
    if content_type != "application/pdf":
        from PIL import Image

        yield Image.open(io.BytesIO(data), formats=("JPEG", "PNG"))
        return
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        if len(document) > MOST_PAGES:
            raise UnreadableScan(f"The scan has more than {MOST_PAGES} pages.")
        for page in document:
            width, height = page.get_size()
            scale = min(DOTS_PER_INCH / 72, LARGEST[1] / max(width, height, 1))
            yield page.render(scale=scale, grayscale=True).to_pil()
    finally:
        document.close()


def _as_jpeg(page: Any) -> bytes:
    grey = page.convert("L")
    grey.thumbnail(LARGEST)
    target = io.BytesIO()
    grey.save(target, format="JPEG", quality=QUALITY, dpi=(DOTS_PER_INCH, DOTS_PER_INCH))
    return target.getvalue()
