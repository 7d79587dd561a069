"""Read drafts: one's own, found by token, and the scans kept in them.

A token stands for one record to be made. Submitting twice, going back in the browser, or signing in
again at the same address leads to the same draft, or to the record it became.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from reports.accounts.models import Agency, User
from reports.core.refusals import NotFound
from reports.detainers.models import AttachmentKind, Draft
from reports.sealing.models import SealedFile

NEW_DETAINER = "new_detainer"
FILES = "files"
PAGE = "_page"


@dataclass(frozen=True)
class DraftFile:
    """A scan kept in a draft."""

    id: UUID
    kind: str
    label: str
    size: int
    pages: int = 1
    received_id: UUID | None = None

    @property
    def kind_label(self) -> str:
        """The kind of document, in words."""
        return str(AttachmentKind(self.kind).label)


def drafts_of(owner: User, agency: Agency, purpose: str = "") -> list[Draft]:
    """The user's own drafts at an agency, newest first."""
    rows = Draft.objects.filter(owner=owner, agency=agency).select_related("record_key", "agency")
    return list(rows.filter(purpose=purpose) if purpose else rows)


def drafts_in_progress(owner: User, agency: Agency) -> list[Draft]:
    """The user's own drafts at an agency that hold anything, newest first."""
    return [draft for draft in drafts_of(owner, agency, NEW_DETAINER) if read_draft(draft)]


def find_draft(owner: User, token: UUID) -> Draft | None:
    """The user's own draft with this token, or None."""
    rows = Draft.objects.filter(owner=owner, form_token=token, purpose=NEW_DETAINER)
    return rows.select_related("record_key", "agency").first()


def read_draft(draft: Draft) -> dict[str, Any]:
    """What was typed, step by step."""
    kept: dict[str, Any] = json.loads(draft.values or "{}")
    return kept


def content_of(part: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed of a step, without the marks the program keeps beside it."""
    return {name: values for name, values in part.items() if not name.startswith("_")}


def last_page(typed: Mapping[str, Any], part: str = "") -> str:
    """The opened page that saved a step last, or any step: what was saved last stands last."""
    name = part or next(reversed([*typed]), "")
    written = typed.get(name, {}).get(PAGE, [""])
    return str(written[0])


def files_in(typed: Mapping[str, Any]) -> list[DraftFile]:
    """The scans of a draft, in the order the clerk gave them."""
    return [
        DraftFile(
            UUID(key),
            entry["kind"],
            entry["label"],
            entry["size"],
            entry.get("pages", 1),
            UUID(entry["received"]) if "received" in entry else None,
        )
        for key, entry in typed.get(FILES, {}).items()
    ]


def file_entries(draft: Draft) -> dict[str, Any]:
    """The stored description of each scan, read again from the database: another tab may have added
    one.
    """
    fresh = Draft.objects.select_related("record_key").get(pk=draft.pk)
    kept: dict[str, Any] = read_draft(fresh).get(FILES, {})
    return kept


def get_draft_file(draft: Draft, file_id: UUID) -> SealedFile:
    """What is shown of a scan that belongs to this draft. Raises NotFound."""
    if str(file_id) not in file_entries(draft):
        raise NotFound(str(file_id))
    return _sealed(draft, file_id)


def received_draft_file(draft: Draft, file: DraftFile) -> SealedFile:
    """The bytes of a scan as they came; of an older draft what was kept of them."""
    return _sealed(draft, file.received_id or file.id)


def _sealed(draft: Draft, file_id: UUID) -> SealedFile:
    return SealedFile.objects.select_related("record_key").get(
        pk=file_id, record_key=draft.record_key
    )
