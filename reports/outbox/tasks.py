"""What Celery runs: a wake-up for one job, and the sweep. The rows decide everything else."""

from uuid import UUID

from celery import shared_task

from reports.core import clock
from reports.outbox.runner import run_job
from reports.outbox.sweep import sweep
from reports.outbox.wakeup import TASK


@shared_task(name=TASK, ignore_result=True)
def ring(job_id: str) -> None:
    run_job(UUID(job_id), clock=clock.now)


@shared_task(name="outbox.sweep", ignore_result=True)
def sweep_outbox() -> None:
    sweep(at=clock.now())
