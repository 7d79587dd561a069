"""Reading what is kept of people's second factors and sessions."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator

from reports.accounts.factors import (
    CODE_APP,
    PASSKEY,
    RECOVERY_CODES,
    count_of,
    kinds_beside,
    kinds_of,
    newest_factor,
    sessions_of,
)
from reports.accounts.roles import Role
from tests.factories.people import person

pytestmark = pytest.mark.django_db


def add(user, kind):
    return Authenticator.objects.create(user=user, type=kind, data={})


def test_each_persons_own_by_kind():
    clerk, head = person(Role.CLERK), person(Role.AGENCY_HEAD)
    app, first, second = add(clerk, CODE_APP), add(clerk, PASSKEY), add(clerk, PASSKEY)
    add(head, RECOVERY_CODES)
    assert kinds_of(clerk) == {CODE_APP, PASSKEY}
    assert kinds_of(head) == {RECOVERY_CODES}
    assert (count_of(clerk, PASSKEY), count_of(head, PASSKEY)) == (2, 0)
    assert newest_factor(clerk, PASSKEY) == second
    assert kinds_beside(clerk, app) == {PASSKEY}
    assert kinds_beside(clerk, first) == {CODE_APP, PASSKEY}
    with pytest.raises(LookupError):
        newest_factor(head, CODE_APP)


def test_who_never_signed_in_has_no_session():
    assert sessions_of(person(Role.CLERK)) == []
