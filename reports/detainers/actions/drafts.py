"""What somebody has typed and not yet recorded. Sealed, owned by one person, found again after
anything.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from reports.accounts.models import Agency, User
from reports.core.verbs import verb
from reports.detainers.models import Draft
from reports.sealing.actions import new_record_key, shred


@verb(system=True)
def start_draft(*, agency: Agency, owner: User, purpose: str, at: datetime) -> Draft:
    """An empty draft with the token that makes its recording happen once."""
    key = new_record_key(agency_code=agency.code, at=at)
    return Draft.objects.create(
        agency=agency, owner=owner, purpose=purpose, record_key=key, saved_at=at, values="{}"
    )


def drafts_of(owner: User, agency: Agency, purpose: str = "") -> list[Draft]:
    """One's own drafts at an agency, newest first."""
    rows = Draft.objects.filter(owner=owner, agency=agency).select_related("record_key", "agency")
    return list(rows.filter(purpose=purpose) if purpose else rows)


def read_draft(draft: Draft) -> dict[str, Any]:
    """What was typed, step by step."""
    kept: dict[str, Any] = json.loads(draft.values or "{}")
    return kept


@verb(system=True)
def save_draft(*, draft: Draft, part: str, typed: Mapping[str, Any], at: datetime) -> None:
    """Keep one step's fields; the other steps stay as they were, also when saved from a second
    tab.
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
def discard_draft(*, draft: Draft, at: datetime) -> None:
    """Forget a draft for good: its key is destroyed with it."""
    key = draft.record_key
    draft.delete()
    shred(record_key=key, at=at)


def transfer_drafts(*, leaving: User, successor: User, agency: Agency) -> int:
    """What somebody who leaves had typed and not recorded is the successor's to finish. Returns how
    many.
    """
    return Draft.objects.filter(owner=leaving, agency=agency).update(owner=successor)
