"""OPM's administrators and the people of an agency, all of whom have signed in before."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from reports.accounts.models import User
from reports.accounts.roles import Role
from reports.grants.actions import ask_for_role
from tests.factories.people import person

AT = datetime(2026, 3, 2, 15, tzinfo=UTC)
NEW = {"user_email": "Ana.Reed@hartford.example", "name": "Ana Reed"}


def known(role: Role, **facts) -> User:
    """Somebody with this role who has signed in before."""
    user = person(role, **facts)
    User.objects.filter(pk=user.pk).update(last_login=AT)
    return User.objects.get(pk=user.pk)


def ask(by, place=None, role=Role.AGENCY_ADMIN, *, at=AT, **who):
    return ask_for_role(role=role, agency=place, by=by, at=at, on=at.date(), **{**NEW, **who})


@pytest.fixture
def administrator(db):
    return known(Role.OPM_ADMIN)


@pytest.fixture
def second(db):
    return known(Role.OPM_ADMIN, email="second@opm.example")
