"""OPM's administrator, people of an agency, and a stranger."""

import pytest

from reports.accounts.roles import Role
from tests.factories.people import agency, person
from tests.web.desk.typing import signed_in


@pytest.fixture
def administrator():
    return person(Role.OPM_ADMIN)


@pytest.fixture
def opm(administrator):
    return signed_in(administrator)


@pytest.fixture
def reviewer():
    return signed_in(person(Role.OPM_REVIEWER))


@pytest.fixture
def clerk():
    return signed_in(person(Role.CLERK))


@pytest.fixture
def hartford():
    return agency("hartford", ori="CT0006400", ori_status="FOUND", town="Hartford")
