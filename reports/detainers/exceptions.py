"""Refusals of the detainer verbs. Each message may be shown to the user."""

from __future__ import annotations

from reports.core.refusals import Refused, StateRefused
from reports.detainers.issues import FieldIssue


class Invalid(Refused):
    """The values cannot be recorded; `problems` names each field."""

    def __init__(self, problems: tuple[FieldIssue, ...]) -> None:
        self.problems = problems
        super().__init__(" ".join(problem.sentence for problem in problems))


class ReviewMissing(StateRefused):
    """54-192h(c): nobody may respond before the agency head has reviewed the detainer."""


class EditConflict(StateRefused):
    """Somebody else changed the record in the meantime; neither change is lost."""


class PersonConflict(EditConflict):
    """Somebody else corrected the same values of the person, on this record or another; `fields`
    names them.
    """

    def __init__(self, fields: tuple[str, ...]) -> None:
        self.fields = fields
        super().__init__(
            "Someone else corrected the same about this person after you opened it, perhaps on"
            " another of their records. Compare both and save again."
        )
