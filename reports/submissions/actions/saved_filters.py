"""Saved filters of OPM's review queue, and the transfer of a reviewer's work."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import parse_qsl, urlencode

from reports.accounts.models import User
from reports.accounts.policies import check_can
from reports.accounts.roles import Permission
from reports.core.refusals import StateRefused
from reports.core.verbs import verb
from reports.law.moments import local_day
from reports.submissions.models import Assignment, SavedFilter

KNOWN = ("state", "half_year", "agency", "assigned", "content")


@verb
def save_filter(*, name: str, query: str, by: User, at: datetime) -> SavedFilter:
    """Save a filter of the queue under a name; the same name again replaces it."""
    check_can(by, Permission.VIEW_ALL_SUBMISSIONS, on=local_day(at))
    if not name.strip():
        raise StateRefused("Give the filter a name.")
    kept = urlencode(
        [(key, value[:60]) for key, value in parse_qsl(query) if key in KNOWN and value]
    )
    saved, _ = SavedFilter.objects.update_or_create(
        owner=by, name=name.strip()[:60], defaults={"query": kept[:300], "saved_at": at}
    )
    return saved


@verb
def delete_filter(*, saved: SavedFilter, by: User, at: datetime) -> None:
    """Delete one of the user's own filters."""
    SavedFilter.objects.filter(pk=saved.pk, owner=by).delete()


def transfer_opm_desk(*, leaving: User, successor: User, at: datetime) -> int:
    """Assign a reviewer's submissions and saved filters to the successor. Returns how many
    submissions.
    """
    held = list(Assignment.objects.filter(reviewer=leaving, ended_at__isnull=True))
    Assignment.objects.filter(pk__in=[row.pk for row in held]).update(ended_at=at)
    Assignment.objects.bulk_create(
        Assignment(submission_id=row.submission_id, reviewer=successor, assigned_at=at)
        for row in held
    )
    for saved in SavedFilter.objects.filter(owner=leaving):
        SavedFilter.objects.get_or_create(
            owner=successor, name=saved.name, defaults={"query": saved.query, "saved_at": at}
        )
    return len(held)
