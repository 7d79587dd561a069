"""What an agency's records wait for, as counts. Which notices are owed is decided in
`reports/notices/owed.py`, what does not agree in `reports/records/agreement`; this only asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from reports.accounts.models import Agency, User
from reports.accounts.policies import can
from reports.accounts.roles import Permission
from reports.duties.duty import OpenDuty
from reports.lifecycle import refusal
from reports.notices.cases import cases
from reports.notices.owed import OwedNotice, owed, stale, unserved
from reports.records.agreement.queries import disagreeing
from reports.records.agreement.rules import Disagreement
from reports.records.agreement.statements import RecordStatements
from reports.records.production.models import Production
from reports.records.production.policies import check_can_answer, check_can_download
from reports.records.production.queries import productions_at

# Who can take the step that settles it; every other step is open to whoever logs requests.
SETTLED_WITH = {
    "desk:act_acknowledge": Permission.DECIDE,
    "desk:decide": Permission.DECIDE,
    "desk:access": Permission.RECORD_ACCESS,
    "desk:detainer_access_add": Permission.RECORD_ACCESS,
}


def to_settle(
    user: User, agency: Agency, *, at: datetime, on: date
) -> list[tuple[RecordStatements, Disagreement]]:
    """What does not agree on the agency's records and this person can settle; six queries."""
    if not any(can(user, permission, agency, on=on) for permission in _settlers()):
        return []
    return [
        (stated, found)
        for stated, parts in disagreeing(agency, at=at)
        for found in parts
        if can(user, _permission(found), agency, on=on)
    ]


def production_duties(user: User, agency: Agency, *, at: datetime, on: date) -> list[OpenDuty]:
    """Original files that wait for this person: for the second person's answer, or, once
    approved, for the download by whoever asked. At most one query.
    """
    takes_part = (Permission.APPROVE_PRODUCTION, Permission.PLACE_HOLD)
    if not any(can(user, permission, agency, on=on) for permission in takes_part):
        return []
    return [duty for row in productions_at(agency) for duty in _production(row, user, at=at, on=on)]


def _production(row: Production, user: User, *, at: datetime, on: date) -> Iterator[OpenDuty]:
    """The policies say what this person can do with it now."""
    steps = (
        (
            "production",
            "An original file request needs your approval",
            refusal(check_can_answer, user, row, on=on),
        ),
        (
            "production_download",
            "An original file was approved: download it",
            refusal(check_can_download, user, row, at=at, on=on),
        ),
    )
    for key, title, refused in steps:
        if not refused:
            reference = row.attachment.detainer.reference
            yield OpenDuty(key, title, "desk:production", (row.pk,), detail=f"Detainer {reference}")


def _settlers() -> set[Permission]:
    return {*SETTLED_WITH.values(), Permission.LOG_DETAINER}


def _permission(found: Disagreement) -> Permission:
    return SETTLED_WITH.get(found.settle, Permission.LOG_DETAINER)


def record_duties(agency: Agency, *, at: datetime) -> list[OpenDuty]:
    """What waits on the agency's records, whoever does it: ten queries. Kinds of which there is
    none are left out.
    """
    found = cases(agency)
    lists = (
        ("not_made", "Notices due and not created", [n for case in found for n in owed(case, at)]),
        ("to_serve", "Notices to serve", [n for case in found for n in unserved(case, at)]),
        ("stale", "Notices that are out of date", [n for c in found for n in stale(c, at)]),
    )
    duties = [_letters(key, title, lines) for key, title, lines in lists if lines]
    disagreements = sum(len(parts) for _, parts in disagreeing(agency, at=at))
    if disagreements:
        duties.append(
            OpenDuty(
                "agreement", "Records that do not agree", "desk:agreement", count=disagreements
            )
        )
    unanswered = [row for row in productions_at(agency) if row.answered_at is None]
    if unanswered:
        title = "Original file requests that need approval"
        where = (unanswered[0].pk,)
        duties.append(
            OpenDuty("production", title, "desk:production", where, count=len(unanswered))
        )
    return duties


def _letters(key: str, title: str, lines: Iterable[OwedNotice]) -> OpenDuty:
    rows = list(lines)
    late = sum(row.is_late for row in rows)
    return OpenDuty(
        key,
        title,
        "desk:notices",
        count=len(rows),
        detail=f"{late} late" if late else "",
        is_late=bool(late),
    )
