"""What is owed, what is late, and what a stranger may learn from a code.

The statute names no hour: N1 is owed "upon receiving", N2 "promptly" (law.md 2.5, Q16).
`LATE_AFTER` is this program's own measure for its registers, not a reading of the law.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from reports.access.models import Access
from reports.accounts.exceptions import Missing
from reports.accounts.models import Agency
from reports.detainers.models import Decision, Detainer
from reports.law.deadlines import due_within
from reports.notices.facts import HelpLine, HelpWords, NoticeKind, without_accents
from reports.notices.models import (
    NAME_INDEX,
    ClearedReason,
    CorrectionRequest,
    DesigneeQuestion,
    HelpEntry,
    HelpWording,
    Notice,
    ReservedNumber,
)
from reports.notices.status import DesigneeAnswer, Status
from reports.sealing.actions import blind_index

LATE_AFTER_HOURS = settings.NOTICE_LATE_HOURS
LATE_AFTER = timedelta(hours=LATE_AFTER_HOURS)
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
    asked = DesigneeQuestion.objects.filter(access=OuterRef("access"), answer=DesigneeAnswer.NOBODY)
    rows = Notice.objects.of(agency) if agency else Notice.objects.all()
    rows = rows.live().filter(~Exists(copies), ~Exists(asked), kind=NoticeKind.N2)
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


def help_lines() -> tuple[HelpLine, ...]:
    """Whom every letter names as somebody who may help: what OPM approved, in its order. Ships
    empty.
    """
    rows = HelpEntry.objects.filter(approved_at__isnull=False, ended_at__isnull=True)
    printed = HelpWording.objects.filter(approved_at__isnull=False, ended_at__isnull=True)
    rows = rows.prefetch_related(Prefetch("wordings", printed, to_attr="printed"))
    return tuple(
        HelpLine(
            name=row.name,
            contact=row.contact,
            note=row.note,
            from_custody=row.from_custody,
            wordings=tuple(
                HelpWords(lang=said.language, name=said.name, contact=said.contact, note=said.note)
                for said in row.printed
            ),
        )
        for row in rows
    )


def is_cleared(decision: Decision) -> bool:
    """Whether the head, on counsel's advice, released this decision's reason to be written (Q7)."""
    return ClearedReason.objects.filter(decision=decision).exists()


def open_corrections(agency: Agency) -> QuerySet[CorrectionRequest]:
    """Requests for correction that nobody has answered, the first due first."""
    rows = CorrectionRequest.objects.filter(notice__agency=agency, answered_at__isnull=True)
    return rows.select_related("record_key", "notice__agency", "notice__detainer").order_by(
        "due_at"
    )


@dataclass(frozen=True)
class Verified:
    """All that /verify/ tells: nothing personal."""

    standing: str
    agency_name: str
    issued_at: datetime
    number: str
    replaced_by: str = ""


CURRENT = "current"
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
        standing=STANDINGS.get(Status(notice.status), CURRENT),
        agency_name=notice.agency.display_name,
        issued_at=notice.issued_at,
        number=notice.number,
        replaced_by=later.number if later else "",
    )


def find_by_file(sha256: str) -> Notice | None:
    """The letter whose file, or whose copy behind a cover, has these bytes."""
    if not sha256:
        return None
    rows = Notice.objects.defer("content", "void_reason").select_related("agency", "superseded_by")
    return rows.filter(Q(pdf_sha256=sha256) | Q(papers__pdf_sha256=sha256)).first()


def has_file(notice: Notice, sha256: str) -> bool:
    """Whether these bytes are the letter, or a paper that goes with it."""
    return sha256 == notice.pdf_sha256 or notice.papers.filter(pdf_sha256=sha256).exists()


def find_reserved(code: str) -> ReservedNumber | None:
    """A blank sheet's number that no letter has used yet."""
    rows = ReservedNumber.objects.select_related("agency")
    return rows.filter(code=code, notice__isnull=True).first()


def name_matches(notice: Notice, family_name: str) -> bool:
    """Whether the letter was issued with this family name. Needs the key ring; tells nothing but
    yes or no.
    """
    index = blind_index(
        agency_code=notice.agency.code, purpose=NAME_INDEX, value=without_accents(family_name)
    )
    return bool(index) and compare_digest(index, notice.family_name_index)
