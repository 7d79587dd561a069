"""Files brought through the screens."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from reports.core.clock import now
from reports.imports.jobs.models import TableImport
from reports.law.moments import local
from reports.outbox.lanes import Lane
from reports.outbox.runner import run_due
from tests.imports.detainers.helpers import another, as_csv


def received(hours: int) -> str:
    """A moment so many hours ago, as a system writes it."""
    return local(now() - timedelta(hours=hours)).isoformat(timespec="minutes")


def rows(count: int, **changes: str) -> list[dict[str, str]]:
    return [another(number, received_at=received(number + 1), **changes) for number in range(count)]


def bring(browser: Client, *given: dict[str, str], kind: str = "detainers", **how: Any) -> UUID:
    """The import that was started; its page of columns is next."""
    file = SimpleUploadedFile("jail.csv", as_csv(*given, **how))
    answer = browser.post(reverse("desk:import_new"), {"kind": kind, "file": file})
    assert answer.status_code == 302, answer.content.decode()
    job = TableImport.objects.order_by("-uploaded_at").first()
    assert job is not None
    assert answer["Location"] == reverse("desk:import_columns", args=[job.pk])
    return job.pk


def typed(job_id: UUID, **answers: str) -> dict[str, str]:
    """The form of columns as it is offered."""
    columns = TableImport.objects.get(pk=job_id).columns
    return {f"column_{name}": held for name, held in columns.items()} | answers


def work() -> None:
    run_due(at=now() + timedelta(seconds=5), lanes=[Lane.BULK])


def send(browser: Client, name: str, job_id: UUID, **typed_in: str) -> Any:
    return browser.post(reverse(f"desk:{name}", args=[job_id]), typed_in)


def page(browser: Client, name: str, job_id: UUID) -> str:
    answer = browser.get(reverse(f"desk:{name}", args=[job_id]))
    assert answer.status_code == 200
    return answer.content.decode()
