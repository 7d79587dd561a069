"""What is owed, what is late, and what a stranger may learn from a code.

The statute names no hour: N1 is owed "upon receiving", N2 "promptly" (law.md 2.5, Q16). `LATE_AFTER` is this
program's own measure for its registers, not a reading of the law.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from reports.access.models import Access
from reports.accounts.exceptions import Missing
from reports.accounts.models import Agency
from reports.detainers.models import Decision, Detainer
from reports.notices.facts import NoticeKind, without_accents
from reports.notices.models import NAME_INDEX, Notice
from reports.notices.status import Status
from reports.sealing.actions import blind_index

LATE_AFTER = timedelta(hours=settings.NOTICE_LATE_HOURS)
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


def get_notice(agency: Agency, notice_id: UUID | str) -> Notice:
    """The agency's own letter. Another agency's does not exist."""
    notice = Notice.objects.with_content().of(agency).filter(pk=notice_id).first()
    if notice is None:
        raise Missing
    return notice


def register(agency: Agency, *, at: datetime) -> list[OwedNotice]:
    """Every letter still to be made or handed over, the longest owed first."""
    lines = [*owed_notices(agency, at=at), *unserved_notices(agency, at=at)]
    return sorted(lines, key=lambda line: line.owed_at)


def unserved_notices(agency: Agency, *, at: datetime) -> list[OwedNotice]:
    """Issued, and not handed over yet."""
    rows = Notice.objects.of(agency).waiting().select_related("agency", "access", "detainer", "detainer__agency")
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
    """Owed under (e)(1) and not issued: letters that waited (Q7), could not be printed, or came in by a file."""
    return sorted(
        [*_first_letters(agency, at), *_second_sheets(agency, at), *_release_letters(agency, at)],
        key=lambda line: line.owed_at,
    )


def _late(owed_at: datetime, at: datetime) -> bool:
    return owed_at + LATE_AFTER < at


def _without(rows: QuerySet[Detainer], *kinds: str) -> QuerySet[Detainer]:
    return rows.filter(~Exists(Notice.objects.live().filter(detainer=OuterRef("pk"), kind__in=kinds)))


def _owes_first_letter(detainer: Detainer) -> bool:
    latest = next(iter(detainer.assessments.all()), None)
    return latest is not None and any(
        duty["duty"] == "copy_and_intent_notice" for duty in latest.result.get("duties", [])
    )


def _detainers(agency: Agency) -> QuerySet[Detainer]:
    return Detainer.objects.with_person().of(agency).prefetch_related("assessments")


def _first_letters(agency: Agency, at: datetime) -> Iterator[OwedNotice]:
    for detainer in _without(_detainers(agency), NoticeKind.N1_RECEIPT):
        if _owes_first_letter(detainer):
            late = _late(detainer.received_at, at)
            yield OwedNotice(NoticeKind.N1_RECEIPT, detainer, detainer.received_at, late)


def _second_sheets(agency: Agency, at: datetime) -> Iterator[OwedNotice]:
    """The first letter went out undecided; the decision has fallen since (Q26)."""
    rows = _without(_detainers(agency), NoticeKind.N1_INTENT).filter(
        Exists(Notice.objects.live().filter(detainer=OuterRef("pk"), kind=NoticeKind.N1_RECEIPT)),
        Exists(Decision.objects.filter(detainer=OuterRef("pk"))),
    )
    for detainer in rows.prefetch_related("decisions", "notices"):
        decided_at = min(decision.decided_at for decision in detainer.decisions.all())
        entered_at = min(decision.entered_at for decision in detainer.decisions.all())
        first = min(n.issued_at for n in detainer.notices.all() if n.kind == NoticeKind.N1_RECEIPT)
        if first <= entered_at:
            yield OwedNotice(NoticeKind.N1_INTENT, detainer, decided_at, _late(decided_at, at))


def _release_letters(agency: Agency, at: datetime) -> Iterator[OwedNotice]:
    """The federal side was told of a release, and no letter says so."""
    rows = Access.objects.of(agency).standing().filter(detainer__isnull=False, kind__in=("B", "C"))
    rows = rows.filter(~Exists(Notice.objects.live().filter(access=OuterRef("pk"), kind=NoticeKind.N2)))
    for access in rows.select_related("detainer", "detainer__agency", "detainer__record_key"):
        detainer = access.detainer
        if detainer and (access.kind == "B" or TELLS_RELEASE in detainer.purposes):
            late = _late(access.occurred_at, at)
            yield OwedNotice(NoticeKind.N2, detainer, access.occurred_at, late, access=access)


@dataclass(frozen=True)
class Verified:
    """All that /verify/ tells: nothing personal."""

    standing: str
    agency_name: str
    issued_at: datetime
    number: str
    replaced_by: str = ""


STANDINGS = {Status.VOIDED: "void", Status.SUPERSEDED: "superseded"}


def find_by_code(code: str) -> Notice | None:
    """Without unsealing anything."""
    return (
        Notice.objects.defer("content", "void_reason")
        .select_related("agency", "superseded_by")
        .filter(code=code)
        .first()
    )


def verified(notice: Notice) -> Verified:
    """What anyone who holds the code may know."""
    later: Notice | None = getattr(notice, "superseded_by", None)
    return Verified(
        standing=STANDINGS.get(Status(notice.status), "current"),
        agency_name=notice.agency.display_name,
        issued_at=notice.issued_at,
        number=notice.number,
        replaced_by=later.number if later else "",
    )


def find_by_file(sha256: str) -> Notice | None:
    """The letter whose file has these bytes."""
    rows = Notice.objects.defer("content", "void_reason").select_related("agency", "superseded_by")
    return rows.filter(pdf_sha256=sha256).first() if sha256 else None


def name_matches(notice: Notice, family_name: str) -> bool:
    """Whether the letter was issued with this family name. Needs the key ring; tells nothing but yes or no."""
    index = blind_index(agency_code=notice.agency.code, purpose=NAME_INDEX, value=without_accents(family_name))
    return bool(index) and compare_digest(index, notice.family_name_index)
