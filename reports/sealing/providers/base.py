"""The seam between this program and whoever holds the keys (CJIS Security Policy SC-12: the agency
controls them).

A provider wraps and unwraps data keys and derives index keys; agency keys need never leave it.
"""

from collections.abc import Sequence
from typing import Protocol

# (place the data key is bound to, data key or wrapped data key)
Item = tuple[bytes, bytes]


class KeysUnavailable(Exception):
    """This process does not hold the key that was asked for."""


class KeyProvider(Protocol):
    def wrap(self, *, agency_code: str, items: Sequence[Item]) -> tuple[str, list[bytes]]:
        """The id of the agency's current key and each data key wrapped by it."""

    def unwrap(self, *, agency_code: str, key_id: str, items: Sequence[Item]) -> list[bytes]: ...

    def derive(self, *, agency_code: str, purpose: str) -> bytes:
        """A key for one purpose that stays the same when the agency's wrapping key is rotated."""

    def key_ids(self, agency_code: str) -> list[str]:
        """Ids of the agency's keys, the current one last; empty when it has none here."""

    def has_agency_key(self, agency_code: str) -> bool: ...

    def create_agency_key(self, agency_code: str) -> None:
        """Give the agency its first key; nothing happens when it has one."""

    def rotate_agency_key(self, agency_code: str) -> str:
        """Make a new current key, keep the older ones, return the new id."""

    def destroy_agency_key(self, agency_code: str, key_id: str) -> None: ...

    def system_key(self, name: str) -> bytes:
        """A 32-byte key of the installation itself (backups, signed heads)."""

    def create_system_key(self, name: str) -> None: ...


class NoKeys:
    """A process that was started without the key ring: it serves what needs no names."""

    def _refuse(self) -> KeysUnavailable:
        return KeysUnavailable("this process was started without the key ring")

    def wrap(self, *, agency_code: str, items: Sequence[Item]) -> tuple[str, list[bytes]]:
        raise self._refuse()

    def unwrap(self, *, agency_code: str, key_id: str, items: Sequence[Item]) -> list[bytes]:
        raise self._refuse()

    def derive(self, *, agency_code: str, purpose: str) -> bytes:
        raise self._refuse()

    def key_ids(self, agency_code: str) -> list[str]:
        raise self._refuse()

    def has_agency_key(self, agency_code: str) -> bool:
        raise self._refuse()

    def create_agency_key(self, agency_code: str) -> None:
        raise self._refuse()

    def rotate_agency_key(self, agency_code: str) -> str:
        raise self._refuse()

    def destroy_agency_key(self, agency_code: str, key_id: str) -> None:
        raise self._refuse()

    def system_key(self, name: str) -> bytes:
        raise self._refuse()

    def create_system_key(self, name: str) -> None:
        raise self._refuse()
