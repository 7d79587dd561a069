"""Foreign files are opened where there are no keys, and come back without active content."""

from __future__ import annotations

import io
import os
import signal
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from reports import documents
from reports.documents import service
from reports.uploads import cleaning
from reports.uploads.inspection import CLEANING, UnacceptableFile, clean_file, inspect

pytestmark = pytest.mark.sqlite  # no database is asked


def pdf(*, pages: int = 1, change=lambda _pdf: None, **saving) -> bytes:
    made, target = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        made.add_blank_page(page_size=(200, 200))
    change(made)
    made.save(target, **saving)
    return target.getvalue()


def picture(kind: str = "JPEG", **saving) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (20, 10), "white").save(target, format=kind, **saving)
    return target.getvalue()


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
        (b"MZ", "This is not a PDF, JPEG or PNG file."),
        (b"%PDF-1.7 and nothing more", cleaning.DAMAGED_PDF),
        (b"\xff\xd8\xff and nothing more", cleaning.DAMAGED_PICTURE),
        (pdf(pages=cleaning.MOST_PAGES + 1), cleaning.TOO_MANY_PAGES),
        (pdf(encryption=pikepdf.Encryption(owner="o", user="u")), cleaning.LOCKED),
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
    with pytest.raises(documents.service.WorkerDied):
        documents.open_foreign(CLEANING, {"content_type": "image/png"}, picture("PNG"), seconds=0.2)


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
