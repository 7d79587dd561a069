"""A PDF stored is the paper received: seen as before, and nothing in it acts."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from reports.uploads import pdf_files
from reports.uploads.refusals import (
    DAMAGED_PDF,
    LOCKED,
    MOST_PAGES,
    POINTS_OUTSIDE,
    TOO_MANY_PAGES,
    TOO_MUCH_WORK,
    FileRefused,
)
from tests.uploads import foreign_files as made

pytestmark = pytest.mark.sqlite  # no database is asked

# Whatever of these stands anywhere in a stored file could act or name another file.
ACTS = (
    b"/JavaScript",
    b"/JS",
    b"/AA",
    b"/OpenAction",
    b"/URI",
    b"/EmbeddedFile",
    b"/XFA",
    b"/Annot",
)


def readable(data: bytes) -> bytes:
    """The file with nothing compressed, so that every name in it can be searched."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(
            out,
            compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
        )
    return out.getvalue()


@pytest.mark.parametrize("change", made.SEEN, ids=lambda change: change.__name__)
def test_the_stored_pages_look_as_the_received_ones(change):
    received = made.pdf(change=change)
    stored = pdf_files.clean(received).data
    before, after = made.shown(received), made.shown(stored)
    assert len(before) == len(after) == 1
    assert min(before[0].convert("L").getextrema()) < 250, "the test drew nothing"
    assert made.difference(before[0], after[0]) <= 2


@pytest.mark.parametrize("change", made.SEEN, ids=lambda change: change.__name__)
def test_nothing_in_a_stored_file_acts(change):
    stored = readable(pdf_files.clean(made.pdf(change=change)).data)
    assert [name for name in ACTS if name in stored] == []


def test_what_is_left_behind_is_named():
    found = pdf_files.clean(made.pdf(change=made.with_filled_field))
    assert {"/AcroForm", "/XFA", "/Annots"} <= found.removed
    assert (found.content_type, found.pages) == ("application/pdf", 1)


def with_everything(pdf: pikepdf.Pdf) -> None:
    """Scripts, launches, files within the file, thumbnails, keys nobody has heard of."""
    act = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    pdf.Root.OpenAction = act
    pdf.Root.Names = Dictionary(
        JavaScript=Dictionary(Names=Array([String("x"), act])), EmbeddedFiles=Dictionary()
    )
    pdf.Root.NeverHeardOf = String("hidden words")
    page = pdf.pages[0].obj
    page.AA, page.Thumb = Dictionary(O=act), pdf.make_stream(b"small picture")
    page.Annots = Array([Dictionary(Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=act)])
    page.PieceInfo = Dictionary(X=String("hidden words"))
    pdf.docinfo["/Author"] = "A. Officer"
    page.Resources = Dictionary(
        Pattern=Dictionary(P=Dictionary(PatternType=2, AF=Array([act]))),
        XObject=Dictionary(X=made.drawing(pdf, b"", OPI=Dictionary(), Ref=Dictionary(F=act))),
        Unknown=Dictionary(X=String("hidden words")),
    )


def test_only_what_draws_is_kept_whatever_its_name():
    found = pdf_files.clean(made.pdf(change=with_everything))
    stored = readable(found.data)
    for gone in (*ACTS, b"hidden words", b"small picture", b"A. Officer", b"/OPI", b"/Ref "):
        assert gone not in stored, gone
    assert {"/OpenAction", "/Names", "/NeverHeardOf", "/Thumb", "/JavaScript"} <= found.removed


def test_a_hidden_note_does_not_appear():
    def change(pdf: pikepdf.Pdf) -> None:
        made.with_stamp(pdf)
        pdf.pages[0].obj.Annots[0].F = 2

    stored = pdf_files.clean(made.pdf(change=change)).data
    assert made.shown(stored)[0].convert("L").getextrema() == (255, 255)


def test_a_stream_in_another_file_is_refused():
    def change(pdf: pikepdf.Pdf) -> None:
        outside = made.drawing(pdf, b"")
        outside.F = String("/etc/passwd")
        pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(X=outside))

    with pytest.raises(FileRefused, match=POINTS_OUTSIDE):
        pdf_files.clean(made.pdf(change=change))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"%PDF-1.7 and nothing more", DAMAGED_PDF),
        (made.pdf(pages=0), DAMAGED_PDF),
        (made.pdf(pages=MOST_PAGES + 1), TOO_MANY_PAGES),
        (made.pdf(encryption=pikepdf.Encryption(owner="o", user="u")), LOCKED),
    ],
    ids=["damaged", "empty", "long", "locked"],
)
def test_what_cannot_be_taken_says_why_before_anything_is_decoded(data, sentence):
    with pytest.raises(FileRefused, match=sentence.replace(".", r"\.")):
        pdf_files.page_count(data)


def test_a_file_of_endless_objects_is_refused(monkeypatch):
    monkeypatch.setattr(pdf_files, "MOST_OBJECTS", 2)
    with pytest.raises(FileRefused, match=TOO_MUCH_WORK):
        pdf_files.page_count(made.pdf(pages=3))


def test_the_most_pages_that_are_taken_are_taken():
    assert pdf_files.clean(made.pdf(pages=MOST_PAGES)).pages == MOST_PAGES


def test_a_form_that_draws_itself_does_not_hang_the_cleaning():
    def change(pdf: pikepdf.Pdf) -> None:
        loop = made.drawing(pdf, b"/X Do")
        loop.Resources = Dictionary(XObject=Dictionary(X=loop))
        pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(X=loop))

    assert pdf_files.clean(made.pdf(change=change)).pages == 1


def test_cleaning_what_was_cleaned_changes_nothing_that_is_seen():
    once = pdf_files.clean(made.pdf(change=made.with_stamp)).data
    again = pdf_files.clean(once)
    assert again.removed == frozenset()
    assert made.difference(made.shown(once)[0], made.shown(again.data)[0]) == 0
