"""What of a foreign file is kept, asked of the function that the process without keys runs."""

from __future__ import annotations

import io

import pikepdf
import pytest

from reports.uploads import cleaning
from tests.uploads.test_inspection import pdf, picture

pytestmark = pytest.mark.sqlite  # no database is asked


def with_much_in_it(made: pikepdf.Pdf) -> None:
    made.Root.AA = pikepdf.Dictionary()
    made.Root.Names = pikepdf.Dictionary(
        JavaScript=pikepdf.Dictionary(), EmbeddedFiles=pikepdf.Dictionary()
    )
    made.Root.AcroForm = pikepdf.Dictionary(XFA=pikepdf.String("x"))
    made.pages[0].obj.AA = pikepdf.Dictionary()


def test_whatever_acts_is_taken_out_of_every_place():
    answer, cleaned = cleaning.clean(
        {"content_type": "application/pdf"}, pdf(change=with_much_in_it)
    )
    assert answer == {"pages": 1, "removed": ["/AA", "/EmbeddedFiles", "/JavaScript", "/XFA"]}
    with pikepdf.open(io.BytesIO(cleaned)) as kept:
        assert "/XFA" not in kept.Root.AcroForm
        assert not set(kept.Root.Names.keys()) & set(cleaning.ACTIVE_KEYS)


def test_a_picture_with_too_many_pixels_is_not_decoded(monkeypatch):
    monkeypatch.setattr(cleaning, "MOST_PIXELS", 10)
    answer, cleaned = cleaning.clean({"content_type": "image/png"}, picture("PNG"))
    assert (answer, cleaned) == ({"refused": cleaning.TOO_MANY_PIXELS}, b"")
