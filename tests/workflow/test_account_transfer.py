"""What waits for somebody who leaves goes to the successor, as far as the successor may have it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reports.accounts.roles import Role
from reports.core.refusals import PermissionRefused
from reports.detainers.actions.drafts import start_draft
from reports.detainers.models import Draft
from reports.messaging import inbox
from reports.messaging.models import Message
from reports.submissions.models import Assignment, SavedFilter
from reports.workflow.account_transfer import transfer_account
from tests.factories.detainers import NOW
from tests.factories.people import agency, person
from tests.submissions.helpers import certified

pytestmark = pytest.mark.django_db
AT = NOW + timedelta(minutes=10)


def transfer(leaving, *, place=None, by=None):
    return transfer_account(
        leaving=leaving,
        agency=place,
        email="ana@hartford.example",
        name="Ana Reed",
        by=by or person(Role.AGENCY_ADMIN, at_agency=place),
        at=AT,
        on=AT.date(),
    )


def draft_of(owner, place):
    return start_draft(agency=place, owner=owner, purpose="new_detainer", at=NOW)


def test_drafts_and_messages_of_this_agency_go_over_and_others_stay():
    hartford, avon = agency(), agency("avon")
    leaving = person(email="leaving@hartford.example")
    person(at_agency=avon, email="leaving@hartford.example")
    drafts = [draft_of(leaving, hartford), draft_of(leaving, hartford), draft_of(leaving, avon)]
    beside = draft_of(person(), hartford)
    for place in (hartford, avon):
        inbox.notify(
            [leaving], Message.Kind.RETURNED, at=NOW, deduplication_key=place.code, agency=place
        )
    SavedFilter.objects.create(owner=leaving, name="Mine", query="q", saved_at=NOW)
    over = transfer(leaving, place=hartford)
    assert (over.messages, over.drafts, over.in_hand) == (1, 2, 0)
    assert over.successor.email == "ana@hartford.example"
    owners = [Draft.objects.get(pk=draft.pk).owner for draft in [*drafts, beside]]
    assert owners == [over.successor, over.successor, leaving, person()]
    assert SavedFilter.objects.get().owner == leaving


def test_who_does_not_log_requests_gets_no_drafts():
    hartford, leaving = agency(), person(Role.AUDITOR)
    draft = draft_of(leaving, hartford)
    over = transfer(leaving, place=hartford)
    assert over.drafts == 0
    assert Draft.objects.get(pk=draft.pk).owner == leaving


def test_a_reviewers_submissions_go_over_where_opm_is_left():
    submission, leaving = certified(), person(Role.OPM_REVIEWER)
    Assignment.objects.create(submission=submission, reviewer=leaving, assigned_at=NOW)
    over = transfer(leaving, by=person(Role.OPM_ADMIN))
    assert (over.in_hand, over.drafts) == (1, 0)
    assert Assignment.objects.get(ended_at=None).reviewer == over.successor


def test_a_submission_in_hand_stays_where_only_the_agency_is_left():
    leaving, hartford = person(), agency()
    Assignment.objects.create(submission=certified(), reviewer=leaving, assigned_at=NOW)
    assert transfer(leaving, place=hartford).in_hand == 0
    assert Assignment.objects.get().reviewer == leaving


def test_refused_nothing_goes_over():
    hartford, leaving = agency(), person()
    draft = draft_of(leaving, hartford)
    with pytest.raises(PermissionRefused):
        transfer(leaving, place=hartford, by=person(Role.AGENCY_HEAD))
    assert Draft.objects.get(pk=draft.pk).owner == leaving
