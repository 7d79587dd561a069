"""The envelope of a backup: a stream in numbered, sealed pieces under a key of its own.

Each piece is AES-256-GCM; its nonce is its number and whether it is the last, and the header is
authenticated with it. So a piece that was changed, left out, moved, or cut off at the end is
noticed when the backup is read.
"""

import base64
import hashlib
import json
import os
import struct
from collections.abc import Iterator
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC: Final = b"TRUSTACT-BACKUP-1\n"
PIECE: Final = 1024 * 1024
LENGTH: Final = struct.Struct(">I?")
LONGEST_HEADER: Final = 64 * 1024


class BadBackup(Exception):
    """A file that is no whole backup, or not one of this key."""


class NoBackup(BadBackup):
    """There is no backup at all."""


def key_id(key: bytes) -> str:
    """Tells keys apart without telling anything about them."""
    return hashlib.sha256(b"trustact backup key" + key).hexdigest()[:16]


class SealingWriter:
    """Takes bytes, writes sealed pieces. `finish` must be called: without its last piece a backup
    is not whole.
    """

    def __init__(self, out: BinaryIO, *, key: bytes, made_at: str) -> None:
        salt = os.urandom(32)
        facts = {"made_at": made_at, "key_id": key_id(key), "salt": base64.b64encode(salt).decode()}
        header = MAGIC + json.dumps(facts).encode() + b"\n"
        out.write(header)
        self._out, self._number, self._waiting = out, 0, bytearray()
        self._cipher, self._bound = _cipher(key, salt), hashlib.sha256(header).digest()

    def write(self, data: bytes | memoryview) -> None:
        self._waiting += data
        while len(self._waiting) > PIECE:
            self._put(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]

    def finish(self) -> None:
        self._put(bytes(self._waiting), last=True)

    def _put(self, piece: bytes, *, last: bool) -> None:
        sealed = self._cipher.encrypt(_nonce(self._number, last=last), piece, self._bound)
        self._out.write(LENGTH.pack(len(sealed), last) + sealed)
        self._number += 1


class SealingReader:
    """Reads what a SealingWriter wrote, and refuses the first piece that is not as it was
    written.
    """

    def __init__(self, source: BinaryIO, *, key: bytes) -> None:
        if source.read(len(MAGIC)) != MAGIC:
            raise BadBackup("this is no backup")
        line = source.readline(LONGEST_HEADER)
        facts, salt = _read_header(line)
        if facts.get("key_id") != key_id(key):
            raise BadBackup("the backup was made with another key")
        self.made_at = str(facts.get("made_at", ""))
        self._source, self._ready = source, bytearray()
        self._cipher, self._bound = _cipher(key, salt), hashlib.sha256(MAGIC + line).digest()
        self._pieces = self._open_pieces()

    def read(self, size: int) -> bytes:
        """Exactly that many bytes."""
        while len(self._ready) < size:
            piece = next(self._pieces, None)
            if piece is None:
                raise BadBackup("the backup ends too early")
            self._ready += piece
        data = bytes(self._ready[:size])
        del self._ready[:size]
        return data

    def end(self) -> None:
        """Nothing may follow."""
        if self._ready or next(self._pieces, None) or self._source.read(1):
            raise BadBackup("something follows the end of the backup")

    def _open_pieces(self) -> Iterator[bytes]:
        number, last = 0, False
        while not last:
            frame = self._source.read(LENGTH.size)
            if len(frame) != LENGTH.size:
                raise BadBackup("the backup was cut off")
            size, last = LENGTH.unpack(frame)
            yield self._open(number, size, last=last)
            number += 1

    def _open(self, number: int, size: int, *, last: bool) -> bytes:
        if size > PIECE + 16:
            raise BadBackup("the backup was changed")
        try:
            return self._cipher.decrypt(
                _nonce(number, last=last), self._source.read(size), self._bound
            )
        except (InvalidTag, ValueError):
            raise BadBackup("the backup was changed after it was made") from None


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    return AESGCM(
        HKDF(algorithm=hashes.SHA256(), length=32, salt=salt, info=b"trustact backup").derive(key)
    )


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _read_header(line: bytes) -> tuple[dict[str, object], bytes]:
    try:
        facts = json.loads(line)
        return facts, base64.b64decode(facts["salt"], validate=True)
    except (ValueError, KeyError, TypeError):
        raise BadBackup("the backup's header cannot be read") from None
