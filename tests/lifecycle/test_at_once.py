"""Two people take a step with the same record at the same moment: one takes it, the other is told
that somebody was first.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.core.refusals import Conflict
from reports.detainers.status import DETAINER_LIFECYCLE, DetainerEvent
from reports.lifecycle import Lifecycle
from reports.notices.status import NOTICE_LIFECYCLE, NoticeEvent
from reports.publication.models.editions import Edition, Threshold
from reports.publication.status import EDITION_LIFECYCLE, EditionEvent
from reports.submissions.status import SUBMISSION_LIFECYCLE, SubmissionEvent
from tests.factories import detainers as make
from tests.factories.people import person
from tests.lifecycle.machines import move
from tests.submissions.helpers import drafted

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
HANDS = 5


def an_edition() -> Edition:
    legal, publisher = person(Role.OPM_LEGAL), person(Role.OPM_PUBLISHER)
    threshold = Threshold.objects.create(
        value=None, reason="For the test.", set_at=make.NOW, set_by=legal
    )
    return Edition.objects.create(
        half_year="2025H1",
        threshold=threshold,
        content_sha256="0" * 64,
        proposed_at=make.NOW,
        proposed_by=publisher,
    )


CASES: list[tuple[Lifecycle, str, Role, Any]] = [
    (DETAINER_LIFECYCLE, DetainerEvent.CLOSED, Role.CLERK, make.detainer),
    (
        NOTICE_LIFECYCLE,
        NoticeEvent.VOIDED,
        Role.AGENCY_HEAD,
        lambda: make.detainer().notices.get(kind="N1"),
    ),
    (SUBMISSION_LIFECYCLE, SubmissionEvent.DISCARDED, Role.CLERK, drafted),
    (EDITION_LIFECYCLE, EditionEvent.DROPPED, Role.OPM_PUBLISHER, an_edition),
]


@pytest.mark.parametrize(
    ("machine", "event", "role", "made"), CASES, ids=[case[1] for case in CASES]
)
def test_one_takes_the_step_and_the_others_meet_a_conflict(machine, event, role, made):
    row, by = made(), person(role)
    start = Barrier(HANDS)

    def take() -> str:
        try:
            mine = type(row).objects.get(pk=row.pk)
            start.wait(timeout=30)
            move(machine=machine, row=mine, event=event, by=by, at=make.NOW)
        except Conflict as first:
            return str(first)
        finally:
            connection.close()
        return "taken"

    with ThreadPoolExecutor(HANDS) as pool:
        said = [future.result(timeout=60) for future in [pool.submit(take) for _ in range(HANDS)]]
    assert sorted(said) == sorted(["taken", *[machine.overtaken] * (HANDS - 1)])
    assert AuditEntry.objects.filter(event=event, subject_id=row.pk).count() == 1
