"""Enclosures of a notice: the copy behind its cover, large print, a script for reading aloud, a
receipt to sign.

C.G.S. sec. 54-192h(e)(1) requires a copy of the detainer, and a copy of the notification to ICE.
The scan is kept as received; what is served is pictures of its pages behind a cover, in a file of
its own that carries the notice's number.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.conf import settings

from reports import documents
from reports.accounts.models import User
from reports.core.refusals import StateRefused
from reports.core.verbs import verb
from reports.detainers.models import Attachment
from reports.documents import Page, RenderResult
from reports.documents.errors import ExternalResource, MissingGlyphs
from reports.documents.scans import MOST_PAGES, UnreadableScan
from reports.law.moments import local_day
from reports.notices.actions.issue import sentences_for
from reports.notices.actions.record_plain import audit_plain_enclosure
from reports.notices.actions.record_signature import audit_enclosure_signature
from reports.notices.actions.transition import audit_notice
from reports.notices.content.compose import receipt_for
from reports.notices.content.document import content_hash, to_json
from reports.notices.content.facts import NoticeFacts
from reports.notices.content.layout import page_of, receipt_page_of, script_page_of
from reports.notices.kinds import NoticeKind
from reports.notices.models import Enclosure, Notice
from reports.notices.policies import check_can_enclose, check_can_issue
from reports.notices.printing.failures import ENCLOSURE_FAILED
from reports.notices.signing.sign import SigningResult, finish
from reports.notices.status import EnclosureKind, NoticeStatus
from reports.outbox.actions import enqueue
from reports.sealing.actions import read_sealed_file, store_sealed_file

ENCLOSURE_JOB = "render_notice_paper"


@verb
def enclose_copy(
    *,
    notice: Notice,
    kind: NoticeKind,
    facts: NoticeFacts,
    sources: Sequence[Attachment],
    by: User,
    at: datetime,
) -> Enclosure:
    """Queue the copy of these scans, behind a cover that says in words what they show."""
    check_can_issue(by, notice.agency, on=local_day(at))
    pages = sum(
        documents.count_pages(read_sealed_file(source.file), source.file.content_type)
        for source in sources
    )
    if not 0 < pages <= MOST_PAGES:
        raise StateRefused(
            f"A copy behind a cover has between one and {MOST_PAGES} pages; these scans have"
            f" {pages}."
        )
    words = to_json(sentences_for(replace(facts, copy_pages=pages), notice, at, kind=kind))
    ids = [str(source.pk) for source in sources]
    return _enqueued(notice, EnclosureKind.COPY, words, by=by, at=at, sources=ids)


@verb
def request_enclosure(*, notice: Notice, form: EnclosureKind, by: User, at: datetime) -> Enclosure:
    """Queue the same notice in large print, or the script for reading it aloud."""
    check_can_enclose(by, notice, on=local_day(at))
    return _enqueued(notice, form, notice.content, by=by, at=at)


def _enqueued(
    notice: Notice,
    form: EnclosureKind,
    words: str,
    *,
    by: User,
    at: datetime,
    sources: Sequence[str] = (),
) -> Enclosure:
    paper = Enclosure.objects.create(
        record_key=notice.record_key,
        notice=notice,
        form=form,
        sources=list(sources),
        content=words,
        content_sha256=content_hash(words),
        requested_at=at,
        requested_by=by,
    )
    enqueue(kind=ENCLOSURE_JOB, object_id=paper.pk, at=at)
    audit_notice(notice, "notice.paper_asked", by=by, at=at, form=form)
    return paper


def render_enclosure(*, paper_id: UUID, at: datetime) -> None:
    """Render the enclosure once and keep it with its hash. Repeating it does nothing."""
    rows = Enclosure.objects.select_related("record_key", "notice__agency")
    paper = rows.get(pk=paper_id)
    if paper.status != NoticeStatus.RENDERING:
        return
    try:
        rendered = documents.render(_page(paper))
    except (MissingGlyphs, ExternalResource, UnreadableScan) as fault:
        _report_failed(paper, type(fault).__name__, at=at)
        return
    finished = finish(rendered.data, agency=paper.notice.agency, at=at)
    if finished.is_withheld_unsigned:
        _report_unsigned(paper, finished, at=at)
    else:
        _keep(paper, finished, rendered, at=at)


def _give_up(paper: Enclosure) -> bool:
    """An enclosure that cannot be rendered is shown as such; requesting it again makes a new
    one.
    """
    rows = Enclosure.objects.filter(pk=paper.pk, status=NoticeStatus.RENDERING)
    return bool(rows.update(status=NoticeStatus.COULD_NOT_RENDER))


@verb(system=True)
def _report_failed(paper: Enclosure, why: str, *, at: datetime) -> None:
    if _give_up(paper):
        audit_notice(paper.notice, ENCLOSURE_FAILED, by=None, at=at, paper=str(paper.pk), why=why)


@verb(system=True)
def _report_unsigned(paper: Enclosure, finished: SigningResult, *, at: datetime) -> None:
    """Where the installation requires signatures, no file of a notice leaves without one."""
    if _give_up(paper):
        audit_enclosure_signature(paper, finished, at=at)


def _page(paper: Enclosure) -> Page:
    if paper.form == EnclosureKind.SCRIPT:
        return script_page_of(paper.words)
    if paper.form == EnclosureKind.RECEIPT:
        return receipt_page_of(receipt_for(paper.words, production=settings.PRODUCTION))
    if paper.form == EnclosureKind.LARGE:
        return page_of(paper.words, large=True)
    found = {
        str(scan.pk): scan
        for scan in Attachment.objects.filter(pk__in=paper.sources).select_related("file")
    }
    pictures: list[bytes] = []
    for source in paper.sources:
        file = found[source].file
        pictures += documents.page_pictures(read_sealed_file(file), file.content_type)
    return page_of(paper.words, pictures)


@verb(system=True)
def _keep(
    paper: Enclosure, finished: SigningResult, rendered: RenderResult, *, at: datetime
) -> None:
    locked = (
        Enclosure.objects.select_for_update(of=("self",))
        .select_related("record_key")
        .get(pk=paper.pk)
    )
    if locked.status != NoticeStatus.RENDERING:
        return
    data = finished.data
    locked.file = store_sealed_file(
        record_key=locked.record_key, data=data, content_type="application/pdf", at=at
    )
    locked.pdf_sha256, locked.rendered_at, locked.status = (
        hashlib.sha256(data).hexdigest(),
        at,
        NoticeStatus.READY,
    )
    locked.save(update_fields=["file", "pdf_sha256", "rendered_at", "status"])
    audit_notice(paper.notice, "notice.paper_drawn", by=None, at=at, form=paper.form)
    audit_plain_enclosure(paper, rendered, at=at)
    audit_enclosure_signature(paper, finished, at=at)
