"""Reading what decides which notices are owed: the facts of one record, or of every record of an
agency, in three queries. What follows from them is decided in `owed`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from reports.access.kinds import TELLS_OF_RELEASE
from reports.access.models import Access, AccessQuerySet
from reports.accounts.models import Agency
from reports.detainers.models import AssessmentRecord, Decision, Detainer
from reports.detainers.vocabulary import CustodyOutcome
from reports.law.findings import Assessment
from reports.notices.acts import cancelled_at
from reports.notices.codes import display_number
from reports.notices.models import ContactInquiry, Notice, NoticeByHand
from reports.notices.owed import (
    FirstDecision,
    IssuedNotice,
    NoticeCase,
    OwedNotice,
    StandingAccess,
    owed,
)
from reports.notices.status import InquiryAnswer


def owed_notices(agency: Agency | None, *, at: datetime) -> list[OwedNotice]:
    """What an agency, or all agencies, must issue and did not, the longest owed first."""
    lines = [line for case in cases(agency) for line in owed(case, at)]
    return sorted(lines, key=attrgetter("owed_at"))


def case_of(
    detainer: Detainer,
    *,
    assessment: Assessment,
    decisions: Iterable[Decision],
    accesses: Iterable[StandingAccess],
) -> NoticeCase:
    """The case of one detainer, from what its page has read already; one query, for its notices."""
    decided = [(decision.decided_at, decision.entered_at) for decision in decisions]
    return NoticeCase(
        detainer_id=detainer.pk,
        reference=detainer.reference,
        agency_id=detainer.agency_id,
        is_sandbox=detainer.agency.is_sandbox,
        received_at=detainer.received_at,
        duties=frozenset(duty.duty for duty in assessment.duties),
        first_decision=FirstDecision(*map(min, zip(*decided, strict=True))) if decided else None,
        cancelled_at=cancelled_at(detainer),
        standing_accesses=tuple(accesses),
        notices=tuple(_notices([detainer.pk])[detainer.pk]),
    )


def is_owed_by_hand(access: Access) -> bool:
    """Whether a release notice about this access is owed that this program cannot make, (e)(1)."""
    rows = _standing().filter(pk=access.pk, detainer__isnull=True)
    return any(owed(case, access.occurred_at) for case in _under_no_request(_read(rows)))


def notice_by_hand(access: Access) -> NoticeByHand | None:
    """That the notice about an access under no request was handed over, where it was."""
    found: NoticeByHand | None = (
        NoticeByHand.objects.select_related("reserved_number__agency").filter(access=access).first()
    )
    return found


def cases(agency: Agency | None) -> list[NoticeCase]:
    """The cases of an agency, or of all: three queries, however many there are."""
    detainers = Detainer.objects.of(agency) if agency else Detainer.objects.all()
    standing = _standing().of(agency) if agency else _standing()
    rows = _read(standing)
    accesses, notices = _by_detainer(rows), _notices(detainers.order_by().values("pk"))
    under_requests = [
        NoticeCase(
            detainer_id=row["pk"],
            reference=Detainer.reference_of(row["year"], row["number"]),
            agency_id=row["agency_id"],
            is_sandbox=row["agency__is_sandbox"],
            received_at=row["received_at"],
            duties=_names(row["duties"]),
            first_decision=_first(row["decided"], row["entered"]),
            cancelled_at=(
                row["outcome_at"] if row["outcome"] == CustodyOutcome.CANCELLED else None
            ),
            standing_accesses=tuple(accesses[row["pk"]]),
            notices=tuple(notices[row["pk"]]),
        )
        for row in _detainers(detainers)
    ]
    return under_requests + _under_no_request(rows)


def _standing() -> AccessQuerySet:
    """Standing accesses that can decide what is owed: under a request, or told under none and not
    in the person's hands yet.
    """
    rows: AccessQuerySet = Access.objects.standing()
    told = Q(kind__in=TELLS_OF_RELEASE, notice_by_hand__isnull=True)
    return rows.filter(Q(detainer__isnull=False) | told)


def _read(rows: AccessQuerySet) -> list[dict[str, Any]]:
    named: Any = rows.order_by("-occurred_at").values(
        "pk",
        "agency_id",
        "agency__is_sandbox",
        "detainer_id",
        "kind",
        "occurred_at",
        "is_about_release",
    )
    return list(named)


def _access(row: Mapping[str, Any]) -> StandingAccess:
    return StandingAccess(row["pk"], row["kind"], row["occurred_at"], row["is_about_release"])


def _by_detainer(rows: Iterable[Mapping[str, Any]]) -> dict[UUID, list[StandingAccess]]:
    found: dict[UUID, list[StandingAccess]] = defaultdict(list)
    for row in rows:
        if row["detainer_id"]:
            found[row["detainer_id"]].append(_access(row))
    return found


def _under_no_request(rows: Iterable[Mapping[str, Any]]) -> list[NoticeCase]:
    """A case for each access that has no detainer: nothing else than its notice can be owed."""
    return [
        NoticeCase(
            detainer_id=None,
            reference=f"access {row['pk']}",
            agency_id=row["agency_id"],
            is_sandbox=row["agency__is_sandbox"],
            received_at=row["occurred_at"],
            standing_accesses=(_access(row),),
        )
        for row in rows
        if row["detainer_id"] is None
    ]


def _first(decided: datetime | None, entered: datetime | None) -> FirstDecision | None:
    return FirstDecision(decided, entered) if decided and entered else None


def _detainers(detainers: QuerySet[Detainer]) -> Iterable[Mapping[str, Any]]:
    """Each with the duties of its latest assessment and the times of its first decision."""
    about = {"detainer": OuterRef("pk")}
    decisions = Decision.objects.filter(**about)
    latest = AssessmentRecord.objects.filter(**about).order_by("-assessed_at")
    return detainers.values(
        "pk",
        "year",
        "number",
        "agency_id",
        "agency__is_sandbox",
        "received_at",
        "outcome",
        "outcome_at",
        duties=Subquery(latest.values("result__duties")[:1]),
        decided=Subquery(decisions.order_by("decided_at").values("decided_at")[:1]),
        entered=Subquery(decisions.order_by("entered_at").values("entered_at")[:1]),
    )


def _names(stored: Any) -> frozenset[str]:
    """The names of the duties in a stored assessment; SQLite gives JSON of a subquery as text."""
    duties = json.loads(stored) if isinstance(stored, str) else stored
    return frozenset(duty["duty"] for duty in duties or ())


def _notices(detainers: Any) -> dict[UUID, list[IssuedNotice]]:
    """The notices of detainers, the newest first."""
    nobody = ContactInquiry.objects.filter(access=OuterRef("access"), answer=InquiryAnswer.NOBODY)
    rows = Notice.objects.filter(detainer__in=detainers).order_by("-issued_at", "-sequence")
    found: dict[UUID, list[IssuedNotice]] = defaultdict(list)
    for row in rows.values(
        "pk",
        "detainer_id",
        "kind",
        "status",
        "agency__code",
        "year",
        "sequence",
        "owed_at",
        "issued_at",
        "access_id",
        "is_reason_withheld",
        "stale_because",
        nobody_named=Exists(nobody),
    ):
        number = display_number(
            agency_code=row["agency__code"], year=row["year"], sequence=row["sequence"]
        )
        found[row["detainer_id"]].append(
            IssuedNotice(
                notice_id=row["pk"],
                kind=row["kind"],
                status=row["status"],
                number=number,
                owed_at=row["owed_at"],
                issued_at=row["issued_at"],
                access_id=row["access_id"],
                nobody_named=row["nobody_named"],
                is_reason_withheld=row["is_reason_withheld"],
                stale_because=row["stale_because"],
            )
        )
    return found
