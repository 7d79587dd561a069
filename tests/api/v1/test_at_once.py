"""The same call many times at the same moment: one act, one answer."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from reports.api.v1.models import KeptAnswer
from reports.detainers.models import Detainer
from tests.api.v1.calling import program, request_body

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
HANDS = 6


def all_at_once(act):
    """Each in its own thread and connection, started together."""
    start = Barrier(HANDS)

    def run(_number):
        try:
            start.wait(timeout=30)
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(HANDS) as pool:
        return list(pool.map(run, range(HANDS), timeout=120))


@pytest.mark.parametrize("key", ["", "one"])
@pytest.mark.parametrize("external_id", ["", "RMS-1"])
def test_twins_act_once(key, external_id):
    caller, body = program(), request_body(external_id=external_id)
    answers = all_at_once(lambda: caller.post("/detainers", body, Idempotency_Key=key))
    statuses = [answer.status_code for answer in answers]
    assert len({answer.json()["id"] for answer in answers}) == 1, statuses
    assert Detainer.objects.count() == 1
    assert KeptAnswer.objects.count() == bool(key)
    assert statuses == [201] * HANDS if key else sorted(statuses) == [200] * (HANDS - 1) + [201]
