"""What an installation consists of, counted: rows of every table, heads of every chain, hashes of
every file.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.core.files.storage import Storage
from django.db import DatabaseError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

# Sessions are credentials: they are not kept. What was migrated is known from the migrations
# themselves.
NOT_KEPT: Final = frozenset({"django_session"})
NOT_COMPARED: Final = NOT_KEPT | {"django_migrations"}
CHUNK: Final = 256 * 1024


@dataclass(frozen=True)
class Facts:
    tables: Mapping[str, int]
    heads: Mapping[str, tuple[int, str]]
    files: Mapping[str, str]

    def as_json(self) -> dict[str, Any]:
        heads = {chain: list(head) for chain, head in self.heads.items()}
        return {"tables": dict(self.tables), "heads": heads, "files": dict(self.files)}

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> "Facts":
        heads = {chain: (seq, digest) for chain, (seq, digest) in document["heads"].items()}
        return cls(tables=document["tables"], heads=heads, files=document["files"])

    def differences(self, other: "Facts") -> list[str]:
        """What is not the same there, as sentences."""
        return [
            *_differences("table", self.tables, other.tables),
            *_differences("chain", self.heads, other.heads),
            *_differences("file", self.files, other.files),
        ]


def _differences(what: str, here: Mapping[str, Any], there: Mapping[str, Any]) -> Iterator[str]:
    for name in sorted({*here, *there}):
        if here.get(name) != there.get(name):
            yield (
                f"{what} {name}: {here.get(name, 'absent')} here, {there.get(name, 'absent')} there"
            )


def table_names(connection: BaseDatabaseWrapper) -> list[str]:
    with connection.cursor() as cursor:
        return sorted(connection.introspection.table_names(cursor))


def row_counts(connection: BaseDatabaseWrapper) -> dict[str, int]:
    counts = {}
    with connection.cursor() as cursor:
        for table in table_names(connection):
            if table not in NOT_COMPARED:
                quoted = connection.ops.quote_name(table)
                cursor.execute(f"SELECT count(*) FROM {quoted}")  # noqa: S608 - quoted  # nosec B608
                counts[table] = cursor.fetchone()[0]
    return counts


def chain_heads(connection: BaseDatabaseWrapper) -> dict[str, tuple[int, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT chain, seq, hash FROM reports_trailhead")
        return {chain: (seq, digest) for chain, seq, digest in cursor.fetchall()}


def applied_migrations(connection: BaseDatabaseWrapper) -> list[list[str]]:
    try:
        return sorted(
            [app, name] for app, name in MigrationRecorder(connection).applied_migrations()
        )
    except DatabaseError:
        return []


def stored_names(storage: Storage, folder: str = "") -> Iterator[str]:
    """Every file of the storage, by its name."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}{name}" for name in sorted(files))
    for inner in sorted(folders):
        yield from stored_names(storage, f"{folder}{inner}/")


def chunks_of(storage: Storage, name: str) -> Iterator[bytes]:
    with storage.open(name) as file:
        yield from file.chunks(CHUNK)


def file_hashes(storage: Storage) -> dict[str, str]:
    found = {}
    for name in stored_names(storage):
        digest = hashlib.sha256()
        for chunk in chunks_of(storage, name):
            digest.update(chunk)
        found[name] = digest.hexdigest()
    return found
