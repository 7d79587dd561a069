"""A return is a conversation: each reason has its answer, through any number of rounds."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reports.access.models import Access
from reports.accounts.roles import Role
from reports.submissions.actions.certify import certify_and_submit
from reports.submissions.actions.compile import compile_draft
from reports.submissions.actions.explain import answer_reason
from reports.submissions.actions.review import Reason, accept, return_submission
from reports.submissions.exceptions import ReasonUnanswered
from reports.submissions.follow_up.returns import return_rounds
from reports.submissions.models import Assignment
from tests.submissions.helpers import (
    DURING,
    LATER,
    a_person,
    certified,
    correct,
    log_access,
    returned,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def draft_after(submission, *, at=LATER):
    return compile_draft(
        agency=submission.agency,
        period=submission.period,
        by=a_person(Role.CLERK, submission.agency),
        at=at,
    )


def answer(draft, *, position=1, kind="stands", text="So it is in the file.", line=None, at=LATER):
    by = a_person(Role.CLERK, draft.agency)
    return answer_reason(
        submission=draft, position=position, kind=kind, text=text, line=line, by=by, at=at
    )


def sign(draft, *, at=LATER):
    return certify_and_submit(
        submission=draft,
        by=a_person(Role.CERTIFIER, draft.agency),
        at=at,
        expected_hash=draft.content_sha256,
        attests_nil=draft.is_nil,
    )


def send_back(submission, *reasons, at=LATER):
    return return_submission(
        submission=submission,
        reasons=reasons,
        message="",
        by=a_person(Role.OPM_REVIEWER),
        at=at,
    )


def test_what_comes_back_unchanged_says_why():
    draft = draft_after(returned())
    with pytest.raises(ReasonUnanswered, match="reason 1: nothing has changed there"):
        sign(draft)
    answer(draft)
    assert sign(draft).round == 2


def test_three_rounds_keep_every_reason_beside_its_answer_and_the_same_reviewer():
    first = returned()
    second = draft_after(first)
    answer(second, text="The days are those of the jail's log.")
    sign(second, at=LATER + DAY)
    send_back(second, Reason("other", "Which log?"), at=LATER + 2 * DAY)
    third = draft_after(second, at=LATER + 3 * DAY)
    with pytest.raises(ReasonUnanswered):
        sign(third, at=LATER + 3 * DAY)
    answer(third, text="The booking log.", at=LATER + 3 * DAY)
    sign(third, at=LATER + 4 * DAY)
    said = [
        (turn.version, row.reason.text, row.answer.text)
        for turn in return_rounds(third)
        for row in turn.reasons
    ]
    assert said == [
        (2, "Which log?", "The booking log."),
        (1, "Please look again at the days.", "The days are those of the jail's log."),
    ]
    reviewer = a_person(Role.OPM_REVIEWER)
    assert Assignment.objects.get(submission=third, ended_at=None).reviewer == reviewer
    accept(submission=third, by=reviewer, at=LATER + 5 * DAY)


def test_a_line_that_was_corrected_needs_no_words_and_one_that_was_not_does():
    sent = certified(lines=2)
    lines = list(sent.lines.order_by("position"))
    send_back(sent, *(Reason("wrong_code", "Is the sex right?", line_id=row.pk) for row in lines))
    correct(Access.objects.get(pk=lines[0].access_id), sex="M")
    draft = draft_after(sent)
    with pytest.raises(ReasonUnanswered, match="reason 2"):
        sign(draft)
    answer(draft, position=2)
    sign(draft)


def test_fixed_is_no_answer_where_the_report_says_what_it_said():
    sent = certified()
    send_back(sent, Reason("wrong_date", "Look at the day.", line_id=sent.lines.get().pk))
    draft = draft_after(sent)
    answer(draft, kind="fixed", text="", line=1)
    with pytest.raises(ReasonUnanswered, match="says exactly what OPM returned"):
        sign(draft)


def test_an_answer_follows_its_line_when_the_draft_is_updated():
    draft = draft_after(returned())
    answer(draft, kind="fixed", text="", line=1)
    log_access(draft.agency, at=DURING.replace(month=1))
    draft = draft_after(draft)
    ((row,),) = [turn.reasons for turn in return_rounds(draft)]
    assert row.answer_line == 2
