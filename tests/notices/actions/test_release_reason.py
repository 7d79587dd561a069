"""A withheld reason is released on counsel's advice; the person is asked whom else to tell."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reports.accounts.roles import Role
from reports.core.refusals import Conflict, PermissionRefused, StateRefused
from reports.law.moments import local_day
from reports.notices.actions.release_reason import record_contact_inquiry, record_reason_release
from reports.notices.models import ContactInquiry, ReasonRelease
from reports.notices.queries import contact_inquiries, reason_is_released
from tests.factories import detainers as make
from tests.factories.people import agency, person
from tests.support.reading import queries_for
from tests.support.trail import check_entry

pytestmark = pytest.mark.django_db
LATER = make.NOW + timedelta(minutes=10)
TODAY = local_day(LATER)


def release(decision, *, by=None, **changes):
    given = {"counsel": "Corp. counsel Lee", "advised_on": TODAY, "note": "By call.", "at": LATER}
    return record_reason_release(
        decision=decision, by=by or person(Role.AGENCY_HEAD), **(given | changes)
    )


def ask(access, *, by=None, **changes):
    given = {"answer": "named", "inquired_at": LATER, "note": "", "at": LATER}
    return record_contact_inquiry(access=access, by=by or person(), **(given | changes))


def test_a_release_is_kept_with_the_advice_and_counts_for_this_decision():
    decision, other = make.decided(make.detainer()), make.decided(make.detainer())
    head = person(Role.AGENCY_HEAD)
    made = release(decision, by=head)
    kept = ReasonRelease.objects.select_related("record_key").get(pk=made.pk)
    assert (kept.decision, kept.counsel, kept.note) == (decision, "Corp. counsel Lee", "By call.")
    assert (kept.advised_on, kept.released_at, kept.released_by) == (TODAY, LATER, head)
    check_entry(
        "notice.reason_released",
        about=decision.detainer,
        subject="detainer",
        by=head,
        at=LATER,
        advised_on=TODAY.isoformat(),
    )
    assert reason_is_released(decision)
    assert not reason_is_released(other)
    with pytest.raises(Conflict, match="was released already"):
        release(decision)
    assert release(other)


def test_a_release_needs_the_head_the_counsel_and_a_day_that_came():
    decision = make.decided(make.detainer())
    with pytest.raises(StateRefused, match="Name the counsel who advised"):
        release(decision, counsel=" ")
    with pytest.raises(StateRefused, match="a day still to come"):
        release(decision, advised_on=TODAY + timedelta(days=1))
    for nobody in (person(), person(Role.AGENCY_HEAD, at_agency=agency("avon"))):
        with pytest.raises(PermissionRefused, match="at Hartford"):
            release(decision, by=nobody)
    assert not ReasonRelease.objects.exists()


def test_an_answer_is_kept_with_when_it_was_given():
    given, clerk = make.access(), person()
    made = ask(given, by=clerk, answer="not_asked", note="Asleep.", inquired_at=make.NOW)
    kept = ContactInquiry.objects.select_related("record_key").get(pk=made.pk)
    assert (kept.access, kept.answer, kept.note) == (given, "not_asked", "Asleep.")
    assert (kept.inquired_at, kept.entered_at, kept.entered_by) == (make.NOW, LATER, clerk)
    check_entry(
        "notice.designee_asked",
        about=given,
        subject="access",
        by=clerk,
        at=LATER,
        answer="not_asked",
    )
    later = ask(given)
    ask(make.access())
    found = contact_inquiries(given.pk)
    assert found == [later, made]
    assert [queries_for(row, "note", "entered_by.name") for row in found] == [[], []]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"answer": "perhaps"}, "Choose what the person said"),
        ({"inquired_at": LATER + timedelta(seconds=1)}, "a time still to come"),
        ({"answer": "not_asked", "note": " "}, "why the person could not be asked"),
    ],
)
def test_what_is_no_answer_is_refused_with_its_sentence(changes, sentence):
    given = make.access()
    with pytest.raises(StateRefused, match=sentence):
        ask(given, **changes)
    assert not ContactInquiry.objects.exists()


@pytest.mark.parametrize("answer", ["named", "nobody"])
def test_who_was_asked_needs_no_word_why(answer):
    assert ask(make.access(), answer=answer).answer == answer


def test_only_who_records_service_here_asks():
    given = make.access()
    for nobody in (person(Role.AUDITOR), person(at_agency=agency("avon"))):
        with pytest.raises(PermissionRefused, match="at Hartford"):
            ask(given, by=nobody)
