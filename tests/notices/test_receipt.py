"""The receipt for a letter: in the letter's languages, on one sheet, as sound a file as the
letter.
"""

from __future__ import annotations

import io

import pikepdf
import pytest
from pdfua.cli import main as pdfua

from reports.notices.content.compose import receipt_for
from reports.notices.content.layout import receipt_page_of
from reports.notices.content.specimens import specimen
from reports.notices.kinds import NoticeKind
from reports.notices.text.languages import catalog
from tests.documents.made import COMPLETE, file_of
from tests.documents.reading import spoken_words


@pytest.mark.parametrize("language", COMPLETE)
def test_every_language_has_its_receipt_on_one_sheet(language, tmp_path, capsys):
    letter = specimen(NoticeKind.N2_COPY, language)
    data = file_of(receipt_page_of(receipt_for(letter)))
    words = spoken_words(data)
    for one in letter.languages:
        assert catalog(one).say("receipt.title") in words
        assert catalog(one).say("receipt.read") in words
    assert letter.number in words
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) == 1
        assert str(pdf.docinfo.Title) == "Receipt for a notice"
    path = tmp_path / "receipt.pdf"
    path.write_bytes(data)
    assert pdfua(["check", str(path)]) == 0, capsys.readouterr().out


def test_the_same_letter_gives_the_same_receipt():
    letter = specimen(NoticeKind.N1_RECEIPT, "es")
    first, again = (file_of(receipt_page_of(receipt_for(letter))) for _ in range(2))
    assert first == again
