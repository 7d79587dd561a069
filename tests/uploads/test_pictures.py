"""A picture stored looks as it did, whatever its colors, bits, direction or number of pages."""

from __future__ import annotations

import io

import pillow_heif
import pytest
from PIL import Image, ImageCms

from reports.uploads import pictures
from reports.uploads.refusals import (
    DAMAGED_PICTURE,
    MOST_PAGES,
    TOO_MANY_PAGES,
    TOO_MANY_PIXELS,
    FileRefused,
)
from tests.uploads import foreign_files as made

pytestmark = pytest.mark.sqlite  # no database is asked
ORIENTATION = 0x0112


def stored(data: bytes, content_type: str) -> Image.Image:
    found = pictures.clean(data, content_type)
    return Image.open(io.BytesIO(found.data))


@pytest.mark.parametrize("mode", ["RGB", "L", "P", "1", "RGBA"])
def test_a_png_of_any_kind_looks_the_same(mode):
    image = made.marked(mode)
    shown = stored(made.saved(image, "PNG"), "image/png")
    assert shown.mode in {"RGB", "L", "1"}
    assert made.difference(image.convert("RGB"), shown) <= 2


def test_transparency_lies_on_white_paper():
    image = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    image.paste((10, 20, 200, 255), (0, 0, 20, 20))
    shown = stored(made.saved(image, "PNG"), "image/png").convert("RGB")
    assert shown.getpixel((35, 35)) == (255, 255, 255)
    assert shown.getpixel((5, 5)) == (10, 20, 200)


def test_a_palette_with_a_transparent_color_lies_on_white_too():
    image = made.marked("P")
    clear = image.getpixel((0, 0))
    shown = stored(made.saved(image, "PNG", transparency=clear), "image/png").convert("RGB")
    assert shown.getpixel((0, 0)) == (255, 255, 255)


def test_sixteen_bits_become_eight_and_not_white():
    image = Image.new("I;16", (20, 20), 257 * 100)
    shown = stored(made.saved(image, "PNG"), "image/png").convert("L")
    assert abs(shown.getpixel((5, 5)) - 100) <= 1


@pytest.mark.parametrize("turned", [2, 3, 5, 6, 8])
def test_a_photograph_stands_upright(turned):
    exif = Image.Exif()
    exif[ORIENTATION] = turned
    data = made.saved(made.marked(), "JPEG", exif=exif, quality=100, subsampling=0)
    with Image.open(io.BytesIO(data)) as taken:
        turn = getattr(
            Image.Transpose,
            {
                2: "FLIP_LEFT_RIGHT",
                3: "ROTATE_180",
                5: "TRANSPOSE",
                6: "ROTATE_270",
                8: "ROTATE_90",
            }[turned],
        )
        upright = taken.convert("RGB").transpose(turn)
    shown = stored(data, "image/jpeg")
    assert shown.size == upright.size
    assert not shown.getexif()
    assert made.difference(upright.resize((12, 12)), shown.convert("RGB").resize((12, 12))) < 24


def test_cmyk_keeps_its_colors_and_profiles_are_followed():
    image = made.marked("CMYK", (64, 64))
    shown = stored(made.saved(image, "JPEG", quality=100, subsampling=0), "image/jpeg")
    for place in ((4, 4), (50, 50)):
        before, after = image.convert("RGB").getpixel(place), shown.getpixel(place)
        assert all(abs(a - b) < 12 for a, b in zip(before, after, strict=True))
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    found = pictures.clean(made.saved(made.marked(), "PNG", icc_profile=profile), "image/png")
    assert found.removed == {"color profile"}
    shown = Image.open(io.BytesIO(found.data))
    assert made.difference(made.marked(), shown) <= 2


def test_a_damaged_profile_is_left_aside():
    data = made.saved(made.marked(), "PNG", icc_profile=b"not a profile")
    assert made.difference(made.marked(), stored(data, "image/png")) <= 2


def fax(pages: int, *, size=(204, 98), dpi=(204, 98)) -> bytes:
    """Black and white pages as a fax server saves them: dots twice as high as wide."""
    sheets = [made.marked("1", size) for _ in range(pages)]
    return made.saved(
        sheets[0],
        "TIFF",
        save_all=True,
        append_images=sheets[1:],
        compression="group4",
        dpi=dpi,
    )


def test_a_fax_of_one_page_keeps_its_shape():
    shown = stored(fax(1), "image/tiff")
    assert shown.format == "PNG"
    assert shown.size == (204, 204)


def test_a_fax_of_several_pages_becomes_a_pdf_with_the_pages_at_their_size():
    found = pictures.clean(fax(3), "image/tiff")
    assert (found.content_type, found.pages) == ("application/pdf", 3)
    pages = made.shown(found.data)
    assert [page.size for page in pages] == [(72, 72)] * 3
    assert pages[2].getpixel((5, 5)) != (255, 255, 255)
    assert pages[2].getpixel((60, 60)) == (255, 255, 255)


def test_a_tiff_without_a_resolution_is_taken_as_scanned_at_two_hundred():
    shown = stored(made.saved(made.marked(size=(200, 100)), "TIFF"), "image/tiff")
    assert shown.size == (200, 100)


def test_a_photograph_of_a_telephone_is_taken():
    out = io.BytesIO()
    pillow_heif.from_pillow(made.marked(size=(64, 48))).save(out, quality=95)
    found = pictures.clean(out.getvalue(), "image/heic")
    assert found.content_type == "image/jpeg"
    shown = Image.open(io.BytesIO(found.data))
    assert made.difference(made.marked(size=(64, 48)).resize((8, 8)), shown.resize((8, 8))) < 40


def test_metadata_is_named_and_gone():
    exif = Image.Exif()
    exif[0x010E] = "where it was taken"
    found = pictures.clean(made.picture("JPEG", exif=exif), "image/jpeg")
    assert found.removed == {"metadata"}
    assert b"where it was taken" not in found.data


@pytest.mark.parametrize("content_type", pictures.FORMATS)
def test_damage_is_said(content_type):
    with pytest.raises(FileRefused, match=DAMAGED_PICTURE.replace(".", r"\.")):
        pictures.clean(b"\xff\xd8\xff and nothing more", content_type)


def test_a_picture_that_ends_early_is_damaged():
    data = made.saved(made.marked(size=(400, 400)), "PNG")
    with pytest.raises(FileRefused, match="damaged"):
        pictures.clean(data[: len(data) // 2], "image/png")


def test_too_many_dots_or_pages_are_refused_before_they_are_decoded(monkeypatch):
    monkeypatch.setattr(pictures, "MOST_PAGES", 2)
    with pytest.raises(FileRefused, match=str(MOST_PAGES)):
        pictures.page_count(fax(3), "image/tiff")
    assert str(MOST_PAGES) in TOO_MANY_PAGES
    monkeypatch.setattr(pictures, "MOST_PIXELS", 10)
    for content_type, data in {
        "image/png": made.picture("PNG"),
        "image/jpeg": made.picture("JPEG"),
        "image/tiff": made.picture("TIFF"),
    }.items():
        with pytest.raises(FileRefused, match=TOO_MANY_PIXELS):
            pictures.page_count(data, content_type)


def test_a_fax_drawn_out_beyond_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr(pictures, "MOST_PIXELS", 204 * 100)
    with pytest.raises(FileRefused, match=TOO_MANY_PIXELS):
        pictures.clean(fax(1), "image/tiff")
