"""How many notices each agency must serve, is late with and has served, by half-year. Numbers only.

A notice belongs to the half-year in which it became due, C.G.S. sec. 54-192h(e)(1). Late is the
same measure as in the lists (`owed.LATE_AFTER`): the program's own, since the statute sets no hour.
Answers to correction requests are not required by the act and are left out, and so are void and
replaced notices.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import ExtractMonth, ExtractYear

from reports.access.models import Access
from reports.accounts.models import Agency
from reports.law.half_years import HalfYear
from reports.law.moments import LOCAL_TIME, local_day
from reports.notices.cases import owed_notices
from reports.notices.kinds import NoticeKind
from reports.notices.models import Notice, NoticeByHand, NoticeService
from reports.notices.owed import LATE_AFTER
from reports.notices.status import NoticeStatus, ServiceOutcome

Key = tuple[UUID, HalfYear]


@dataclass(frozen=True, kw_only=True)
class NoticeCounts:
    """One agency in one half-year. `late` are notices not served yet; `served_late` were served
    after `LATE_AFTER`.
    """

    agency_id: UUID
    half_year: HalfYear
    not_made: int = 0
    to_hand_over: int = 0
    late: int = 0
    served: int = 0
    served_late: int = 0

    @property
    def all(self) -> int:
        """Every notice that became due in the half-year."""
        return self.not_made + self.to_hand_over + self.served


def notice_counts(*, at: datetime, agency: Agency | None = None) -> list[NoticeCounts]:
    """The newest half-year first. Without an agency, the counts of all."""
    found: dict[Key, Counter[str]] = {}
    for key, counts in (*_issued(agency, at), *_by_hand(agency), *_not_made(agency, at)):
        found.setdefault(key, Counter()).update(counts)
    return [
        NoticeCounts(agency_id=agency_id, half_year=half_year, **counts)
        for (agency_id, half_year), counts in sorted(
            found.items(), key=lambda pair: pair[0][1], reverse=True
        )
    ]


def _issued(agency: Agency | None, at: datetime) -> Iterator[tuple[Key, dict[str, int]]]:
    """Counted by the database, by month in Connecticut's time."""
    rows = (
        Notice.objects.live().exclude(kind=NoticeKind.CORRECTION).filter(agency__is_sandbox=False)
    )
    rows = rows.filter(agency=agency) if agency else rows
    is_served = Q(status=NoticeStatus.SERVED)
    counted = (
        rows.annotate(
            year_owed=ExtractYear("owed_at", tzinfo=LOCAL_TIME),
            month_owed=ExtractMonth("owed_at", tzinfo=LOCAL_TIME),
            in_time=served_on_time(),
        )
        .order_by()
        .values("agency_id", "year_owed", "month_owed")
        .annotate(
            served=Count("pk", filter=is_served),
            served_late=Count("pk", filter=is_served & Q(in_time=False)),
            to_hand_over=Count("pk", filter=~is_served),
            late=Count("pk", filter=~is_served & Q(owed_at__lt=at - LATE_AFTER)),
        )
    )
    for row in counted:
        half_year = HalfYear.of(date(row["year_owed"], row["month_owed"], 1))
        yield (
            (row["agency_id"], half_year),
            {
                "served": row["served"],
                "served_late": row["served_late"],
                "to_hand_over": row["to_hand_over"],
                "late": row["late"],
            },
        )


def _by_hand(agency: Agency | None) -> Iterator[tuple[Key, dict[str, int]]]:
    """Those filled in by hand and handed over, about accesses that stand."""
    standing = Access.objects.standing().filter(agency__is_sandbox=False)
    standing = standing.of(agency) if agency else standing
    rows = NoticeByHand.objects.filter(access__in=standing.order_by())
    for agency_id, owed_at, served_at in rows.values_list(
        "access__agency_id", "access__occurred_at", "handed_over_at"
    ):
        is_late = served_at > owed_at + LATE_AFTER
        key = (agency_id, HalfYear.of(local_day(owed_at)))
        yield key, {"served": 1, "served_late": int(is_late)}


def served_on_time() -> Exists:
    """Whether a notice was served within `LATE_AFTER`."""
    return Exists(
        NoticeService.objects.filter(
            notice=OuterRef("pk"),
            outcome=ServiceOutcome.SERVED,
            happened_at__lte=OuterRef("owed_at") + LATE_AFTER,
        )
    )


def _not_made(agency: Agency | None, at: datetime) -> Iterator[tuple[Key, dict[str, int]]]:
    for line in owed_notices(agency, at=at):
        if not line.case.is_sandbox:
            key = (line.case.agency_id, HalfYear.of(local_day(line.owed_at)))
            yield key, {"not_made": 1, "late": int(line.is_late)}
