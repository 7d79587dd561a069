"""The verbs of sealing: give a record its key, store and read files, index, shred.

Shredding is how a retention schedule ends a record: without its key nothing sealed under it can be
read again.
"""

import hashlib
import hmac
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from reports.core.durable_files import make_durable
from reports.sealing.bulk_keys import insert_record_keys
from reports.sealing.encryption import binding, cipher, new_keys
from reports.sealing.models import RecordKey, SealedFile
from reports.sealing.providers.configured import KeysUnavailable, key_provider
from reports.sealing.record_keys import key_binding, seal_value, unseal_value

FILE_SLOT = b"reports.sealedfile.bytes"


class RecordHeld(Exception):
    """The record is under a legal hold: nothing of it is destroyed, whoever asks and whatever a
    schedule says.
    """


def ensure_agency_key(agency_code: str) -> None:
    """Give a new agency its first key. A lost ring is not replaced: that would hide the loss."""
    keys = key_provider()
    if keys.has_agency_key(agency_code):
        return
    if RecordKey.objects.filter(agency_code=agency_code, wrapped_key__isnull=False).exists():
        raise KeysUnavailable(
            f"the key ring of agency {agency_code} is missing, and records were sealed under it"
        )
    keys.create_agency_key(agency_code)


def new_record_key(*, agency_code: str, at: datetime) -> RecordKey:
    return new_record_keys(agency_code=agency_code, count=1, at=at)[0]


def new_record_keys(*, agency_code: str, count: int, at: datetime) -> list[RecordKey]:
    """Keys for many records at once, for imports."""
    ensure_agency_key(agency_code)
    rows = [RecordKey(uuid4(), agency_code, "", None, at, None) for _ in range(count)]
    data_keys = new_keys(count)
    items = [(key_binding(row), key) for row, key in zip(rows, data_keys, strict=True)]
    key_id, wrapped_keys = key_provider().wrap(agency_code=agency_code, items=items)
    for row, data_key, wrapped_key in zip(rows, data_keys, wrapped_keys, strict=True):
        row.key_id, row.wrapped_key, row.opened = key_id, wrapped_key, cipher(data_key)
    insert_record_keys(rows)
    return rows


def blind_index(*, agency_code: str, purpose: str, value: str) -> str:
    """What can be compared without being read: a keyed hash of the letters and digits of a
    value.
    """
    folded = unicodedata.normalize("NFKC", value).casefold()
    normal = "".join(letter for letter in unicodedata.normalize("NFKC", folded) if letter.isalnum())
    if not normal:
        return ""
    ensure_agency_key(agency_code)
    key = key_provider().derive(agency_code=agency_code, purpose=f"index|{purpose}")
    return hmac.new(key, normal.encode(), hashlib.sha256).hexdigest()


def blind_indexes(*, agency_code: str, purpose: str, values: Sequence[str]) -> list[str]:
    """The keyed hash of each value exactly as given, in canonical form already; one key for all."""
    if not values:
        return []
    ensure_agency_key(agency_code)
    key = key_provider().derive(agency_code=agency_code, purpose=f"index|{purpose}")
    return [hmac.new(key, value.encode(), hashlib.sha256).hexdigest() for value in values]


def store_sealed_file(
    *, record_key: RecordKey, data: bytes, content_type: str, at: datetime
) -> SealedFile:
    """Bytes reach the disk before the row that names them is committed; a lost race leaves only an
    unnamed file.
    """
    file = SealedFile(id=uuid4(), record_key=record_key, content_type=content_type, stored_at=at)
    envelope = seal_value(record_key, data, _file_binding(file))
    file.name = default_storage.save(f"sealed/{_spread(uuid4())}", ContentFile(envelope))
    make_durable(default_storage, file.name)
    file.size, file.sha256 = len(data), hashlib.sha256(data).hexdigest()
    file.save(force_insert=True)
    return file


def read_sealed_file(file: SealedFile) -> bytes:
    with default_storage.open(file.name) as stored:
        envelope = stored.read()
    return unseal_value(file.record_key, envelope, _file_binding(file))


def destroy_sealed_file(file: SealedFile) -> None:
    """Destroy one stored file, once this is committed; a copy that has served its time."""
    name = file.name
    file.delete()
    transaction.on_commit(lambda: _delete_stored([name]))


def shred(*, record_key: RecordKey, at: datetime) -> None:
    """Destroy the key of a record. Its sealed files go too, once the shredding is committed. Raises
    RecordHeld.
    """
    RecordKey.objects.filter(
        pk=record_key.pk, wrapped_key__isnull=False, is_shred_blocked=False
    ).update(wrapped_key=None, shredded_at=at)
    record_key.refresh_from_db(fields=["wrapped_key", "shredded_at", "is_shred_blocked"])
    if record_key.is_shred_blocked:
        raise RecordHeld(str(record_key.pk))
    record_key.opened = None
    names = list(SealedFile.objects.filter(record_key=record_key).values_list("name", flat=True))
    transaction.on_commit(lambda: _delete_stored(names))


def place_shred_block(*, record_key: RecordKey, held: bool) -> bool:
    """Put a record under a hold or take it off. False where it was shredded before and nothing is
    left to keep.
    """
    changed = RecordKey.objects.filter(pk=record_key.pk, shredded_at__isnull=True).update(
        is_shred_blocked=held
    )
    return bool(changed)


def _delete_stored(names: Sequence[str]) -> None:
    for name in names:
        default_storage.delete(name)


def _file_binding(file: SealedFile) -> bytes:
    return binding(file.record_key.agency_code, file.pk, FILE_SLOT)


def _spread(name: UUID) -> str:
    """A random name in one of 256 folders, so that no folder grows without end."""
    return f"{name.hex[:2]}/{name}"
