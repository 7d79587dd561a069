"""The sentences with which the table refuses; who takes each step is in tests/lifecycle."""

from __future__ import annotations

import pytest

from reports.accounts.roles import Role
from reports.core.refusals import StateRefused
from reports.grants.actions import confirm_role_request, stop_role_request
from reports.grants.status import ROLE_REQUEST_LIFECYCLE, RoleRequestEvent
from reports.lifecycle import refusal
from tests.factories.people import agency
from tests.grants.conftest import AT, ask, known

pytestmark = pytest.mark.django_db


def test_each_place_says_who_confirms(administrator, second):
    def refused(request):
        check, event = ROLE_REQUEST_LIFECYCLE.check, RoleRequestEvent.CONFIRMED
        return refusal(check, request, event, by=administrator, on=AT.date())

    known(Role.AGENCY_HEAD)
    assert "agency's administrator or head" in refused(ask(administrator, agency()))
    assert "Another OPM administrator" in refused(ask(administrator, agency("bristol")))


def test_what_is_over_says_so(administrator, second):
    request = ask(administrator, agency())
    stop_role_request(request=request, by=second, at=AT)
    with pytest.raises(StateRefused, match="moved on: stopped"):
        confirm_role_request(request=request, by=second, at=AT)
