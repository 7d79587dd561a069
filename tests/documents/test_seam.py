"""Each inner name and each option that we lean on, asked of the installed releases one by one.

Where one fails, its message says what is gone and what needs it: the file is then drawn plainly.
"""

from __future__ import annotations

import io
import os

import pydyf
import pytest
import weasyprint

from reports.documents import engine, finishing, seam
from reports.documents.errors import SeamGone

PAGE = (
    "<!DOCTYPE html><html lang='en'><head><title>x</title></head><body><p>Words</p><ul><li>one"
    "</li></ul><svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><title>x</title>"
    "<rect width='9' height='9'/></svg></body></html>"
)
STYLE = "@page { @bottom-left { content: 'foot' } }"


def need(there: bool, what: str, needed_by: str) -> None:
    found = f"WeasyPrint {weasyprint.__version__}, pydyf {pydyf.__version__}"
    assert there, f"{what} is gone in {found}; {needed_by} needs it"


@pytest.fixture(scope="module", autouse=True)
def fonts():
    os.environ["FONTCONFIG_FILE"] = str(engine.FONTS_DIR / "fonts.conf")


@pytest.fixture
def document():
    sheet = weasyprint.CSS(string=STYLE)
    return weasyprint.HTML(string=PAGE).render(stylesheets=[sheet], pdf_variant=engine.VARIANT)


def painted(document):
    """The stream of each page after it was painted, and the document's fonts."""
    streams = []
    for page in document.pages:
        paint = page.paint

        def listening(stream, *values, paint=paint, **named):
            paint(stream, *values, **named)
            streams.append((stream, list(stream._tags.items())))

        page.paint = listening
    document.write_pdf(io.BytesIO(), pdf_variant=engine.VARIANT)
    return streams


def test_the_document_has_pages_that_paint_themselves(document):
    pages = getattr(document, "pages", None)
    need(bool(pages), "Document.pages", "seam.listen")
    need(all(callable(getattr(page, "paint", None)) for page in pages), "Page.paint", "seam.listen")


def test_paint_as_set_on_a_page_is_what_is_called(document):
    marks = seam.listen(document)
    document.write_pdf(io.BytesIO(), pdf_variant=engine.VARIANT)
    need(bool(marks), "The call of Page.paint by Document.write_pdf", "seam.listen")


def test_a_stream_knows_the_number_of_each_mark(document):
    try:
        ((_, tags),) = painted(document)
    except AttributeError:
        need(False, "Stream._tags", "seam._heard")
    numbers = [tag.get("mcid") for _, tag in tags]
    need(numbers == list(range(len(tags))), "Stream._tags[box]['mcid']", "seam._mark")


@pytest.mark.parametrize("name", ["element", "element_tag"])
def test_a_box_knows_its_element(document, name):
    ((_, tags),) = painted(document)
    need(all(hasattr(box, name) for box, _ in tags), f"Box.{name}", "seam._mark")


def test_a_box_of_text_knows_its_text(document):
    ((_, tags),) = painted(document)
    texts = [box.text for box, _ in tags if hasattr(box, "text")]
    need("Words" in texts, "TextBox.text", "seam._mark")


def test_what_the_style_wrote_is_told_apart(document):
    marks = seam.listen(document)
    document.write_pdf(io.BytesIO(), pdf_variant=engine.VARIANT)
    generated = {(mark.text or "").strip() for mark in marks if mark.is_generated}
    need(generated == {"•", "foot"}, "Box.element_tag of list marks and margins", "seam._mark")


@pytest.mark.parametrize("name", ["subset", "file_content", "index"])
def test_a_font_can_be_cut_by_ourselves(document, name):
    need(hasattr(document, "fonts"), "Document.fonts", "seam._cut_fonts")
    painted(document)
    fonts = list(document.fonts.values())
    need(bool(fonts), "Document.fonts", "seam._cut_fonts")
    need(all(hasattr(font, name) for font in fonts), f"Font.{name}", "seam._subset")


def test_subset_as_set_on_a_font_is_what_is_called(document):
    seam.listen(document)
    document.write_pdf(io.BytesIO(), pdf_variant=engine.VARIANT)
    sizes = [len(font.file_content) for font in document.fonts.values()]
    need(max(sizes) < 20_000, "The call of Font.subset by Document.write_pdf", "seam._subset")


def test_the_finisher_is_called_with_all_objects(document):
    kinds = []

    def finisher(_document, pdf):
        kinds.extend(one.get("Type") for one in pdf.objects if isinstance(one, pydyf.Dictionary))

    document.write_pdf(io.BytesIO(), pdf_variant=engine.VARIANT, finisher=finisher)
    wanted = {"/StructElem", "/StructTreeRoot", "/Page", "/Font"}
    need(wanted <= set(kinds), "The option finisher of Document.write_pdf", "engine.TextLayer")


def test_the_property_list_of_a_mark_stands_in_the_stream(document):
    numbers = []

    def finisher(_document, pdf):
        numbers.extend(place for place, _ in finishing._marks(pdf))

    document.write_pdf(io.BytesIO(), pdf_variant=engine.VARIANT, finisher=finisher)
    need((0, 0) in numbers, "pydyf.Dictionary of a mark in Stream.stream", "finishing._marks")


def test_the_variant_gives_tags_colours_and_a_name_to_the_file(document):
    target = io.BytesIO()
    document.write_pdf(target, pdf_variant=engine.VARIANT, finisher=_unpacked)
    for what in (b"/StructTreeRoot", b"/OutputIntents", b"pdfaid:part", b"/Lang"):
        need(what in target.getvalue(), f"{what.decode()} of {engine.VARIANT}", "engine")


def _unpacked(_document, pdf):
    """Metadata lies open, and the catalogue is written into the answer as it stands."""
    for one in pdf.objects:
        if isinstance(one, pydyf.Stream):
            one.compress = False
    pdf.add_object(pydyf.Stream([pdf.catalog.data]))


@pytest.mark.parametrize("gone", ["paint", "pages"])
def test_what_is_gone_is_named(gone):
    class Page:
        paint = staticmethod(lambda stream, scale=1: None)

    class Document:
        pages = (Page(),)

    delattr(Page if gone == "paint" else Document, gone)
    with pytest.raises(SeamGone) as named:
        seam.listen(Document())
    assert gone in named.value.what
