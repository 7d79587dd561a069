"""How far the file of a notice is, in words that hold when its preparation fails, too."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from django.urls import reverse

from reports.core import clock
from reports.notices.actions.render import RENDER_JOB
from reports.notices.models import Notice
from reports.notices.printing.failures import failure_named
from reports.notices.status import NoticeStatus
from reports.outbox.models import JobStatus
from reports.outbox.queries import newest_job
from reports.web.desk.notices.page.signature import failed, failed_progress
from reports.web.shared.html.components import Progress

LONG = timedelta(minutes=2)
USUAL = "Usually a few seconds. This page updates by itself."
AGAIN = "It did not work yet and is tried again by itself. This page updates by itself."
LATE = "It has waited longer than usual. Nothing is lost. This page updates by itself."
GIVEN_UP = (
    "It was tried again and again. OPM’s administrators see it and can have it tried again; until"
    " then, hand over the blank notice filled in by hand."
)


def is_given_up(found: Notice) -> bool:
    """Whether no file comes by itself: it could not be rendered, or its work was given up."""
    if found.status != NoticeStatus.RENDERING:
        return found.status == NoticeStatus.COULD_NOT_RENDER
    job = newest_job(kind=RENDER_JOB, object_id=found.pk)
    return job is not None and job.status == JobStatus.FAILED


def progress_of(found: Notice) -> Progress:
    """How far the rendering of the file is; the page polls it while it changes."""
    if found.status == NoticeStatus.COULD_NOT_RENDER:
        return failed_progress(found)
    if found.status != NoticeStatus.RENDERING:
        done = "Its file is sealed and will not change."
        return Progress("Notice ready", "done", detail=done)
    job = newest_job(kind=RENDER_JOB, object_id=found.pk)
    if job is not None and job.status == JobStatus.FAILED:
        failure = failure_named(job.error_code)
        given_up = replace(failure, cause=f"{failure.cause} {GIVEN_UP}")
        return failed("The notice could not be prepared", given_up, found)
    detail = USUAL
    if job is not None and job.error_code:
        detail = AGAIN
    elif job is not None and clock.now() - job.created_at > LONG:
        detail = LATE
    return Progress(
        "The notice is being made",
        "working",
        poll_url=reverse("desk:notice_progress", args=[found.pk]),
        detail=detail,
    )
