"""Keys in files of a directory of their own: one per agency, mode 0600, written whole or not at
all.

The directory must stand apart from database and backups: who has both can read names.
"""

import fcntl
import json
import os
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from reports.sealing.encryption import new_key
from reports.sealing.providers.base import KeysUnavailable
from reports.sealing.providers.key_rings import KeyRing, KeyRingProvider, decode_key, encode_key

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


class FileKeys(KeyRingProvider):
    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._seen: dict[str, tuple[tuple[int, int], KeyRing]] = {}

    def ring(self, agency_code: str, *, fresh: bool) -> KeyRing | None:
        seen = self._seen.get(agency_code)
        if seen and not fresh:
            return seen[1]
        path = self._path("agencies", agency_code)
        try:
            stat = path.stat()
        except FileNotFoundError:
            return None
        # Another process may have rotated the ring: a rename gives a new inode.
        stamp = (stat.st_mtime_ns, stat.st_ino)
        if seen and seen[0] == stamp:
            return seen[1]
        ring = KeyRing.from_json(read_private(path))
        self._seen[agency_code] = (stamp, ring)
        return ring

    def create_agency_key(self, agency_code: str) -> None:
        if self.ring(agency_code, fresh=False):
            return
        with self._locked():
            if self.ring(agency_code, fresh=True) is None:
                write_private(self._path("agencies", agency_code), KeyRing.new().to_json())

    def rotate_agency_key(self, agency_code: str) -> str:
        with self._locked():
            ring = self._existing(agency_code, fresh=True).rotated()
            write_private(self._path("agencies", agency_code), ring.to_json())
        return ring.current

    def destroy_agency_key(self, agency_code: str, key_id: str) -> None:
        with self._locked():
            ring = self._existing(agency_code, fresh=True).without(key_id)
            write_private(self._path("agencies", agency_code), ring.to_json())

    def system_key(self, name: str) -> bytes:
        path = self._path("system", name)
        try:
            return decode_key(read_private(path)["key"])
        except FileNotFoundError:
            raise KeysUnavailable(f"no {name} key in the key directory") from None

    def create_system_key(self, name: str) -> None:
        path = self._path("system", name)
        with self._locked():
            if not path.exists():
                write_private(path, {"name": name, "key": encode_key(new_key())})

    def _path(self, kind: str, name: str) -> Path:
        if not NAME.fullmatch(name):
            raise ValueError("a key is named by lower-case letters, digits and hyphens")
        return self.directory / kind / f"{name}.json"

    @contextmanager
    def _locked(self) -> Iterator[None]:
        make_private(self.directory)
        with (self.directory / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def make_private(directory: Path) -> None:
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    directory.chmod(0o700)


def read_private(path: Path) -> dict[str, Any]:
    if path.stat().st_mode & 0o077:
        raise KeysUnavailable(f"key file {path.name} can be read by others; its mode must be 0600")
    document: dict[str, Any] = json.loads(path.read_text())
    return document


def write_private(path: Path, document: Mapping[str, Any], *, make_folder: bool = True) -> None:
    """Temporary file, fsync, rename, fsync of the directory: after a crash the old ring or the new
    one stands.
    """
    if make_folder:
        make_private(path.parent)
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        json.dump(document, file)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    sync_directory(path.parent)


def sync_directory(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
