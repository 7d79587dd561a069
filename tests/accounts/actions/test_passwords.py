"""Passwords changed and asked for anew; the pages are tried in tests/web/account."""

from __future__ import annotations

import pytest

from reports.accounts.actions.passwords import change_password, request_new_password
from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.core.refusals import StateRefused
from reports.outbox.models import Job
from tests.factories.people import person
from tests.grants.conftest import AT

pytestmark = pytest.mark.django_db


def test_a_link_goes_only_to_somebody_who_holds_a_role():
    user = person(Role.CLERK)
    request_new_password(email="nobody@x.example", at=AT)
    assert not Job.objects.filter(kind="forgotten_mail").exists()
    request_new_password(email=f" {user.email.upper()} ", at=AT)
    entry = AuditEntry.objects.get(event="link.requested")
    assert (entry.chain, entry.subject_id, entry.detail) == ("hartford", user.pk, {})
    assert Job.objects.get(kind="forgotten_mail").object_id == entry.pk


def test_a_weak_password_is_refused_and_a_good_one_is_noted():
    user = person(Role.CLERK)
    with pytest.raises(StateRefused):
        change_password(password="short", by=user, at=AT)
    change_password(password="lantern orchard velvet 52", by=user, at=AT)
    assert AuditEntry.objects.filter(event="account.password_changed").count() == 1
