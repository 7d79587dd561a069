"""Double and parallel submits over two processes, and the last day of all towns: one submission,
one receipt each.
"""

from __future__ import annotations

import random
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest
from django.db import connection

from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.outbox.models import Job
from reports.submissions.models import Receipt, Submission
from reports.submissions.status import SubmissionStatus
from tests.submissions.helpers import AFTER, a_person, an_agency, drafted
from tests.submissions.submitting import Work, submit_all

pytestmark = [
    pytest.mark.long,
    pytest.mark.alone,
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True),
]


def in_two_processes(work: Work, *, hands: int) -> Counter[str]:
    database = str(connection.settings_dict["NAME"])
    halves = (work[::2], work[1::2])
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        answers = [pool.submit(submit_all, database, AFTER, half, hands) for half in halves]
        return sum((answer.result(timeout=900) for answer in answers), Counter())


def pieces_of(code: str, people: int) -> Work:
    """A town's draft, once for each of its certifiers."""
    draft = drafted(an_agency(code), lines=len(code) % 3)
    certifiers = [
        a_person(Role.CERTIFIER, draft.agency, name=f"certifier{n}") for n in range(people)
    ]
    return [
        (str(user.pk), str(draft.pk), draft.content_sha256, draft.is_nil) for user in certifiers
    ]


def each_town_once(towns: int) -> None:
    assert (
        Submission.objects.filter(status=SubmissionStatus.CERTIFIED).count()
        == Submission.objects.count()
        == towns
    )
    assert Receipt.objects.count() == towns
    assert Job.objects.filter(kind="render_receipt").count() == towns
    assert AuditEntry.objects.filter(event="submission.certified").count() == towns


def test_twelve_hundred_double_submits():
    work = [piece for n in range(6) for piece in pieces_of(f"town-{'x' * n}", 2)] * 100
    random.Random(6).shuffle(work)
    answers = in_two_processes(work, hands=6)
    assert answers == {"302 ['receipt']": 1200}
    each_town_once(6)


def test_the_last_day_of_ninety_five_towns():
    work = [
        piece
        for n in range(95)
        for piece in pieces_of(f"town-{n}{'x' * (n % 3)}", 2 if n < 55 else 1)
    ]
    assert len(work) == 150
    random.Random(95).shuffle(work)
    assert in_two_processes(work, hands=12) == {"302 ['receipt']": 150}
    each_town_once(95)
