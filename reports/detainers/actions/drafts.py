"""Drafts: what somebody has typed and not yet recorded. Sealed, owned by one person, and kept when
a session or browser ends.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from reports.accounts.models import Agency, User
from reports.core.verbs import verb
from reports.detainers.drafts import FILES, NEW_DETAINER, drafts_of, file_entries, read_draft
from reports.detainers.models import Draft
from reports.sealing.actions import new_record_key, shred, store_sealed_file


@verb(system=True)
def start_draft(*, agency: Agency, owner: User, purpose: str, at: datetime) -> Draft:
    """Create an empty draft, with the token that makes sure it is recorded only once."""
    key = new_record_key(agency_code=agency.code, at=at)
    return Draft.objects.create(
        agency=agency, owner=owner, purpose=purpose, record_key=key, saved_at=at, values="{}"
    )


def open_new(owner: User, agency: Agency, *, at: datetime) -> Draft:
    """An empty draft of a detainer: an earlier one that was left empty, or a new one."""
    for draft in drafts_of(owner, agency, NEW_DETAINER):
        if not read_draft(draft):
            return draft
    return start_draft(agency=agency, owner=owner, purpose=NEW_DETAINER, at=at)


@verb(system=True)
def save_draft(*, draft: Draft, part: str, typed: Mapping[str, Any], at: datetime) -> None:
    """Keep the fields of one step. The other steps stay unchanged, also when a second tab saved
    them.
    """
    locked = (
        Draft.objects.select_related("record_key", "agency")
        .select_for_update(of=("self",))
        .get(pk=draft.pk)
    )
    locked.values = json.dumps({**read_draft(locked), part: dict(typed)})
    locked.saved_at = at
    locked.save(update_fields=["values", "saved_at"])


@verb(system=True)
def keep_file(
    *, draft: Draft, kind: str, label: str, data: bytes, content_type: str, at: datetime
) -> None:
    """Seal a scan under the draft's own key. It moves to the record when the detainer is logged."""
    file = store_sealed_file(
        record_key=draft.record_key, data=data, content_type=content_type, at=at
    )
    entry = {"kind": kind, "label": label, "size": file.size}
    save_draft(draft=draft, part=FILES, typed={**file_entries(draft), str(file.pk): entry}, at=at)


@verb(system=True)
def drop_file(*, draft: Draft, file_id: str, at: datetime) -> None:
    """Remove a scan. Its bytes become unreadable when the draft's key is destroyed."""
    rest = {key: entry for key, entry in file_entries(draft).items() if key != file_id}
    save_draft(draft=draft, part=FILES, typed=rest, at=at)


def lock_draft(draft: Draft) -> Draft | None:
    """The draft, locked until the transaction ends; None where it was recorded or discarded."""
    rows = Draft.objects.select_for_update(of=("self",)).select_related("record_key", "agency")
    return rows.filter(pk=draft.pk).first()


@verb(system=True)
def discard_draft(*, draft: Draft, at: datetime) -> None:
    """Delete a draft for good and destroy its key."""
    key = draft.record_key
    draft.delete()
    shred(record_key=key, at=at)


def transfer_drafts(*, leaving: User, successor: User, agency: Agency) -> int:
    """Give the drafts of somebody who leaves to the successor. Returns how many."""
    return Draft.objects.filter(owner=leaving, agency=agency).update(owner=successor)
