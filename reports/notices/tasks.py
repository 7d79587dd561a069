"""Background work of letters: drawing the file that was promised with them."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from reports.clock import now
from reports.notices.actions import LINK_JOB, PAPER_JOB, RENDER_JOB, draw_paper, mail_link, render_notice_pdf
from reports.notices.telling import UNSIGNED_MAIL, mail_about_signing
from reports.outbox.registry import handles


@handles(RENDER_JOB, lease=timedelta(minutes=2))
def render_notice(object_id: UUID, version: int) -> None:
    render_notice_pdf(notice_id=object_id, at=now())


@handles(PAPER_JOB, lease=timedelta(minutes=5))
def render_notice_paper(object_id: UUID, version: int) -> None:
    draw_paper(paper_id=object_id, at=now())


@handles(LINK_JOB)
def mail_notice_link(object_id: UUID, version: int) -> None:
    mail_link(link_id=object_id, at=now())


@handles(UNSIGNED_MAIL)
def mail_unsigned(object_id: UUID, version: int) -> None:
    """Tell that an agency's letters cannot be signed; the version is the day it is about."""
    mail_about_signing(agency_id=object_id, at=now())
