"""The copies that go with notices: of the detainer with N1, of the notification to ICE with N2,
each behind a cover.

54-192h(e)(1). A scan that is added after its notice is enclosed then; what was served before stays
unchanged.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from reports.accounts.models import User
from reports.audit.actions import record
from reports.core.refusals import Refused
from reports.core.verbs import verb
from reports.detainers.actions.attachments import (
    NamedAttachment,
    NewAttachment,
    add_attachments,
    arrange_attachments,
)
from reports.detainers.models import Attachment, Detainer
from reports.notices.actions.enclose import enclose_copy
from reports.notices.content.facts import NoticeFacts
from reports.notices.kinds import NoticeKind
from reports.notices.models import Enclosure, Notice
from reports.notices.status import CURRENT, EnclosureKind
from reports.workflow.notice_facts import notice_facts

# Notice -> the cover of its copy, and the kind of scan behind it.
ENCLOSED = {
    NoticeKind.N1_RECEIPT: (NoticeKind.COPY_OF_REQUEST, "detainer"),
    NoticeKind.N2: (NoticeKind.COPY_OF_SENT, "notification"),
    NoticeKind.N2_COPY: (NoticeKind.COPY_OF_SENT, "notification"),
}


def attachments_to_enclose(notice: Notice) -> list[Attachment]:
    """The scans whose copy goes with a notice, in the order the clerk gave them."""
    found = ENCLOSED.get(NoticeKind(notice.kind))
    if found is None:
        return []
    rows = notice.detainer.attachments.filter(kind=found[1]).select_related(
        "file", "file__record_key"
    )
    return list(rows)


def enclose_if_any(
    notice: Notice, facts: NoticeFacts, *, by: User, at: datetime
) -> Enclosure | None:
    """Queue the copy where a scan exists that is not enclosed yet. A scan that cannot be used never
    stops a notice.
    """
    scans = attachments_to_enclose(notice)
    newest = notice.papers.filter(form=EnclosureKind.COPY).first()
    if not scans or (newest is not None and newest.sources == [str(scan.pk) for scan in scans]):
        return None
    kind, _ = ENCLOSED[NoticeKind(notice.kind)]
    try:
        return enclose_copy(notice=notice, kind=kind, facts=facts, sources=scans, by=by, at=at)
    except (Refused, ValueError) as refused:
        record(
            chain=notice.agency.code,
            event="notice.copy_waits",
            actor=str(by.pk),
            at=at,
            subject_type="notice",
            subject_id=notice.pk,
            detail={"why": type(refused).__name__},
        )
        return None


@verb
def attach_all_and_enclose(
    *, detainer: Detainer, papers: Sequence[NewAttachment], by: User, at: datetime
) -> list[Attachment]:
    """Keep several documents in their order; copies that notices enclose are made once, of all."""
    kept = add_attachments(detainer=detainer, papers=papers, by=by, at=at)
    _enclose_again(detainer, sorted({paper.kind for paper in papers}), by=by, at=at)
    return kept


@verb
def arrange_and_enclose(
    *, detainer: Detainer, papers: Sequence[NamedAttachment], by: User, at: datetime
) -> None:
    """Name and order the papers of a record; a copy in another order is made anew."""
    arrange_attachments(detainer=detainer, papers=papers, by=by, at=at)
    _enclose_again(detainer, sorted({scan for _, scan in ENCLOSED.values()}), by=by, at=at)


def _enclose_again(detainer: Detainer, kinds: Sequence[str], *, by: User, at: datetime) -> None:
    for kind in kinds:
        for notice in notices_that_enclose(detainer, kind):
            enclose_if_any(notice, notice_facts(notice), by=by, at=at)


def notices_that_enclose(detainer: Detainer, scan_kind: str) -> list[Notice]:
    """The current notices that enclose a scan of this kind."""
    kinds = [kind.value for kind, (_, scan) in ENCLOSED.items() if scan == scan_kind]
    rows = Notice.objects.with_content().select_related("access__reply")
    return list(rows.filter(detainer=detainer, kind__in=kinds, status__in=CURRENT))


def enclose_copies(*, notice: Notice, by: User, at: datetime) -> UUID | None:
    """Make the copy of a notice that has none, because its scan could not be rendered or was
    imported from a file.
    """
    scans = attachments_to_enclose(notice)
    if not scans:
        return None
    kind, _ = ENCLOSED[NoticeKind(notice.kind)]
    paper = enclose_copy(
        notice=notice, kind=kind, facts=notice_facts(notice), sources=scans, by=by, at=at
    )
    return paper.pk
