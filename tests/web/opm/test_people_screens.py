"""OPM's people, and an agency's access restored: who may, what is said once, who hears of it."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from reports.accounts.actions.roles import grant_role
from reports.accounts.models import Membership, User
from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.core.clock import now, today
from reports.core.refusals import PermissionRefused, StateRefused
from reports.grants.models import RoleRequest
from reports.outbox.runner import run_due
from tests.factories.people import agency, person
from tests.web.desk.typing import signed_in

pytestmark = pytest.mark.django_db
NEW = {"name": "Ana Reed", "email": "ana.reed@opm.example"}


def held(email, role):
    return Membership.objects.get(user__email=email, role=role)


LINK = re.compile(r"/signin/\w+/[\w-]+/")


def links_in(answer):
    """One-time links that a page shows."""
    return LINK.findall(answer.content.decode())


def links_of(letter):
    """One-time links that a mail carries."""
    return LINK.findall(letter.body)


def events(chain):
    return list(
        AuditEntry.objects.filter(chain=chain).order_by("seq").values_list("event", flat=True)
    )


def test_a_person_joins_opm_with_a_link_by_mail_that_no_screen_shows(opm):
    answer = opm.post(reverse("office:person_new"), {**NEW, "role": "opm_reviewer"}, follow=True)
    assert "A one-time link was sent to ana.reed@opm.example" in answer.content.decode()
    assert not links_in(answer)
    assert held("ana.reed@opm.example", "opm_reviewer").agency is None
    page = opm.get(reverse("office:people")).content.decode()
    assert "Ana Reed" in page
    run_due(at=now())
    (letter,) = (one for one in mail.outbox if one.to == ["ana.reed@opm.example"] and links_of(one))
    where = Client().get(links_of(letter)[0], follow=True)
    assert "Choose a password" in where.content.decode()
    assert {address for one in mail.outbox for address in one.to} == {
        "ana.reed@opm.example",
        "opm_admin@opm.example",
    }


@pytest.mark.parametrize(
    "changes", [{"role": "clerk"}, {"role": ""}, {"email": "no address"}, {"name": ""}]
)
def test_what_cannot_be_given_is_said(opm, changes):
    answer = opm.post(reverse("office:person_new"), {**NEW, "role": "opm_legal", **changes})
    assert answer.status_code == 422
    assert not User.objects.filter(name="Ana Reed").exists()


def test_nobody_gives_to_themselves_or_twice(opm):
    person(Role.OPM_LEGAL)
    where = reverse("office:person_new")
    own = opm.post(where, {"name": "Me", "email": "OPM_ADMIN@opm.example", "role": "opm_publisher"})
    assert "Nobody gives a role to themselves" in own.content.decode()
    twice = opm.post(where, {"name": "L", "email": "opm_legal@opm.example", "role": "opm_legal"})
    assert "holds this role already" in twice.content.decode()


def test_a_role_ends_but_never_the_last_administrator(opm, administrator):
    person(Role.OPM_LEGAL)
    where = reverse("office:person_end", args=[held("opm_legal@opm.example", "opm_legal").pk])
    assert "Reason" in opm.get(where).content.decode()
    assert opm.post(where, {"reason": ""}).status_code == 422
    person(Role.OPM_LEGAL, email="other@opm.example")
    assert "Are you sure?" in opm.get(where).content.decode()
    assert opm.post(where).status_code == 302
    assert held("opm_legal@opm.example", "opm_legal").valid_to == today()
    own = reverse("office:person_end", args=[held(administrator.email, "opm_admin").pk])
    refused = opm.post(own)
    assert refused.status_code == 403
    assert "only administrator" in refused.content.decode()
    person(Role.OPM_ADMIN, email="second@opm.example")
    assert opm.post(own).status_code == 302


def test_a_new_link_goes_to_the_person_alone(opm, administrator):
    legal = person(Role.OPM_LEGAL)
    legal.set_password("a long enough password")
    legal.save()
    where = reverse("office:person_link", args=[held(legal.email, "opm_legal").pk])
    answer = opm.post(where, follow=True)
    assert "A one-time link was sent" in answer.content.decode()
    assert not links_in(answer)
    run_due(at=now())
    assert [letter.to for letter in mail.outbox] == [[legal.email]]
    assert links_of(mail.outbox[0])
    own = reverse("office:person_link", args=[held(administrator.email, "opm_admin").pk])
    assert opm.post(own).status_code == 403


def test_an_agencys_access_is_restored_in_both_trails(opm, hartford):
    head = signed_in(person(Role.AGENCY_HEAD))
    answer = opm.post(reverse("office:access_new", args=["hartford"]), NEW, follow=True)
    assert not links_in(answer)
    assert "has no access yet" in answer.content.decode()
    assert "access.requested" in events("opm")
    waiting = RoleRequest.objects.get()
    head.post(reverse("account:role_request_confirm", args=[waiting.pk]))
    assert "role.granted" in events("hartford")
    assert "access.restored" in events("opm")
    row = held("ana.reed@opm.example", "agency_admin")
    assert "Ana Reed" in opm.get(reverse("office:access", args=["hartford"])).content.decode()
    assert opm.post(reverse("office:person_link", args=[row.pk])).status_code == 302
    assert opm.post(reverse("office:person_end", args=[row.pk])).status_code == 403
    person(Role.AGENCY_ADMIN)
    assert opm.post(reverse("office:person_end", args=[row.pk])).status_code == 302


def test_restoring_opens_no_record(opm, hartford):
    opm.post(reverse("office:access_new", args=["hartford"]), NEW)
    assert opm.get(reverse("desk:detainers")).status_code == 403


@pytest.mark.parametrize("role", [Role.CLERK, Role.AGENCY_HEAD, Role.AUDITOR])
def test_opm_gives_no_other_role_at_an_agency(administrator, hartford, role):
    with pytest.raises(PermissionRefused, match="only restores"):
        grant_role(
            user_email="a@b.example",
            name="A",
            role=role,
            agency=hartford,
            by=administrator,
            at=now(),
            on=today(),
        )


def test_an_agencys_administrator_gives_roles_there_and_nowhere_else(hartford):
    admin = person(Role.AGENCY_ADMIN)
    facts = {"user_email": "a@b.example", "name": "A", "by": admin, "at": now(), "on": today()}
    assert grant_role(role=Role.CLERK, agency=hartford, **facts).role == "clerk"
    with pytest.raises(PermissionRefused):
        grant_role(role=Role.CLERK, agency=agency("bristol"), **facts)
    with pytest.raises(PermissionRefused):
        grant_role(role=Role.OPM_ADMIN, agency=None, **facts)
    with pytest.raises(StateRefused):
        grant_role(role=Role.CLERK, agency=hartford, **{**facts, "user_email": admin.email})


@pytest.mark.parametrize("name", ["person_end", "person_link"])
def test_an_agencys_other_roles_do_not_exist_here(opm, reviewer, name):
    person(Role.CLERK)
    theirs = reverse(f"office:{name}", args=[held("clerk@hartford.example", "clerk").pk])
    assert opm.post(theirs).status_code == 404
    assert reviewer.post(theirs).status_code == 403
    assert signed_in(person(Role.AGENCY_ADMIN)).post(theirs).status_code == 403
    assert (
        opm.get(
            reverse(f"office:{name}", args=["6f1b1df0-7d0a-5c3b-9a53-0d8f0a3f2c51"])
        ).status_code
        == 404
    )
