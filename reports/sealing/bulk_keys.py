"""Writing many record keys in as few statements as each database allows: an import writes one for
every person.
"""

from collections.abc import Sequence
from typing import Final

from django.db import connection

from reports.sealing.models import RecordKey

COLUMNS: Final = "id, agency_code, key_id, wrapped_key, created_at, shredded_at"
SQLITE: Final = (
    f"INSERT INTO reports_recordkey ({COLUMNS})"  # noqa: S608 - the columns named above
    " VALUES (%s, %s, %s, %s, %s, NULL)"
)
POSTGRESQL: Final = (
    f"INSERT INTO reports_recordkey ({COLUMNS})"  # noqa: S608 - the columns named above
    " SELECT id, %s, %s, wrapped_key, %s, NULL FROM unnest(%s::uuid[], %s::bytea[]) AS made(id,"
    " wrapped_key)"
)


def insert_record_keys(rows: Sequence[RecordKey]) -> None:
    """Rows of one agency, wrapped by one key at one moment, none of them stored yet."""
    if rows:
        _insert(rows)
    for row in rows:
        row._state.adding = False
        row._state.db = connection.alias


def _insert(rows: Sequence[RecordKey]) -> None:
    first = rows[0]
    same = (first.agency_code, first.key_id)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            at = connection.ops.adapt_datetimefield_value(first.created_at)
            cursor.executemany(
                SQLITE, [(row.id.hex, *same, bytes(row.wrapped_key or b""), at) for row in rows]
            )
        else:
            ids, keys = [row.id for row in rows], [row.wrapped_key for row in rows]
            cursor.execute(POSTGRESQL, [*same, first.created_at, ids, keys])
