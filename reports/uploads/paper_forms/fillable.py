"""The typed fields of a fillable PDF, each by the words printed beside or above it.

Runs in the process that opens foreign files; a hostile file meets its readers where there is
nothing to steal. What is typed beside a label that asks for citizenship or place of birth is never
part of the answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, String

from reports.uploads.cleaning import Answer, limited_memory
from reports.uploads.paper_forms.labels import LABELS, LEFT_ALONE, form_of, label_of
from reports.uploads.paper_forms.values import proposals
from reports.uploads.pdf_files import check_size, opened
from reports.uploads.refusals import DAMAGED_PDF, FileRefused

# A form has a page or three; a file with more is looked through this far.
MOST_PAGES = 10
MOST_FIELDS = 400
MOST_LINES = 600
DEEPEST = 12
# A label above its field stands no further off than two lines of print.
ABOVE_POINTS = 26.0
ROW_POINTS = 3.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of a page, in points from its lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2


@dataclass(frozen=True, slots=True)
class Printed:
    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Typed:
    value: str
    tooltip: str
    box: Box


def read(_values: dict[str, Any], data: bytes) -> Answer:
    """`form`, `pages` and `fields` of a PDF; or `refused`, with the sentence. `typed` says whether
    anybody typed anything in it.
    """
    try:
        with limited_memory():
            return _read(data), b""
    except FileRefused as refused:
        return {"refused": str(refused)}, b""


def _read(data: bytes) -> dict[str, Any]:
    found: dict[str, tuple[str, bool]] = {}
    form, typed_at_all = None, False
    with opened(data) as pdf:
        check_size(pdf)
        pages = len(pdf.pages)
        typed = [list(_typed(page.obj)) for page in list(pdf.pages)[:MOST_PAGES]]
    for fields, printed in zip(typed, _printed(data, len(typed)), strict=True):
        form = form or form_of(one.text for one in printed)
        typed_at_all = typed_at_all or bool(fields)
        for field in fields:
            kind = _kind(field, printed)
            for column, value in proposals(kind, field.value).items() if kind else ():
                # A second value for the same column: which one is meant, only a person can say.
                known = found.get(column)
                found[column] = value if known in (None, value) else (known[0], False)
    return {
        "form": form,
        "pages": pages,
        "typed": typed_at_all,
        "fields": {name: {"value": value, "sure": sure} for name, (value, sure) in found.items()},
    }


def _typed(page: pikepdf.Object) -> Iterator[Typed]:
    """Every text field of the page that somebody filled in."""
    annotations = page.get("/Annots")
    if not isinstance(annotations, Array):
        return
    for widget in list(annotations)[:MOST_FIELDS]:
        if not isinstance(widget, Dictionary) or widget.get("/Subtype") != "/Widget":
            continue
        value, box = _inherited(widget, "/V"), widget.get("/Rect")
        if _inherited(widget, "/FT") not in ("/Tx", "/Ch") or not isinstance(value, String):
            continue
        if not str(value).strip() or not isinstance(box, Array) or len(box) != 4:
            continue
        tooltip = _inherited(widget, "/TU")
        yield Typed(str(value), str(tooltip) if isinstance(tooltip, String) else "", _box(box))


def _inherited(field: pikepdf.Object, key: str) -> Any:
    """A field's value may stand with the field that it is a part of (ISO 32000-2, 12.7.4.1)."""
    for _ in range(DEEPEST):
        if key in field:
            return field[key]
        parent = field.get("/Parent")
        if not isinstance(parent, Dictionary):
            break
        field = parent
    return None


def _box(corners: Any) -> Box:
    across = sorted((float(corners[0]), float(corners[2])))
    up = sorted((float(corners[1]), float(corners[3])))
    return Box(across[0], up[0], across[1], up[1])


def _printed(data: bytes, pages: int) -> Iterator[list[Printed]]:
    """The printed words of each of the first pages, a run of them in one place together."""
    try:
        with closing(pypdfium2.PdfDocument(data)) as document:
            for number in range(pages):
                words = document[number].get_textpage()
                count = min(words.count_rects(), MOST_LINES)
                boxes = [Box(*words.get_rect(at)) for at in range(count)]
                yield [
                    Printed(words.get_text_bounded(box.left, box.bottom, box.right, box.top), box)
                    for box in boxes
                ]
    except pypdfium2.PdfiumError:
        raise FileRefused(DAMAGED_PDF) from None


def _kind(field: Typed, printed: list[Printed]) -> str:
    """What the label of the field asks for; empty where that is unknown or is left alone.

    What is printed decides; what the file says of itself only where nothing is printed.
    """
    beside = [
        one
        for one in printed
        if abs(one.box.middle - field.box.middle) <= max(ROW_POINTS, _height(field) / 2)
        and one.box.left < field.box.left + ROW_POINTS
    ]
    above = [
        one
        for one in printed
        if 0 <= one.box.bottom - field.box.top + ROW_POINTS <= ABOVE_POINTS
        and one.box.left < field.box.right
        and one.box.right > field.box.left - ABOVE_POINTS
    ]
    inside = [
        one
        for one in printed
        if field.box.left - ROW_POINTS <= one.box.left < field.box.right
        and field.box.bottom <= one.box.middle <= field.box.top
    ]
    # Under a line to sign on, in a parenthesis.
    below = [
        one
        for one in printed
        if 0 <= field.box.bottom - one.box.top + ROW_POINTS <= ABOVE_POINTS
        and one.box.left < field.box.right
        and one.box.right > field.box.left
        and one.text.lstrip().startswith("(")
    ]
    nearest = [
        *sorted(inside, key=lambda one: -one.box.top),
        *sorted(beside, key=lambda one: -one.box.right)[:1],
        *sorted(above, key=lambda one: one.box.bottom)[:1],
        *sorted(below, key=lambda one: -one.box.top)[:1],
    ]
    for words in (*(one.text for one in nearest), field.tooltip):
        label = label_of(words)
        if label is not None:
            return LABELS[label]
    return LEFT_ALONE


def _height(field: Typed) -> float:
    return field.box.top - field.box.bottom
