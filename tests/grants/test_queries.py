"""Who finds which request, and whose word it waits for."""

from __future__ import annotations

import pytest

from reports.accounts.roles import Role
from reports.core.refusals import NotFound
from reports.grants.queries import get_role_request, open_requests_for, requests_to_confirm
from tests.factories.people import agency
from tests.grants.conftest import AT, ask, known

pytestmark = pytest.mark.django_db
ON = AT.date()


def test_a_request_is_found_where_it_belongs(administrator, second):
    head, clerk = known(Role.AGENCY_HEAD), known(Role.CLERK)
    elsewhere = known(Role.AGENCY_HEAD, at_agency=agency("bristol"))
    request = ask(administrator, agency())
    for user in (administrator, second, head, clerk):
        assert get_role_request(user, request.pk, on=ON) == request
    for stranger in (elsewhere, known(Role.OPM_LEGAL)):
        with pytest.raises(NotFound):
            get_role_request(stranger, request.pk, on=ON)
        assert not open_requests_for(stranger, on=ON)
    assert requests_to_confirm(head, on=ON) == [request]
    for other in (administrator, second, clerk):
        assert not requests_to_confirm(other, on=ON)


def test_a_role_at_opm_is_opms(administrator, second):
    request = ask(administrator, role=Role.OPM_PUBLISHER)
    assert get_role_request(known(Role.OPM_LEGAL), request.pk, on=ON) == request
    assert requests_to_confirm(second, on=ON) == [request]
    with pytest.raises(NotFound):
        get_role_request(known(Role.AGENCY_HEAD), request.pk, on=ON)
