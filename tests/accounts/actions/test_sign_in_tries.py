"""Tries are counted in rows that end."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from reports.accounts.actions.sign_in_tries import begin_tries
from reports.accounts.models import SignInTries
from reports.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


def test_counts_end_and_the_rest_is_told_in_one_entry():
    now = timezone.now()
    for _ in range(9):
        begin_tries({"a" * 64: 5}, at=now)
    for number in range(40):
        begin_tries({f"{number:064}": 5}, at=now)
    begin_tries({"b" * 64: 5}, at=now + timedelta(minutes=16))
    assert SignInTries.objects.count() == 1
    entry = AuditEntry.objects.get(event="session.refused_while_locked")
    assert entry.detail == {"tries": 4}
