"""The zip behind a workbook, looked at before anything in it is unpacked."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib

from reports.uploads.tables.refusals import (
    LOCKED,
    MOST_PARTS,
    MOST_UNPACKED,
    TOO_LARGE,
    UNREADABLE,
    TableRefused,
)

ENCRYPTED = 0x1
# What reading a part of a damaged zip ends in; NotImplementedError is a way of packing of others.
DAMAGED = (
    KeyError,
    ValueError,
    OSError,
    EOFError,
    NotImplementedError,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
)


def opened_package(data: bytes, most_unpacked: int = MOST_UNPACKED) -> zipfile.ZipFile:
    """The zip, unless its own list says that it unpacks to too much. Raises TableRefused."""
    try:
        packed = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError):
        raise TableRefused(UNREADABLE) from None
    parts = packed.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > most_unpacked:
        raise TableRefused(TOO_LARGE)
    if any(part.flag_bits & ENCRYPTED for part in parts):
        raise TableRefused(LOCKED)
    return packed
