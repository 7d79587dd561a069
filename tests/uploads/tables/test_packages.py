"""The zip behind a workbook is looked at before it is unpacked."""

from __future__ import annotations

import io
import zipfile

import pytest

from reports.uploads.tables import TableRefused, opening, packages, read_table
from tests.uploads.tables.made import (
    log,
    rows,
)


def bomb(size):
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(log())) as given,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in given.namelist():
            made.writestr(name, given.read(name))
        with made.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
            for _ in range(size // 1_000_000):
                part.write(b"0" * 1_000_000)
    return out.getvalue()


def test_the_next_file_is_read_after_a_hostile_one():
    with pytest.raises(TableRefused, match="too large"):
        read_table(bomb(260_000_000))
    assert len(rows(log())) == 3


def locked(data):
    """A package whose first part says that it is encrypted."""
    at = data.rfind(b"PK\x01\x02")
    return data[: at + 8] + b"\x01\x00" + data[at + 10 :]


def test_a_package_with_a_password_is_refused():
    with pytest.raises(TableRefused, match="password"):
        read_table(locked(log()))


def test_a_package_of_endless_parts_is_refused(monkeypatch):
    monkeypatch.setattr(packages, "MOST_PARTS", 3)
    with pytest.raises(TableRefused, match="too large"):
        opening.table_in({}, log())
