"""Corrections to WeasyPrint's text layer and tags, so that what is read aloud or copied is what is
printed.

Left-to-right runs carry their true text as /ActualText on the marked content, right-to-left runs on
the structure element (readers reverse it otherwise). Every element with a `lang` gets /Lang, header
cells get /Scope, no glyph maps to nothing, and fonts are cut down by HarfBuzz from the wheel, so
that every machine makes the same bytes. Holds for the pinned release only; `pdf.py` refuses any
other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import uharfbuzz

from reports.documents.archiving import make_archival, make_lengths_plain
from reports.documents.metadata import UA_CLAIM
from reports.documents.text_direction import is_right_to_left
from reports.documents.writing import serialize_once

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
UNREADABLE = "\u200b"
_settings = {"producer": ""}

DROPPED_TABLES = (
    b"BASE",
    b"DSIG",
    b"EBDT",
    b"EBLC",
    b"EBSC",
    b"GPOS",
    b"GSUB",
    b"JSTF",
    b"LTSH",
    b"PCLT",
    b"SVG ",
)


def apply(weasyprint: Any, *, producer: str) -> None:
    """Put the corrections in place of the parts of the renderer they correct."""
    _settings["producer"] = producer
    make_lengths_plain(weasyprint.pdf.pydyf)
    weasyprint.pdf.Stream = tagged_text_stream(weasyprint.pdf.Stream)
    tags = vars(weasyprint.pdf.tags)
    tags["_build_box_tree"] = _with_language_and_scope(tags["_build_box_tree"])
    inline, lines = weasyprint.layout.inline, weasyprint.text.line_break
    inline.remove_last_whitespace = _preserve_trailing_space(
        inline.remove_last_whitespace, weasyprint
    )
    inline.split_text_box = _preserve_line_start(inline.split_text_box)
    lines.first_line_metrics = _preserve_line_break(lines.first_line_metrics)
    weasyprint.pdf.fonts.Font.subset = _subset


def tagged_text_stream(stream_class: Any) -> Any:
    """A page stream whose marked text says what it is."""

    class SpeakingStream(stream_class):  # type: ignore[misc]
        def __init__(self, *arguments: Any, **keywords: Any) -> None:
            super().__init__(*arguments, **keywords)
            self.spoken: dict[int, str] = {}

        def marked(self, box: Any, tag: str) -> AbstractContextManager[None]:
            text = _true_text(box)
            if text is None or self._tags is None:
                return super().marked(box, tag)  # type: ignore[no-any-return]
            return self._marked_with_text(box, tag, text)

        @contextmanager
        def _marked_with_text(self, box: Any, tag: str, text: str) -> Iterator[None]:
            import pydyf

            mcid = len(self._tags)
            self._tags[box] = {"tag": tag, "mcid": mcid}
            properties = pydyf.Dictionary({"MCID": mcid})
            if is_right_to_left(text):
                self.spoken[mcid] = text
            else:
                properties["ActualText"] = pydyf.String(text)
            self.begin_marked_content(tag, properties)
            try:
                yield
            finally:
                self.end_marked_content()

    return SpeakingStream


def _true_text(box: Any) -> str | None:
    text = getattr(box, "text", None)
    if not isinstance(text, str) or not text:
        return None
    cut = getattr(box, "space_was_cut", False) or getattr(box.pango_layout, "space_was_cut", False)
    before = " " if getattr(box, "space_was_skipped", False) else ""
    return before + text + (" " if cut and not text.endswith(" ") else "")


def _preserve_line_break(measure: Callable[..., Any]) -> Callable[..., Any]:
    """Lines are joined by readers: the space that a line break swallowed must still be heard."""

    def first_line_metrics(
        first_line: Any, text: str, layout: Any, *rest: Any, **named: Any
    ) -> Any:
        arguments = dict(zip(("resume_at", "space_collapse"), rest, strict=False)) | named
        cut = False
        if arguments["resume_at"] and arguments["space_collapse"]:
            cut = _ends_in_space(text.encode(), first_line.length, arguments["resume_at"])
        measured = measure(first_line, text, layout, *rest, **named)
        layout.space_was_cut = cut
        return measured

    return first_line_metrics


def _ends_in_space(text: bytes, length: int, resume_at: int) -> bool:
    """The space is the line's last sign, or, where one more word was fitted in, stands behind its
    end.
    """
    return text[:length].endswith(b" ") or text[length:resume_at] == b" "


def _preserve_line_start(split: Callable[..., Any]) -> Callable[..., Any]:
    """The same where a line begins with the space between two elements."""

    def split_text_box(
        context: Any, box: Any, available_width: Any, skip: Any, *rest: Any, **named: Any
    ) -> Any:
        made = split(context, box, available_width, skip, *rest, **named)
        if made[0] is not None and skip and not box.text.encode()[:skip].strip(b" "):
            made[0].space_was_skipped = True
        return made

    return split_text_box


def _preserve_trailing_space(
    remove: Callable[[Any, Any], None], weasyprint: Any
) -> Callable[[Any, Any], None]:
    """The same where a line ends between two elements."""
    boxes = weasyprint.formatting_structure.boxes

    def remove_last_whitespace(context: Any, line: Any) -> None:
        box = line
        while isinstance(box, boxes.LineBox | boxes.InlineBox) and box.children:
            box = box.children[-1]
        if isinstance(box, boxes.TextBox) and box.text.endswith(" "):
            box.space_was_cut = True
        remove(context, line)

    return remove_last_whitespace


def _with_language_and_scope(build: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    import pydyf

    def build_box_tree(box: Any, *arguments: Any) -> Iterator[Any]:
        element = getattr(getattr(box, "_box", box), "element", None)
        language = None if element is None else element.get("lang")
        for made in build(box, *arguments):
            if language:
                made["Lang"] = pydyf.String(language)
            if made["S"] == "/TH":
                made["A"]["Scope"] = (
                    "/Row" if element is not None and element.get("scope") == "row" else "/Column"
                )
            yield made

    return build_box_tree


def _subset(font: Any, to_unicode: dict[int, str], hinting: bool) -> None:  # noqa: FBT001  as the renderer calls it
    """Cut the font down to the glyphs used, without renumbering those that remain."""
    for glyph, text in font.to_unicode.items():
        if not text:
            font.to_unicode[glyph] = UNREADABLE
    if not to_unicode:
        return
    flags = uharfbuzz.SubsetFlags
    # Some readers look a glyph up by its place, some by its identifier: both must be the same.
    shorten = flags.PASSTHROUGH_UNRECOGNIZED | flags.DESUBROUTINIZE | flags.CFF_IDENTITY_CHARSET
    keep_numbers = flags.RETAIN_GIDS | shorten
    face = uharfbuzz.Face(font.file_content, font.index)
    face = _cut(face, glyphs=set(to_unicode), flags=keep_numbers)
    face = _cut(
        face,
        glyphs=set(range(max(to_unicode) + 1)),
        flags=shorten if hinting else shorten | flags.NO_HINTING,
    )
    font.file_content = bytes(face.blob.data)


def _cut(face: Any, *, glyphs: set[int], flags: Any) -> Any:
    wanted = uharfbuzz.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.drop_table_tag_set.update(int.from_bytes(tag, "big") for tag in DROPPED_TABLES)
    wanted.flags = flags
    return uharfbuzz.subset(face, wanted)


def add_structure(document: Any, pdf: Any) -> None:
    """Last touches before the file is written: right-to-left text, generic metadata, the claim of
    PDF/UA-1.
    """
    _tag_right_to_left(pdf)
    import pydyf

    pdf.info["Producer"] = pydyf.String(_settings["producer"])
    for item in pdf.objects:
        if getattr(item, "extra", {}).get("Type") == "/Metadata":
            item.stream = [_claims(item.stream[0])]
    make_archival(pdf)
    for item in pdf.objects:
        serialize_once(item)


def _tag_right_to_left(pdf: Any) -> None:
    import pydyf

    spoken = _tagged_by_page(pdf)
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("Type") == "/StructElem" and len(item["K"]) == 1:
            text = spoken.get((item.get("Pg"), item["K"][0]))
            if text is not None:
                item["ActualText"] = pydyf.String(text)


def _tagged_by_page(pdf: Any) -> dict[tuple[Any, Any], str]:
    streams = {item.reference: item for item in pdf.objects if getattr(item, "spoken", None)}
    pages: list[Any] = [
        item for item in pdf.objects if isinstance(item, dict) and item.get("Type") == "/Page"
    ]
    return {
        (page.reference, mcid): text
        for page in pages
        if page["Contents"] in streams
        for mcid, text in streams[page["Contents"]].spoken.items()
    }


def _claims(xmp: bytes) -> bytes:
    xmp = re.sub(
        rb'pdf:Producer="[^"]*"', b'pdf:Producer="' + _settings["producer"].encode() + b'"', xmp
    )
    return xmp.replace(b"</rdf:RDF>", UA_CLAIM)
