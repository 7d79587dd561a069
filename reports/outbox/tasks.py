"""What Celery runs: the work of one job. The row decides whether there is anything to do."""

from uuid import UUID

from celery import shared_task

from reports.core import clock
from reports.outbox.runner import run_job
from reports.outbox.wakeup import TASK


@shared_task(name=TASK, ignore_result=True)
def ring(job_id: str) -> None:
    run_job(UUID(job_id), clock=clock.database_now)
