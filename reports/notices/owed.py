"""Owed notices: those the act requires that nobody issued, for whom and since when, 54-192h(e)(1).

`owed` and `unserved` are plain functions over a `NoticeCase`, the few facts they need about one
detainer; the module `cases` reads those facts. The record page, the list of notices, the home
page, the counts, print batches and the check of a report all use this module, so they cannot
disagree.

The act sets no hour: the first notice is required "upon receiving", the second "promptly" (Q16).
`LATE_AFTER` is this program's own measure for its lists, not an interpretation of the law.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from reports.access.kinds import notifies_release
from reports.law.assess import COPY_AND_INTENT
from reports.law.clocks import due_within
from reports.notices.acts import ACT_OF_KIND
from reports.notices.kinds import NoticeKind
from reports.notices.status import (
    AWAITING_SERVICE,
    CURRENT,
    NoticeStatus,
    StaleReason,
)

LATE_AFTER_HOURS = settings.NOTICE_LATE_HOURS
LATE_AFTER = timedelta(hours=LATE_AFTER_HOURS)
NOT_ISSUED = "The act happened and no notice of it is current"
REASON_OWED = "The notice went out without its reason, which waits for the agency head (Q7)"
BY_HAND = (
    "ICE was told of a release under no request on record: the notice is filled in by hand, and its"
    " handing over is recorded"
)
NOT_SERVED = f"Issued and not served within {LATE_AFTER_HOURS} hours"


@dataclass(frozen=True, slots=True)
class FirstDecision:
    """When the agency first decided, and when a decision was first recorded."""

    decided_at: datetime
    entered_at: datetime


@dataclass(frozen=True, slots=True)
class StandingAccess:
    """An ICE access that was neither voided nor corrected."""

    access_id: UUID
    kind: str
    occurred_at: datetime
    is_about_release: bool = False


@dataclass(frozen=True, slots=True)
class IssuedNotice:
    """An issued notice. `nobody_named` says that the person, asked after its access for an attorney
    or designee, named nobody (Q16).
    """

    notice_id: UUID
    kind: str
    status: str
    number: str
    owed_at: datetime
    issued_at: datetime
    access_id: UUID | None = None
    nobody_named: bool = False
    is_reason_withheld: bool = False
    stale_because: str = ""

    @property
    def is_live(self) -> bool:
        """Neither void nor replaced."""
        return self.status in CURRENT


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeCase:
    """The facts about one detainer that determine which notices are owed. No personal data. An
    access under no request that told of a release is a case of its own, without a detainer.
    """

    detainer_id: UUID | None
    reference: str
    agency_id: UUID
    is_sandbox: bool
    received_at: datetime
    duties: frozenset[str] = frozenset()
    first_decision: FirstDecision | None = None
    cancelled_at: datetime | None = None
    standing_accesses: tuple[StandingAccess, ...] = ()
    notices: tuple[IssuedNotice, ...] = ()

    @property
    def owes_copy(self) -> bool:
        """Whether the act requires a copy of the detainer and the agency's intent, (e)(1)."""
        return COPY_AND_INTENT in self.duties

    @property
    def first_notice_issued_at(self) -> datetime | None:
        """When a first notice was first issued, including one that is void or replaced now."""
        first = (row.issued_at for row in self.notices if row.kind == NoticeKind.N1_RECEIPT)
        return min(first, default=None)

    def live(self, kind: str) -> list[IssuedNotice]:
        """The notices of a kind that are neither void nor replaced."""
        return [row for row in self.notices if row.kind == kind and row.is_live]

    def complete(self, kind: str) -> list[IssuedNotice]:
        """The current notices of a kind that give their reason. One that went out without it leaves
        the reason owed (Q7).
        """
        return [row for row in self.live(kind) if not row.is_reason_withheld]


@dataclass(frozen=True, slots=True)
class OwedNotice:
    """One line of the list. `notice` is None while the notice was not issued."""

    kind: str
    case: NoticeCase
    owed_at: datetime
    is_late: bool
    access_id: UUID | None = None
    notice: IssuedNotice | None = None

    @property
    def stage(self) -> str:
        """`owed`; `stale` where the record says something else since; or the notice's status."""
        if self.notice is None:
            return "owed"
        return "stale" if self.notice.stale_because else self.notice.status

    @property
    def act(self) -> str:
        """The act that the notice is about."""
        return ACT_OF_KIND[NoticeKind(self.kind)].value

    @property
    def reason(self) -> str:
        """Why the notice is listed, in a sentence."""
        if self.notice and self.notice.stale_because:
            return StaleReason(self.notice.stale_because).label
        if self.notice:
            return NOT_SERVED
        if self.is_by_hand:
            return BY_HAND
        withheld = (
            row.is_reason_withheld and row.access_id == self.access_id
            for row in self.case.live(self.kind)
        )
        return REASON_OWED if any(withheld) else NOT_ISSUED

    @property
    def subject_id(self) -> UUID:
        """What the notice is about: the access, or else the detainer."""
        subject = self.access_id or self.case.detainer_id
        if subject is None:
            raise ValueError("A notice is about an access or a detainer.")
        return subject

    @property
    def is_by_hand(self) -> bool:
        """Whether this program cannot make the notice: no request is on record whose reason it
        could give, (e)(1).
        """
        return self.case.detainer_id is None


