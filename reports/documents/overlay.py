"""Marks laid over the pages of a finished PDF: a stamp, a line of origin."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Sequence
from hmac import compare_digest
from typing import Any

import pikepdf
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.crypto import salted_hmac
from pikepdf import Array, Name

from reports.documents import service as render_service
from reports.documents.binding.bundle import LanguageText
from reports.documents.metadata import CREATED
from reports.documents.page import Page, stylesheet

BAND = "documents/notice/band.html"


NAME = Name.MarkOfStanding


SALT = "reports.notices.copy"


BEFORE = b"q\n"


BEHIND = (
    b"\nQ\n/Artifact << /Type /Pagination /Subtype /Watermark >> BDC\nq %b Do Q\nEMC\n"
    % str(NAME).encode()
)


MARKED = frozenset({"BDC", "BMC", "EMC", "MP", "DP"})


ORIGIN = re.compile(rb"%copy-of ([0-9a-f]{64}) ([0-9a-f]{64})\n(startxref\n\d+\n%%EOF\n)\Z")


END = b"startxref\n"


def overlay_pages(data: bytes, words: Sequence[LanguageText]) -> bytes:
    """A copy with these words over every page. For who listens they stand on the sheet in front,
    once.
    """
    html = render_to_string(BAND, {"words": words})
    band = render_service.render_page(Page(html=html, css=stylesheet(), lang="en", created=CREATED))
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


def add_origin_mark(data: bytes, digest: str) -> bytes:
    """The copy with a line that says which file it was made of, under this installation's
    secret.
    """
    place = data.rindex(END)
    seal = _seal(settings.SECRET_KEY, data[:place], digest)
    return data[:place] + f"%copy-of {digest} {seal}\n".encode() + data[place:]


def origin_of(data: bytes) -> str:
    """The SHA-256 of the file that this is our marked copy of, whole and unchanged; else
    nothing.
    """
    found = ORIGIN.search(data, max(0, len(data) - 400))
    if found is None:
        return ""
    digest, given = found[1].decode(), found[2].decode()
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    known = any(
        compare_digest(given, _seal(secret, data[: found.start()], digest)) for secret in secrets
    )
    return digest if known else ""


def _seal(secret: str | bytes, copy: bytes, digest: str) -> str:
    both = f"{hashlib.sha256(copy).hexdigest()} {digest}"
    return salted_hmac(SALT, both, secret=secret, algorithm="sha256").hexdigest()
