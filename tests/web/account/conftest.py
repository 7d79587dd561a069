"""A clerk who has a password, and no second factor yet."""

from __future__ import annotations

import pytest

from reports.accounts.models import User
from reports.accounts.roles import Role
from tests.factories.people import person

PASSWORD = "lantern orchard velvet 52"


@pytest.fixture
def clerk(db: None) -> User:
    user = person(Role.CLERK)
    user.set_password(PASSWORD)
    user.save()
    return user
