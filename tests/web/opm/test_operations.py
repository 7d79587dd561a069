"""The page of operations: what waits, what was given up, who works, and trying again."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from reports.audit.models import AuditEntry
from reports.core.clock import now
from reports.outbox.lanes import Lane
from reports.outbox.models import Job, JobStatus
from reports.outbox.nodes import look_around, note_node
from tests.web.shared.test_health import worker

pytestmark = pytest.mark.django_db


def dead_job(**changes: Any) -> Job:
    values = {
        "kind": "render_notice",
        "object_id": uuid4(),
        "status": JobStatus.FAILED,
        "attempts": 8,
        "error_code": "WorkerLost",
        "run_after": now(),
        "created_at": now(),
        **changes,
    }
    return Job.objects.create(**values)


def page(client: Client) -> str:
    answer = client.get(reverse("opm:operations"))
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_runs_is_on_one_page(opm: Client) -> None:
    said = page(opm)
    assert "No worker does this work" in said
    assert "Nothing was given up." in said
    note_node(look_around(list(Lane)), at=now())
    said = page(opm)
    assert "No worker does this work" not in said
    assert "of this release" in said


def test_work_given_up_is_tried_again_once_and_on_record(opm: Client) -> None:
    job = dead_job()
    said = page(opm)
    assert "Prepare a notice" in said
    assert "The worker ended each time" in said
    url = reverse("opm:work_retry", args=[job.pk])
    assert opm.get(url).status_code == 405
    assert opm.post(url).status_code == 302
    job.refresh_from_db()
    assert job.status == JobStatus.PENDING
    assert "tried again already" in opm.post(url).content.decode()
    entry = AuditEntry.objects.get(event="work.retried")
    assert (entry.chain, str(entry.subject_id)) == ("opm", str(job.pk))


def test_what_a_worker_cannot_reach_is_said(opm: Client) -> None:
    worker(broker_answers=False, storage_written=False, clock_ahead_seconds=86400.0)
    said = page(opm)
    for words in ("Redis does not answer", "cannot write to file storage", "+86400 seconds"):
        assert words in said


def test_a_long_list_is_paged(opm: Client) -> None:
    for _ in range(60):
        dead_job()
    assert "?page=2" in page(opm)


def test_others_may_not_see_it(clerk: Client) -> None:
    job = dead_job()
    assert clerk.get(reverse("opm:operations")).status_code == 403
    assert clerk.post(reverse("opm:work_retry", args=[job.pk])).status_code == 403
