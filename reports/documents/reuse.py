"""What the renderer keeps from one letter to the next, so that nothing that is the same is worked
out twice.

Kept are computed styles and used lengths, which come from the style sheet alone, fonts as they were
opened, and, in
`passages`, sentences that stand in the catalogue word for word. Nothing that was written for one
person is kept. A letter has the same bytes with all this as without it: a test holds the two
together. Holds for the pinned release only; `pdf.py` refuses any other.
"""

from __future__ import annotations

import copy
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.ElementTree import fromstring

from reports.documents.passages import cache_fragments

MOST_STYLES = 4000
MOST_LENGTHS = 60  # of one style, by the place it stands in
DECLARING = ("style", "lang", "id", "name", "width", "height")  # attributes that declare something
SIDES = ("top", "right", "bottom", "left")
LENGTHS = (
    *(f"{what}_{side}" for what in ("margin", "padding") for side in SIDES),
    *(f"border_{side}_width" for side in SIDES),
    *(f"{bound}{axis}" for bound in ("", "min_", "max_") for axis in ("width", "height")),
)


def apply(weasyprint: ModuleType) -> None:
    """Put what keeps in the place of what makes anew."""
    weasyprint.css.StyleFor = type("SharingStyleFor", (SharedStyles, weasyprint.css.StyleFor), {})
    resolve_once(weasyprint)
    open_fonts_once(weasyprint)
    cache_fragments(weasyprint)


def parsed(weasyprint: ModuleType, page: str, fetcher: Any) -> Any:
    """Our own pages are XML too, which is read far faster; any other page is read as HTML."""
    import cssselect2

    try:
        tree = fromstring(page)
    except ParseError:
        return weasyprint.HTML(string=page, url_fetcher=fetcher)
    made = weasyprint.HTML.__new__(weasyprint.HTML)
    made.base_url, made.url_fetcher, made.media_type = None, fetcher, "print"
    made.wrapper_element = cssselect2.ElementWrapper.from_html_root(tree, content_language=None)
    made.etree_element = made.wrapper_element.etree_element
    return made


kept_styles: OrderedDict[tuple[Any, ...], dict[str | None, Any]] = OrderedDict()


class SharedStyles:
    """Elements with the same parent style and the same declarations share their styles, across
    documents too.

    Stands before the renderer's own class. A document of which every element is known is not
    computed at all; any other is computed by the renderer, and what was new in it is kept.
    """

    def __init__(self, html: Any, sheets: Any, *rest: Any) -> None:
        _, self.font_config, targets = rest
        self._cascaded_styles: dict[Any, Any] = {}
        self._computed_styles: dict[Any, Any] = {}
        self.initial_page_sizes = {"box": None, "area": None}
        self._sheets = sheets
        if all(self._give(element) for element in html.wrapper_element.iter_subtree()):
            self._collect_anchors(html, targets)
        else:
            super().__init__(html, sheets, *rest)  # type: ignore[call-arg]
            self._learn(html)

    def _give(self, element: Any) -> bool:
        styles = kept_styles.get(self._key(element))
        if styles is None:
            return False
        self._put(element, styles)
        return True

    def _collect_anchors(self, html: Any, targets: Any) -> None:
        for element in html.wrapper_element.iter_subtree():
            anchor = self._computed_styles[element.etree_element, None]["anchor"]
            if targets and anchor:
                targets.collect_anchor(anchor)

    def _learn(self, html: Any) -> None:
        fresh: dict[Any, dict[str | None, Any]] = {}
        for (node, pseudo), style in self._computed_styles.items():
            fresh.setdefault(node, {})[pseudo] = style
        for element in html.wrapper_element.iter_subtree():
            key = self._key(element)
            if key not in kept_styles:
                kept_styles[key] = self._joined(element, fresh[element.etree_element])
            kept_styles.move_to_end(key)
            self._put(element, kept_styles[key])
        while len(kept_styles) > MOST_STYLES:
            kept_styles.popitem(last=False)

    def _joined(self, element: Any, styles: dict[str | None, Any]) -> dict[str | None, Any]:
        """Under the kept style of the parent instead of this document's own."""
        for pseudo, style in styles.items():
            above = styles[None] if pseudo else self._above(element)
            if above is not None:
                style.parent_style, style.root_style, style.cache = (
                    above,
                    above.root_style or above,
                    above.cache,
                )
        return styles

    def _key(self, element: Any) -> tuple[Any, ...]:
        own = element.etree_element.get
        found = [found for sheet, _, _ in self._sheets for found in sheet.matcher.match(element)]
        declared = tuple([id(declarations) for _, _, _, declarations in found])
        return (id(self._above(element)), tuple([own(name) for name in DECLARING]), declared)

    def _above(self, element: Any) -> Any:
        return self._computed_styles[element.parent.etree_element, None] if element.parent else None

    def _put(self, element: Any, styles: dict[str | None, Any]) -> None:
        for pseudo, style in styles.items():
            self._computed_styles[element.etree_element, pseudo] = style


