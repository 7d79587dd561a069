"""Refusals of the detainer verbs say everything at once, and what to do."""

from __future__ import annotations

import pytest

from reports.core.refusals import Refused, StateRefused
from reports.detainers import exceptions
from reports.detainers.exceptions import EditConflict, Invalid, PersonConflict, ReviewMissing
from reports.detainers.issues import FieldIssue


def test_every_problem_is_said_and_kept():
    problems = (
        FieldIssue("a", "A is missing.", "The act asks.", "Give it."),
        FieldIssue("b", "B is too long.", "", "Shorten it."),
    )
    refused = Invalid(problems)
    assert refused.problems == problems
    assert str(refused) == " ".join(problem.sentence for problem in problems)


def test_a_conflict_about_a_person_names_the_fields_and_the_next_step():
    refused = PersonConflict(("family_name", "attorney_name"))
    assert refused.fields == ("family_name", "attorney_name")
    assert str(refused).endswith("Compare both and save again.")


def test_a_screen_that_catches_refusals_catches_each():
    assert issubclass(Invalid, Refused)
    assert issubclass(ReviewMissing, StateRefused)
    assert issubclass(PersonConflict, EditConflict)


@pytest.mark.parametrize(
    "sentence",
    [value for name, value in vars(exceptions).items() if name.isupper()],
)
def test_sentences_end_as_sentences(sentence):
    assert sentence.endswith(".")
    assert "  " not in sentence
