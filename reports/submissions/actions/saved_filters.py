"""Small acts at OPM's desk: a filter kept under a name, the desk of somebody who leaves."""

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
    """Keep a filter of the queue under a name; the same name again replaces it."""
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
    """Forget one of one's own filters."""
    SavedFilter.objects.filter(pk=saved.pk, owner=by).delete()


def transfer_opm_desk(*, leaving: User, successor: User, at: datetime) -> int:
    """What a reviewer had in hand is in the successor's hand, with the filters kept. Returns how
    many submissions.
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
