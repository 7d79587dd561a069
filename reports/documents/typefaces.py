"""Fonts: cut down to the glyphs that are used, and what a glyph looks like. Pure, by HarfBuzz."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import uharfbuzz

# Layout is done when a font is embedded; bitmaps and signatures have no use in a file.
LAYOUT_TABLES = frozenset({"GPOS", "GSUB"})
DROPPED_TABLES = LAYOUT_TABLES | {
    "BASE",
    "DSIG",
    "EBDT",
    "EBLC",
    "EBSC",
    "JSTF",
    "LTSH",
    "PCLT",
    "SVG ",
}
# Signs that are turned over in writing from right to left, with their mirror images.
MIRRORED = {
    sign: image
    for left, right in zip("([{<«‹≤⟨⟦「『《", ")]}>»›≥⟩⟧」』》", strict=True)
    for sign, image in ((left, right), (right, left))
}


def cut_down(data: bytes, index: int, glyphs: Iterable[int], *, hinting: bool) -> bytes:
    """The font with these glyphs only, under the numbers that they had."""
    flags = uharfbuzz.SubsetFlags
    # Some readers look a glyph up by its place, some by its identifier: both must be the same.
    shorten = flags.PASSTHROUGH_UNRECOGNIZED | flags.DESUBROUTINIZE | flags.CFF_IDENTITY_CHARSET
    used = set(glyphs)
    face = _cut(uharfbuzz.Face(data, index), used, flags.RETAIN_GIDS | shorten)
    up_to_the_last = set(range(max(used) + 1))
    face = _cut(face, up_to_the_last, shorten if hinting else shorten | flags.NO_HINTING)
    return bytes(face.blob.data)


def _cut(face: Any, glyphs: set[int], flags: Any) -> Any:
    request = uharfbuzz.SubsetInput()
    request.glyph_set.update(glyphs)
    request.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in DROPPED_TABLES)
    request.flags = flags
    return uharfbuzz.subset(face, request)


def is_whole(data: bytes) -> bool:
    """Whether an embedded font still holds what only laying out needs: then it was not cut."""
    return not LAYOUT_TABLES.isdisjoint(uharfbuzz.Face(data).table_tags)


def shown_as(data: bytes, glyph: int, sign: str) -> str:
    """The sign that the glyph looks like, where `sign` is one that is turned over in writing from
    right to left: it is then drawn as its mirror image, and readers turn it back.
    """
    image = MIRRORED.get(sign)
    if image is None:
        return sign
    font = uharfbuzz.Font(uharfbuzz.Face(data))
    if font.get_nominal_glyph(ord(sign)) == glyph:
        return sign
    return image if font.get_nominal_glyph(ord(image)) == glyph else sign
