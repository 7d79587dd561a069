"""Small acts at OPM's desk: a filter kept under a name."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import parse_qsl, urlencode

from reports.accounts.exceptions import StateRefused
from reports.accounts.models import User
from reports.accounts.policies import check_can
from reports.accounts.roles import Permission
from reports.submissions.calendar import local_day
from reports.submissions.models import SavedFilter

KNOWN = ("state", "half_year", "agency", "assigned", "content")


def save_filter(*, name: str, query: str, by: User, at: datetime) -> SavedFilter:
    """Keep a filter of the queue under a name; the same name again replaces it."""
    check_can(by, Permission.VIEW_ALL_SUBMISSIONS, on=local_day(at))
    if not name.strip():
        raise StateRefused("Give the filter a name.")
    kept = urlencode([(key, value[:60]) for key, value in parse_qsl(query) if key in KNOWN and value])
    saved, _ = SavedFilter.objects.update_or_create(
        owner=by, name=name.strip()[:60], defaults={"query": kept[:300], "saved_at": at}
    )
    return saved


def drop_filter(*, saved: SavedFilter, by: User) -> None:
    """Forget one of one's own filters."""
    SavedFilter.objects.filter(pk=saved.pk, owner=by).delete()
