"""Several files in one request: each is judged by itself, within what one request may carry."""

from __future__ import annotations

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from reports.uploads.inspection import CleanFile, ReceivedFile
from reports.web.shared.forms import scans
from reports.web.shared.forms.scans import ScansField, judged


def page(name="a.png"):
    out = io.BytesIO()
    Image.new("L", (40, 60), 255).save(out, "PNG", dpi=(200, 200))
    return SimpleUploadedFile(name, out.getvalue())


def refused(name="b.pdf", data=b"%PDF-1.4 broken"):
    return SimpleUploadedFile(name, data)


@pytest.fixture
def of_pages(monkeypatch):
    """Files that say how many pages they have, without being opened."""

    def received(data):
        return ReceivedFile(data, CleanFile(data, "application/pdf", int(data[-4:]), ()))

    monkeypatch.setattr(scans, "receive", received)


def test_the_good_are_taken_in_their_order_and_each_other_says_why():
    found = judged([page("a.png"), refused("b.pdf"), page("c.png")])
    assert [file.clean.content_type for file in found.taken] == ["image/png", "image/png"]
    (sentence,) = found.refused
    assert sentence.startswith("File 2, b.pdf: The PDF is damaged")


def test_the_bytes_are_kept_as_they_came():
    sent = page()
    (file,) = judged([sent]).taken
    sent.seek(0)
    assert file.received == sent.read()
    assert file.clean.data != file.received


def test_one_file_alone_needs_no_number():
    assert judged([refused()]).refused == (
        "The PDF is damaged and cannot be opened. Scan the paper again.",
    )


def test_pages_count_together(of_pages):
    found = judged([SimpleUploadedFile(f"{n}.pdf", str(n).encode()) for n in (200, 101, 100)])
    assert [file.clean.pages for file in found.taken] == [200, 100]
    assert "more than 300 pages together" in found.refused[0]


def test_bytes_count_together(of_pages, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
    large = SimpleUploadedFile("1.pdf", b"1".rjust(1536 * 1024, b"0"))
    again = SimpleUploadedFile("2.pdf", b"1".rjust(1536 * 1024, b"0"))
    found = judged([large, again])
    assert len(found.taken) == 1
    assert "larger than 2 MB together" in found.refused[0]


def test_there_is_a_most_number_of_files(of_pages):
    found = judged([SimpleUploadedFile(f"{n}.pdf", b"1") for n in range(scans.MOST_FILES + 1)])
    assert len(found.taken) == scans.MOST_FILES
    assert "20 files at once" in found.refused[0]


def test_none_that_can_be_taken_is_an_error_of_the_field():
    with pytest.raises(ValidationError, match="damaged"):
        ScansField().clean([refused(), refused()])
    with pytest.raises(ValidationError):
        ScansField().clean([])
