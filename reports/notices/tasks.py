"""Background jobs of notices: rendering the queued files, and mail about them."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any
from uuid import UUID

from celery.signals import worker_process_init

from reports import documents
from reports.core.clock import now
from reports.documents.errors import RenderError
from reports.notices.actions.enclose import ENCLOSURE_JOB, render_enclosure
from reports.notices.actions.links import LINK_JOB, mail_link
from reports.notices.actions.render import RENDER_JOB, render_notice
from reports.notices.notifications import (
    PLAIN_MAIL,
    UNSIGNED_MAIL,
    mail_about_plain_files,
    mail_about_signing,
)
from reports.outbox import lanes
from reports.outbox.lanes import Lane
from reports.outbox.registry import job_handler

logger = logging.getLogger(__name__)


@worker_process_init.connect(weak=False)
def start_renderer(**_: Any) -> None:
    """Start the rendering process with the worker, so that no notice waits for it."""
    if Lane.NOTICES not in lanes.served:
        return
    try:
        documents.warm()
    except RenderError as fault:
        logger.error("Letters cannot be drawn here: %s", fault)


@job_handler(RENDER_JOB, lane=Lane.NOTICES, lease=timedelta(minutes=2))
def render_notice_job(object_id: UUID, version: int) -> None:
    render_notice(notice_id=object_id, at=now())


@job_handler(ENCLOSURE_JOB, lane=Lane.NOTICES, lease=timedelta(minutes=5))
def render_enclosure_job(object_id: UUID, version: int) -> None:
    render_enclosure(paper_id=object_id, at=now())


@job_handler(LINK_JOB, lane=Lane.MAIL)
def mail_notice_link(object_id: UUID, version: int) -> None:
    mail_link(link_id=object_id, at=now())


@job_handler(UNSIGNED_MAIL, lane=Lane.MAIL)
def mail_unsigned(object_id: UUID, version: int) -> None:
    """Report that an agency's notices cannot be signed; the version is the date it is about."""
    mail_about_signing(agency_id=object_id, version=version, at=now())


@job_handler(PLAIN_MAIL, lane=Lane.MAIL)
def mail_plain(object_id: UUID, version: int) -> None:
    """Report that files are rendered plainly; the version is the date it is about."""
    mail_about_plain_files(object_id=object_id, version=version, at=now())
