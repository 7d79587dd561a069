"""A drawn sheet laid over the pages of a finished file: a stamp."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
from pikepdf import Array, Name

NAME = Name.MarkOfStanding
BEFORE = b"q\n"
BEHIND = (
    b"\nQ\n/Artifact << /Type /Pagination /Subtype /Watermark >> BDC\nq %b Do Q\nEMC\n"
    % str(NAME).encode()
)
MARKED = frozenset({"BDC", "BMC", "EMC", "MP", "DP"})


def overlay_pages(data: bytes, band: bytes) -> bytes:
    """A copy with the first page of `band` over every page. Who listens does not hear it."""
    with pikepdf.open(io.BytesIO(band)) as mark, pikepdf.open(io.BytesIO(data)) as pdf:
        form = pdf.copy_foreign(_as_form(mark))
        for page in pdf.pages:
            page.contents_add(BEFORE, prepend=True)
            page.contents_add(BEHIND)
            page.add_resource(form, Name.XObject, NAME, replace_existing=True)
        target = io.BytesIO()
        pdf.save(target, deterministic_id=True)
        return target.getvalue()


def _as_form(mark: pikepdf.Pdf) -> Any:
    """The drawn band without its tags: it is laid over pages as a whole and is no content of
    theirs.
    """
    page = mark.pages[0]
    kept = [one for one in pikepdf.parse_content_stream(page) if str(one.operator) not in MARKED]
    form = mark.make_stream(pikepdf.unparse_content_stream(kept))
    form.Type, form.Subtype = Name.XObject, Name.Form
    form.BBox, form.Resources = Array(page.mediabox), page.obj.Resources
    return form
