"""A foreign file opened and written anew without active content.

Runs only in a process of its own (`documents.open_foreign`), without keys, database or settings: a
hostile file meets its reader where there is nothing to steal. What cannot be taken is answered with
the sentence that says why.
"""

from __future__ import annotations

import io
from typing import Any

import pikepdf
from PIL import Image, UnidentifiedImageError

MOST_PAGES = 200
MOST_PIXELS = 60_000_000
ACTIVE_KEYS = ("/OpenAction", "/AA", "/JavaScript", "/EmbeddedFiles", "/XFA")
PAGE_KEYS = ("/AA", "/Annots")
PICTURES = {"image/jpeg": "JPEG", "image/png": "PNG"}

DAMAGED_PDF = "The PDF is damaged and cannot be opened. Scan the paper again."
DAMAGED_PICTURE = "The picture is damaged and cannot be opened. Scan the paper again."
LOCKED = "The PDF asks for a password. Save it without one and attach it again."
TOO_MANY_PAGES = (
    f"The PDF has more than {MOST_PAGES} pages. Attach only the papers of this request."
)
TOO_MANY_PIXELS = "The picture has too many pixels. Scan at 300 dots per inch or less."

Answer = tuple[dict[str, Any], bytes]


class _Refused(Exception):
    """The sentence why."""


def clean(values: dict[str, Any], data: bytes) -> Answer:
    """Pages and what was removed, with the cleaned bytes; or `refused`, with the sentence."""
    kind = PICTURES.get(values["content_type"])
    try:
        return _clean_pdf(data) if kind is None else _clean_picture(data, kind)
    except _Refused as refused:
        return {"refused": str(refused)}, b""


def _clean_pdf(data: bytes) -> Answer:
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if len(pdf.pages) > MOST_PAGES:
                raise _Refused(TOO_MANY_PAGES)
            removed = _strip_active(pdf)
            out = io.BytesIO()
            pdf.save(out)
            return {"pages": len(pdf.pages), "removed": sorted(removed)}, out.getvalue()
    except pikepdf.PasswordError:
        raise _Refused(LOCKED) from None
    except (pikepdf.PdfError, ValueError, RecursionError, OverflowError):
        raise _Refused(DAMAGED_PDF) from None


def _strip_active(pdf: pikepdf.Pdf) -> set[str]:
    """Scripts, actions on opening, embedded files and forms have no place in a scan."""
    removed: set[str] = set()
    for holder in (pdf.Root, pdf.Root.get("/Names"), pdf.Root.get("/AcroForm")):
        if isinstance(holder, pikepdf.Dictionary):
            removed |= _drop(holder, ACTIVE_KEYS)
    for page in pdf.pages:
        removed |= _drop(page.obj, PAGE_KEYS)
    return removed


def _drop(holder: pikepdf.Object, keys: tuple[str, ...]) -> set[str]:
    found = {key for key in keys if key in holder}
    for key in found:
        del holder[key]
    return found


def _clean_picture(data: bytes, kind: str) -> Answer:
    """Decode and encode again: what is kept is pixels and nothing else."""
    try:
        with Image.open(io.BytesIO(data), formats=(kind,)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise _Refused(TOO_MANY_PIXELS)
            out = io.BytesIO()
            picture.convert("RGB").save(out, format=kind, quality=88)
            removed = ["metadata"] if picture.getexif() else []
            return {"pages": 1, "removed": removed}, out.getvalue()
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        raise _Refused(DAMAGED_PICTURE) from None
