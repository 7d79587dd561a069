"""Nobody is indispensable: back-ups named, one person in another's place, nothing lost on the
way.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core import mail
from django.urls import reverse

from reports.accounts.actions.people import add_membership, name_delegate
from reports.accounts.actions.transfer import role_coverage
from reports.accounts.models import Membership, User
from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.core.clock import now, today
from reports.core.refusals import PermissionRefused, StateRefused
from reports.detainers.actions.drafts import start_draft
from reports.detainers.drafts import drafts_of
from reports.grants.actions import ask_for_role, confirm_role_request
from reports.messaging import inbox
from reports.messaging.models import Digest, Message
from reports.outbox.runner import run_due
from reports.submissions.models import Assignment, SavedFilter
from reports.workflow.account_transfer import transfer_account
from tests.factories import detainers as make
from tests.factories.people import agency, person
from tests.grants.conftest import known
from tests.submissions.helpers import LATER, a_person, certified
from tests.web.desk.typing import signed_in

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 15, tzinfo=UTC)
NEW = {"email": "ana.reed@hartford.example", "name": "Ana Reed"}


def replaced(leaving, *, by, place=None, **who):
    return transfer_account(
        leaving=leaving, agency=place, by=by, at=AT, on=AT.date(), **{**NEW, **who}
    )


def roles_of(email):
    rows = Membership.objects.filter(user__email=email, valid_to__isnull=True)
    return {(row.role, row.is_backup) for row in rows}


def test_each_role_says_who_stands_in():
    hartford, head = agency(), person(Role.AGENCY_HEAD)
    clerk = person(Role.CLERK)
    person(Role.CLERK, email="second@hartford.example")
    found = {cover.role: cover for cover in role_coverage(hartford, on=AT.date())}
    assert not found[Role.CLERK].is_alone
    assert found[Role.AGENCY_HEAD].is_alone
    assert found[Role.CERTIFIER].first == ()
    name_delegate(agency=hartford, delegate=clerk, by=head, at=AT, on=AT.date(), until=None)
    found = {cover.role: cover for cover in role_coverage(hartford, on=AT.date())}
    assert found[Role.AGENCY_HEAD].stands_in == (clerk.name,)
    assert not found[Role.AGENCY_HEAD].is_alone


def test_everything_goes_over_and_what_was_done_stays():
    hartford, admin, leaving = agency(), person(Role.AGENCY_ADMIN), person(Role.CLERK)
    add_membership(
        user=leaving,
        role=Role.CERTIFIER,
        agency=hartford,
        actor="system:test",
        at=AT,
        on=AT.date(),
        is_backup=True,
    )
    draft = start_draft(agency=hartford, owner=leaving, purpose="new_detainer", at=AT)
    inbox.notify([leaving], Message.Kind.RETURNED, at=AT, deduplication_key="r1", agency=hartford)
    over = replaced(leaving, by=admin, place=hartford)
    assert roles_of("ana.reed@hartford.example") == {("clerk", False), ("certifier", True)}
    assert roles_of(leaving.email) == set()
    assert (over.messages, over.drafts) == (1, 1)
    assert [found.pk for found in drafts_of(over.successor, hartford)] == [draft.pk]
    assert [item.message.kind for item in inbox.unread_items(over.successor, AT.date())] == [
        "returned"
    ]
    assert not inbox.unread_items(leaving, AT.date())
    assert AuditEntry.objects.get(event="person.replaced").subject_id == leaving.pk


def test_somebody_who_works_here_already_takes_over():
    hartford, admin = agency(), person(Role.AGENCY_ADMIN)
    colleague = person(Role.CLERK, email="second@hartford.example")
    replaced(person(Role.CLERK), by=admin, place=hartford, email="SECOND@hartford.example")
    assert roles_of(colleague.email) == {("clerk", False)}
    assert User.objects.filter(email__iexact=colleague.email).count() == 1


def test_what_cannot_be_is_said():
    hartford, admin, leaving = agency(), person(Role.AGENCY_ADMIN), person(Role.CLERK)
    with pytest.raises(StateRefused, match="address of the person who leaves"):
        replaced(leaving, by=admin, place=hartford, email=leaving.email)
    with pytest.raises(PermissionRefused):
        replaced(leaving, by=person(Role.AGENCY_HEAD), place=hartford)
    with pytest.raises(PermissionRefused, match="only restores"):
        replaced(leaving, by=person(Role.OPM_ADMIN), place=hartford)
    with pytest.raises(StateRefused, match="holds no role here"):
        replaced(person(Role.CLERK, at_agency=agency("new-haven")), by=admin, place=hartford)
    assert roles_of(leaving.email) == {("clerk", False)}


def test_a_reviewers_desk_goes_over():
    submission, leaving = certified(), a_person(Role.OPM_REVIEWER)
    Assignment.objects.create(submission=submission, reviewer=leaving, assigned_at=LATER)
    SavedFilter.objects.create(owner=leaving, name="Mine", query="assigned=mine", saved_at=LATER)
    over = replaced(leaving, by=a_person(Role.OPM_ADMIN), email="new@opm.example")
    assert over.in_hand == 1
    assert Assignment.objects.get(ended_at__isnull=True).reviewer == over.successor
    assert SavedFilter.objects.get(owner=over.successor).query == "assigned=mine"


def test_on_screen_and_the_successor_is_told(client):
    leaving, admin = person(Role.CLERK), signed_in(person(Role.AGENCY_ADMIN))
    row = leaving.memberships.get()
    url = reverse("desk:people_transfer", args=[row.pk])
    assert f"Replace {leaving.name}" in admin.get(url).content.decode()
    assert admin.post(url, {"name": "", "email": "x"}).status_code == 422
    assert admin.post(url, NEW).status_code == 302
    run_due(at=now())
    assert sum("/signin/" in letter.body for letter in mail.outbox) == 1
    successor = User.objects.get(email=NEW["email"])
    assert [item.title for item in inbox.unread_items(successor, today())] == [
        "You were given a role"
    ]
    assert admin.get(url).status_code == 404, "it is done"
    stranger = signed_in(person(Role.AGENCY_ADMIN, at_agency=agency("new-haven")))
    assert stranger.get(url).status_code == 404


@pytest.mark.parametrize(
    "role", [Role.CLERK, Role.AGENCY_HEAD, Role.CERTIFIER, Role.AGENCY_ADMIN, Role.AUDITOR]
)
def test_the_hand_over_page_is_for_every_role_and_names_nobody_from_the_records(role):
    made = make.detainer()
    page = signed_in(person(role)).get(reverse("desk:account_transfer")).content.decode()
    assert "Open requests" in page
    assert "Name a backup" in page
    assert made.person.family_name not in page


def test_the_people_page_warns_of_a_role_without_back_up_and_of_refused_mail():
    clerk = person(Role.CLERK)
    Digest.objects.create(
        recipient=clerk, day=today(), outcome="refused", error_code="SMTPRecipientsRefused"
    )
    page = signed_in(person(Role.AGENCY_ADMIN)).get(reverse("desk:people")).content.decode()
    assert "No backup for" in page
    assert "mail refused on" in page


def test_opm_replaces_its_own_people_and_sees_who_stands_in():
    leaving, admin = person(Role.OPM_REVIEWER), signed_in(person(Role.OPM_ADMIN))
    page = admin.get(reverse("office:people")).content.decode()
    assert "Backups by role" in page
    assert "Name a backup" in page
    url = reverse("office:person_replace", args=[leaving.memberships.get().pk])
    assert admin.post(url, {"name": "", "email": ""}).status_code == 422
    sent = {"name": "Ana Reed", "email": "ana.reed@opm.example"}
    assert admin.post(url, sent).status_code == 302
    assert roles_of("ana.reed@opm.example") == {("opm_reviewer", False)}
    clerk = person(Role.CLERK).memberships.get()
    assert admin.get(reverse("office:person_replace", args=[clerk.pk])).status_code == 404


def test_the_head_hears_when_opm_names_an_administrator(mailoutbox):
    head, admin = known(Role.AGENCY_HEAD), person(Role.OPM_ADMIN)
    request = ask_for_role(
        user_email="new@hartford.example",
        name="New",
        role=Role.AGENCY_ADMIN,
        agency=agency(),
        by=admin,
        at=now(),
        on=today(),
    )
    run_due(at=now())
    told = {address for letter in mailoutbox for address in letter.to}
    assert told == {head.email, admin.email}
    confirm_role_request(request=request, by=head, at=now())
    run_due(at=now())
    told = {address for letter in mailoutbox[2:] for address in letter.to}
    assert told == {head.email, "new@hartford.example"}


def test_opms_administrator_is_replaced_once_the_successor_is_one():
    leaving, admin = person(Role.OPM_ADMIN), person(Role.OPM_ADMIN, email="second@opm.example")
    with pytest.raises(StateRefused, match="Ask for it for the successor first"):
        replaced(leaving, by=admin)
    with pytest.raises(StateRefused, match="Ask for it for the successor first"):
        replaced(person(Role.AGENCY_ADMIN), by=admin, place=agency())
    successor = person(Role.OPM_ADMIN, email="ana.reed@hartford.example")
    replaced(leaving, by=admin)
    assert (roles_of(leaving.email), roles_of(successor.email)) == (set(), {("opm_admin", False)})
