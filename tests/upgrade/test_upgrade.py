"""An installation with data goes from every earlier schema to today's, and loses nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.migrations.exceptions import IrreversibleError

from reports.accounts.models import Agency
from reports.audit.models import AuditEntry
from reports.audit.verification import verify
from reports.detainers.models import Detainer
from reports.persons.records import values_of
from tests.factories import detainers as make
from tests.support.acts import record
from tests.support.migrations import back_to_today, before_rows_were_bound, go_to, latest, names

__all__ = ["back_to_today", "before_rows_were_bound"]

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]
NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
FIRST_WITH_RECORDS = "0002_trail_guards"


def test_records_survive_every_step_since_the_first_schema(before_rows_were_bound, back_to_today):
    item = make.detainer()
    go_to(FIRST_WITH_RECORDS)
    for name in names()[names().index(FIRST_WITH_RECORDS) + 1 :]:
        go_to(name)
    kept = Detainer.objects.with_person().get(pk=item.pk)
    assert values_of(kept.person).family_name == "Nuñez-Đặng"
    assert kept.assessments.get().result["findings"]
    assert kept.notices.count() == 1
    assert not verify(connection).problems


def test_the_trail_still_refuses_changes_after_an_upgrade(back_to_today):
    Agency.objects.create(code="hartford", name="Hartford", kind="municipal_police")
    with transaction.atomic():
        record(chain="hartford", event="detainer.read", actor="system:test", at=NOW)
    go_to(FIRST_WITH_RECORDS)
    go_to(latest())
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEntry.objects.filter(chain="hartford").update(event="nothing.happened")


def test_a_step_that_entries_rest_on_is_not_taken_back(back_to_today):
    item = make.detainer()
    with pytest.raises(IrreversibleError, match="restore the backup"):
        go_to(FIRST_WITH_RECORDS)
    go_to(latest())
    assert Detainer.objects.filter(pk=item.pk).exists()
    assert not verify(connection).problems


def test_every_step_can_be_taken_back():
    """Backwards as far as the trail's guards: a release that fails is undone without losing a
    record.
    """
    go_to(FIRST_WITH_RECORDS)
    go_to(latest())
