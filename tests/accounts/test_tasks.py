"""Background work about people: mail at the address that holds today."""

from __future__ import annotations

import pytest
from django.core import mail

from reports.accounts.notifications import LINK_MAIL, MISSED_MAIL
from reports.accounts.roles import Role
from reports.core.clock import now
from reports.mail.actions import MailJob, expect_deliveries, keep_answer
from reports.mail.models import MailDelivery
from reports.mail.retries import Answer
from reports.outbox.actions import enqueue
from reports.outbox.models import Job, JobStatus
from reports.outbox.registry import INSTALLATION, kind_named
from tests.factories.people import person
from tests.support.acts import record

pytestmark = pytest.mark.django_db


def test_who_was_refused_gets_it_at_the_corrected_address() -> None:
    clerk = person(Role.CLERK)
    entry = record(
        chain="opm",
        event="link.made",
        actor="system:test",
        at=now(),
        subject_type="user",
        subject_id=clerk.pk,
    )
    enqueue(kind=LINK_MAIL, object_id=entry.pk, at=now())
    job = MailJob(LINK_MAIL, entry.pk)
    rows = expect_deliveries(job, {clerk.pk: clerk.email}, at=now())
    keep_answer(rows[clerk.pk], Answer(550), at=now())
    Job.objects.update(status=JobStatus.DONE, done_at=now())

    kind_named(MISSED_MAIL).handler(INSTALLATION, 1)
    assert not Job.objects.filter(status=JobStatus.PENDING).exists()

    clerk.email = "corrected@hartford.example"
    clerk.save()
    kind_named(MISSED_MAIL).handler(INSTALLATION, 2)
    assert Job.objects.get(status=JobStatus.PENDING).object_id == entry.pk
    kind_named(LINK_MAIL).handler(entry.pk, 1)
    assert [sent.to for sent in mail.outbox] == [["corrected@hartford.example"]]
    assert set(job.deliveries().values_list("outcome", flat=True)) == {
        MailDelivery.Outcome.REFUSED,
        MailDelivery.Outcome.SENT,
    }
