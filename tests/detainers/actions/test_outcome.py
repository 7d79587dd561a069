"""How a detainer ends, and where it stands again when it is reopened."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reports.accounts.roles import Role
from reports.core.refusals import PermissionRefused, StateRefused
from reports.detainers.actions.outcome import record_outcome, reopen_detainer
from reports.detainers.actions.review import dispute_head_review
from reports.detainers.models import CustodyEvent, Detainer
from reports.detainers.vocabulary import MOVES, CustodyOutcome
from tests.factories import detainers as make
from tests.factories.people import agency, person
from tests.support.trail import check_entry

pytestmark = pytest.mark.django_db
NOW = make.NOW
LATER = NOW + timedelta(minutes=10)


@pytest.fixture
def item() -> Detainer:
    return make.detainer(purposes=("interview",))


def end(item, outcome="released", *, by=None, happened_at=NOW, **changes):
    return record_outcome(
        detainer=item,
        outcome=outcome,
        happened_at=happened_at,
        by=by or person(),
        at=LATER,
        **changes,
    )


def reopen(item, *, by=None, reason="The wrong person."):
    reopen_detainer(detainer=item, reason=reason, by=by or person(Role.AGENCY_HEAD), at=LATER)
    return Detainer.objects.get(pk=item.pk)


def test_an_end_closes_the_request_and_its_custody(item):
    clerk = person()
    event = end(item, "to_court", by=clerk, moved_to="GA 14", note_text="By marshals.")
    kept = Detainer.objects.select_related("record_key").get(pk=item.pk)
    assert (kept.status, kept.outcome, kept.outcome_at) == ("closed", "to_court", NOW)
    assert (kept.moved_to, kept.in_custody) == ("GA 14", False)
    event = CustodyEvent.objects.select_related("record_key").get(pk=event.pk)
    assert (event.detainer, event.kind, event.happened_at) == (item, "to_court", NOW)
    assert (event.entered_at, event.entered_by, event.note) == (LATER, clerk, "By marshals.")
    check_entry(
        "outcome.recorded",
        about=item,
        subject="detainer",
        by=clerk,
        at=LATER,
        outcome="to_court",
    )


def test_still_held_is_noted_and_ends_nothing(item):
    assert end(item, "still_held").kind == "still_held"
    kept = Detainer.objects.get(pk=item.pk)
    assert (kept.status, kept.outcome, kept.in_custody) == ("awaiting_decision", "", True)
    assert end(item).kind == "released"


@pytest.mark.parametrize("outcome", CustodyOutcome.values)
def test_a_move_says_where_to(item, outcome):
    if outcome in MOVES:
        with pytest.raises(StateRefused, match="Say where the person was moved"):
            end(item, outcome, moved_to=" ")
        assert not CustodyEvent.objects.exists()
    else:
        assert end(item, outcome).kind == outcome


@pytest.mark.parametrize("moment", [NOW - timedelta(hours=1), LATER])
def test_receipt_and_now_are_the_first_and_last_moments(item, moment):
    assert end(item, happened_at=moment).happened_at == moment


@pytest.mark.parametrize(
    "moment", [NOW - timedelta(hours=1, seconds=1), LATER + timedelta(seconds=1)]
)
def test_nothing_ends_before_receipt_or_in_the_future(item, moment):
    with pytest.raises(StateRefused, match="between receipt and now"):
        end(item, happened_at=moment)


def test_only_who_logs_here_ends_and_only_who_decides_here_reopens(item):
    avon = agency("avon")
    for nobody in (person(Role.AUDITOR), person(at_agency=avon)):
        with pytest.raises(PermissionRefused, match="at Hartford"):
            end(item, "still_held", by=nobody)
    end(item)
    for nobody in (person(), person(Role.AGENCY_HEAD, at_agency=avon)):
        with pytest.raises(PermissionRefused, match="at Hartford"):
            reopen(item, by=nobody)


def test_reopening_says_why_and_forgets_the_end(item):
    end(item, "to_court", moved_to="GA 14")
    with pytest.raises(StateRefused, match="Say why the request is opened again"):
        reopen(item, reason=" ")
    head = person(Role.AGENCY_HEAD)
    kept = reopen(item, by=head)
    assert (kept.status, kept.outcome, kept.outcome_at) == ("awaiting_decision", "", None)
    assert kept.moved_to == ""
    event = CustodyEvent.objects.select_related("record_key").get(kind="reopened")
    assert (event.happened_at, event.entered_at, event.entered_by) == (LATER, LATER, head)
    assert (event.detainer, event.note) == (item, "The wrong person.")
    check_entry("detainer.reopened", about=item, subject="detainer", by=head, at=LATER)


def test_it_stands_where_it_stood():
    waiting, reviewed = make.detainer(), make.reviewed(make.detainer())
    decided = make.decided(make.detainer()).detainer
    for item in (waiting, reviewed, decided):
        end(item)
    assert reopen(waiting).status == "awaiting_review"
    assert reopen(reviewed).status == "awaiting_decision"
    assert reopen(decided).status == "decided"


def test_a_disputed_review_is_none():
    item = make.reviewed(make.detainer())
    review = item.reviews.get()
    type(review).objects.update(confirmed_at=None, confirmed_by=None)
    end(item)
    dispute_head_review(
        review=review, reason="I was not asked.", by=person(Role.AGENCY_HEAD), at=LATER
    )
    assert reopen(item).status == "awaiting_review"
