"""A notice says what was true at the act that it is about, whatever has happened since."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from reports.accounts.roles import Role
from reports.detainers.actions.amend import amend_detainer
from reports.detainers.models import Detainer, Reply
from reports.detainers.queries import decision_before, decision_in_force
from reports.detainers.values import ReplyValues
from reports.law.moments import LOCAL_TIME
from reports.notices.acts import (
    ActKind,
    act_of,
    cancelled_at,
    correction_answered,
    decision_made,
    receipt_of,
)
from reports.notices.models import CorrectionRequest, Notice
from reports.workflow.decisions import record_reply
from reports.workflow.notices import issue_decision_notice, issue_first_notice
from reports.workflow.notices import issue_release_notices as issue_release
from tests.factories.detainers import access, decided, detainer, detainer_values, person_values
from tests.factories.people import person
from tests.notices.spoken import spoken_text

pytestmark = pytest.mark.django_db


def clock(hour: int, minute: int) -> datetime:
    """A time of the day of these stories, as Connecticut's clock shows it."""
    return datetime(2026, 3, 2, hour, minute, tzinfo=LOCAL_TIME)


RELEASE_NOTIFIED = clock(9, 0) + timedelta(days=1)
RELEASE_NOW_DUE = clock(16, 30) + timedelta(days=1)


def received(**changes: Any) -> Detainer:
    """A request of 13:10, logged at 13:20; release is due the next afternoon."""
    changes = {"received_at": clock(13, 10), "release_due_at": RELEASE_NOW_DUE} | changes
    return detainer(at=clock(13, 20), person=person_values(language="en"), **changes)


def told(item: Detainer, at: datetime) -> Reply:
    values = ReplyValues(
        sent_at=at,
        channel="fax",
        is_refusal=False,
        notifies_release=True,
        notified_release_at=RELEASE_NOTIFIED,
        text="Release tomorrow at nine.",
    )
    clerk = person(Role.CLERK, at_agency=item.agency)
    return record_reply(detainer=item, values=values, form_token=uuid4(), by=clerk, at=at)


def told_then_reversed() -> Detainer:
    """ICE was told at 13:56 under "will do it"; at 14:10 the head decided not to."""
    item = received()
    decided(item, at=clock(13, 40), choice="comply")
    told(item, clock(13, 56))
    decided(item, at=clock(14, 10), choice="decline")
    return item


def said(item: Detainer, kind: str) -> str:
    """What the notice of this kind that stands says, in English."""
    notice = Notice.objects.with_content().live().get(detainer=item, kind=kind)
    return spoken_text(notice.words, lang="en")


def corrected(item: Detainer, kind: str, at: datetime) -> str:
    """What a notice made anew at a later time says."""
    head = person(Role.AGENCY_HEAD, at_agency=item.agency)
    item = Detainer.objects.with_person().get(pk=item.pk)
    if kind == "N1":
        issue_first_notice(item, by=head, at=at)
    else:
        issue_release(item.accesses.get(), by=head, at=at)
    return said(item, kind)


def test_the_second_sheet_after_a_reversal_says_what_ice_was_told_and_that_the_answer_changed():
    text = said(told_then_reversed(), "N1I")
    assert "On March 2, 2026 at 1:56 PM, we told ICE ERO Hartford when you will be let go." in text
    assert "The day and time we gave them: March 3, 2026 at 9:00 AM." in text
    assert (
        "This answer has changed. On March 2, 2026 at 1:40 PM it was: Yes. We plan to do this."
        in text
    )
    assert "We told you then that we had not decided." not in text
    assert "No. We do not plan to do this." in text


def test_the_first_decision_changes_nothing_and_a_decision_like_the_last_one_neither():
    item = received()
    decided(item, at=clock(13, 40), choice="pending")
    assert "has changed" not in said(item, "N1I")
    decided(item, at=clock(13, 50), choice="decline")
    assert "has changed" not in said(item, "N1I")
    decided(item, at=clock(14, 0), choice="decline")
    assert "has changed" not in said(item, "N1I")


def test_only_the_answers_that_changed_say_so():
    item = received()
    decided(item, at=clock(13, 40), hold="decline", notify_release="comply")
    decided(item, at=clock(14, 10), hold="decline", notify_release="decline")
    assert said(item, "N1I").count("This answer has changed.") == 1


def test_a_release_notice_made_anew_gives_the_reason_in_force_when_ice_was_told():
    text = corrected(told_then_reversed(), "N2", clock(15, 0))
    assert "We chose to do it." in text
    assert "we told ICE ERO Hartford" in text
    assert "We chose not to do it." not in text
    assert "tells us not to do this" not in text


def test_what_ice_was_told_is_not_what_the_custody_field_says_now():
    text = corrected(told_then_reversed(), "N2", clock(15, 0))
    assert "The day and time we gave them: March 3, 2026 at 9:00 AM." in text
    assert "4:30 PM" not in text


def test_where_nobody_wrote_down_what_was_told_no_time_is_printed():
    item = received()
    decided(item, at=clock(13, 40), choice="comply")
    access(detainer=item, kind="B", at=clock(13, 56))
    assert "The day and time we gave them" not in said(item, "N2")


