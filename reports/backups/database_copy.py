"""A consistent copy of the database while it is in use, and putting it back.

SQLite is copied by its own online backup into one member. PostgreSQL is copied table by table, in
one snapshot, with COPY: it needs no program of the server's version on this machine, and the tables
are made by our own migrations.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from django.core.management import call_command
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.sqlite3._functions import register  # type: ignore[import-untyped]  # not in the stubs
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.transaction import atomic

from reports.backups.archive import Archive, Member
from reports.backups.inventory import NOT_COMPARED, NOT_KEPT, chain_heads, row_counts, table_names
from reports.core.snapshots import read_snapshot

SQLITE_MEMBER: Final = "database.sqlite3"
TABLES: Final = "tables/"
CHUNK: Final = 1024 * 1024

Counts = tuple[dict[str, int], dict[str, tuple[int, str]]]


def dump(connection: BaseDatabaseWrapper, archive: Archive, *, scratch: Path) -> Counts:
    """Add the database to the archive; rows per table and heads of chains as they stand in that
    copy.
    """
    if connection.vendor == "sqlite":
        return _dump_sqlite(connection, archive, scratch)
    return _dump_postgresql(connection, archive)


def _dump_sqlite(connection: BaseDatabaseWrapper, archive: Archive, scratch: Path) -> Counts:
    copy = scratch / "copy.sqlite3"
    os.close(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    connection.ensure_connection()
    with closing(sqlite3.connect(copy)) as target:
        connection.connection.backup(target)
        counts, heads = _settle(
            target, [table for table in table_names(connection) if table not in NOT_COMPARED]
        )
    archive.add(SQLITE_MEMBER, _file_chunks(copy))
    copy.unlink()
    return counts, heads


def _settle(copy: sqlite3.Connection, tables: list[str]) -> Counts:
    """Leave out what is not kept, check the copy, and count it."""
    register(copy)  # constraints may call functions of Django's
    copy.execute("PRAGMA secure_delete=ON")
    copy.execute("PRAGMA journal_mode=DELETE")
    present = {
        name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    }
    for table in NOT_KEPT & present:
        copy.execute(f'DELETE FROM "{table}"')  # noqa: S608 - from NOT_KEPT  # nosec B608
    copy.commit()
    (verdict,) = copy.execute("PRAGMA integrity_check").fetchone()
    if verdict != "ok":
        raise sqlite3.DatabaseError("the database itself is damaged; restore the last good backup")
    counts = {
        table: copy.execute(
            f'SELECT count(*) FROM "{table}"'  # noqa: S608 - our own table  # nosec B608
        ).fetchone()[0]
        for table in tables
    }
    heads = copy.execute("SELECT chain, seq, hash FROM reports_trailhead").fetchall()
    return counts, {chain: (seq, digest) for chain, seq, digest in heads}


def _file_chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _dump_postgresql(connection: BaseDatabaseWrapper, archive: Archive) -> Counts:
    with read_snapshot(connection):
        counts, heads = row_counts(connection), chain_heads(connection)
        for table in table_names(connection):
            if table not in NOT_COMPARED:
                columns = _columns(connection, table)
                archive.add(
                    f"{TABLES}{table}", _copied_out(connection, table, columns), columns=columns
                )
    return counts, heads


def _columns(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    with connection.cursor() as cursor:
        return [
            column.name for column in connection.introspection.get_table_description(cursor, table)
        ]


def _copied_out(
    connection: BaseDatabaseWrapper, table: str, columns: list[str]
) -> Iterator[memoryview]:
    names = ", ".join(map(connection.ops.quote_name, columns))
    with connection.cursor() as cursor:
        query = f"COPY {connection.ops.quote_name(table)} ({names}) TO STDOUT"
        with cursor.copy(query) as copy:
            yield from copy


class Restoring:
    """Takes the database's members in the order in which they were dumped, and puts them into an
    empty place.
    """

    def __init__(self, connection: BaseDatabaseWrapper, *, migrations: list[list[str]]) -> None:
        self.connection = connection
        if connection.vendor == "postgresql":
            _make_tables(connection, migrations)

    def takes(self, member: Member) -> bool:
        return member.name == SQLITE_MEMBER or member.name.startswith(TABLES)

    def take(self, member: Member) -> None:
        if member.name == SQLITE_MEMBER:
            self._receive_file(member)
        else:
            self._fill_table(member)

    @contextmanager
    def whole_or_not(self) -> Iterator[None]:
        """PostgreSQL is filled in one transaction; SQLite's file takes its place when all else has
        arrived.
        """
        if self.connection.vendor == "postgresql":
            with atomic(using=self.connection.alias):
                with self.connection.cursor() as cursor:
                    cursor.execute("SET CONSTRAINTS ALL DEFERRED")
                yield
                _advance_sequences(self.connection)
        else:
            yield
            self._put_file_in_place()

    def _receive_file(self, member: Member) -> None:
        self._arriving.unlink(missing_ok=True)
        handle = os.open(self._arriving, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            for chunk in member.chunks():
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())

    def _put_file_in_place(self) -> None:
        self.connection.close()
        for leftover in ("-wal", "-shm"):
            self._file.with_name(self._file.name + leftover).unlink(missing_ok=True)
        self._arriving.replace(self._file)

    @property
    def _file(self) -> Path:
        return Path(str(self.connection.settings_dict["NAME"]))

    @property
    def _arriving(self) -> Path:
        return self._file.with_name(f"{self._file.name}.arriving")

    def _fill_table(self, member: Member) -> None:
        quote = self.connection.ops.quote_name
        columns = ", ".join(map(quote, member.facts["columns"]))
        table = quote(member.name.removeprefix(TABLES))
        with (
            self.connection.cursor() as cursor,
            cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy,
        ):
            for chunk in member.chunks():
                copy.write(chunk)


def _make_tables(connection: BaseDatabaseWrapper, migrations: list[list[str]]) -> None:
    """The tables as the release that made the backup had them, with nothing in them."""
    with connection.cursor() as cursor:
        for table in table_names(connection):
            cursor.execute(f"DROP TABLE {connection.ops.quote_name(table)} CASCADE")
    executor = MigrationExecutor(connection)
    executor.migrate(_last_of(executor.loader, {(app, name) for app, name in migrations}))
    if not migrations:
        bring_up_to_date(connection)
    _empty(connection)


def _last_of(loader: MigrationLoader, applied: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """Migrations that no other applied one builds on: whoever reaches these has applied them
    all.
    """
    nodes = loader.graph.node_map
    return [
        name
        for name in sorted(applied)
        if not any(child.key in applied for child in nodes[name].children)
    ]


def _empty(connection: BaseDatabaseWrapper) -> None:
    """What migrations put into the tables is in the backup, too."""
    filled = [table for table, rows in row_counts(connection).items() if rows]
    if filled:
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {', '.join(map(connection.ops.quote_name, filled))} CASCADE")


def bring_up_to_date(connection: BaseDatabaseWrapper) -> None:
    """Give the tables the form that this release wants."""
    call_command("migrate", database=connection.alias, verbosity=0, run_syncdb=True)


def unknown_migrations(connection: BaseDatabaseWrapper, migrations: list[list[str]]) -> list[str]:
    """Migrations that this release does not have: the backup was made by a newer one."""
    known = MigrationLoader(connection).disk_migrations
    return [f"{app}.{name}" for app, name in migrations if (app, name) not in known]


def _advance_sequences(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        for table in table_names(connection):
            for sequence in connection.introspection.get_sequences(cursor, table):
                quoted = (
                    connection.ops.quote_name(table),
                    connection.ops.quote_name(sequence["column"]),
                )
                cursor.execute(
                    "SELECT setval(pg_get_serial_sequence(%s, %s),"  # noqa: S608 - quoted  # nosec B608
                    f" coalesce(max({quoted[1]}), 1),"
                    f" max({quoted[1]}) IS NOT NULL) FROM {quoted[0]}",
                    [table, sequence["column"]],
                )
