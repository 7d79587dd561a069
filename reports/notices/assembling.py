"""Letters one after the other in a single file for the printer, each behind a separator.

Such a file is made when it is asked for and kept nowhere: it holds several people's records. It is for paper; what is
handed over as a file, read aloud or proved is always the letter's own file.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pikepdf
from django.template.loader import render_to_string
from PIL import Image

from reports.notices import render_service
from reports.notices.layout import Page, stylesheet

SHEET = "notices/pdf/separator.html"
TITLE = "Letters to print"
CREATED = "2020-01-01T00:00:00Z"
LETTER_WIDTH, LETTER_HEIGHT, MARGIN = 612.0, 792.0, 24.0


@dataclass(frozen=True)
class Stated:
    """A sentence about a letter in one language, as a separator shows it."""

    lang: str
    dir: str
    text: str


@dataclass(frozen=True)
class Separator:
    """The sheet in front of a part. It names a letter by its number, never a person."""

    title: str
    place: str = ""
    lines: Sequence[tuple[str, str]] = ()
    warning: Sequence[Stated] = ()


@dataclass(frozen=True)
class Part:
    """What is printed together: a separator, and the files behind it as bytes and content type."""

    separator: Separator
    files: Sequence[tuple[bytes, str]] = field(default=())


def assemble(parts: Iterable[Part]) -> bytes:
    """One file of all parts in order."""
    with pikepdf.new() as whole:
        for part in parts:
            _add(whole, separator_sheet(part.separator), "application/pdf")
            for data, content_type in part.files:
                _add(whole, data, content_type)
        whole.docinfo["/Title"] = TITLE
        whole.Root.Lang = "en"
        target = io.BytesIO()
        whole.save(target, deterministic_id=True)
        return target.getvalue()


def separator_sheet(separator: Separator) -> bytes:
    html = render_to_string(SHEET, {"separator": separator})
    return render_service.render_page(Page(html=html, css=stylesheet(), lang="en", created=CREATED, title=TITLE))


def _add(whole: pikepdf.Pdf, data: bytes, content_type: str) -> None:
    source = data if content_type == "application/pdf" else _picture_on_a_page(data)
    with pikepdf.open(io.BytesIO(source)) as pdf:
        for page in pdf.pages:
            whole.pages.append(page)
        for page in whole.pages[-len(pdf.pages) :]:
            _forget_structure(page)


def _forget_structure(page: pikepdf.Page) -> None:
    """The structure stays behind with the letter's own file, so the page must not point to it."""
    for key in ("/StructParents", "/Annots", "/Tabs"):
        if key in page.obj:
            del page.obj[key]


def _picture_on_a_page(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as picture:
        fit = min((LETTER_WIDTH - 2 * MARGIN) / picture.width, (LETTER_HEIGHT - 2 * MARGIN) / picture.height)
        target = io.BytesIO()
        picture.convert("RGB").save(target, format="PDF", resolution=72.0 / fit)
        return target.getvalue()
