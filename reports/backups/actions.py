"""The verbs: make a backup, put one back into an empty installation. Keys are in no backup."""

import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from django.core.files.base import File
from django.core.files.storage import Storage
from django.db.backends.base.base import BaseDatabaseWrapper

from reports.backups import database_copy
from reports.backups.archive import Archive, Member, members
from reports.backups.empty_check import what_is_in_the_way
from reports.backups.encrypted_stream import BadBackup, NoBackup, SealingReader, SealingWriter
from reports.backups.inventory import (
    Facts,
    applied_migrations,
    chain_heads,
    chunks_of,
    row_counts,
    stored_names,
)
from reports.core.durable_files import make_durable
from reports.core.failpoints import reach
from reports.sealing.models import SealedFile
from reports.sealing.providers.files import sync_directory

FILE: Final = "trustact.backup"
FILES: Final = "files/"
MANIFEST: Final = "manifest.json"


class BackupRunning(Exception):
    """Another backup is being made into the same directory."""


class NotEmpty(Exception):
    """An installation that holds records is never overwritten."""


@dataclass(frozen=True)
class Backup:
    """A finished backup. `missing` are files the records name and the storage does not have."""

    path: Path
    sha256: str
    size: int
    made_at: str
    facts: Facts
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Manifest:
    vendor: str
    migrations: list[list[str]]
    missing: tuple[str, ...]
    facts: Facts


# Making -----------------------------------------------------------------------------------------


def make_backup(
    connection: BaseDatabaseWrapper, storage: Storage, *, directory: Path, key: bytes, at: datetime
) -> Backup:
    """Write a backup beside the last one and put it in its place when it is whole and on the
    disk.
    """
    directory.mkdir(parents=True, exist_ok=True)
    with _alone_in(directory) as scratch:
        unfinished = scratch / FILE
        with unfinished.open("wb") as out:
            writer = SealingWriter(out, key=key, made_at=at.isoformat())
            manifest = _write_all(Archive(writer), connection, storage, scratch)
            out.flush()
            os.fsync(out.fileno())
        reach("backup_written")
        path = directory / FILE
        unfinished.replace(path)
        sync_directory(directory)
    facts, missing = manifest.facts, manifest.missing
    return Backup(path, _sha256(path), path.stat().st_size, at.isoformat(), facts, missing)


def _write_all(
    archive: Archive, connection: BaseDatabaseWrapper, storage: Storage, scratch: Path
) -> Manifest:
    migrations = applied_migrations(connection)
    named = set(SealedFile.objects.using(connection.alias).values_list("name", flat=True))
    tables, heads = database_copy.dump(connection, archive, scratch=scratch)
    reach("backup_database")
    # Files after the database: a file is stored before the row that names it.
    files = {
        name: archive.add(f"{FILES}{name}", chunks_of(storage, name))
        for name in stored_names(storage)
    }
    reach("backup_files")
    missing = tuple(sorted(named - set(files)))
    manifest = Manifest(
        connection.vendor, migrations, missing, Facts(tables=tables, heads=heads, files=files)
    )
    archive.add(MANIFEST, [_manifest_bytes(manifest)])
    archive.finish()
    return manifest


def _manifest_bytes(manifest: Manifest) -> bytes:
    return json.dumps(
        {
            "vendor": manifest.vendor,
            "migrations": manifest.migrations,
            "missing": manifest.missing,
            "facts": manifest.facts.as_json(),
        }
    ).encode()


@contextmanager
def _alone_in(directory: Path) -> Iterator[Path]:
    """One backup at a time; what an earlier one that was ended left behind is removed."""
    with (directory / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupRunning("another backup is being made here") from None
        for left in directory.glob(".unfinished-*"):
            shutil.rmtree(left)
        scratch = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=directory))
        try:
            yield scratch
        finally:
            shutil.rmtree(scratch)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# Restoring --------------------------------------------------------------------------------------


def read_manifest(path: Path, *, key: bytes) -> Manifest:
    """Read a backup to its end, check every byte of it, and return what it says it holds."""
    manifest, hashes = b"", {}
    for member in _members(path, key):
        chunks = member.chunks()
        if member.name == MANIFEST:
            manifest = b"".join(chunks)
        # Read to its end, where its hash is checked; nothing of it is kept.
        deque(chunks, maxlen=0)
        hashes[member.name] = member.sha256
    return _parsed(
        manifest, {n.removeprefix(FILES): h for n, h in hashes.items() if n.startswith(FILES)}
    )


def _parsed(manifest: bytes, hashes: dict[str, str]) -> Manifest:
    if not manifest:
        raise BadBackup("the backup has no manifest")
    found = json.loads(manifest)
    facts = Facts.from_json(found["facts"])
    if facts.files != hashes:
        raise BadBackup("the backup's files are not those of its manifest")
    return Manifest(found["vendor"], found["migrations"], tuple(found["missing"]), facts)


def restore_backup(
    connection: BaseDatabaseWrapper, storage: Storage, *, path: Path, key: bytes
) -> Facts:
    """Put a backup into an empty installation. It is read and checked whole before anything is
    written.
    """
    manifest = read_manifest(path, key=key)
    if obstacle := what_is_in_the_way(connection, storage):
        raise NotEmpty(obstacle)
    _check_release(connection, manifest)
    restoring = database_copy.Restoring(connection, migrations=manifest.migrations)
    saved: list[str] = []
    try:
        with restoring.whole_or_not():
            for member in _members(path, key):
                _put(member, restoring, storage, saved)
    except BaseException:
        for name in saved:
            storage.delete(name)
        raise
    _compare(connection, manifest.facts)
    database_copy.bring_up_to_date(connection)
    return manifest.facts


def _check_release(connection: BaseDatabaseWrapper, manifest: Manifest) -> None:
    if manifest.vendor != connection.vendor:
        raise BadBackup(
            f"the backup is of {manifest.vendor}, this installation runs on {connection.vendor}"
        )
    if newer := database_copy.unknown_migrations(connection, manifest.migrations):
        raise BadBackup(
            f"the backup was made by a newer release (it has {newer[-1]}); restore with that"
            " release"
        )


def _put(
    member: Member, restoring: database_copy.Restoring, storage: Storage, saved: list[str]
) -> None:
    if restoring.takes(member):
        restoring.take(member)
    elif member.name.startswith(FILES):
        _put_file(member, storage, saved)


def _put_file(member: Member, storage: Storage, saved: list[str]) -> None:
    name = member.name.removeprefix(FILES)
    with tempfile.SpooledTemporaryFile(max_size=32 * 1024 * 1024) as spool:
        for chunk in member.chunks():
            spool.write(chunk)
        spool.seek(0)
        stored = storage.save(name, File(spool))
    saved.append(stored)
    if stored != name:
        raise NotEmpty("a file of the backup is in the storage already")
    make_durable(storage, name)


def _compare(connection: BaseDatabaseWrapper, expected: Facts) -> None:
    found = Facts(
        tables=row_counts(connection), heads=chain_heads(connection), files=expected.files
    )
    if differences := expected.differences(found):
        raise BadBackup("what was restored is not what was backed up: " + "; ".join(differences))


def _members(path: Path, key: bytes) -> Iterator[Member]:
    try:
        source = path.open("rb")
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        raise NoBackup(f"there is no {FILE} in that directory") from None
    with source:
        yield from members(SealingReader(source, key=key))