@dataclass(frozen=True)
class Lengths:
    """Used lengths depend on the style and on the size of what the box stands in, and are the same
    each time.
    """

    resolve: Callable[[Any, Any], None]
    boxes: ModuleType

    def __call__(self, box: Any, containing_block: Any) -> None:
        place = containing_block
        if isinstance(containing_block, self.boxes.Box):
            place = (containing_block.width, containing_block.height)
        kept = self._kept_for(box)
        if place in kept:
            box.__dict__.update(kept[place])
            return
        self.resolve(box, containing_block)
        if len(kept) >= MOST_LENGTHS:
            kept.clear()
        kept[place] = {name: box.__dict__[name] for name in LENGTHS}

    def _kept_for(self, box: Any) -> dict[Any, dict[str, Any]]:
        """On the style itself, so that it goes with it. What a page or a collapsed border adds is
        not kept.
        """
        if isinstance(box, self.boxes.PageBox) or box.style["border_collapse"] == "collapse":
            return {}
        kept: dict[Any, dict[str, Any]] = vars(box.style).setdefault("kept_lengths", {})
        return kept


def resolve_once(weasyprint: ModuleType) -> None:
    """Put `Lengths` wherever the renderer's own function has been imported."""
    resolve = weasyprint.layout.percent.resolve_percentages
    lengths = Lengths(resolve, weasyprint.formatting_structure.boxes)
    for module in vars(weasyprint.layout).values():
        if isinstance(module, ModuleType) and vars(module).get("resolve_percentages") is resolve:
            vars(module)["resolve_percentages"] = lengths


def open_fonts_once(weasyprint: ModuleType) -> None:
    """A font is read and measured once; each document has its own list of the glyphs that it
    uses.
    """
    font_class, key_of = weasyprint.pdf.fonts.Font, weasyprint.text.fonts.get_pango_font_key
    ffi, gobject = weasyprint.text.ffi.ffi, weasyprint.text.ffi.gobject
    ffi.cdef("void *g_object_ref (void *object);", override=True)
    opened: dict[tuple[int, float], Any] = {}
    files: dict[int, bytes] = {}  # many sizes, one file of up to ten megabytes

    def add_font(stream: Any, pango_font: Any) -> tuple[Any, float]:
        name, description, size = key_of(pango_font)
        if (name, size) not in opened:
            font = opened[name, size] = font_class(pango_font, description, size)
            font.file_content = files.setdefault(name, font.file_content)
            font.held = ffi.gc(gobject.g_object_ref(pango_font), gobject.g_object_unref)
        return opened_font(stream, name, size), size

    def opened_font(stream: Any, name: int, size: float) -> Any:
        font = stream._fonts.get(name)  # noqa: SLF001  the document's fonts have no other door
        if font is None:
            font = stream._fonts[name] = copy.copy(opened[name, size])  # noqa: SLF001
            font.kept_name = name
            font.widths, font.to_unicode, font.missing = {}, {}, {}
        return font

    stream: Any = weasyprint.pdf.stream.Stream
    stream.add_font, stream.opened_font = add_font, opened_font
