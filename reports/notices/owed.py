"""Which notices are owed, to whom and since when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from reports.access.models import Access
from reports.accounts.models import Agency
from reports.detainers.models import Decision, Detainer
from reports.law.clocks import due_within
from reports.notices.kinds import NoticeKind
from reports.notices.models import (
    ContactInquiry,
    Notice,
)
from reports.notices.status import InquiryAnswer

LATE_AFTER_HOURS = settings.NOTICE_LATE_HOURS


TELLS_RELEASE = "release_information"


@dataclass(frozen=True)
class OwedNotice:
    """One line of the register. `notice` is None while the letter was not issued."""

    kind: str
    detainer: Detainer
    owed_at: datetime
    is_late: bool
    notice: Notice | None = None
    access: Access | None = None

    @property
    def stage(self) -> str:
        """`owed`, or the letter's status."""
        return self.notice.status if self.notice else "owed"


def unserved_notices(agency: Agency, *, at: datetime) -> list[OwedNotice]:
    """Issued, and not handed over yet."""
    rows = (
        Notice.objects.of(agency)
        .waiting()
        .select_related("agency", "access", "detainer", "detainer__agency")
    )
    return [
        OwedNotice(
            kind=row.kind,
            detainer=row.detainer,
            owed_at=row.owed_at,
            is_late=_late(row.owed_at, at),
            notice=row,
            access=row.access,
        )
        for row in rows
    ]


def owed_notices(agency: Agency, *, at: datetime) -> list[OwedNotice]:
    """Owed under (e)(1) and not issued: letters that waited (Q7), could not be printed, or came in
    by a file.
    """
    return sorted(_owed(agency, at), key=lambda line: line.owed_at)


def owed_everywhere(*, at: datetime) -> Iterator[OwedNotice]:
    """The same of every agency, for counting: nothing about any person is asked for."""
    return _owed(None, at)


def _owed(agency: Agency | None, at: datetime) -> Iterator[OwedNotice]:
    yield from _first_letters(agency, at)
    yield from _second_sheets(agency, at)
    yield from _release_letters(agency, at)
    yield from _release_copies(agency, at)


def _late(owed_at: datetime, at: datetime) -> bool:
    return due_within(owed_at, LATE_AFTER_HOURS) < at


def _without(rows: QuerySet[Detainer], *kinds: str) -> QuerySet[Detainer]:
    return rows.filter(
        ~Exists(Notice.objects.live().filter(detainer=OuterRef("pk"), kind__in=kinds))
    )


def _owes_first_letter(detainer: Detainer) -> bool:
    latest = next(iter(detainer.assessments.all()), None)
    return latest is not None and any(
        duty["duty"] == "copy_and_intent_notice" for duty in latest.result.get("duties", [])
    )


def _detainers(agency: Agency | None) -> QuerySet[Detainer]:
    return (
        Detainer.objects.with_person().of(agency)
        if agency
        else Detainer.objects.select_related("agency")
    )


def _first_letters(agency: Agency | None, at: datetime) -> Iterator[OwedNotice]:
    for detainer in _without(_detainers(agency), NoticeKind.N1_RECEIPT).prefetch_related(
        "assessments"
    ):
        if _owes_first_letter(detainer):
            late = _late(detainer.received_at, at)
            yield OwedNotice(NoticeKind.N1_RECEIPT, detainer, detainer.received_at, late)


def _second_sheets(agency: Agency | None, at: datetime) -> Iterator[OwedNotice]:
    """The first letter went out undecided; the decision has fallen since (Q26)."""
    about, first = {"detainer": OuterRef("pk")}, NoticeKind.N1_RECEIPT
    decisions = Decision.objects.filter(**about)
    rows = _without(_detainers(agency), NoticeKind.N1_INTENT).annotate(
        first_decided_at=Subquery(decisions.order_by("decided_at").values("decided_at")[:1]),
        first_entered_at=Subquery(decisions.order_by("entered_at").values("entered_at")[:1]),
    )
    rows = rows.filter(
        Exists(Notice.objects.live().filter(**about, kind=first)),
        Exists(
            Notice.objects.filter(**about, kind=first, issued_at__lte=OuterRef("first_entered_at"))
        ),
    )
    for detainer in rows:
        decided_at = detainer.first_decided_at
        yield OwedNotice(NoticeKind.N1_INTENT, detainer, decided_at, _late(decided_at, at))


def _release_letters(agency: Agency | None, at: datetime) -> Iterator[OwedNotice]:
    """The federal side was told of a release, and no letter says so."""
    rows = Access.objects.of(agency) if agency else Access.objects.all()
    rows = rows.standing().filter(detainer__isnull=False, kind__in=("B", "C"))
    rows = rows.filter(
        ~Exists(Notice.objects.live().filter(access=OuterRef("pk"), kind=NoticeKind.N2))
    )
    for access in rows.select_related("detainer", "detainer__agency", "detainer__record_key"):
        detainer = access.detainer
        if detainer and (access.kind == "B" or TELLS_RELEASE in detainer.purposes):
            late = _late(access.occurred_at, at)
            yield OwedNotice(NoticeKind.N2, detainer, access.occurred_at, late, access=access)


def _release_copies(agency: Agency | None, at: datetime) -> Iterator[OwedNotice]:
    """The person was told, and neither an attorney nor one other person was, and nobody asked whom
    to tell (Q16).
    """
    copies = Notice.objects.live().filter(access=OuterRef("access"), kind=NoticeKind.N2_COPY)
    inquiries = ContactInquiry.objects.filter(
        access=OuterRef("access"), answer=InquiryAnswer.NOBODY
    )
    rows = Notice.objects.of(agency) if agency else Notice.objects.all()
    rows = rows.live().filter(~Exists(copies), ~Exists(inquiries), kind=NoticeKind.N2)
    for notice in rows.select_related(
        "access", "detainer", "detainer__agency", "detainer__record_key"
    ):
        yield OwedNotice(
            NoticeKind.N2_COPY,
            notice.detainer,
            notice.owed_at,
            _late(notice.owed_at, at),
            access=notice.access,
        )
