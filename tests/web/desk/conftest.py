"""People at the desk, and a stranger from the next town."""

import pytest

from reports.accounts.roles import Role
from tests.factories.people import agency, person
from tests.web.desk import typing


@pytest.fixture
def clerk():
    return typing.signed_in(person(Role.CLERK))


@pytest.fixture
def head():
    return typing.signed_in(person(Role.AGENCY_HEAD))


@pytest.fixture
def admin():
    return typing.signed_in(person(Role.AGENCY_ADMIN))


@pytest.fixture
def stranger():
    """A clerk of another agency."""
    return typing.signed_in(person(Role.CLERK, at_agency=agency("bristol")))
