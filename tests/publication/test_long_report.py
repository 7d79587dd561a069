"""A report with more agencies than are drawn together: nobody is left out, tags and page numbers go
on.
"""

from __future__ import annotations

import io
import re

import pikepdf
import pypdfium2
import pytest
from pdfua.cli import main as pdfua

from reports.publication.files import pdf_report
from reports.publication.files.spooled import pieces_of
from tests.documents.reading import spoken_words, tags_of
from tests.publication.test_files import AT
from tests.publication.worlds import contents_of, make_world

AGENCIES = 14


@pytest.fixture(scope="module")
def content():
    return contents_of(make_world(4, agencies=AGENCIES, busy=0.7), "2025H2")


def drawn(content, rows_at_a_time, monkeypatch) -> bytes:
    monkeypatch.setattr(pdf_report, "ROWS_AT_A_TIME", rows_at_a_time)
    return b"".join(pieces_of(pdf_report.edition_pdf(content, at=AT)))


def words(data: bytes) -> str:
    """What is read aloud, without headings and captions that parts repeat, and page numbers."""
    return " ".join(spoken_words(data).split())


def test_a_report_in_parts_lists_the_agencies_of_one_drawn_at_once(content, monkeypatch):
    listed = re.compile(r"agency \d+")
    names = {
        row.agency
        for row in content.coverage
        if row.half_year == content.half_year and row.municipal
    }
    whole, parts = drawn(content, 400, monkeypatch), drawn(content, 5, monkeypatch)
    for data in (whole, parts):
        said = words(data)
        assert all(name in said for name in names)
    assert words(parts).count("Municipal agencies, 2025H2, continued") == (len(names) - 1) // 5
    assert listed.findall(words(parts)) == listed.findall(words(whole))


def test_parts_are_tagged_as_one_file_and_count_their_pages_on(
    content, monkeypatch, tmp_path, capsys
):
    data = drawn(content, 5, monkeypatch)
    tables = [tag for tag in tags_of(data) if "Table" in str(tag)]
    assert len(tables) > 3
    pages = pypdfium2.PdfDocument(data)
    for number, page in enumerate(pages, start=1):
        assert page.get_textpage().get_text_range().split()[-1] == str(number)
    with pikepdf.open(io.BytesIO(data)) as opened:
        assert opened.check_pdf_syntax() == []
        assert str(opened.Root.Lang) == "en"
        xmp = opened.Root.Metadata.read_bytes().decode()
        assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    target = tmp_path / "edition.pdf"
    target.write_bytes(data)
    assert pdfua(["check", str(target)]) == 0, capsys.readouterr().out


def test_the_same_content_gives_the_same_bytes_in_parts(content, monkeypatch):
    assert drawn(content, 5, monkeypatch) == drawn(content, 5, monkeypatch)
