"""Whom a token stands for, and which tokens an agency sees."""

from __future__ import annotations

import pytest

from reports.accounts.api_identity import acting_account, find_token, get_token, tokens_of
from reports.accounts.policies import can
from reports.accounts.roles import ROLES, Permission, Role
from reports.core.clock import now, today
from reports.core.refusals import NotFound
from tests.api.v1.calling import program
from tests.factories.people import agency

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("permission", list(Permission))
def test_it_may_what_a_clerk_may_at_its_agency_and_nothing_elsewhere(permission):
    acting = acting_account(program().token, on=today())
    may = permission in ROLES[Role.CLERK].permissions
    assert can(acting, permission, agency(), on=today()) is may
    assert not can(acting, permission, agency("bristol"), on=today())


def test_no_text_but_its_own_finds_it():
    made = program()
    assert find_token(made.secret, at=now()) == made.token
    for other in ("", made.secret[:-1], made.secret.upper(), "\x00", "ä"):
        assert find_token(other, at=now()) is None


def test_an_agency_sees_its_own():
    own, other = program(), program(at_agency=agency("bristol"))
    assert tokens_of(agency()) == [own.token]
    assert get_token(agency(), own.token.pk) == own.token
    with pytest.raises(NotFound):
        get_token(agency(), other.token.pk)
