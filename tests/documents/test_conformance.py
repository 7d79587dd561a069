"""PDF/UA-1 and PDF/A-2a, as far as programs without the official validator can see."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from itertools import pairwise

import pikepdf
import pytest

from reports.notices.kinds import NoticeKind
from tests.documents.conformance import complaints
from tests.documents.made import COMPLETE, EVERY_SHEET, rendered_notice

SHEETS = pytest.mark.parametrize(("kind", "language"), EVERY_SHEET)
ONE_EACH = pytest.mark.parametrize("language", COMPLETE)


def opened(language: str, kind: NoticeKind = NoticeKind.N1_INTENT) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(rendered_notice(kind, language)))


def elements(pdf: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    return [
        item
        for item in pdf.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/StructElem"
    ]


def fonts(pdf: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    return [
        item
        for item in pdf.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/Subtype") == "/Type0"
    ]


@ONE_EACH
def test_the_file_says_what_it_is(language):
    with opened(language) as pdf:
        xmp = pdf.Root.Metadata.read_bytes().decode()
        assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
        assert 'pdfaid:part="2"' in xmp
        assert 'pdfaid:conformance="A"' in xmp
        assert xmp.count("<rdf:RDF") == 1
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.Root.Lang) == language
        assert "/OutputIntents" in pdf.Root


@ONE_EACH
def test_metadata_is_generic(language):
    with opened(language) as pdf:
        said = {str(key): str(value) for key, value in pdf.docinfo.items()}
        assert said == {
            "/Title": "Notice",
            "/Producer": "TRUST Act reporting system",
            "/CreationDate": "D:20260302120000Z",
            "/ModDate": "D:20260302120000Z",
        }
        assert "WeasyPrint" not in pdf.Root.Metadata.read_bytes().decode()


@ONE_EACH
def test_every_mark_on_the_page_is_content_or_artifact(language):
    with opened(language) as pdf:
        for page in pdf.pages:
            depth = 0
            for _, operator in pikepdf.parse_content_stream(page):
                name = str(operator)
                depth += name in {"BDC", "BMC"}
                depth -= name == "EMC"
                assert depth or name not in {"Tj", "TJ", "f", "S", "B", "Do"}


@ONE_EACH
def test_pictures_have_words_and_header_cells_a_direction(language):
    with opened(language) as pdf:
        figures = [item for item in elements(pdf) if item.S == "/Figure"]
        headers = [item for item in elements(pdf) if item.S == "/TH"]
        assert len(figures) == 1
        assert all(str(figure.Alt).strip() for figure in figures)
        assert headers
        assert all(header.A.Scope in {"/Row", "/Column"} for header in headers)


@ONE_EACH
def test_headings_descend_one_by_one(language):
    with opened(language) as pdf:
        levels = [
            int(str(item.S)[2]) for item in elements(pdf) if re.fullmatch(r"/H[1-6]", str(item.S))
        ]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


@ONE_EACH
def test_fonts_are_embedded_and_every_glyph_means_something(language):
    with opened(language) as pdf:
        for font in fonts(pdf):
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
            pairs = re.findall(rb"<([0-9a-f]{4})> <([0-9a-f]*)>", font.ToUnicode.read_bytes())
            assert pairs
            assert all(text and text not in {b"0000", b"feff", b"fffe"} for _, text in pairs)


@ONE_EACH
def test_nothing_is_attached_linked_scripted_or_smoothed(language):
    with opened(language) as pdf:
        assert "/Names" not in pdf.Root
        assert "/OpenAction" not in pdf.Root
        assert "/AcroForm" not in pdf.Root
        assert all("/Annots" not in page for page in pdf.pages)
        streams = [item for item in pdf.objects if isinstance(item, pikepdf.Stream)]
        assert all("/Interpolate" not in stream for stream in streams)
        assert not any(stream.get("/Subtype") == "/Image" for stream in streams)


@SHEETS
def test_independent_checkers_find_nothing(kind, language, tmp_path):
    """Where veraPDF is installed, it is asked too."""
    path = tmp_path / "letter.pdf"
    path.write_bytes(rendered_notice(kind, language))
    assert complaints(rendered_notice(kind, language)) == []
    for flavour in ("ua1", "2a") if shutil.which("verapdf") else ():
        done = subprocess.run(
            ["verapdf", "--flavour", flavour, str(path)], capture_output=True, text=True, check=True
        )
        assert 'isCompliant="true"' in done.stdout


@SHEETS
def test_the_file_is_sound(kind, language):
    with pikepdf.open(io.BytesIO(rendered_notice(kind, language))) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert 1 <= len(pdf.pages) <= 3
