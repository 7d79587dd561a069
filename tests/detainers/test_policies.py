"""Who may do what with a detainer: each step with its own permission, at the record's agency."""

from __future__ import annotations

from functools import partial

import pytest

from reports.accounts.actions.people import name_delegate
from reports.accounts.models import User
from reports.accounts.roles import Permission, Role
from reports.core.refusals import PermissionRefused, StateRefused
from reports.detainers import policies
from reports.detainers.exceptions import ReviewMissing
from reports.detainers.models import Detainer, HeadReview
from reports.detainers.status import (
    DETAINER_LIFECYCLE,
    REVIEW_FIRST,
    REVIEWER_NAMED,
    DetainerEvent,
    DetainerStatus,
)
from reports.law.moments import local_day
from reports.lifecycle import refusal
from tests.factories import detainers as make
from tests.factories.people import agency, person
from tests.support.policies import check_each_needs_its_own, policies_of

pytestmark = pytest.mark.django_db
TODAY = local_day(make.NOW)
NEEDS = {
    "check_can_log": Permission.LOG_DETAINER,
    "check_can_review": Permission.REVIEW_REQUEST,
    "check_can_enter_review": Permission.LOG_DETAINER,
    "check_can_decide": Permission.DECIDE,
    "check_can_depart": Permission.DEPART_FROM_ASSESSMENT,
    "check_can_record_reply": Permission.RECORD_REPLY,
    "check_can_reply": Permission.RECORD_REPLY,
    "check_can_record_outcome": Permission.LOG_DETAINER,
    "check_can_reopen": Permission.DECIDE,
    "check_can_amend": Permission.LOG_DETAINER,
    "check_can_attach": Permission.LOG_DETAINER,
    "check_can_record_order": Permission.LOG_DETAINER,
}


def standing(status: DetainerStatus) -> Detainer:
    """A stored detainer in this status, as far as the checks read it."""
    item = Detainer(agency=agency(), status=status)
    item._state.adding = False
    return item


def test_each_needs_its_own_permission_at_the_agency_of_the_record():
    check_each_needs_its_own(
        policies_of(policies),
        NEEDS,
        {"agency": agency(), "detainer": standing(DetainerStatus.AWAITING_DECISION)},
        here=person(),
        elsewhere=person(at_agency=agency("avon")),
        on=TODAY,
    )


def test_the_delegate_reviews_and_decides_and_never_departs():
    head, clerk = person(Role.AGENCY_HEAD), person()
    name_delegate(agency=agency(), delegate=clerk, by=head, at=make.NOW, on=TODAY, until=None)
    clerk = User.objects.get(pk=clerk.pk)
    waiting = standing(DetainerStatus.AWAITING_REVIEW)
    policies.check_can_review(clerk, waiting, on=TODAY)
    policies.check_can_decide(clerk, standing(DetainerStatus.AWAITING_DECISION), on=TODAY)
    with pytest.raises(PermissionRefused, match="Head of the agency at Hartford"):
        policies.check_can_depart(clerk, waiting, on=TODAY)


def test_nothing_is_answered_before_the_review():
    head, waiting = person(Role.AGENCY_HEAD), standing(DetainerStatus.AWAITING_REVIEW)
    for check in (policies.check_can_decide, policies.check_can_reply):
        with pytest.raises(ReviewMissing, match=r"^The head of the agency must review .* 54-192h"):
            check(head, waiting, on=TODAY)
    policies.check_can_record_reply(head, waiting, on=TODAY)
    policies.check_reviewed(standing(DetainerStatus.AWAITING_DECISION))


@pytest.mark.parametrize(
    ("status", "event"),
    [
        (DetainerStatus.AWAITING_DECISION, DetainerEvent.DECIDED),
        (DetainerStatus.DECIDED, DetainerEvent.DECIDED_AGAIN),
    ],
)
def test_a_decision_is_the_first_or_one_more(status, event):
    assert policies.decision_event(standing(status)) == event


@pytest.mark.parametrize(
    "check", [policies.check_can_confirm_review, policies.check_can_dispute_review]
)
def test_a_review_is_answered_by_the_person_it_names(check):
    named = person(Role.AGENCY_HEAD)
    review = HeadReview(
        detainer=standing(DetainerStatus.AWAITING_DECISION), reviewed_by=named, entered_by=named
    )
    check(named, review)
    with pytest.raises(StateRefused, match="Only the person who"):
        check(person(), review)


@pytest.mark.parametrize(
    ("status", "event", "sentence"),
    [
        ("decided", "reopened", "It is open."),
        ("closed", "decided", "This detainer is closed. Reopen it first."),
        ("closed", "reviewed", "This detainer is closed. Reopen it first."),
        (
            "awaiting_decision",
            "reviewed",
            "It does not wait for a review: none is due, or it was made.",
        ),
        ("awaiting_review", "decided", REVIEW_FIRST),
    ],
)
def test_a_step_that_cannot_be_taken_says_why(status, event, sentence):
    with pytest.raises(StateRefused) as refused:
        DETAINER_LIFECYCLE.check_state(standing(DetainerStatus(status)), f"detainer.{event}")
    assert str(refused.value) == sentence


def test_only_the_reviewer_of_this_detainer_says_that_it_was_not_reviewed():
    item, other = make.reviewed(make.detainer()), make.detainer()
    head, step = person(Role.AGENCY_HEAD), DetainerEvent.REVIEW_DISPUTED
    check = partial(DETAINER_LIFECYCLE.check, event=step, on=TODAY)
    assert not refusal(check, item, by=head)
    assert REVIEWER_NAMED.sentence is not None
    wanted = REVIEWER_NAMED.sentence(item)
    assert refusal(check, item, by=person()) == wanted
    assert refusal(check, other, by=head) == wanted
