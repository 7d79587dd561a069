"""Where we reach past WeasyPrint's documented interface: nowhere else.

Nothing of WeasyPrint is replaced: `Page.paint` and `Font.subset` are set on the one document that
is drawn. Read are `Document.pages`, `Document.fonts`, `Stream._tags`, `element`, `element_tag` and
`text` of a box, `Font.file_content` and `Font.index`. `tests/documents/test_seam.py` asks the
installed release for each. What is missing raises SeamGone, which names it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from reports.documents.errors import SeamGone
from reports.documents.typefaces import cut_down


@dataclass(frozen=True)
class MarkedContent:
    """Marked content as it was drawn: page, number on the page, and what stands in it.

    `text` is None for a picture. `element` is None for what stands in a page's margin.
    `is_generated` tells that the style wrote it: a list mark, a page number.
    """

    page: int
    number: int
    element: Any
    text: str | None
    is_generated: bool


def listen(document: Any) -> list[MarkedContent]:
    """The marks of the document in the order of drawing, filled while it is written."""
    marks: list[MarkedContent] = []
    for number, page in enumerate(_of(document, "pages", "Document.pages")):
        page.paint = _heard(_of(page, "paint", "Page.paint"), number, document, marks)
    return marks


def _heard(
    paint: Callable[..., None], number: int, document: Any, marks: list[MarkedContent]
) -> Callable[..., None]:
    def painted(stream: Any, *scale: float, **named: float) -> None:
        paint(stream, *scale, **named)
        tags = _of(stream, "_tags", "Stream._tags")
        marks.extend(_mark(number, box, tag) for box, tag in tags.items())
        _cut_fonts(_of(document, "fonts", "Document.fonts").values())

    return painted


def _mark(page: int, box: Any, tag: Any) -> MarkedContent:
    element = _of(box, "element", "Box.element")
    written_by = _of(box, "element_tag", "Box.element_tag") or ""
    return MarkedContent(
        page=page,
        number=_number(tag),
        element=element,
        text=getattr(box, "text", None),  # a picture has none
        is_generated=element is None or "::" in written_by,
    )


def _number(tag: Any) -> int:
    try:
        return int(tag["mcid"])
    except (KeyError, TypeError, ValueError):
        raise SeamGone("Stream._tags[box]['mcid']") from None


def _cut_fonts(fonts: Iterable[Any]) -> None:
    """Have each font of the document cut down by HarfBuzz from the wheel: the machine needs no
    library of its own, and all machines make the same bytes.
    """
    for font in fonts:
        _of(font, "subset", "Font.subset")
        if "subset" not in vars(font):
            font.subset = _subset(font)


def _subset(font: Any) -> Callable[..., None]:
    def subset(to_unicode: dict[int, str], hinting: Any) -> None:
        if to_unicode:
            data = _of(font, "file_content", "Font.file_content")
            index = _of(font, "index", "Font.index")
            font.file_content = cut_down(data, index, to_unicode, hinting=bool(hinting))

    return subset


def _of(thing: Any, name: str, called: str) -> Any:
    try:
        return getattr(thing, name)
    except AttributeError:
        raise SeamGone(called) from None
