"""Many writers at once: every chain stays whole, and nothing acknowledged is missing."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, connections, transaction

from reports.audit.models import AuditEntry
from reports.audit.verification import verify
from tests.audit.conftest import AT
from tests.support.acts import record

WRITERS = 6
ACTS = 15


def _write(number: int, acknowledged: list[str]) -> None:
    try:
        for act in range(ACTS):
            with transaction.atomic():
                record(
                    chain="hartford", event="detainer.read", actor=f"system:writer-{number}", at=AT
                )
                entry = record(
                    chain="opm", event="export.made", actor=f"system:writer-{number}", at=AT
                )
                if act % 5 == 4:
                    transaction.set_rollback(True)
            if act % 5 != 4:
                acknowledged.append(str(entry.pk))
    finally:
        connections.close_all()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_writers_of_one_chain_wait_for_each_other() -> None:
    acknowledged: list[str] = []
    threads = [
        threading.Thread(target=_write, args=(number, acknowledged)) for number in range(WRITERS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    report = verify(connection)
    assert not report.problems
    assert {
        str(pk) for pk in AuditEntry.objects.filter(chain="opm").values_list("pk", flat=True)
    } == set(acknowledged)
    assert report.heads["hartford"][0] == report.heads["opm"][0] == WRITERS * ACTS * 4 // 5
