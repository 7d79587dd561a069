"""Uploaded files: in memory, bounded, and judged by their true size."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import StopUpload
from django.test import RequestFactory

from reports.web.shared.upload_handler import READ_AT_MOST, BoundedUploadHandler

LIMIT = 1000


@pytest.fixture(autouse=True)
def _small_limit(settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = LIMIT


def sent(*sizes: int):
    files = {
        f"file{number}": SimpleUploadedFile("fax.pdf", b"x" * size)
        for number, size in enumerate(sizes)
    }
    return RequestFactory().post("/", files).FILES


def test_a_file_within_the_limit_arrives_whole():
    assert sent(LIMIT)["file0"].read() == b"x" * LIMIT


def test_one_that_is_too_large_keeps_its_size_and_little_of_its_bytes():
    found = sent(3 * LIMIT)["file0"]
    assert (found.size, len(found.read())) == (3 * LIMIT, LIMIT)


def test_the_files_of_a_request_share_the_limit():
    found = sent(LIMIT - 10, 100)
    assert [len(file.read()) for file in found.values()] == [LIMIT - 10, 10]


def test_who_sends_without_end_is_not_listened_to():
    handler = BoundedUploadHandler()
    handler.new_file("file", "fax.pdf", "application/pdf", None)
    for _ in range(READ_AT_MOST):
        handler.receive_data_chunk(b"x" * LIMIT, 0)
    with pytest.raises(StopUpload):
        handler.receive_data_chunk(b"x" * LIMIT, 0)
