"""The states of a job, under any order of events: workers that finish, fail, die or come back late,
and clocks that jump.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import settings, strategies
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from reports.outbox.actions import enqueue, retry
from reports.outbox.lanes import Lane
from reports.outbox.models import Job, JobStatus
from reports.outbox.registry import job_handler
from reports.outbox.runner import TryLater, _do, claim_next
from reports.outbox.sweep import sweep
from tests.outbox.conftest import AT

MOST = 3
LEASE = timedelta(minutes=5)

pytestmark = pytest.mark.django_db


class Fault(Exception):
    """What a handler raises."""


class Outbox(RuleBasedStateMachine):
    """Jobs of one kind, and the workers that hold one each."""

    def __init__(self) -> None:
        super().__init__()
        Job.objects.all().delete()
        self.at: datetime = AT
        self.held: list[Job] = []
        self.claims: dict[object, int] = {}
        self.effects: dict[object, int] = {}
        self.raised: Exception | None = None
        job_handler("machine", lane=Lane.NOTICES, lease=LEASE, max_attempts=MOST)(self._handle)

    def _handle(self, object_id: object, _version: int) -> None:
        if self.raised is not None:
            raise self.raised
        self.effects[object_id] = self.effects.get(object_id, 0) + 1

    @rule(ahead=strategies.sampled_from([0, 0, 86_400]))
    def enqueue_one(self, ahead: int) -> None:
        enqueue(kind="machine", object_id=uuid4(), at=self.at + timedelta(seconds=ahead))

    @rule()
    def claim_one(self) -> None:
        job = claim_next(at=self.at)
        if job is not None:
            self.held.append(job)
            self.claims[job.pk] = self.claims.get(job.pk, 0) + 1

    @precondition(lambda self: self.held)
    @rule(which=strategies.integers(0, 5))
    def die(self, which: int) -> None:
        self.held.pop(which % len(self.held))

    @precondition(lambda self: self.held)
    @rule(which=strategies.integers(0, 5), how=strategies.sampled_from(["done", "fault", "later"]))
    def come_back(self, which: int, how: str) -> None:
        job = self.held.pop(which % len(self.held))
        later = TryLater(timedelta(minutes=30))
        self.raised = {"done": None, "fault": Fault(), "later": later}[how]
        before = Job.objects.get(pk=job.pk)
        still_ours = before.lease_token == job.lease_token
        assert _do(job, clock=lambda: self.at) == (still_ours and how == "done")
        after = Job.objects.get(pk=job.pk)
        if not still_ours:
            assert (after.status, after.lease_token) == (before.status, before.lease_token)
        elif how == "later":
            self.claims[job.pk] = 0

    @rule(minutes=strategies.sampled_from([1, 6, 40, 1500]))
    def wait(self, minutes: int) -> None:
        self.at += timedelta(minutes=minutes)

    @rule()
    def sweep_once(self) -> None:
        sweep(at=self.at)

    @rule()
    def try_dead_work_again(self) -> None:
        for job in Job.objects.filter(status=JobStatus.FAILED):
            retry(job=job, at=self.at)
            self.claims[job.pk] = 0

    @invariant()
    def no_job_is_claimed_more_often_than_its_kind_allows(self) -> None:
        assert all(number <= MOST for number in self.claims.values())
        for job in Job.objects.all():
            assert job.attempts == self.claims.get(job.pk, 0)

    @invariant()
    def what_is_dead_says_why(self) -> None:
        assert not Job.objects.filter(status=JobStatus.FAILED, error_code="").exists()

    def teardown(self) -> None:
        """Whatever happened, everything ends: done, or dead and on the screen."""
        self.raised = None
        for _ in range(3 * MOST + 3):
            self.at += timedelta(hours=5)
            while job := claim_next(at=self.at):
                _do(job, clock=lambda: self.at)
        left = Job.objects.exclude(status__in=[JobStatus.DONE, JobStatus.FAILED])
        assert not left.exists()
        done = Job.objects.filter(status=JobStatus.DONE).values_list("object_id", flat=True)
        assert set(done) <= set(self.effects)


def test_every_job_ends_whatever_happens_to_its_workers() -> None:
    run_state_machine_as_test(
        Outbox, settings=settings(max_examples=8, stateful_step_count=16, deadline=None)
    )
