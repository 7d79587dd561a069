"""Our own reading of fonts: Matterhorn Protocol 1.02, checkpoints 10 and 31; ISO 19005-2, 6.2.11.

Our files hold composite fonts only, with the identity as encoding, so the conditions on others
cannot arise.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from fontTools.ttLib import TTFont
from pikepdf import Array, Name, Stream, String

from tests.documents.matterhorn import asks
from tests.documents.taken_apart import SHOWS, Opened

NOTHING = {"", "0000", "feff", "fffe"}
PAIRS = re.compile(r"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]*)>")


def shown_by(opened: Opened) -> list[tuple[Any, set[int]]]:
    """Each font with the glyphs that pages show in it."""
    codes: dict[Any, set[int]] = defaultdict(set)
    fonts = {}
    for step in opened.steps:
        if step.name in SHOWS:
            fonts[step.font.objgen] = step.font
            for said in (
                step.operands[-1] if isinstance(step.operands[-1], Array) else [step.operands[-1]]
            ):
                if isinstance(said, String):  # the rest are distances
                    written = bytes(said)
                    pairs = zip(written[::2], written[1::2], strict=False)
                    codes[step.font.objgen].update(high << 8 | low for high, low in pairs)
    return [(fonts[key], found) for key, found in codes.items()]


@asks(
    "31-001",
    "31-002",
    "31-003",
    "31-004",
    "31-005",
    "31-006",
    "31-007",
    "31-008",
    "31-012",
    "31-013",
    "31-017",
    "31-018",
    "31-019",
    "31-020",
    "31-021",
    "31-022",
    "31-023",
    "31-024",
    "31-025",
    "31-026",
)
def fonts_are_composite_with_the_identity(opened: Opened) -> Iterator[str]:
    for font in opened.fonts:
        if font.Subtype in {Name.CIDFontType0, Name.CIDFontType2}:
            if font.Subtype == Name.CIDFontType2 and font.get("/CIDToGIDMap") != Name.Identity:
                yield "no way from code to glyph"
        elif font.Subtype != Name.Type0 or font.get("/Encoding") != Name("/Identity-H"):
            yield f"a font {font.Subtype}"
        elif str(font.DescendantFonts[0].CIDSystemInfo.Ordering) != "Identity":
            yield "codes of another order"


@asks("31-009", "31-011")
def every_glyph_is_in_the_file(opened: Opened) -> Iterator[str]:
    for font, codes in shown_by(opened):
        program = _program(font)
        if program is None:
            yield "a font that is not in the file"
        elif beyond := [code for code in codes if code >= program["maxp"].numGlyphs]:
            yield f"glyphs {beyond} are not in the font"


@asks("31-014", "31-015")
def what_a_descriptor_lists_is_there(opened: Opened) -> Iterator[str]:
    """A list of glyphs is allowed to be missing, and must not be wrong."""
    for font, codes in shown_by(opened):
        listed = font.DescendantFonts[0].FontDescriptor.get("/CIDSet")
        if isinstance(listed, Stream):
            bits = listed.read_bytes()
            if any(
                code // 8 >= len(bits) or not bits[code // 8] >> 7 - code % 8 & 1 for code in codes
            ):
                yield "a glyph is not in the list"


@asks("31-016")
def widths_are_those_of_the_font(opened: Opened) -> Iterator[str]:
    for font, codes in shown_by(opened):
        program, widths = _program(font), _widths(font.DescendantFonts[0])
        if program is None or "hmtx" not in program:
            continue
        scale, order = 1000 / program["head"].unitsPerEm, program.getGlyphOrder()
        for code in codes:
            real = program["hmtx"][order[code]][0] * scale if code < len(order) else 0
            if abs(real - widths.get(code, float(font.DescendantFonts[0].get("/DW", 1000)))) > 1:
                yield f"glyph {code} has another width"


@asks("10-001", "31-027", "31-028", "31-029")
def every_glyph_means_something(opened: Opened) -> Iterator[str]:
    for font, codes in shown_by(opened):
        if "/ToUnicode" not in font:
            yield "a font without meaning"
            continue
        meant = {
            int(code, 16): text.lower()
            for code, text in PAIRS.findall(font.ToUnicode.read_bytes().decode("latin-1"))
        }
        yield from (
            f"glyph {code} means nothing" for code in codes if meant.get(code, "") in NOTHING
        )


@asks("31-030")
def no_glyph_is_the_missing_one(opened: Opened) -> Iterator[str]:
    yield from ("a letter that the font has not" for _, codes in shown_by(opened) if 0 in codes)


def _program(font: Any) -> TTFont | None:
    descriptor = font.DescendantFonts[0].FontDescriptor
    for key in ("/FontFile2", "/FontFile3"):
        if key in descriptor:
            return TTFont(io.BytesIO(descriptor[key].read_bytes()), lazy=True)
    return None


def _widths(font: Any) -> dict[int, float]:
    found: dict[int, float] = {}
    given = list(font.get("/W", []))
    while given:
        first, following = int(given.pop(0)), given.pop(0)
        if isinstance(following, Array):
            found |= {first + place: float(width) for place, width in enumerate(following)}
        else:
            width = float(given.pop(0))
            found |= dict.fromkeys(range(first, int(following) + 1), width)
    return found
