"""Who may do what: the table, the people, and what ends."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from reports.accounts.actions.people import (
    add_membership,
    add_person,
    end_membership,
    name_delegate,
)
from reports.accounts.models import Membership, User
from reports.accounts.policies import can, check_can
from reports.accounts.queries import agencies_for, get_agency
from reports.accounts.roles import DELEGATE_PERMISSIONS, ROLES, Permission, Role
from reports.core.refusals import NotFound, PermissionRefused, StateRefused
from tests.factories.people import agency, person

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
TODAY = NOW.date()
PERSONAL = {
    Permission.VIEW_PERSON,
    Permission.VIEW_DETAINERS,
    Permission.LOG_DETAINER,
    Permission.EXPORT_RECORDS,
}


def test_every_role_can_be_read_by_a_human():
    assert set(ROLES) == set(Role)
    for spec in ROLES.values():
        assert spec.title
        assert spec.purpose.endswith(".")
        assert spec.permissions


@pytest.mark.parametrize("role", [role for role in Role if not ROLES[role].at_agency])
def test_opm_never_sees_a_name(role):
    assert not ROLES[role].permissions & PERSONAL


def test_no_one_person_role_can_both_check_and_publish():
    for spec in ROLES.values():
        assert not {Permission.CHECK_DISCLOSURE, Permission.PUBLISH_EDITION} <= spec.permissions


def test_a_departure_is_the_heads_alone():
    holders = [
        role
        for role, spec in ROLES.items()
        if Permission.DEPART_FROM_ASSESSMENT in spec.permissions
    ]
    assert holders == [Role.AGENCY_HEAD]
    assert Permission.DEPART_FROM_ASSESSMENT not in DELEGATE_PERMISSIONS


@pytest.mark.django_db
class TestPeople:
    def test_a_role_counts_only_at_its_agency(self):
        clerk = person(Role.CLERK)
        assert can(clerk, Permission.LOG_DETAINER, agency(), on=TODAY)
        assert not can(clerk, Permission.LOG_DETAINER, agency("avon"), on=TODAY)

    def test_the_refusal_names_the_role_that_could(self):
        with pytest.raises(PermissionRefused, match="Certifier"):
            check_can(person(Role.CLERK), Permission.CERTIFY, agency(), on=TODAY)

    def test_addresses_are_one_whatever_the_case(self):
        first = add_person(email="A.Person@town.example", name="A", actor="system:test", at=NOW)
        assert (
            add_person(email="a.person@TOWN.example", name="B", actor="system:test", at=NOW)
            == first
        )
        assert User.objects.get_by_natural_key("A.PERSON@town.EXAMPLE") == first
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.create_user("A.PERSON@town.example", name="C")

    def test_a_role_fits_its_place(self):
        user = person(Role.CLERK)
        with pytest.raises(StateRefused):
            add_membership(
                user=user, role=Role.OPM_LEGAL, agency=agency(), actor="t", at=NOW, on=TODAY
            )
        with pytest.raises(IntegrityError), transaction.atomic():
            Membership.objects.create(user=user, agency=None, role=Role.CLERK, valid_from=TODAY)

    def test_an_ended_role_no_longer_counts_and_stays_readable(self):
        clerk, admin = person(Role.CLERK), person(Role.AGENCY_ADMIN)
        end_membership(membership=clerk.memberships.get(), by=admin, at=NOW, on=TODAY)
        yesterday = TODAY - timedelta(days=1)
        assert can(User.objects.get(pk=clerk.pk), Permission.LOG_DETAINER, agency(), on=yesterday)
        assert not can(User.objects.get(pk=clerk.pk), Permission.LOG_DETAINER, agency(), on=TODAY)
        with pytest.raises(StateRefused):
            end_membership(membership=clerk.memberships.get(), by=admin, at=NOW, on=TODAY)

    def test_a_delegate_reviews_and_decides_until_the_day_named(self):
        clerk, head = person(Role.CLERK), person(Role.AGENCY_HEAD)
        name_delegate(
            agency=agency(),
            delegate=clerk,
            by=head,
            at=NOW,
            on=TODAY,
            until=TODAY + timedelta(days=7),
        )
        delegate = User.objects.get(pk=clerk.pk)
        assert can(delegate, Permission.REVIEW_REQUEST, agency(), on=TODAY)
        assert not can(delegate, Permission.DEPART_FROM_ASSESSMENT, agency(), on=TODAY)
        assert not can(
            User.objects.get(pk=clerk.pk), Permission.DECIDE, agency(), on=date(2026, 3, 20)
        )

    def test_a_disabled_person_may_nothing(self):
        clerk = person(Role.CLERK)
        clerk.is_active = False
        assert not can(clerk, Permission.LOG_DETAINER, agency(), on=TODAY)

    def test_another_agency_does_not_exist(self):
        clerk = person(Role.CLERK)
        agency("avon")
        assert [found.code for found in agencies_for(clerk, on=TODAY)] == ["hartford"]
        for code in ("avon", "no-such-agency"):
            with pytest.raises(NotFound):
                get_agency(clerk, code, on=TODAY)
