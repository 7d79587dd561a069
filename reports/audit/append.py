"""Adding an entry in as few round trips as each database allows; the database advances the head
under its row lock.

The hash itself is computed by the database from the text of `reports.audit.entry_hash`, because the
number and the hash before are known only once the head is locked. Verification recomputes it in
Python.
"""

from collections.abc import Callable
from typing import Any, Final

from django.db.backends.base.base import BaseDatabaseWrapper

from reports.audit.entry_hash import GENESIS
from reports.audit.models import AuditEntry

Head = tuple[int, str, str]
Append = Callable[[Any, list[Any], str, str], Head | None]

COLUMNS: Final = (
    "id, chain, at, event, actor, subject_type, subject_id, detail, rows_hash,"
    " seq, previous_hash, entry_hash"
)

START: Final = (
    "INSERT INTO reports_trailhead (chain, seq, hash, previous_hash) VALUES (%s, 0, %s, %s) ON"
    " CONFLICT DO NOTHING"
)

SQLITE_HEAD: Final = (
    "UPDATE reports_trailhead SET seq = seq + 1, previous_hash = hash, hash = SHA256(hash || %s ||"
    " (seq + 1) || %s) WHERE chain = %s RETURNING seq, previous_hash, hash"
)

SQLITE_ENTRY: Final = (
    f"INSERT INTO reports_trailentry ({COLUMNS})"  # noqa: S608 - the columns named above
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)

POSTGRESQL: Final = (
    "WITH head AS (UPDATE reports_trailhead SET seq = seq + 1, previous_hash = hash,"  # noqa: S608 - the columns above
    " hash = encode(sha256(convert_to(hash || %s || (seq + 1) || %s, 'UTF8')), 'hex')"
    " WHERE chain = %s RETURNING seq, previous_hash, hash)"
    f" INSERT INTO reports_trailentry ({COLUMNS})"
    " SELECT %s, %s, %s, %s, %s, %s, %s, %s, %s, seq, previous_hash, hash FROM head"
    " RETURNING seq, previous_hash, entry_hash"
)


def append(
    database: BaseDatabaseWrapper, *, entry: AuditEntry, before: str, after: str, detail: str
) -> Head | None:
    """Write the entry and return its number and hashes; nothing happens when the chain has no head
    yet.
    """
    columns = columns_of(database, entry, detail)
    with database.cursor() as cursor:
        if database.vendor == "sqlite":
            return _append_sqlite(cursor, columns, before, after)
        return _append_postgresql(cursor, columns, before, after)


def start_chain(database: BaseDatabaseWrapper, chain: str) -> None:
    with database.cursor() as cursor:
        cursor.execute(START, [chain, GENESIS, GENESIS])


def _append_sqlite(cursor: Any, columns: list[Any], before: str, after: str) -> Head | None:
    cursor.execute(SQLITE_HEAD, [before, after, columns[1]])
    # The update takes effect only when its returned rows are read to the end.
    rows: list[Head] = cursor.fetchall()
    if rows:
        cursor.execute(SQLITE_ENTRY, [*columns, *rows[0]])
    return rows[0] if rows else None


def _append_postgresql(cursor: Any, columns: list[Any], before: str, after: str) -> Head | None:
    cursor.execute(POSTGRESQL, [before, after, columns[1], *columns])
    head: Head | None = cursor.fetchone()
    return head


def columns_of(database: BaseDatabaseWrapper, entry: AuditEntry, detail: str) -> list[Any]:
    """The entry without number and hashes, in the order of COLUMNS, as the driver takes it."""
    native = database.features.has_native_uuid_field
    subject = entry.subject_id
    return [
        entry.id if native else entry.id.hex,
        entry.chain,
        database.ops.adapt_datetimefield_value(entry.at),
        entry.event,
        entry.actor,
        entry.subject_type,
        subject if native or subject is None else subject.hex,
        detail,
        entry.rows_hash,
    ]
