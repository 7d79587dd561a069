"""Tokens of programs: made once, renewed with an overlap, taken back at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail

from reports.accounts.actions.api_tokens import (
    LASTS,
    MOST_TOKENS,
    OVERLAP,
    create_token,
    create_token_as_operator,
    note_token_used,
    revoke_token,
    rotate_token,
)
from reports.accounts.api_identity import acting_account, find_token, get_token, tokens_of
from reports.accounts.api_scopes import ApiScope
from reports.accounts.models import Agency, ApiToken, Membership, User
from reports.accounts.notifications import mail_about_token
from reports.accounts.policies import can
from reports.accounts.roles import Permission, Role
from reports.audit.models import AuditEntry
from reports.core.clock import now, today
from reports.core.refusals import Conflict, NotFound, PermissionRefused, StateRefused
from tests.factories.people import agency, person

pytestmark = pytest.mark.django_db
SCOPES = [ApiScope.READ_DETAINERS, ApiScope.WRITE_DETAINERS]


def made(is_sandbox=False, at=None, **changes):
    values = {"agency": agency(), "system_name": "Records system", "scopes": SCOPES, **changes}
    values.setdefault("by", person(Role.AGENCY_ADMIN))
    return create_token(is_sandbox=is_sandbox, at=at or now(), **values)


def test_only_a_hash_is_kept_and_the_text_finds_the_token():
    found = made()
    assert found.secret.startswith("trust_live_")
    assert found.secret not in str(ApiToken.objects.values().get())
    assert find_token(found.secret, at=now()) == found.token
    assert find_token(found.secret + "x", at=now()) is None
    entry = AuditEntry.objects.get(event="token.created")
    assert found.secret[12:] not in str(entry.detail)


def test_the_agencys_people_are_told():
    admin, head = person(Role.AGENCY_ADMIN), person(Role.AGENCY_HEAD)
    made()
    mail_about_token(entry_id=AuditEntry.objects.get(event="token.created").pk, at=now())
    assert {one for sent in mail.outbox for one in sent.to} == {admin.email, head.email}


@pytest.mark.parametrize("role", [Role.CLERK, Role.AGENCY_HEAD, Role.OPM_ADMIN])
def test_only_the_agencys_administrator_makes_one(role):
    with pytest.raises(PermissionRefused):
        made(by=person(role))


@pytest.mark.parametrize("changes", [{"system_name": "  "}, {"scopes": []}])
def test_a_token_is_for_a_program_and_for_something(changes):
    with pytest.raises(StateRefused):
        made(**changes)


def test_an_agency_has_only_so_many():
    at = now()
    for _ in range(MOST_TOKENS):
        create_token_as_operator(
            agency=agency(), system_name="One", scopes=SCOPES, is_sandbox=False, at=at
        )
    with pytest.raises(StateRefused):
        made()
    made(at=at + LASTS)


def test_it_acts_as_a_clerk_of_its_agency_and_is_nobody_otherwise():
    found = made()
    account = User.objects.get(pk=found.token.account_id)
    assert not account.is_active
    assert not account.has_usable_password()
    assert not Membership.objects.filter(user=account).exists()
    acting = acting_account(find_token(found.secret, at=now()), on=today())
    assert can(acting, Permission.LOG_DETAINER, agency(), on=today())
    assert not can(acting, Permission.LOG_DETAINER, agency("bristol"), on=today())
    assert not can(acting, Permission.DECIDE, agency(), on=today())


def test_a_sandbox_is_an_agency_of_its_own_that_never_counts():
    found, again = made(is_sandbox=True), made(is_sandbox=True)
    assert found.secret.startswith("trust_test_")
    assert found.token.place == again.token.place != agency()
    assert found.token.place.is_sandbox
    assert Agency.objects.filter(is_sandbox=True).count() == 1


def test_renewed_both_work_for_a_day():
    at, admin = now(), person(Role.AGENCY_ADMIN)
    old = made(at=at, by=admin)
    new = rotate_token(token=old.token, by=admin, at=at)
    assert new.token.account == old.token.account
    assert find_token(old.secret, at=at + OVERLAP - timedelta(seconds=1))
    assert find_token(old.secret, at=at + OVERLAP) is None
    assert find_token(new.secret, at=at + OVERLAP)
    with pytest.raises(Conflict):
        rotate_token(token=old.token, by=admin, at=at)


def test_taken_back_it_stops_at_once():
    admin, found = person(Role.AGENCY_ADMIN), made()
    revoke_token(token=found.token, by=admin, at=now())
    assert find_token(found.secret, at=now()) is None
    with pytest.raises(Conflict):
        revoke_token(token=found.token, by=admin, at=now())


def test_its_last_use_is_known_to_the_minute():
    token, at = made().token, now()
    note_token_used(token=token, at=at)
    token.refresh_from_db()
    note_token_used(token=token, at=at + timedelta(seconds=30))
    assert ApiToken.objects.get().last_used_at == at


def test_another_agencys_token_does_not_exist():
    found = made()
    assert tokens_of(agency()) == [found.token]
    with pytest.raises(NotFound):
        get_token(agency("bristol"), found.token.pk)
