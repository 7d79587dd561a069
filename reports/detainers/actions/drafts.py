"""Drafts: what somebody has typed and not yet recorded. Sealed, owned by one person, and kept when
a session or browser ends.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from reports.accounts.models import Agency, User
from reports.core.verbs import verb
from reports.detainers.actions.attachments import AS_RECEIVED
from reports.detainers.drafts import FILES, NEW_DETAINER, drafts_of, read_draft
from reports.detainers.models import Draft
from reports.sealing.actions import new_record_key, shred, store_sealed_file
from reports.uploads.inspection import ReceivedFile


@dataclass(frozen=True)
class NamedFile:
    """A scan and what the clerk calls it."""

    file: ReceivedFile
    label: str


@verb(system=True)
def start_draft(*, agency: Agency, owner: User, purpose: str, at: datetime) -> Draft:
    """Create an empty draft, with the token that makes sure it is recorded only once."""
    key = new_record_key(agency_code=agency.code, at=at)
    return Draft.objects.create(
        agency=agency, owner=owner, purpose=purpose, record_key=key, saved_at=at, values="{}"
    )


EMPTY_FOR = timedelta(hours=12)


def open_new(owner: User, agency: Agency, *, at: datetime) -> Draft:
    """A draft of its own, whatever else is being entered: two tabs are two drafts. Those that were
    opened and left empty go after twelve hours, when no page of them can still be signed in.
    """
    for draft in drafts_of(owner, agency, NEW_DETAINER):
        if draft.saved_at < at - EMPTY_FOR and not read_draft(draft):
            discard_draft(draft=draft, at=at)
    return start_draft(agency=agency, owner=owner, purpose=NEW_DETAINER, at=at)


@verb(system=True)
def save_draft(*, draft: Draft, part: str, typed: Mapping[str, Any], at: datetime) -> None:
    """Keep the fields of one step. The other steps stay unchanged, also when a second tab saved
    them; what was saved last stands last.
    """
    locked = _locked(draft)
    others = {name: kept for name, kept in read_draft(locked).items() if name != part}
    locked.values = json.dumps({**others, part: dict(typed)})
    locked.saved_at = at
    locked.save(update_fields=["values", "saved_at"])


@verb(system=True)
def keep_files(*, draft: Draft, kind: str, files: Sequence[NamedFile], at: datetime) -> None:
    """Seal scans under the draft's own key, each beside its bytes as they came, behind those that
    are there. They move to the record when the detainer is logged.
    """
    locked = _locked(draft)
    entries = dict(read_draft(locked).get(FILES, {}))
    for named in files:
        shown, key = named.file.clean, locked.record_key
        file = store_sealed_file(
            record_key=key, data=shown.data, content_type=shown.content_type, at=at
        )
        received = store_sealed_file(
            record_key=key, data=named.file.received, content_type=AS_RECEIVED, at=at
        )
        entries[str(file.pk)] = {
            "kind": kind,
            "label": named.label,
            "size": file.size,
            "pages": shown.pages,
            "received": str(received.pk),
        }
    save_draft(draft=locked, part=FILES, typed=entries, at=at)


@verb(system=True)
def arrange_files(*, draft: Draft, labels: Mapping[str, str], at: datetime) -> None:
    """Name the scans and put them in the order given. One that is not named stays as it was, behind
    the others.
    """
    locked = _locked(draft)
    entries: dict[str, Any] = read_draft(locked).get(FILES, {})
    order = [key for key in labels if key in entries]
    order += [key for key in entries if key not in labels]
    arranged = {
        key: {**entries[key], "label": labels.get(key, entries[key]["label"])} for key in order
    }
    save_draft(draft=locked, part=FILES, typed=arranged, at=at)


@verb(system=True)
def drop_file(*, draft: Draft, file_id: str, at: datetime) -> None:
    """Remove a scan. Its bytes become unreadable when the draft's key is destroyed."""
    locked = _locked(draft)
    entries: dict[str, Any] = read_draft(locked).get(FILES, {})
    rest = {key: entry for key, entry in entries.items() if key != file_id}
    save_draft(draft=locked, part=FILES, typed=rest, at=at)


def _locked(draft: Draft) -> Draft:
    """The draft as it is now, until the act has ended: another tab may have added a scan."""
    rows = Draft.objects.select_for_update(of=("self",)).select_related("record_key", "agency")
    return rows.get(pk=draft.pk)


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
