"""Key rings held by this process: an agency's wrapping keys, the newest current, and the secret of
its indexes.
"""

import base64
import secrets
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from reports.sealing.encryption import cipher, new_key, seal_many, unseal
from reports.sealing.providers.base import Item, KeysUnavailable


def encode_key(key: bytes) -> str:
    return base64.b64encode(key).decode()


def decode_key(text: str) -> bytes:
    key = base64.b64decode(text, validate=True)
    cipher(key)
    return key


@dataclass(frozen=True)
class KeyRing:
    """Wrapping keys by id, oldest first, and the index secret, which rotation leaves alone."""

    keys: Mapping[str, bytes] = field(repr=False)
    index: bytes = field(repr=False)

    @classmethod
    def new(cls) -> "KeyRing":
        return cls(keys={_new_key_id(1): new_key()}, index=new_key())

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> "KeyRing":
        try:
            keys = {str(entry["id"]): decode_key(entry["key"]) for entry in document["keys"]}
            return cls(keys=keys, index=decode_key(document["index"]))
        except (KeyError, TypeError, ValueError) as error:
            raise KeysUnavailable(f"a key ring cannot be read ({type(error).__name__})") from None

    def to_json(self) -> dict[str, Any]:
        keys = [{"id": key_id, "key": encode_key(key)} for key_id, key in self.keys.items()]
        return {"keys": keys, "index": encode_key(self.index)}

    @property
    def current(self) -> str:
        return next(reversed(list(self.keys)))

    @cached_property
    def ciphers(self) -> dict[str, AESGCM]:
        return {key_id: cipher(key) for key_id, key in self.keys.items()}

    def rotated(self) -> "KeyRing":
        number = int(self.current.partition("-")[0]) + 1
        return replace(self, keys={**self.keys, _new_key_id(number): new_key()})

    def without(self, key_id: str) -> "KeyRing":
        if key_id == self.current:
            raise ValueError("the current key cannot be destroyed")
        return replace(self, keys={k: v for k, v in self.keys.items() if k != key_id})


@lru_cache(maxsize=4096)
def _derived(secret: bytes, info: str) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=info.encode()).derive(secret)


def _new_key_id(number: int) -> str:
    return f"{number}-{secrets.token_hex(4)}"


class KeyRingProvider(ABC):
    """What every provider with rings in memory does the same way; where rings come from is the
    provider's part.
    """

    @abstractmethod
    def ring(self, agency_code: str, *, fresh: bool) -> KeyRing | None:
        """The agency's ring; `fresh` looks again where it came from."""

    def wrap(self, *, agency_code: str, items: Sequence[Item]) -> tuple[str, list[bytes]]:
        ring = self._existing(agency_code, fresh=True)
        gcm = ring.ciphers[ring.current]
        return ring.current, seal_many(gcm, items)

    def unwrap(self, *, agency_code: str, key_id: str, items: Sequence[Item]) -> list[bytes]:
        ring = self._existing(agency_code, fresh=False)
        if key_id not in ring.keys:
            ring = self._existing(agency_code, fresh=True)
        if key_id not in ring.keys:
            raise KeysUnavailable(f"no key {key_id} for agency {agency_code}")
        gcm = ring.ciphers[key_id]
        return [unseal(gcm, wrapped, where) for where, wrapped in items]

    def derive(self, *, agency_code: str, purpose: str) -> bytes:
        return _derived(self._existing(agency_code, fresh=False).index, f"{purpose}|{agency_code}")

    def key_ids(self, agency_code: str) -> list[str]:
        ring = self.ring(agency_code, fresh=True)
        return list(ring.keys) if ring else []

    def has_agency_key(self, agency_code: str) -> bool:
        return self.ring(agency_code, fresh=False) is not None

    def _existing(self, agency_code: str, *, fresh: bool) -> KeyRing:
        ring = self.ring(agency_code, fresh=fresh)
        if ring is None:
            raise KeysUnavailable(f"no key ring for agency {agency_code}")
        return ring
