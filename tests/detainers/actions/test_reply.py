"""The reply to the federal agency: after the review, between receipt and now, once a form."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from reports.accounts.roles import Role
from reports.core.refusals import PermissionRefused, StateRefused
from reports.detainers.actions.reply import record_reply
from reports.detainers.exceptions import ReviewMissing
from reports.detainers.models import Detainer, Reply
from reports.detainers.values import ReplyValues
from tests.factories import detainers as make
from tests.factories.people import agency, person
from tests.support.trail import check_entry

pytestmark = pytest.mark.django_db
NOW = make.NOW
LATER = NOW + timedelta(minutes=10)
SET_FOR = NOW + timedelta(days=1)


@pytest.fixture
def item() -> Detainer:
    return make.detainer(purposes=("interview",))


def reply(item, *, by=None, token=None, **changes):
    values = {"sent_at": NOW, "channel": "fax", "is_refusal": False, "text": "We told them."}
    return record_reply(
        detainer=item,
        values=ReplyValues(**(values | changes)),
        form_token=token or uuid4(),
        by=by or person(),
        at=LATER,
    )


def test_everything_that_was_sent_is_kept(item):
    clerk, token = person(), uuid4()
    told = {"notifies_release": True, "notified_release_at": SET_FOR, "recipient": "Officer Doe"}
    made = reply(item, by=clerk, token=token, **told)
    made = Reply.objects.select_related("record_key").get(pk=made.pk)
    assert (made.detainer, made.form_token, made.sent_at) == (item, token, NOW)
    assert (made.channel, made.is_refusal, made.text) == ("fax", False, "We told them.")
    assert {name: getattr(made, name) for name in told} == told
    assert (made.entered_at, made.entered_by) == (LATER, clerk)
    check_entry(
        "reply.recorded",
        about=item,
        subject="detainer",
        by=clerk,
        at=LATER,
        refusal=False,
        notifies=True,
    )


def test_a_time_of_release_is_kept_only_where_a_release_was_told(item):
    assert reply(item, notified_release_at=SET_FOR).notified_release_at is None


def test_a_refusal_is_kept_as_one(item):
    clerk = person()
    assert reply(item, by=clerk, is_refusal=True).is_refusal
    check_entry(
        "reply.recorded",
        about=item,
        subject="detainer",
        by=clerk,
        at=LATER,
        refusal=True,
        notifies=False,
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"sent_at": LATER + timedelta(seconds=1)}, "between receipt and now"),
        ({"sent_at": NOW - timedelta(hours=1, seconds=1)}, "between receipt and now"),
        ({"is_refusal": True, "notifies_release": True}, "A refusal does not notify"),
        ({"text": " "}, "What was answered is missing"),
        ({"text": "We \x07 told them."}, "What was answered .* may quote it"),
    ],
)
def test_what_is_no_reply_is_refused_with_its_sentence(item, changes, sentence):
    with pytest.raises(StateRefused, match=sentence):
        reply(item, **changes)
    assert not Reply.objects.exists()


@pytest.mark.parametrize("moment", [NOW - timedelta(hours=1), LATER])
def test_receipt_and_now_are_the_first_and_last_moments(item, moment):
    assert reply(item, sent_at=moment, text="Two\nlines.").sent_at == moment


def test_the_same_form_of_the_same_request_is_one_reply(item):
    token = uuid4()
    first = reply(item, token=token)
    assert reply(item, token=token, text="") == first
    assert reply(item) != first
    assert reply(make.detainer(purposes=("interview",)), token=token) != first


def test_a_review_that_became_due_after_the_page_was_opened_comes_first(item):
    Detainer.objects.filter(pk=item.pk).update(status="awaiting_review")
    with pytest.raises(ReviewMissing):
        reply(item)


def test_only_who_records_replies_here(item):
    for nobody in (person(Role.AUDITOR), person(at_agency=agency("avon"))):
        with pytest.raises(PermissionRefused, match="at Hartford"):
            reply(item, by=nobody)
