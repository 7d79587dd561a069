"""The drill: a backup is made and put back in a scratch place, and everything is compared. What has
never been restored is no backup.
"""

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.core.files.storage import FileSystemStorage, Storage
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from reports.audit.verification import verify
from reports.backups.actions import FILE, make_backup, restore_backup
from reports.backups.inventory import Facts, chain_heads, file_hashes, row_counts

ALIAS = "drill"


@dataclass(frozen=True)
class Drill:
    facts: Facts
    missing: tuple[str, ...]
    problems: tuple[str, ...]
    size: int


def drill(connection: BaseDatabaseWrapper, storage: Storage, *, key: bytes, at: datetime) -> Drill:
    """Back up, restore elsewhere, compare rows, heads of chains and hashes of files, and recompute
    the audit log there.
    """
    with tempfile.TemporaryDirectory(prefix="trustact-drill-") as folder:
        place = Path(folder)
        backup = make_backup(connection, storage, directory=place / "backup", key=key, at=at)
        with scratch_database(connection, place) as scratch:
            files = FileSystemStorage(location=place / "files")
            restore_backup(scratch, files, path=place / "backup" / FILE, key=key)
            problems = _problems(scratch, files, backup.facts)
    missing = [
        f"a record names the file {name}, and the storage does not have it"
        for name in backup.missing
    ]
    return Drill(
        facts=backup.facts, missing=backup.missing, problems=(*problems, *missing), size=backup.size
    )


def _problems(scratch: BaseDatabaseWrapper, files: Storage, expected: Facts) -> list[str]:
    found = Facts(tables=row_counts(scratch), heads=chain_heads(scratch), files=file_hashes(files))
    return [*expected.differences(found), *map(str, verify(scratch).problems)]


@contextmanager
def scratch_database(
    connection: BaseDatabaseWrapper, folder: Path
) -> Iterator[BaseDatabaseWrapper]:
    """An empty database of the same kind, gone afterwards."""
    name = (
        f"drill_{secrets.token_hex(6)}"
        if connection.vendor == "postgresql"
        else str(folder / "drill.sqlite3")
    )
    if connection.vendor == "postgresql":
        _administer(connection, f"CREATE DATABASE {name}")
    scratch = connection.copy(alias=ALIAS)
    scratch.settings_dict["NAME"] = name
    connections[ALIAS] = scratch
    try:
        yield scratch
    finally:
        scratch.close()
        del connections[ALIAS]
        if connection.vendor == "postgresql":
            _administer(connection, f"DROP DATABASE IF EXISTS {name}")


def _administer(connection: BaseDatabaseWrapper, statement: str) -> None:
    with connection._nodb_cursor() as cursor:  # noqa: SLF001 - the one way to a server without a database
        cursor.execute(statement)
