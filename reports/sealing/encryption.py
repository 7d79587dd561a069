"""AES-256-GCM envelopes: what a sealed value looks like and what it is bound to.

An envelope is one format byte, a random 96-bit nonce, the ciphertext and its 128-bit tag. The place
it was made for (agency, row, model and field, format) is authenticated with it, so that a value
moved elsewhere does not open.
"""

import os
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
TAG_BYTES: Final = 16
FORMAT: Final = b"\x01"
SHORTEST: Final = len(FORMAT) + NONCE_BYTES + TAG_BYTES


class UnsealError(Exception):
    """A sealed value was changed, moved, or sealed under another key."""


def new_key() -> bytes:
    return os.urandom(KEY_BYTES)


def new_keys(count: int) -> list[bytes]:
    random_bytes = os.urandom(KEY_BYTES * count)
    return [random_bytes[at : at + KEY_BYTES] for at in range(0, len(random_bytes), KEY_BYTES)]


def cipher(key: bytes) -> AESGCM:
    if len(key) != KEY_BYTES:
        raise ValueError("an AES-256 key has 32 bytes")
    return AESGCM(key)


def binding(agency_code: str, row_id: UUID, slot: bytes) -> bytes:
    """The one place a sealed value belongs to: agency code, the 16 bytes of the row's id, slot,
    format.
    """
    return b"%b|%b|%b|1" % (agency_code.encode(), row_id.int.to_bytes(16, "big"), slot)


def seal(gcm: AESGCM, plaintext: bytes, where: bytes) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return FORMAT + nonce + gcm.encrypt(nonce, plaintext, where)


def seal_many(gcm: AESGCM, items: Sequence[tuple[bytes, bytes]]) -> list[bytes]:
    """Seal (place, plaintext) pairs; randomness is drawn once for all of them."""
    nonces = os.urandom(NONCE_BYTES * len(items))
    starts = range(0, len(nonces), NONCE_BYTES)
    return [
        FORMAT
        + nonces[at : at + NONCE_BYTES]
        + gcm.encrypt(nonces[at : at + NONCE_BYTES], plaintext, where)
        for at, (where, plaintext) in zip(starts, items, strict=True)
    ]


def unseal(gcm: AESGCM, envelope: bytes, where: bytes) -> bytes:
    if envelope[:1] != FORMAT or len(envelope) < SHORTEST:
        raise UnsealError("not a sealed value of a known format")
    try:
        return gcm.decrypt(envelope[1:13], envelope[13:], where)
    except InvalidTag:
        raise UnsealError("a sealed value does not open in this place") from None