_Due = tuple[NoticeKind, datetime, UUID | None]


def owed(case: NoticeCase, at: datetime) -> tuple[OwedNotice, ...]:
    """Notices the act requires that nobody issued: they had to wait (Q7), could not be printed, or
    came from an import.
    """
    found = (
        *_first_notice(case),
        *_decision_notice(case),
        *_release_notices(case),
        *_release_copies(case),
        *_cancellation_notice(case),
    )
    return tuple(
        OwedNotice(kind, case, owed_at, is_late(owed_at, at), access_id)
        for kind, owed_at, access_id in found
    )


def unserved(case: NoticeCase, at: datetime) -> tuple[OwedNotice, ...]:
    """Issued and not served yet."""
    return tuple(
        OwedNotice(row.kind, case, row.owed_at, is_late(row.owed_at, at), row.access_id, row)
        for row in case.notices
        if row.status in AWAITING_SERVICE
    )


def stale(case: NoticeCase, at: datetime) -> tuple[OwedNotice, ...]:
    """Current, and the record says something else since: to be replaced by a corrected notice,
    whether it was served or not.
    """
    return tuple(
        OwedNotice(row.kind, case, row.owed_at, is_late(row.owed_at, at), row.access_id, row)
        for row in case.notices
        if row.is_live and row.stale_because
    )


def listed(case: NoticeCase, at: datetime) -> tuple[OwedNotice, ...]:
    """Everything about one detainer that is owed, stale or late, each line once."""
    late = (line for line in unserved(case, at) if line.is_late and line.stage != "stale")
    return (*owed(case, at), *stale(case, at), *late)


def is_late(owed_at: datetime, at: datetime) -> bool:
    return due_within(owed_at, LATE_AFTER_HOURS) < at


def _first_notice(case: NoticeCase) -> Iterator[_Due]:
    if case.owes_copy and not case.live(NoticeKind.N1_RECEIPT):
        yield NoticeKind.N1_RECEIPT, case.received_at, None


def _decision_notice(case: NoticeCase) -> Iterator[_Due]:
    """Owed where the first notice was issued undecided and there is a decision since (Q26)."""
    first, issued_at = case.first_decision, case.first_notice_issued_at
    if first is None or issued_at is None or issued_at > first.entered_at:
        return
    if case.live(NoticeKind.N1_RECEIPT) and not case.complete(NoticeKind.N1_INTENT):
        yield NoticeKind.N1_INTENT, first.decided_at, None


def _release_notices(case: NoticeCase) -> Iterator[_Due]:
    """Owed where the federal agency was notified of a release and no notice says so."""
    noticed = {row.access_id for row in case.complete(NoticeKind.N2)}
    for access in case.standing_accesses:
        tells = notifies_release(access.kind, is_about_release=access.is_about_release)
        if tells and access.access_id not in noticed:
            yield NoticeKind.N2, access.occurred_at, access.access_id


def _release_copies(case: NoticeCase) -> Iterator[_Due]:
    """Owed where the person was notified, but neither attorney nor designee was, and nobody asked
    for one (Q16). Of a release that nobody told there is nothing to copy.
    """
    copied = {row.access_id for row in case.complete(NoticeKind.N2_COPY)}
    for row in case.live(NoticeKind.N2):
        never_told = row.stale_because == StaleReason.ACCESS_VOIDED
        if row.access_id not in copied and not (row.nobody_named or never_told):
            yield NoticeKind.N2_COPY, row.owed_at, row.access_id


def _cancellation_notice(case: NoticeCase) -> Iterator[_Due]:
    """The request was taken back, and whoever was told that it came was not told so. No statute
    asks for it: a notice that is no longer true is put right.
    """
    was_told = any(
        row.kind in {NoticeKind.N1_RECEIPT, NoticeKind.N1_INTENT}
        and row.status != NoticeStatus.VOIDED
        for row in case.notices
    )
    if case.cancelled_at and was_told and not case.live(NoticeKind.CANCELLATION):
        yield NoticeKind.CANCELLATION, case.cancelled_at, None
