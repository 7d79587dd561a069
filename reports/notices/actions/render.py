"""Render a notice's file: once, outside any transaction, kept with its hash."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from reports import documents
from reports.accounts.models import User
from reports.core.verbs import verb
from reports.documents import RenderResult
from reports.documents.errors import ExternalResource, MissingGlyphs
from reports.law.moments import local_day
from reports.notices.actions.record_plain import audit_plain
from reports.notices.actions.record_signature import audit_signature, report_unsigned
from reports.notices.content.layout import page_of
from reports.notices.models import Notice
from reports.notices.policies import check_can_render_again
from reports.notices.signing.sign import SigningResult, finish
from reports.notices.status import NOTICE_LIFECYCLE, NoticeEvent, NoticeStatus
from reports.outbox.actions import enqueue
from reports.sealing.actions import store_sealed_file

RENDER_JOB = "render_notice"


def render_notice(*, notice_id: UUID, at: datetime) -> None:
    """Render the file once and keep it with its hash. Repeating it does nothing."""
    notice = Notice.objects.with_content().filter(pk=notice_id).first()
    if notice is None or notice.status != NoticeStatus.RENDERING:
        return  # none: the import that it came with was undone meanwhile
    page = page_of(notice.words)
    try:
        rendered = documents.render(page)
    except (MissingGlyphs, ExternalResource) as fault:
        _give_up(notice, type(fault).__name__, at=at)
        return
    finished = finish(rendered.data, agency=notice.agency, at=at)
    if finished.is_withheld_unsigned:
        report_unsigned(notice, finished, at=at)
    else:
        _keep_file(notice, finished, rendered, at=at)


@verb(system=True)
def _keep_file(
    notice: Notice, finished: SigningResult, rendered: RenderResult, *, at: datetime
) -> None:
    locked = (
        Notice.objects.select_for_update(of=("self",))
        .select_related("agency", "record_key")
        .get(pk=notice.pk)
    )
    if locked.status != NoticeStatus.RENDERING:
        return
    NOTICE_LIFECYCLE.move(locked, NoticeEvent.RENDERED, by=None, at=at)
    audit_plain(locked, rendered, at=at)
    audit_signature(locked, finished, at=at)
    data = finished.data
    locked.file = store_sealed_file(
        record_key=locked.record_key, data=data, content_type="application/pdf", at=at
    )
    locked.pdf_sha256, locked.rendered_at = hashlib.sha256(data).hexdigest(), at
    locked.rendered_sha256 = finished.rendered_sha256 or locked.pdf_sha256
    locked.save(update_fields=["file", "pdf_sha256", "rendered_sha256", "rendered_at"])


@verb(system=True)
def _give_up(notice: Notice, why: str, *, at: datetime) -> None:
    """A notice that can never be rendered is marked so, and not tried again and again."""
    detail = {"why": why}
    NOTICE_LIFECYCLE.move(notice, NoticeEvent.COULD_NOT_RENDER, by=None, at=at, detail=detail)


@verb
def render_again(*, notice: Notice, by: User, at: datetime) -> None:
    """Render again: a notice that could not be rendered, once the fonts are complete, or one that
    was rendered plainly, once the renderer is fixed.
    """
    check_can_render_again(by, notice, on=local_day(at))
    NOTICE_LIFECYCLE.move(notice, NoticeEvent.TRIED_AGAIN, by=by, at=at)
    notice.render_attempt += 1
    notice.save(update_fields=["render_attempt"])
    enqueue(kind=RENDER_JOB, object_id=notice.pk, version=notice.render_attempt, at=at)