def test_a_first_notice_made_anew_after_the_decision_carries_it():
    text = corrected(told_then_reversed(), "N1", clock(15, 0))
    assert "We have not decided yet." not in text
    assert "No. We do not plan to do this." in text
    assert "at 1:56 PM, we told ICE ERO Hartford" in text


def test_a_decision_notice_made_anew_stops_at_its_decision():
    item = received()
    decision = decided(item, at=clock(13, 40), choice="comply")
    told(item, clock(14, 30))
    decision.detainer = item
    head = person(Role.AGENCY_HEAD, at_agency=item.agency)
    issue_decision_notice(decision, by=head, at=clock(15, 0))
    text = said(item, "N1I")
    assert "Yes. We plan to do this." in text
    assert "we told ICE ERO Hartford" not in text


def test_a_release_told_before_any_decision_says_so_and_leaves_lines_for_the_reason():
    item = received(purposes=("hold",))
    access(detainer=item, kind="B", at=clock(13, 30))
    notice = item.notices.get(kind="N2")
    assert "When we told them, we had written down no decision." in said(item, "N2")
    fills = [p for s in notice.words.sections for p in s.columns[0].paragraphs if p.style == "fill"]
    assert len(fills) == 3


def test_a_notice_keeps_its_act():
    item = told_then_reversed()
    first, second = item.decisions.order_by("number")
    kept = {notice.kind: notice for notice in item.notices.live().order_by("sequence")}
    assert kept["N1"].decision is None
    assert (kept["N2"].decision, kept["N1I"].decision) == (first, second)
    kinds = {kind: act_of(notice).kind for kind, notice in kept.items()}
    assert kinds == {
        "N1": ActKind.RECEIPT,
        "N1I": ActKind.DECISION,
        "N2": ActKind.RELEASE_NOTIFIED,
        "N2C": ActKind.RELEASE_NOTIFIED,
    }
    assert {notice.owed_at for notice in item.notices.filter(kind="N1I")} == {
        first.decided_at,
        second.decided_at,
    }


def test_a_decision_notice_without_a_kept_decision_is_about_the_one_in_force_at_its_issue():
    item = received()
    first = decided(item, at=clock(13, 40))
    item.notices.filter(kind="N1I").update(decision=None)
    decided(item, at=clock(14, 10), choice="comply")
    assert act_of(item.notices.filter(kind="N1I").earliest("sequence")).decision == first


def test_the_decision_in_force_at_a_moment():
    item = received()
    first = decided(item, at=clock(13, 40))
    second = decided(item, at=clock(14, 10))
    found = [
        decision_in_force(item, at=clock(*at)) for at in ((13, 39), (13, 40), (14, 9), (14, 10))
    ]
    assert found == [None, first, first, second]
    assert decision_before(first) is None
    assert decision_before(second) == first


def test_a_name_corrected_later_does_not_move_the_decision_of_a_notice():
    item = told_then_reversed()
    fresh = Detainer.objects.with_person().get(pk=item.pk)
    clerk = person(Role.CLERK, at_agency=item.agency)
    amend_detainer(
        detainer=fresh,
        person=person_values(language="en", given_names="Maria"),
        values=detainer_values(
            at=clock(13, 20), received_at=clock(13, 10), release_due_at=RELEASE_NOW_DUE
        ),
        reason="The name was mistyped.",
        expected_version=fresh.version,
        by=clerk,
        at=clock(14, 40),
    )
    assert Detainer.objects.with_person().get(pk=item.pk).person.given_names == "Maria"
    assert "We chose to do it." in corrected(item, "N2", clock(15, 0))


def test_of_a_request_taken_back_the_notice_is_about_the_moment_it_was_taken_back():
    item, taken_back = received(), clock(15, 0)
    notice = item.notices.get(kind="N1")
    notice.kind, notice.owed_at = "N1X", clock(15, 30)
    act = act_of(notice)
    assert (act.kind, act.at) == (ActKind.CANCELLATION, clock(15, 30))
    item.outcome, item.outcome_at = "cancelled", taken_back
    notice.detainer = item
    assert act_of(notice).at == taken_back
    item.outcome = "released"
    assert cancelled_at(item) is None


def test_without_any_decision_a_decision_notice_is_about_the_receipt():
    notice = received().notices.get(kind="N1")
    notice.kind = "N1I"
    assert act_of(notice) == receipt_of(notice.detainer)


def test_only_the_notice_of_receipt_tells_what_was_done_after_its_act():
    item = received()
    decision = decided(item, at=clock(13, 40))
    assert receipt_of(item).known_until(clock(15, 0)) == clock(15, 0)
    assert decision_made(decision).known_until(clock(15, 0)) == clock(13, 40)


def test_an_answered_correction_is_about_the_record_of_its_notice():
    item = told_then_reversed()
    notice = item.notices.live().get(kind="N2")
    act = correction_answered(CorrectionRequest(notice=notice), at=clock(16, 0))
    assert (act.kind, act.at) == (ActKind.CORRECTION, clock(16, 0))
    assert (act.detainer, act.access) == (item, notice.access)
    assert act.decision is None
