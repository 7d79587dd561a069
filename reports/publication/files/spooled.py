"""A file of an edition that grows with the number of accesses: on disk beyond a few megabytes,
until it is stored.
"""

from __future__ import annotations

import hashlib
import weakref
from collections.abc import Callable, Iterator
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from django.core.files.base import ContentFile, File

MOST_HELD = 4 * 1024 * 1024
AT_A_TIME = 256 * 1024


class Spooled:
    """Bytes that are written once and read in pieces. They are public, so they may be on disk."""

    def __init__(self, write: Callable[[BinaryIO], None]) -> None:
        self._file: SpooledTemporaryFile[bytes] = SpooledTemporaryFile(max_size=MOST_HELD)  # noqa: SIM115  closed below
        weakref.finalize(self, self._file.close)
        write(cast("BinaryIO", self._file))
        self.size = self._file.tell()

    def __iter__(self) -> Iterator[bytes]:
        self._file.seek(0)
        while piece := self._file.read(AT_A_TIME):
            yield piece

    def opened(self) -> File[bytes]:
        """As a file object for a storage."""
        self._file.seek(0)
        return File(self._file, name="")


Data = bytes | Spooled


def pieces_of(data: Data) -> Iterator[bytes]:
    """The bytes in order, never all at once where they are many."""
    yield from data if isinstance(data, Spooled) else [data]


def size_of(data: Data) -> int:
    return data.size if isinstance(data, Spooled) else len(data)


def sha256_of(data: Data) -> str:
    digest = hashlib.sha256()
    for piece in pieces_of(data):
        digest.update(piece)
    return digest.hexdigest()


def file_of(data: Data) -> File[bytes]:
    """As a file object for a storage."""
    return data.opened() if isinstance(data, Spooled) else ContentFile(data)
