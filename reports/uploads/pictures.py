"""Pictures decoded and written again: what is kept is what is seen, and nothing else.

A photograph with an orientation tag is turned, transparency lies on white paper, 16 bits become 8,
CMYK and palettes become RGB under their own color profile. Fax servers save TIFF with pages of
unequal resolution in both directions; telephones save HEIC. Several pages become one PDF.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from PIL import Image, ImageCms, ImageFile, ImageOps, ImageSequence, UnidentifiedImageError

from reports.uploads.refusals import (
    DAMAGED_PICTURE,
    MOST_PAGES,
    MOST_PIXELS,
    TOO_MANY_PAGES,
    TOO_MANY_PIXELS,
    TOO_MUCH_WORK,
    Cleaned,
    FileRefused,
)

FORMATS = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/tiff": "TIFF",
    "image/heic": "HEIF",
}
# What is stored of a picture of one page; every screen and every reader opens these.
STORED = {
    "image/jpeg": "image/jpeg",
    "image/png": "image/png",
    "image/tiff": "image/png",
    "image/heic": "image/jpeg",
}
QUALITY = 90
PREVIEW = 1100
DOTS_PER_INCH = 200.0
SIXTEEN_BITS = frozenset({"I;16", "I;16B", "I;16L", "I;16N", "I"})
READERS_ERRORS = (
    UnidentifiedImageError,
    OSError,
    ValueError,
    SyntaxError,
    KeyError,
    TypeError,
    IndexError,
    Image.DecompressionBombError,
)


def page_count(data: bytes, content_type: str) -> int:
    """How many pages a picture has, by its headers. Raises FileRefused."""
    with _opened(data, content_type) as picture:
        return _checked_count(picture)


def clean(data: bytes, content_type: str) -> Cleaned:
    """The picture as it is seen. Raises FileRefused."""
    try:
        with _opened(data, content_type) as picture:
            count = _checked_count(picture)
            removed = frozenset(_named(picture))
            if count > 1:
                return Cleaned(_as_pdf(picture), "application/pdf", count, removed)
            stored = STORED[content_type]
            out = io.BytesIO()
            seen = _as_seen(picture, is_fax=content_type == "image/tiff")
            seen.save(out, format=FORMATS[stored], quality=QUALITY, subsampling=0)
            return Cleaned(out.getvalue(), stored, 1, removed)
    except MemoryError:
        raise FileRefused(TOO_MUCH_WORK) from None
    except READERS_ERRORS:
        raise FileRefused(DAMAGED_PICTURE) from None


def preview(data: bytes, content_type: str) -> bytes:
    """A stored picture as a PNG no larger than a screen. Raises FileRefused."""
    try:
        with _opened(data, content_type) as picture:
            _checked_count(picture)
            seen = picture.convert("RGB")
            seen.thumbnail((PREVIEW, PREVIEW))
            out = io.BytesIO()
            seen.save(out, format="PNG")
            return out.getvalue()
    except MemoryError:
        raise FileRefused(TOO_MUCH_WORK) from None
    except READERS_ERRORS:
        raise FileRefused(DAMAGED_PICTURE) from None


def _opened(data: bytes, content_type: str) -> Any:
    # Other users of the library in this process may have asked it to fill in what is missing.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    if content_type == "image/heic":
        import pillow_heif  # loads a decoder of its own, so only where such a file came

        pillow_heif.register_heif_opener(thumbnails=False, decode_threads=1)
    try:
        return Image.open(io.BytesIO(data), formats=(FORMATS[content_type],))
    except READERS_ERRORS:
        raise FileRefused(DAMAGED_PICTURE) from None


def _checked_count(picture: Image.Image) -> int:
    """The number of pages; none is decoded. Only a TIFF has several: of a moving picture the first
    is the paper.
    """
    try:
        count = int(getattr(picture, "n_frames", 1)) if picture.format == "TIFF" else 1
        if count > MOST_PAGES:
            raise FileRefused(TOO_MANY_PAGES)
        if any(dots > MOST_PIXELS for dots in _dots_of_pages(picture, count)):
            raise FileRefused(TOO_MANY_PIXELS)
    except READERS_ERRORS:
        raise FileRefused(DAMAGED_PICTURE) from None
    return count


def _dots_of_pages(picture: Image.Image, count: int) -> list[int]:
    """The dots of each page; afterwards the first page is at hand again."""
    dots = [picture.width * picture.height]
    for number in range(1, count):
        picture.seek(number)
        dots.append(picture.width * picture.height)
    if count > 1:
        picture.seek(0)
    return dots


def _named(picture: Image.Image) -> Iterator[str]:
    known = {"exif": "metadata", "xmp": "metadata", "icc_profile": "color profile"}
    carried = {known[key] for key in picture.info if key in known}
    if picture.getexif() and picture.format != "TIFF":
        carried.add("metadata")
    yield from sorted(carried)


def _as_seen(picture: Image.Image, *, is_fax: bool = False) -> Image.Image:
    """One page upright, in grey or RGB of 8 bits, on white; or in black and white as it came."""
    upright = ImageOps.exif_transpose(picture)
    if upright.mode in SIXTEEN_BITS:
        upright = _eight_bits(upright)
    if upright.has_transparency_data:
        upright = _on_white(upright)
    upright = _in_rgb(upright, picture.info.get("icc_profile"))
    return _square_dots(upright, picture) if is_fax else upright


def _eight_bits(picture: Image.Image) -> Image.Image:
    """The upper eight of sixteen bits; converting by itself would cut off at 255."""
    return picture.convert("I").point(lambda value: value / 257).convert("L")


def _on_white(picture: Image.Image) -> Image.Image:
    layered = picture.convert("RGBA")
    paper = Image.new("RGBA", layered.size, "white")
    return Image.alpha_composite(paper, layered).convert("RGB")


def _in_rgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """The same colors as the picture's own profile means; without one, as its numbers say."""
    if profile and picture.mode in {"RGB", "CMYK", "L"}:
        try:
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            shown = ImageCms.profileToProfile(
                picture, own, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            shown = None
        if shown is not None:
            return shown
    return picture if picture.mode in {"1", "L", "RGB"} else picture.convert("RGB")


def _resolution(picture: Image.Image) -> tuple[float, float]:
    """Dots per inch, across and down; a fax has 204 by 98 or 196."""
    across, down = picture.info.get("dpi") or (DOTS_PER_INCH, DOTS_PER_INCH)
    known = 30 <= float(across) <= 2400 and 30 <= float(down) <= 2400
    return (float(across), float(down)) if known else (DOTS_PER_INCH, DOTS_PER_INCH)


def _square_dots(picture: Image.Image, source: Image.Image) -> Image.Image:
    """A page whose dots are wider than high, or the other way, drawn out to its true shape."""
    across, down = _resolution(source)
    if 0.97 <= across / down <= 1.03:
        return picture
    finer = max(across, down)
    size = (round(picture.width * finer / across), round(picture.height * finer / down))
    if size[0] * size[1] > MOST_PIXELS:
        raise FileRefused(TOO_MANY_PIXELS)
    return picture.resize(size, Image.Resampling.NEAREST)


def _as_pdf(picture: Image.Image) -> bytes:
    """Every page of the picture as a page of one PDF, at its own size."""
    sheets = []
    for frame in ImageSequence.Iterator(picture):
        resolution = max(_resolution(frame))
        sheet = _as_seen(frame.copy(), is_fax=True)
        out = io.BytesIO()
        sheet.save(out, format="PDF", resolution=resolution)
        sheets.append(out.getvalue())
    return _joined(sheets)


def _joined(sheets: list[bytes]) -> bytes:
    import pikepdf

    joined = pikepdf.new()
    for sheet in sheets:
        with pikepdf.open(io.BytesIO(sheet)) as one:
            joined.pages.extend(one.pages)
    out = io.BytesIO()
    joined.save(out)
    return out.getvalue()
