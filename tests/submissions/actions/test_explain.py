"""What the agency says in words: of a check, and of a reason for a return."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.core.refusals import NotFound, Refused
from reports.submissions.actions.compile import compile_draft
from reports.submissions.actions.explain import explain
from reports.submissions.actions.review import Reason
from tests.submissions.follow_up.test_returns import answer, draft_after, send_back, sign
from tests.submissions.helpers import (
    AFTER,
    LATER,
    a_person,
    an_agency,
    certified,
    log_access,
    returned,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_an_answer_says_something_of_a_reason_that_was_given_and_of_a_line_that_is_there():
    draft = draft_after(returned())
    for wrong in ({"kind": "perhaps"}, {"text": " "}, {"line": 9}):
        with pytest.raises(Refused):
            answer(draft, **wrong)
    with pytest.raises(NotFound):
        answer(draft, position=2)
    with pytest.raises(Refused, match="belongs to a draft"):
        answer(draft.follows)


def test_who_answered_which_reason_stands_in_the_audit_log_without_the_words():
    answer(draft_after(returned()))
    entry = AuditEntry.objects.get(event="submission.reason_answered")
    assert (entry.detail["reason"], entry.detail["answer"]) == (1, "stands")
    assert "in the file" not in str(entry.detail)


def test_explanations_are_carried_over_to_the_next_version():
    access = log_access(an_agency())
    log_access(an_agency(), person=access.person)
    sent = compile_draft(
        agency=access.agency,
        period=certified(an_agency("new-haven"), lines=0).period,
        by=a_person(Role.CLERK, access.agency),
        at=AFTER,
    )
    explain(
        submission=sent,
        check="same_person_same_day",
        text="Two interviews.",
        by=a_person(Role.CLERK, access.agency),
        at=AFTER,
    )
    sign(sent, at=AFTER)
    send_back(sent, Reason("other", "Look again."))
    draft = draft_after(sent, at=LATER + DAY)
    kept = draft.explanations.get()
    assert (kept.text, kept.given_at) == ("Two interviews.", AFTER)
