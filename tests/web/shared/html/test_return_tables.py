"""Reasons and answers as both sides read them."""

from __future__ import annotations

import pytest

from reports.submissions.follow_up.returns import return_rounds
from reports.web.shared.html.return_tables import shown_rounds
from tests.submissions.follow_up.test_returns import answer, draft_after
from tests.submissions.helpers import returned

pytestmark = pytest.mark.django_db


def cells(draft, **how):
    (turn,) = shown_rounds(return_rounds(draft), **how)
    (row,) = turn.table.rows
    return row


def test_only_whoever_may_answer_gets_a_link_and_is_told_what_is_missing():
    draft = draft_after(returned())
    asked, read = cells(draft, answering=draft)[-1], cells(draft)[-1]
    assert (asked.text, asked.chip.text) == ("Answer this reason", "answer needed")
    assert asked.url.endswith(f"/version/{draft.pk}/answer/1/")
    assert (read.text, read.url, read.chip) == ("No answer in words", "", None)


def test_an_answer_says_who_gave_it():
    draft = draft_after(returned())
    answer(draft, text="So it is in the file.", line=1)
    cell = cells(draft)[-1]
    assert cell.text == "Right as it stands, line 1: So it is in the file."
    assert cell.detail.startswith("Clerk, ")
