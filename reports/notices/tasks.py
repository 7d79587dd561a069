"""Background work of letters: drawing the file that was promised with them."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any
from uuid import UUID

from celery.signals import worker_process_init
from django.conf import settings

from reports.core.clock import now
from reports.documents import service as render_service
from reports.documents.errors import RenderFault
from reports.notices.actions.enclose import PAPER_JOB, draw_paper
from reports.notices.actions.links import LINK_JOB, mail_link
from reports.notices.actions.render import RENDER_JOB, render_notice_pdf
from reports.notices.content.layout import page_of
from reports.notices.content.specimens import specimen
from reports.notices.kinds import NoticeKind
from reports.notices.notifications import UNSIGNED_MAIL, mail_about_signing
from reports.notices.text.languages import is_offered
from reports.outbox.registry import handles

logger = logging.getLogger(__name__)


@worker_process_init.connect(weak=False)
def start_drawing(**_: Any) -> None:
    """With the worker comes its drawing process, and in it the sentences of the commonest sheet."""
    language = "es" if is_offered("es", production=settings.PRODUCTION) else "en"
    try:
        render_service.warm(page_of(specimen(NoticeKind.N1_INTENT, language)))
    except RenderFault as fault:
        logger.error("Letters cannot be drawn here: %s", fault)


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
