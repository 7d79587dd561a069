"""Who is to have a message is settled when it is first sent; what failed is sent to the corrected
address.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from reports.mail.actions import digest_of, send_missed
from reports.outbox.actions import enqueue
from reports.outbox.models import Job, JobStatus
from tests.mail.conftest import ANNA, AT, BEN, JOB, TO, Outcome, outcomes, run
from tests.support.mail_server import MailServer

pytestmark = pytest.mark.django_db


def test_a_digest_tells_addresses_apart_without_regard_to_case() -> None:
    assert digest_of("Anna@Hartford.example ") == digest_of("anna@hartford.example")
    assert digest_of("anna@hartford.example") != digest_of("ben@hartford.example")


def test_who_is_no_longer_to_have_it_gets_none(server: MailServer) -> None:
    server.answers[TO[ANNA]] = ["451 try again later"]
    run()
    assert run({BEN: TO[BEN], uuid4(): "new@hartford.example"}, at=AT + timedelta(hours=1)) is None
    assert server.taken == [TO[BEN]]
    assert outcomes() == {ANNA: Outcome.NOT_NEEDED, BEN: Outcome.SENT}


def test_a_corrected_address_gets_what_it_missed(server: MailServer) -> None:
    enqueue(kind=JOB.kind, object_id=JOB.object_id, at=AT)
    server.answers[TO[ANNA]] = ["550 no such person"]
    run()
    Job.objects.update(status=JobStatus.DONE, done_at=AT)
    assert send_missed(TO, at=AT) == 0
    corrected = {**TO, ANNA: "anna.b@hartford.example"}
    assert send_missed(corrected, at=AT + timedelta(days=31)) == 0
    assert send_missed(corrected, at=AT + timedelta(days=1)) == 1
    assert Job.objects.due(AT).count() == 1
    assert run(corrected, at=AT + timedelta(days=1)) is None
    assert server.taken == [TO[BEN], "anna.b@hartford.example"]
    assert send_missed(corrected, at=AT + timedelta(days=1)) == 0
