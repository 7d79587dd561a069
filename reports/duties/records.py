"""What an agency's records wait for, as counts. Which notices are owed is decided in
`reports/notices/owed.py`, what does not agree in `reports/records/agreement`; this only asks.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from reports.accounts.models import Agency, User
from reports.accounts.policies import can
from reports.accounts.roles import Permission
from reports.duties.duty import OpenDuty
from reports.notices.cases import cases
from reports.notices.owed import OwedNotice, owed, stale, unserved
from reports.records.agreement.queries import disagreeing
from reports.records.agreement.rules import Disagreement
from reports.records.agreement.statements import RecordStatements

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


def _settlers() -> set[Permission]:
    return {*SETTLED_WITH.values(), Permission.LOG_DETAINER}


def _permission(found: Disagreement) -> Permission:
    return SETTLED_WITH.get(found.settle, Permission.LOG_DETAINER)


def record_duties(agency: Agency, *, at: datetime) -> list[OpenDuty]:
    """What waits on the agency's records, whoever does it: nine queries. Kinds of which there is
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
