"""The draft of a request being entered: found by its token, kept at every step, gone once the
request is recorded.

A token names one act of recording. Submitting twice, going back in the browser or signing in again
with the same address leads to the one draft, or to the one record it became.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from reports.accounts.models import Agency, User
from reports.core.refusals import NotFound
from reports.detainers.actions.drafts import drafts_of, read_draft, save_draft, start_draft
from reports.detainers.models import AttachmentKind, Detainer, Draft
from reports.detainers.queries import viewable_agencies
from reports.sealing.actions import store_sealed_file
from reports.sealing.models import SealedFile

PURPOSE = "new_detainer"
FILES = "files"


@dataclass(frozen=True)
class KeptFile:
    """A scan that waits in a draft."""

    id: UUID
    kind: str
    label: str
    size: int

    @property
    def kind_label(self) -> str:
        return str(AttachmentKind(self.kind).label)


def open_new(owner: User, agency: Agency, *, at: datetime) -> Draft:
    """An empty draft: the one opened before and left empty, or a new one."""
    for draft in drafts_of(owner, agency, PURPOSE):
        if not read_draft(draft):
            return draft
    return start_draft(agency=agency, owner=owner, purpose=PURPOSE, at=at)


def drafts_in_progress(owner: User, agency: Agency) -> list[Draft]:
    """The person's drafts at an agency that hold anything, newest first."""
    return [draft for draft in drafts_of(owner, agency, PURPOSE) if read_draft(draft)]


def find(owner: User, token: UUID) -> Draft | None:
    """One's own draft with this token."""
    rows = Draft.objects.filter(owner=owner, form_token=token, purpose=PURPOSE)
    return rows.select_related("record_key", "agency").first()


def recorded(user: User, token: UUID, *, on: date) -> Detainer:
    """What the draft with this token became. Raises NotFound."""
    agencies = viewable_agencies(user, on=on)
    found = Detainer.objects.with_person().filter(agency__in=agencies, form_token=token).first()
    if found is None:
        raise NotFound(str(token))
    return found


def keep_file(
    draft: Draft, *, kind: str, label: str, data: bytes, content_type: str, at: datetime
) -> None:
    """Seal a scan under the draft's own key; it moves to the record when the request is
    recorded.
    """
    file = store_sealed_file(
        record_key=draft.record_key, data=data, content_type=content_type, at=at
    )
    entry = {"kind": kind, "label": label, "size": file.size}
    save_draft(draft=draft, part=FILES, typed={**_files(draft), str(file.pk): entry}, at=at)


def drop_file(draft: Draft, file_id: str, *, at: datetime) -> None:
    """Leave a scan out again. Its bytes go with the draft's key."""
    rest = {key: entry for key, entry in _files(draft).items() if key != file_id}
    save_draft(draft=draft, part=FILES, typed=rest, at=at)


def kept_files(typed: Mapping[str, Any]) -> list[KeptFile]:
    """The scans of a draft, in the order they were added."""
    return [
        KeptFile(UUID(key), entry["kind"], entry["label"], entry["size"])
        for key, entry in typed.get(FILES, {}).items()
    ]


def sealed_file(draft: Draft, file_id: UUID) -> SealedFile:
    """A scan's sealed bytes; only what belongs to this draft. Raises NotFound."""
    if str(file_id) not in _files(draft):
        raise NotFound(str(file_id))
    return SealedFile.objects.select_related("record_key").get(
        pk=file_id, record_key=draft.record_key
    )


def _files(draft: Draft) -> dict[str, Any]:
    """Read again from the database: another tab may have added one."""
    fresh = Draft.objects.select_related("record_key").get(pk=draft.pk)
    kept: dict[str, Any] = json.loads(fresh.values or "{}").get(FILES, {})
    return kept
