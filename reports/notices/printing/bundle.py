"""Several notices in a single file, each behind a separator: for the printer, or as a person's
whole packet.

Such a file is made on request and not stored, since it holds several people's records. It is tagged
and archival like its parts, so it can be read aloud too. A signature does not survive bundling:
what proves a notice is its own file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.template.loader import render_to_string

from reports import documents
from reports.documents import Asset, MergeInput, Page
from reports.documents.overlay import overlay_pages
from reports.documents.scans import UnreadableScan
from reports.notices.content.style import stylesheet

BAND = "documents/notice/band.html"
SHEET, SCAN_SHEET = "documents/notice/separator.html", "documents/notice/scan.html"
TITLE = "Letters to print"


@dataclass(frozen=True)
class LanguageText:
    """A sentence about a notice in one language, as a separator shows it."""

    lang: str
    dir: str
    text: str


@dataclass(frozen=True)
class Separator:
    """The sheet in front of a part. It names a notice by its number, never a person."""

    title: str
    place: str = ""
    lines: Sequence[tuple[str, str]] = ()
    warning: Sequence[LanguageText] = ()


@dataclass(frozen=True)
class Scan:
    """A document that somebody scanned or photographed, and what it is, in words without a name."""

    data: bytes
    content_type: str
    what: str


@dataclass(frozen=True)
class Part:
    """What belongs together: a separator, files that were rendered here, and scans, which become
    pictures with text.
    """

    separator: Separator
    files: Sequence[bytes] = field(default=())
    scans: Sequence[Scan] = field(default=())


def assemble(parts: Iterable[Part]) -> bytes:
    """One file of all parts in order, with a bookmark for each separator."""
    return documents.bind(_bound(parts), title=TITLE)


def _bound(parts: Iterable[Part]) -> Iterator[MergeInput]:
    for part in parts:
        title = part.separator.title
        yield MergeInput(separator_sheet(part.separator), bookmark=title)
        yield from (MergeInput(data, own_bookmarks=False) for data in part.files)
        yield from (MergeInput(scan_sheet(scan), own_bookmarks=False) for scan in part.scans)


def separator_sheet(separator: Separator) -> bytes:
    return _render_sheet(render_to_string(SHEET, {"separator": separator}))


def scan_sheet(scan: Scan) -> bytes:
    """The scan's pages as pictures, each with alternative text; or a sheet that says where the scan
    is.

    Uploaded files are opened only in a process without keys.
    """
    try:
        pictures = documents.page_pictures(scan.data, scan.content_type)
    except UnreadableScan:
        pictures = []
    names = [f"page-{number}.jpg" for number in range(1, len(pictures) + 1)]
    shown = [
        {
            "address": f"{documents.MEMORY}{name}",
            "alt": f"{scan.what}, page {number} of {len(names)}",
        }
        for number, name in enumerate(names, start=1)
    ]
    assets = {
        name: Asset(data=data, content_type="image/jpeg")
        for name, data in zip(names, pictures, strict=True)
    }
    return _render_sheet(
        render_to_string(SCAN_SHEET, {"what": scan.what, "pictures": shown}), assets
    )


def marked_pages(data: bytes, words: Sequence[LanguageText]) -> bytes:
    """A copy with this text over every page. For a screen reader it is on the sheet in front,
    once.
    """
    return overlay_pages(data, _render_sheet(render_to_string(BAND, {"words": words})))


def _render_sheet(html: str, assets: dict[str, Asset] | None = None) -> bytes:
    page = Page(
        html=html,
        css=stylesheet(),
        lang="en",
        created=documents.CREATED,
        title=TITLE,
        assets=assets or {},
    )
    return documents.render(page).data
