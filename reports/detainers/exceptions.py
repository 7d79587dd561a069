"""Refusals of the detainer's verbs, beside them; each sentence is fit for the user."""

from __future__ import annotations

from reports.core.refusals import Refused, StateRefused
from reports.detainers.issues import FieldIssue


class Invalid(Refused):
    """The values cannot be recorded; `problems` names each field."""

    def __init__(self, problems: tuple[FieldIssue, ...]) -> None:
        self.problems = problems
        super().__init__(" ".join(problem.sentence for problem in problems))


class ReviewMissing(StateRefused):
    """(c): nobody may answer before the head of the agency has reviewed the request."""


class EditConflict(StateRefused):
    """Somebody else changed the record in the meantime; nothing of either change is lost."""
