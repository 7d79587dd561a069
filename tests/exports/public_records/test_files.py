"""The files of a draft: each says that nobody has reviewed it."""

from __future__ import annotations

from datetime import timedelta

import pypdfium2
import pytest

from reports.exports.public_records.actions import draft_public_records
from reports.exports.public_records.files import files_of
from reports.law.moments import local_day
from tests.factories import detainers as make
from tests.factories.people import agency

pytestmark = pytest.mark.django_db


def test_one_tagged_pdf_with_index_and_pages_and_the_same_as_csv():
    item = make.detainer()
    day = local_day(make.NOW)
    bundle = draft_public_records(
        agency=agency(),
        starts_on=day,
        ends_on=day,
        by=item.entered_by,
        at=make.NOW + timedelta(days=1),
    )
    files = files_of(bundle)
    assert set(files) == {"records.pdf", "letter.pdf", "records.csv", "withheld.csv"}
    assert all(b"pdfuaid" in files[name] for name in files if name.endswith(".pdf"))
    document = pypdfium2.PdfDocument(files["records.pdf"])
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    assert all("Draft, not reviewed" in page for page in pages)
    assert f"1 / {len(pages)}" in pages[0]
    assert "Index" in pages[0]
    assert b"ICE ERO Hartford" in files["records.csv"]
    assert b"54-142a(g)" in files["withheld.csv"]
