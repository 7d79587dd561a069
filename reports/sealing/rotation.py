"""Rotation: every record key of an agency wrapped again by its newest key, a batch at a time.

It may be ended at any moment and begun again: a batch is done whole or not at all, older keys stay
in the ring until they are destroyed expressly, and a second run goes on where the first one
stopped.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db import connection
from django.db.models import QuerySet

from reports.core.failpoints import reach
from reports.core.verbs import verb
from reports.sealing.models import RecordKey
from reports.sealing.providers.configured import key_provider
from reports.sealing.record_keys import key_binding

BATCH: Final = 500

UPDATE: Final = (
    "UPDATE reports_recordkey SET key_id = %s, wrapped_key = %s WHERE id = %s AND key_id = %s"
    " AND wrapped_key IS NOT NULL"
)


@dataclass(frozen=True)
class Rotation:
    key_id: str
    rewrapped: int
    resumed: bool


def rotate(agency_code: str) -> Rotation:
    """Finish a rotation that was ended, or begin one with a new key; then wrap every record key by
    it.
    """
    keys = key_provider()
    known = keys.key_ids(agency_code)
    resumed = bool(known) and _outstanding(agency_code, known[-1]).exists()
    current = known[-1] if resumed else keys.rotate_agency_key(agency_code)
    reach("key_made")
    return Rotation(key_id=current, rewrapped=rewrap_all(agency_code, current), resumed=resumed)


def rewrap_all(agency_code: str, current: str) -> int:
    rewrapped = 0
    while batch := _next_batch(agency_code, current):
        rewrapped += _rewrap_batch(agency_code, batch)
        reach("batch_done")
    return rewrapped


@verb(system=True)
def _rewrap_batch(agency_code: str, batch: list[RecordKey]) -> int:
    rewrapped = _rewrap(agency_code, batch)
    reach("batch_written")
    return rewrapped


def destroy_old_keys(agency_code: str) -> list[str]:
    """Destroy keys that wrap nothing any more. What older backups hold of this agency can then
    never be read again.
    """
    *old, _ = key_provider().key_ids(agency_code)
    used = set(
        RecordKey.objects.filter(agency_code=agency_code, key_id__in=old).values_list(
            "key_id", flat=True
        )
    )
    destroyed = [key_id for key_id in old if key_id not in used]
    for key_id in destroyed:
        key_provider().destroy_agency_key(agency_code, key_id)
    return destroyed


def _outstanding(agency_code: str, current: str) -> QuerySet[RecordKey]:
    return RecordKey.objects.filter(agency_code=agency_code, wrapped_key__isnull=False).exclude(
        key_id=current
    )


def _next_batch(agency_code: str, current: str) -> list[RecordKey]:
    """Record keys still wrapped by one and the same older key."""
    outstanding = _outstanding(agency_code, current).order_by("pk")
    old = outstanding.values_list("key_id", flat=True).first()
    return list(outstanding.filter(key_id=old)[:BATCH]) if old else []


def _rewrap(agency_code: str, batch: Sequence[RecordKey]) -> int:
    keys, old = key_provider(), batch[0].key_id
    places = [key_binding(row) for row in batch]
    wrapped = [bytes(row.wrapped_key or b"") for row in batch]
    data_keys = keys.unwrap(
        agency_code=agency_code, key_id=old, items=list(zip(places, wrapped, strict=True))
    )
    new, rewrapped = keys.wrap(
        agency_code=agency_code, items=list(zip(places, data_keys, strict=True))
    )
    native = connection.features.has_native_uuid_field
    ids = [row.pk if native else row.pk.hex for row in batch]
    with connection.cursor() as cursor:
        cursor.executemany(
            UPDATE, [(new, key, row_id, old) for key, row_id in zip(rewrapped, ids, strict=True)]
        )
    return len(ids)
