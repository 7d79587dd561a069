"""Sentences of the catalogue, set once and then moved to where they are wanted.

An element that carries `data-said` says a sentence word for word as it stands in the catalogue. Its
lines are laid out at the corner of the page and moved from there, also the first time; the strokes
that draw each piece of it are taken down when it is first drawn. A sentence with a value in it has
no such mark and is set anew each time, so nothing that was written for one person stays in memory.
"""

from __future__ import annotations

import copy
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

FRAGMENT = "data-said"
MOST_PASSAGES = 4000

Lines = list[tuple[Any, Any]]


kept: OrderedDict[tuple[Any, ...], Lines] = OrderedDict()


def cache_fragments(weasyprint: ModuleType) -> None:
    """Put what keeps lines and strokes in the place of what makes them anew."""
    block, drawing = weasyprint.layout.block, weasyprint.draw
    block.iter_line_boxes = _kept_lines(
        block.iter_line_boxes, weasyprint.formatting_structure.boxes
    )
    drawing.draw_text = _kept_strokes(drawing.draw_text)


def texts_kept() -> Iterator[str]:
    """Every piece of text that is in memory now."""
    for lines in kept.values():
        yield from (
            box.text for line, _ in lines for box in line.descendants() if hasattr(box, "text")
        )


def _kept_lines(
    lay_out: Callable[..., Iterator[Any]], boxes: ModuleType
) -> Callable[..., Iterator[Any]]:
    def iter_line_boxes(context: Any, box: Any, position_y: float, *rest: Any) -> Iterator[Any]:
        _, skip, container, _, _, first_letter, first_line = rest
        plain = not (skip or first_letter or first_line or context.excluded_shapes)
        what = _signature(box, boxes) if plain and _is_fragment(box) else None
        if what is None:
            yield from lay_out(context, box, position_y, *rest)
            return
        key = (container.width, id(container.style), what)
        if key not in kept:
            kept[key] = _in_the_corner(lay_out, context, box, container)
            _take_down(kept[key], boxes)
            while len(kept) > MOST_PASSAGES:
                kept.popitem(last=False)
        kept.move_to_end(key)
        for line, resume_at in kept[key]:
            yield _moved(line, container.content_box_x(), position_y), resume_at

    return iter_line_boxes


def _is_fragment(box: Any) -> bool:
    return box.element is not None and FRAGMENT in box.element.attrib


def _in_the_corner(
    lay_out: Callable[..., Iterator[Any]], context: Any, box: Any, container: Any
) -> Lines:
    across = container.position_x
    container.position_x -= container.content_box_x()
    try:
        return list(lay_out(context, box, 0, 0, None, container, [], [], None, None))
    finally:
        container.position_x = across


def _signature(box: Any, boxes: ModuleType) -> tuple[Any, ...] | None:
    """All that decides how a passage is set; nothing where it holds more than text."""
    if isinstance(box, boxes.TextBox):
        return (
            box.text,
            id(box.style),
            box.leading_collapsible_space,
            box.trailing_collapsible_space,
        )
    if not isinstance(box, boxes.LineBox | boxes.InlineBox):
        return None
    inner = [_signature(child, boxes) for child in box.children]
    if None in inner:
        return None
    return (box.element_tag, tuple(box.element.attrib.items()), id(box.style), *inner)


def _moved(box: Any, across: float, down: float) -> Any:
    made = box.copy()
    made.position_x += across
    made.position_y += down
    made.children = [_moved(child, across, down) for child in box.children]
    return made


@dataclass
class Strokes:
    """How one piece of text is drawn: operations, and the fonts they use with the glyphs they
    need.
    """

    done: bool = False
    operations: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)
    fonts: list[tuple[int, float, dict[int, int], dict[int, str]]] = field(default_factory=list)


def _take_down(lines: Lines, boxes: ModuleType) -> None:
    for line, _ in lines:
        for box in line.descendants():
            if isinstance(box, boxes.TextBox):
                box.strokes = Strokes()


class Recorder:
    """Stands in for the page, takes down what is drawn on it, with fonts of its own."""

    def __init__(self, stream: Any, strokes: Strokes) -> None:
        self._stream, self._strokes = stream, strokes
        self._fonts: dict[int, Any] = {}
        self.ink_rect, self.logical_rect = stream.ink_rect, stream.logical_rect

    def add_font(self, pango_font: Any) -> tuple[Any, float]:
        font, size = self._stream.add_font(pango_font)
        name = font.kept_name
        if name not in self._fonts:
            mine = self._fonts[name] = copy.copy(font)
            mine.widths, mine.to_unicode, mine.missing = {}, {}, {}
            self._strokes.fonts.append((name, size, mine.widths, mine.to_unicode))
        return self._fonts[name], size

    def missed_a_letter(self) -> bool:
        return any(font.missing for font in self._fonts.values())

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *values: self._strokes.operations.append((name, values))


def _kept_strokes(original: Callable[..., None]) -> Callable[..., None]:
    def draw_text(stream: Any, box: Any, *how: Any) -> None:
        _, overflow, ellipsis = how
        strokes = getattr(box, "strokes", None)
        if strokes is None or overflow == "ellipsis" or ellipsis != "none":
            original(stream, box, *how)
            return
        if not strokes.done:
            recorder = Recorder(stream, strokes)
            original(recorder, box, *how)
            if (
                recorder.missed_a_letter()
            ):  # the renderer complains each time, and the document fails
                strokes.operations.clear()
                strokes.fonts.clear()
                return
            strokes.done = True
        _replay(stream, strokes, box)

    return draw_text


def _replay(stream: Any, strokes: Strokes, box: Any) -> None:
    for name, size, widths, to_unicode in strokes.fonts:
        font = stream.opened_font(name, size)
        for glyph, width in widths.items():
            font.widths.setdefault(glyph, width)
        for glyph, text in to_unicode.items():
            font.to_unicode.setdefault(glyph, text)
    for operation, values in strokes.operations:
        if operation == "set_text_matrix":
            stream.set_text_matrix(*values[:4], box.position_x, box.position_y + box.baseline)
        else:
            getattr(stream, operation)(*values)
