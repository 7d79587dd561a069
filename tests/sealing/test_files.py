"""Sealed files: stored under a random name, opened whole or not at all."""

from __future__ import annotations

import hashlib
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.test import TestCase

from reports.sealing.actions import new_record_key, read_sealed_file, shred, store_sealed_file
from reports.sealing.encryption import UnsealError
from reports.sealing.models import SealedFile
from reports.sealing.record_keys import Shredded
from tests.sealing.conftest import AT

pytestmark = pytest.mark.django_db


def stored(data: bytes = b"%PDF-1.7 canary-name", agency_code: str = "hartford") -> SealedFile:
    key = new_record_key(agency_code=agency_code, at=AT)
    return store_sealed_file(record_key=key, data=data, content_type="application/pdf", at=AT)


def test_a_file_is_read_as_it_was_stored() -> None:
    data = bytes(range(256)) * 4096
    file = SealedFile.objects.select_related("record_key").get(pk=stored(data).pk)
    assert read_sealed_file(file) == data
    assert (file.size, file.sha256) == (len(data), hashlib.sha256(data).hexdigest())


def test_neither_name_nor_bytes_on_disk_tell_anything(tmp_path: Path) -> None:
    file = stored()
    on_disk = [path for path in (tmp_path / "files").rglob("*") if path.is_file()]
    assert [path.relative_to(tmp_path / "files").as_posix() for path in on_disk] == [file.name]
    assert b"canary" not in on_disk[0].read_bytes()
    assert str(file.pk) not in file.name
    assert file.record_key_id.hex not in file.name


def test_changed_shortened_or_swapped_bytes_do_not_open(tmp_path: Path) -> None:
    file, other = stored(), stored(b"another")
    path = tmp_path / "files" / file.name
    whole = path.read_bytes()
    of_other = (tmp_path / "files" / other.name).read_bytes()
    for changed in (
        whole[:-1],
        whole[:20],
        b"",
        whole[:40] + bytes([whole[40] ^ 1]) + whole[41:],
        of_other,
    ):
        path.write_bytes(changed)
        with pytest.raises(UnsealError):
            read_sealed_file(file)


def test_bytes_do_not_open_for_another_row_of_the_same_record() -> None:
    file = stored()
    file.pk = uuid4()
    with pytest.raises(UnsealError):
        read_sealed_file(file)


def test_shredding_removes_the_files_of_the_record_once_committed() -> None:
    file, kept = stored(), stored()
    with TestCase.captureOnCommitCallbacks() as callbacks:
        shred(record_key=file.record_key, at=AT)
    with pytest.raises(Shredded):
        read_sealed_file(file)
    assert default_storage.exists(file.name)
    for callback in callbacks:
        callback()
    assert not default_storage.exists(file.name)
    assert read_sealed_file(kept)
