"""Writing PDF objects to a file as they come, with the table of them at the end. ISO 32000-1, 7.5.

Nothing that was written is kept but its place: eight bytes for an object, and the mark of a stream,
so that the same font is written once. The same objects in the same order give the same bytes.
"""

from __future__ import annotations

import hashlib
import zlib
from array import array
from typing import BinaryIO

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
IN_A_STREAM = 200  # objects packed together; readers unpack them together
LEVEL = 9
FREE, PLAIN, PACKED = 0, 1, 2


class ObjectFile:
    """A PDF 1.7 file in the making."""

    def __init__(self, target: BinaryIO) -> None:
        self._target = target
        self._written = 0
        self._digest = hashlib.sha256()
        self._places = array("Q", [FREE])
        self._waiting: list[tuple[int, bytes]] = []
        self._known: dict[bytes, int] = {}
        self._write(HEADER)

    def reserve(self) -> int:
        """The next number. Its object must follow before the end."""
        self._places.append(FREE)
        return len(self._places) - 1

    def put(self, number: int, text: bytes) -> None:
        """An object that is no stream."""
        self._waiting.append((number, text))
        if len(self._waiting) == IN_A_STREAM:
            self._pack()

    def add(self, text: bytes) -> int:
        """The same under the next number."""
        number = self.reserve()
        self.put(number, text)
        return number

    def put_stream(self, number: int, entries: bytes, data: bytes) -> None:
        """A stream. `entries` is its dictionary without brackets and length, `data` what lies in
        the file.
        """
        self._places[number] = _place(PLAIN, self._written, 0)
        head = b"%d 0 obj\n<< %s/Length %d >>\nstream\n" % (number, entries, len(data))
        # Two signs of an end of line, so that data that ends in one of them keeps it.
        self._write(head, data, b"\r\nendstream\nendobj\n")

    def once(self, entries: bytes, data: bytes) -> int:
        """A stream that refers to nothing: its number, also if it was written before."""
        mark = hashlib.sha256(entries + b"\0" + data).digest()
        if mark not in self._known:
            self._known[mark] = self.reserve()
            self.put_stream(self._known[mark], entries, data)
        return self._known[mark]

    def finish(self, *, root: int, info: int) -> None:
        """The table of places and the end of the file."""
        self._pack()
        start, number = self._written, self.reserve()
        self._places[number] = _place(PLAIN, start, 0)
        if self._places.count(FREE) > 1:
            raise ValueError("An object was promised and not written.")
        table = bytearray()
        for place in self._places:
            table += _row(place)
        name = self._digest.hexdigest()[:32].encode()
        entries = b"/Type /XRef /W [ 1 4 2 ] /Size %d /Root %d 0 R /Info %d 0 R " % (
            len(self._places),
            root,
            info,
        )
        entries += b"/ID [ <%s> <%s> ] /Filter /FlateDecode " % (name, name)
        self.put_stream(number, entries, zlib.compress(table, LEVEL))
        self._write(b"startxref\n%d\n%%%%EOF\n" % start)

    def _pack(self) -> None:
        """Those that wait, as one object stream."""
        if not self._waiting:
            return
        number, place, heads = self.reserve(), 0, []
        for index, (one, text) in enumerate(self._waiting):
            heads.append(b"%d %d" % (one, place))
            place += len(text) + 1
            self._places[one] = _place(PACKED, number, index)
        head = b" ".join(heads) + b"\n"
        entries = b"/Type /ObjStm /N %d /First %d /Filter /FlateDecode " % (len(heads), len(head))
        body = head + b"\n".join(text for _, text in self._waiting)
        self.put_stream(number, entries, zlib.compress(body, LEVEL))
        self._waiting.clear()

    def _write(self, *pieces: bytes) -> None:
        for piece in pieces:
            self._target.write(piece)
            self._digest.update(piece)
            self._written += len(piece)


def _place(kind: int, where: int, index: int) -> int:
    """Kind, offset or number of the stream, and place in it, in one number."""
    return kind << 48 | where << 16 | index


def _row(place: int) -> bytes:
    """One line of the table. Objects that are in use have no generation but zero; the first line is
    the free one.
    """
    return place.to_bytes(7, "big") if place else b"\0\0\0\0\0\xff\xff"
