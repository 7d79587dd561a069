"""What stands inside a backup: named members, each with its SHA-256, one after another, of any
length.
"""

import hashlib
import json
import struct
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any, Final

from reports.backups.encrypted_stream import BadBackup, SealingReader, SealingWriter

NUMBER: Final = struct.Struct(">I")
CHUNK: Final = 256 * 1024


class Archive:
    def __init__(self, out: SealingWriter) -> None:
        self._out = out

    def add(self, name: str, chunks: Iterable[bytes | memoryview], **facts: Any) -> str:
        """Write one member and return its SHA-256."""
        header = json.dumps({"name": name, **facts}).encode()
        self._out.write(NUMBER.pack(len(header)) + header)
        digest = hashlib.sha256()
        for chunk in chunks:
            if chunk:
                digest.update(chunk)
                self._out.write(NUMBER.pack(len(chunk)))
                self._out.write(chunk)
        self._out.write(NUMBER.pack(0) + digest.digest())
        return digest.hexdigest()

    def finish(self) -> None:
        self._out.write(NUMBER.pack(0))
        self._out.finish()


class Member:
    """A member being read. What is left of it is read, and its hash checked, before the next
    one.
    """

    def __init__(self, source: SealingReader, facts: dict[str, Any]) -> None:
        self.name, self.facts = str(facts["name"]), facts
        self.sha256 = ""
        self._chunks = self._read(source)

    def chunks(self) -> Iterator[bytes]:
        yield from self._chunks

    def _read(self, source: SealingReader) -> Iterator[bytes]:
        digest = hashlib.sha256()
        while size := NUMBER.unpack(source.read(NUMBER.size))[0]:
            chunk = source.read(size)
            digest.update(chunk)
            yield chunk
        if source.read(32) != digest.digest():
            raise BadBackup(f"the member {self.name} is not as it was written")
        self.sha256 = digest.hexdigest()


def members(source: SealingReader) -> Iterator[Member]:
    while size := NUMBER.unpack(source.read(NUMBER.size))[0]:
        member = Member(source, json.loads(source.read(size)))
        yield member
        # Whatever the reader left: the hash stands at the end.
        deque(member.chunks(), maxlen=0)
    source.end()
