"""What a drawn file must hold before it leaves the drawing process, whatever release drew it.

Every mark has its words, and they are those of the page; the words of the page are all there; the
claims stand; no font is whole; each stream is as long as it says. Read from the finished bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf

from reports.documents import typefaces
from reports.documents.errors import UnsoundFile
from reports.documents.finishing import ENDS_IN_A_RETURN, SpokenMarks
from reports.documents.metadata import claims_accessible, claims_archival

FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


def check_file(data: bytes, spoken: SpokenMarks) -> None:
    """Raises UnsoundFile, naming the first check that failed."""
    if ENDS_IN_A_RETURN in data:
        raise UnsoundFile("stream_length")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if not (claims_archival(pdf) and claims_accessible(pdf)):
            raise UnsoundFile("claims")
        if _words(pdf) != _expected(spoken):
            raise UnsoundFile("mark_words")
        if any(map(typefaces.is_whole, _fonts(pdf))):
            raise UnsoundFile("whole_font")


def _expected(spoken: SpokenMarks) -> dict[tuple[int, int], str]:
    return {place: one.text for place, one in spoken.items()}


def _words(pdf: pikepdf.Pdf) -> dict[tuple[int, int], str]:
    """What each mark of each page says: on the mark itself, or else on its element."""
    elements = pdf.Root.StructTreeRoot.ParentTree.Nums
    by_key = dict(zip(map(int, elements[::2]), elements[1::2], strict=True))
    return {
        (number, mark): text or _words_of_element(by_key[int(page.obj.StructParents)][mark])
        for number, page in enumerate(pdf.pages)
        for mark, text in _marks(page)
    }


def _marks(page: pikepdf.Page) -> Iterator[tuple[int, str]]:
    for step in pikepdf.parse_content_stream(page, "BDC"):
        properties = step.operands[-1]
        if isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties:
            yield int(properties.MCID), str(properties.get("/ActualText", ""))


def _words_of_element(element: Any) -> str:
    return str(element.get("/ActualText", ""))


def _fonts(pdf: pikepdf.Pdf) -> Iterator[bytes]:
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor":
            yield from (bytes(one[name].read_bytes()) for name in FONT_FILES if name in one)
