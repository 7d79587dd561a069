"""What a notice is about: an act of the agency, or the arrival of a request, 54-192h(e)(1).

A notice says what was true at its act: the decision in force then, what ICE was told then, and what
had been done before. The newest row of a record says what is true now, which is another thing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from reports.access.models import Access
from reports.detainers.models import Decision, Detainer
from reports.detainers.queries import decision_in_force
from reports.detainers.vocabulary import CustodyOutcome
from reports.notices.kinds import NoticeKind
from reports.notices.models import CorrectionRequest, Notice


class ActKind(StrEnum):
    """The acts that a notice can be about."""

    RECEIPT = "receipt"
    DECISION = "decision"
    RELEASE_NOTIFIED = "release_notified"
    CANCELLATION = "cancellation"
    CORRECTION = "correction"


ACT_OF_KIND = {
    NoticeKind.N1_RECEIPT: ActKind.RECEIPT,
    NoticeKind.N1_INTENT: ActKind.DECISION,
    NoticeKind.N2: ActKind.RELEASE_NOTIFIED,
    NoticeKind.N2_COPY: ActKind.RELEASE_NOTIFIED,
    NoticeKind.CANCELLATION: ActKind.CANCELLATION,
    NoticeKind.CORRECTION: ActKind.CORRECTION,
}


# The acts whose notice has to give the agency's reason.
GIVES_REASON = frozenset({ActKind.DECISION, ActKind.RELEASE_NOTIFIED})


@dataclass(frozen=True, kw_only=True)
class NoticeAct:
    """One act: what it was, when it happened, and the row that records it."""

    kind: ActKind
    detainer: Detainer
    at: datetime
    decision: Decision | None = None
    access: Access | None = None

    def known_until(self, issued_at: datetime) -> datetime:
        """Until when the notice tells what was done. The notice of receipt says whether the agency
        intends to comply, so it tells what is so when it is issued; every other one stops at its
        act.
        """
        return issued_at if self.kind is ActKind.RECEIPT else self.at


def receipt_of(detainer: Detainer) -> NoticeAct:
    """That the request came, for N1."""
    return NoticeAct(kind=ActKind.RECEIPT, detainer=detainer, at=detainer.received_at)


def decision_made(decision: Decision) -> NoticeAct:
    """That the agency decided, for the second notice."""
    return NoticeAct(
        kind=ActKind.DECISION,
        detainer=decision.detainer,
        at=decision.decided_at,
        decision=decision,
    )


def release_notified(access: Access, detainer: Detainer) -> NoticeAct:
    """That ICE was told of a release, for N2 and its copy."""
    return NoticeAct(
        kind=ActKind.RELEASE_NOTIFIED,
        detainer=detainer,
        at=access.occurred_at,
        access=access,
        decision=decision_in_force(detainer, at=access.occurred_at),
    )


def request_cancelled(detainer: Detainer, *, at: datetime) -> NoticeAct:
    """That the federal agency took its request back, for whoever was told that it came."""
    return NoticeAct(kind=ActKind.CANCELLATION, detainer=detainer, at=cancelled_at(detainer) or at)


def cancelled_at(detainer: Detainer) -> datetime | None:
    """When the request was taken back, by box 16 or in another way."""
    is_cancelled = detainer.outcome == CustodyOutcome.CANCELLED
    return detainer.outcome_at if is_cancelled else None


def correction_answered(request: CorrectionRequest, *, at: datetime) -> NoticeAct:
    """That the agency answered whoever asked to correct a notice."""
    notice = request.notice
    return NoticeAct(kind=ActKind.CORRECTION, detainer=notice.detainer, at=at, access=notice.access)


def act_of(notice: Notice) -> NoticeAct:
    """The act that a notice is about. One issued before notices kept their decision is about the
    decision in force when it was issued.
    """
    detainer = notice.detainer
    if notice.access is not None and notice.kind != NoticeKind.CORRECTION:
        return release_notified(notice.access, detainer)
    if notice.kind == NoticeKind.CANCELLATION:
        return request_cancelled(detainer, at=notice.owed_at)
    if notice.kind == NoticeKind.N1_INTENT:
        decision = notice.decision or decision_in_force(detainer, at=notice.issued_at)
        if decision is not None:
            decision.detainer = detainer
            return decision_made(decision)
    return receipt_of(detainer)
