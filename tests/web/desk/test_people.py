"""People at the agency: roles given and ended, the delegate, the heading of the letters."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from reports.accounts.models import Agency, Delegation, Membership, User
from reports.accounts.policies import can
from reports.accounts.roles import Permission, Role
from reports.audit.models import AuditEntry
from reports.core.clock import today
from tests.factories.people import agency, person
from tests.web.desk import typing

pytestmark = pytest.mark.django_db


def give(client, **changes):
    fields = {"name": "Ana Reed", "email": "ana.reed@hartford.example", "role": "clerk", **changes}
    return client.post(reverse("desk:people_grant"), fields)


def test_a_new_person_gets_a_role_and_a_link_by_mail(admin):
    give(admin, is_backup="on")
    page = admin.get(reverse("desk:people")).content.decode()
    assert "A one-time link was sent to ana.reed@hartford.example" in page
    assert not re.search(r"/signin/\w+/[\w-]+/", page)
    held = Membership.objects.get(user__email="ana.reed@hartford.example")
    assert (held.role, held.agency.code, held.is_backup) == ("clerk", "hartford", True)
    assert AuditEntry.objects.filter(event="role.granted", chain="hartford").exists()


def test_the_same_address_in_capitals_is_the_same_person(admin):
    give(admin)
    give(admin, email="ANA.REED@HARTFORD.EXAMPLE", role="auditor")
    assert User.objects.filter(email__iexact="ana.reed@hartford.example").count() == 1


@pytest.mark.parametrize("changes", [{"email": "no address"}, {"role": "opm_admin"}, {"name": ""}])
def test_a_role_that_cannot_be_given_says_so(admin, changes):
    answer = give(admin, **changes)
    assert answer.status_code == 422
    assert not Membership.objects.filter(user__name="Ana Reed").exists()


def test_a_role_ends_with_today_and_stays_told(admin):
    clerk = person(Role.CLERK)
    held = Membership.objects.get(user=clerk)
    where = reverse("desk:people_end", args=[held.pk])
    assert "cannot do this here any more" in admin.get(where).content.decode()
    admin.post(where)
    held.refresh_from_db()
    assert held.valid_to == today()


def test_another_agencys_role_does_not_exist(admin):
    elsewhere = person(Role.CLERK, at_agency=agency("bristol"))
    held = Membership.objects.get(user=elsewhere)
    assert admin.post(reverse("desk:people_end", args=[held.pk])).status_code == 404


def test_the_head_names_a_delegate_until_a_day(head):
    deputy = person(Role.CLERK)
    fields = {"delegate": str(deputy.pk), "until": (today() + timedelta(days=9)).isoformat()}
    assert head.post(reverse("desk:people_delegate"), fields).status_code == 302
    assert Delegation.objects.get().delegate == deputy
    assert "reviews and decides in the head" in head.get(reverse("desk:people")).content.decode()


def test_naming_another_delegate_ends_the_first_at_once(head):
    for email in ("first@hartford.example", "second@hartford.example"):
        deputy = person(Role.CLERK, email=email)
        fields = {"delegate": str(deputy.pk), "until": (today() + timedelta(days=9)).isoformat()}
        assert head.post(reverse("desk:people_delegate"), fields).status_code == 302
    assert [row.delegate.email for row in Delegation.objects.on(today())] == [
        "second@hartford.example"
    ]


def test_the_head_takes_the_delegation_back(head, clerk):
    deputy = person(Role.CLERK, email="deputy@hartford.example")
    head.post(reverse("desk:people_delegate"), {"delegate": str(deputy.pk), "until": ""})
    where = reverse("desk:delegate_end")
    assert where in head.get(reverse("desk:people")).content.decode()
    assert clerk.post(where).status_code == 403
    assert head.post(where).status_code == 302
    assert not can(User.objects.get(pk=deputy.pk), Permission.DECIDE, agency(), on=today())
    assert head.post(where).status_code == 403


def test_a_delegate_who_leaves_is_none(head):
    deputy = person(Role.CLERK, email="deputy@hartford.example")
    head.post(reverse("desk:people_delegate"), {"delegate": str(deputy.pk), "until": ""})
    Membership.objects.filter(user=deputy).update(valid_to=today())
    assert not can(User.objects.get(pk=deputy.pk), Permission.DECIDE, agency(), on=today())


def test_a_delegation_in_the_past_is_refused(head):
    deputy = person(Role.CLERK)
    answer = head.post(
        reverse("desk:people_delegate"), {"delegate": str(deputy.pk), "until": "2020-01-01"}
    )
    assert "That day is past." in answer.content.decode()


def test_a_clerk_names_nobody(clerk):
    assert clerk.get(reverse("desk:people_delegate")).status_code == 403


def test_the_heading_of_the_letters(admin):
    fields = {
        "address": "253 High Street, Hartford, CT 06103",
        "phone": "860 555 0100",
        "head_title": "Chief of Police",
    }
    where = reverse("desk:letterhead")
    assert admin.post(where, fields).status_code == 302
    assert Agency.objects.get(code="hartford").phone == "860 555 0100"
    assert AuditEntry.objects.filter(event="agency.letterhead_changed").exists()
    assert "Nothing was changed" in admin.post(where, fields).content.decode()


def test_somebody_with_a_password_gets_no_new_link(admin):
    known = person(Role.AUDITOR, email="kim@hartford.example")
    known.set_password("a long enough password")
    known.save()
    assert give(admin, email="kim@hartford.example").status_code == 302


def test_home_of_people_without_a_desk_leads_to_opm():
    answer = typing.signed_in(person(Role.OPM_REVIEWER)).get(reverse("desk:home"))
    assert answer.status_code in {200, 302}
