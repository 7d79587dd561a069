"""Sealing and opening under a record key, whose data key is unwrapped once per RecordKey object."""

from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from reports.sealing.encryption import binding, cipher, seal, unseal
from reports.sealing.providers.configured import key_provider

if TYPE_CHECKING:
    from reports.sealing.models import RecordKey


class Shredded(Exception):
    """The record's key was destroyed; nothing sealed under it can be read again."""


def key_binding(record_key: "RecordKey") -> bytes:
    return binding(record_key.agency_code, record_key.id, b"record-key")


def record_cipher(record_key: "RecordKey") -> AESGCM:
    if record_key.opened is None:
        items = ((key_binding(record_key), _wrapped(record_key)),)
        (key,) = key_provider().unwrap(
            agency_code=record_key.agency_code, key_id=record_key.key_id, items=items
        )
        record_key.opened = cipher(key)
    return record_key.opened


def _wrapped(record_key: "RecordKey") -> bytes:
    if record_key.wrapped_key is None:
        raise Shredded(f"record key {record_key.pk} was shredded")
    return bytes(record_key.wrapped_key)


def seal_value(record_key: "RecordKey", plaintext: bytes, where: bytes) -> bytes:
    return seal(record_key.opened or record_cipher(record_key), plaintext, where)


def unseal_value(record_key: "RecordKey", envelope: bytes, where: bytes) -> bytes:
    return unseal(record_key.opened or record_cipher(record_key), envelope, where)
