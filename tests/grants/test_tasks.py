"""The background work of roles that wait, through the queue."""

from __future__ import annotations

import uuid

import pytest

from reports.accounts.models import Membership
from reports.core import clock
from reports.grants.actions import confirm_role_request
from reports.grants.models import RoleRequest
from reports.grants.status import LAPSES_AFTER, WAIT
from reports.grants.tasks import give_role_when_due, lapse_requests
from tests.factories.people import agency
from tests.grants.conftest import ask

pytestmark = pytest.mark.django_db


def status_of(request) -> str:
    return RoleRequest.objects.get(pk=request.pk).status


@pytest.mark.parametrize(("ago", "is_given"), [(WAIT / 2, False), (WAIT, True)])
def test_the_day_is_told_by_the_databases_clock(administrator, second, ago, is_given):
    since = clock.database_now() - ago
    request = ask(administrator, agency(), at=since)
    confirm_role_request(request=request, by=second, at=since)
    give_role_when_due(request.pk, 1)
    assert status_of(request) == ("given" if is_given else "confirmed")
    assert Membership.objects.filter(user__name="Ana Reed").exists() is is_given


def test_what_nobody_answered_lapses_and_what_is_new_stays(administrator, second):
    old = ask(administrator, agency(), at=clock.database_now() - LAPSES_AFTER)
    new = ask(administrator, agency("bristol"), at=clock.database_now())
    lapse_requests(uuid.uuid4(), 1)
    assert (status_of(old), status_of(new)) == ("lapsed", "waiting")
