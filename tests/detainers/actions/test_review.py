"""The review of 54-192h(c): by whom, when, confirmed or disputed by the person it names."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reports.accounts.roles import Role
from reports.core.refusals import Conflict, PermissionRefused, StateRefused
from reports.detainers.actions.review import (
    confirm_head_review,
    dispute_head_review,
    record_head_review,
)
from reports.detainers.actions.views import record_list_view, record_view
from reports.detainers.models import CustodyEvent, Detainer, HeadReview
from tests.factories import detainers as make
from tests.factories.people import agency, person
from tests.support.trail import check_entry

pytestmark = pytest.mark.django_db
NOW = make.NOW
LATER = NOW + timedelta(minutes=10)
AFTER = NOW + timedelta(minutes=20)


@pytest.fixture
def item() -> Detainer:
    return make.detainer()


@pytest.fixture
def head():
    return person(Role.AGENCY_HEAD)


def review(item, head, *, by=None, manner="telephone", reviewed_at=NOW, **changes):
    return record_head_review(
        detainer=item,
        reviewed_by=head,
        manner=manner,
        reviewed_at=reviewed_at,
        by=by or (head if manner == "on_screen" else person()),
        at=LATER,
        **changes,
    )


@pytest.mark.parametrize("manner", ["on_screen", "telephone"])
def test_a_review_is_kept_with_who_and_how(item, head, manner):
    enters = head if manner == "on_screen" else person()
    made = review(item, head, manner=manner, note_text="Read it all.")
    made = HeadReview.objects.select_related("record_key").get(pk=made.pk)
    assert (made.detainer, made.manner, made.reviewed_at) == (item, manner, NOW)
    assert (made.reviewed_by, made.entered_at, made.entered_by) == (head, LATER, enters)
    assert made.note == "Read it all."
    confirmed = (LATER, head) if manner == "on_screen" else (None, None)
    assert (made.confirmed_at, made.confirmed_by) == confirmed
    assert Detainer.objects.get().status == "awaiting_decision"
    check_entry(
        "detainer.reviewed",
        about=item,
        subject="detainer",
        by=enters,
        at=LATER,
        manner=manner,
        reviewer=str(head.pk),
    )


def test_the_reviewer_holds_the_role_here_and_so_does_who_enters(item, head):
    elsewhere = person(Role.AGENCY_HEAD, at_agency=agency("avon"))
    for reviewer in (person(), elsewhere):
        with pytest.raises(PermissionRefused, match="Head of the agency at Hartford"):
            review(item, reviewer, by=person())
    for enters in (person(Role.AUDITOR), person(at_agency=agency("avon"))):
        with pytest.raises(PermissionRefused, match="at Hartford"):
            review(item, head, by=enters)
    assert not HeadReview.objects.exists()


def test_nobody_reviews_on_screen_for_somebody_else(item, head):
    other = person(Role.AGENCY_HEAD, email="second@hartford.example")
    with pytest.raises(StateRefused, match="by the person who reviews"):
        review(item, head, by=other, manner="on_screen")
    with pytest.raises(PermissionRefused):
        review(item, head, by=person(), manner="on_screen")
    assert review(item, head, by=other).reviewed_by == head


@pytest.mark.parametrize("moment", [NOW - timedelta(hours=1), LATER])
def test_receipt_and_now_are_the_first_and_last_moments(item, head, moment):
    assert review(item, head, reviewed_at=moment).reviewed_at == moment


@pytest.mark.parametrize(
    ("moment", "sentence"),
    [
        (LATER + timedelta(seconds=1), "cannot lie in the future"),
        (NOW - timedelta(hours=1, seconds=1), "before the request was received"),
    ],
)
def test_a_review_lies_between_receipt_and_now(item, head, moment, sentence):
    with pytest.raises(StateRefused, match=sentence):
        review(item, head, reviewed_at=moment)


def test_where_no_review_waits_none_is_recorded(head):
    with pytest.raises(StateRefused, match="It does not wait for a review"):
        review(make.detainer(purposes=("interview",)), head)


def test_the_person_named_confirms_this_review_once(item, head):
    first, second = review(item, head), review(make.detainer(), head)
    with pytest.raises(StateRefused, match="Only the person who reviewed by phone"):
        confirm_head_review(review=first, by=person(), at=AFTER)
    confirm_head_review(review=first, by=head, at=AFTER)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.confirmed_at, first.confirmed_by, second.confirmed_at) == (AFTER, head, None)
    check_entry("detainer.review_confirmed", about=item, subject="detainer", by=head, at=AFTER)
    for answer, words in ((confirm_head_review, {}), (dispute_head_review, {"reason": "No."})):
        with pytest.raises(Conflict, match="is answered already"):
            answer(review=first, by=head, at=AFTER, **words)


def test_a_disputed_review_no_longer_counts_and_the_request_waits_again(item, head):
    made = review(item, head)
    with pytest.raises(StateRefused, match="Only the person who is said to have reviewed"):
        dispute_head_review(review=made, reason="No.", by=person(), at=AFTER)
    with pytest.raises(StateRefused, match="Say what was not so"):
        dispute_head_review(review=made, reason=" ", by=head, at=AFTER)
    dispute_head_review(review=made, reason="I was not called.", by=head, at=AFTER)
    made.refresh_from_db()
    assert (made.disputed_at, made.confirmed_at) == (AFTER, None)
    assert list(HeadReview.objects.standing()) == []
    assert Detainer.objects.get().status == "awaiting_review"
    event = CustodyEvent.objects.select_related("record_key").get()
    assert (event.detainer, event.kind, event.note) == (
        item,
        "review_disputed",
        "I was not called.",
    )
    assert (event.happened_at, event.entered_at, event.entered_by) == (AFTER, AFTER, head)
    check_entry("detainer.review_disputed", about=item, subject="detainer", by=head, at=AFTER)
    with pytest.raises(Conflict, match="is answered already"):
        confirm_head_review(review=made, by=head, at=AFTER)


def test_a_decision_made_stays_when_its_review_is_disputed(item, head):
    made = review(item, head)
    make.decided(item)
    dispute_head_review(review=made, reason="I was not called.", by=head, at=AFTER)
    assert Detainer.objects.get().status == "decided"
    check_entry("detainer.review_disputed", about=item, subject="detainer", by=head, at=AFTER)


def test_another_review_that_stands_is_enough(item, head):
    made = review(item, head)
    other = review(make.detainer(), head)
    HeadReview.objects.filter(pk=other.pk).update(detainer=item)
    dispute_head_review(review=made, reason="I was not called.", by=head, at=AFTER)
    assert Detainer.objects.get(pk=item.pk).status == "awaiting_decision"


def test_reading_a_record_or_a_list_of_names_is_in_the_audit_log(item):
    clerk = person()
    record_view(item, by=clerk, at=LATER)
    check_entry("detainer.read", about=item, subject="detainer", by=clerk, at=LATER)
    record_list_view(agency=agency(), event="detainers.listed", shown=3, by=clerk, at=LATER)
    check_entry("detainers.listed", about=None, subject="", by=clerk, at=LATER, shown=3)
