"""Filing status and review state together: what arrived is never shown as silence."""

from __future__ import annotations

import pytest

from reports.publication.presentation.filing_status import standing_of, standing_words
from reports.submissions.content import AgencyCoverage


def row(status: str, review_state: str) -> AgencyCoverage:
    return AgencyCoverage(
        "2025H1", "avon", "Avon", "municipal_police", status, review_state=review_state
    )


@pytest.mark.parametrize(
    ("status", "review_state", "words"),
    [
        ("not_yet_due", "none", "Not yet due"),
        ("not_yet_due", "received", "Received, waits for review"),
        ("not_yet_due", "in_review", "Being reviewed"),
        ("not_yet_due", "returned", "Returned to the department with questions"),
        ("missing", "none", "No report received"),
        ("reported", "accepted", "Reported"),
        ("not_yet_due", "", "Not yet due, or received and not yet accepted"),
    ],
)
def test_the_words_say_how_far_a_report_has_come(status, review_state, words):
    assert standing_words(row(status, review_state)) == words


def test_an_edition_from_before_says_no_more_than_its_status():
    assert standing_of(row("not_yet_due", "")) == "not_yet_due"
