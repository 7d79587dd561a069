"""Foreign files are opened where there are no keys, and come back without active content."""

from __future__ import annotations

import io
import os
import signal
from pathlib import Path
from time import monotonic

import pikepdf
import pytest
from pikepdf import Dictionary
from PIL import Image

from reports import documents
from reports.documents import service
from reports.uploads import refusals
from reports.uploads.inspection import (
    CLEANING,
    LOOKING_SECONDS,
    SECONDS_A_PAGE,
    UnacceptableFile,
    clean_file,
    inspect,
)
from tests.uploads.foreign_files import drawing, pdf, picture

pytestmark = pytest.mark.sqlite  # no database is asked


def with_script(made: pikepdf.Pdf) -> None:
    made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    made.pages[0].obj.Annots = pikepdf.Array([pikepdf.Dictionary(Subtype=pikepdf.Name.Link)])


def test_scripts_and_annotations_are_taken_out_and_named():
    found = inspect(pdf(pages=2, change=with_script))
    assert (found.content_type, found.pages) == ("application/pdf", 2)
    assert found.removed == ("/Annots", "/OpenAction")
    with pikepdf.open(io.BytesIO(found.data)) as cleaned:
        assert "/OpenAction" not in cleaned.Root
        assert "/Annots" not in cleaned.pages[0]


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_of_a_picture_its_pixels_are_kept(kind):
    exif = Image.Exif()
    exif[0x010E] = "where it was taken"
    found = inspect(picture(kind, exif=exif))
    assert found.removed == ("metadata",)
    assert b"where it was taken" not in found.data
    assert clean_file(found.data)[1] == f"image/{kind.lower()}"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty."),
        (b"MZ", "This is not a PDF, JPEG, PNG, TIFF or HEIC file."),
        (b"%PDF-1.7 and nothing more", refusals.DAMAGED_PDF),
        (b"\xff\xd8\xff and nothing more", refusals.DAMAGED_PICTURE),
        (pdf(pages=refusals.MOST_PAGES + 1), refusals.TOO_MANY_PAGES),
        (pdf(encryption=pikepdf.Encryption(owner="o", user="u")), refusals.LOCKED),
    ],
    ids=["empty", "other", "damaged", "picture", "pages", "locked"],
)
def test_what_cannot_be_taken_is_refused_with_its_sentence(data, sentence):
    with pytest.raises(UnacceptableFile) as refused:
        inspect(data)
    assert str(refused.value).startswith(sentence)


def test_a_file_that_kills_its_reader_is_refused_and_the_next_is_taken(monkeypatch):
    inspect(picture())
    monkeypatch.setattr(service, "START_SECONDS", 60.0)
    child = service._children()["foreign files"]
    os.kill(child.process.pid, 9)
    child.process.wait()
    assert inspect(picture()).pages == 1
    os.kill(service._children()["foreign files"].process.pid, signal.SIGSTOP)
    with pytest.raises(documents.WorkerTooSlow):
        documents.open_foreign(CLEANING, {"content_type": "image/png"}, picture("PNG"), seconds=0.2)


def test_a_file_that_takes_too_long_is_refused_as_that(monkeypatch):
    inspect(picture())
    monkeypatch.setattr("reports.uploads.inspection.LOOKING_SECONDS", 0.2)
    os.kill(service._children()["foreign files"].process.pid, signal.SIGSTOP)
    with pytest.raises(UnacceptableFile, match="takes too long to open"):
        inspect(picture())
    assert inspect(picture()).pages == 1


def doubling(made):
    """Each of thirty forms draws the next one twice: four kilobytes that draw a billion times."""
    form = drawing(made, b"0 0 1 1 re f")
    for _ in range(30):
        form = drawing(made, b"/X Do /X Do", Resources=Dictionary(XObject=Dictionary(X=form)))
    made.pages[0].obj.Resources = Dictionary(XObject=Dictionary(X=form))
    made.pages[0].obj.Contents = made.make_stream(b"/X Do")


def test_a_small_file_that_draws_without_end_is_refused_in_its_time():
    hostile = pdf(change=doubling)
    assert len(hostile) < 16_000
    began = monotonic()
    with pytest.raises(UnacceptableFile):
        inspect(hostile)
    assert monotonic() - began < 3 * (LOOKING_SECONDS + 2 * SECONDS_A_PAGE)


@pytest.mark.parametrize("beginning", [b"II*\x00", b"MM\x00*", b"\0\0\0\x18ftypheic"])
def test_what_begins_like_a_fax_or_a_photograph_is_opened_as_one(beginning):
    with pytest.raises(UnacceptableFile, match="damaged"):
        inspect(beginning + b" and nothing more")


def test_the_reader_is_not_the_process_that_draws_and_knows_no_key(monkeypatch):
    monkeypatch.setenv("TRUSTACT_SECRET_KEY", "hidden" * 10)
    service.stop()
    inspect(picture())
    documents.warm()
    foreign, rendering = (
        service._children()[name].process for name in ("foreign files", "rendering")
    )
    assert foreign.pid != rendering.pid
    for process in (foreign, rendering):
        assert b"hidden" not in Path(f"/proc/{process.pid}/environ").read_bytes()
    service.stop()
