"""Refusals of the detainer verbs. Each message may be shown to the user."""

from __future__ import annotations

from reports.core.refusals import Refused, StateRefused
from reports.detainers.issues import FieldIssue

OUT_OF_TIME = "The decision must lie between receipt and now. Correct its time."
EVERY_PURPOSE = (
    "Every purpose needs a decision, and nothing else can be decided. Choose for each line."
)
NO_SUCH_CHOICE = "A decision is one of: will do it, will not do it, not decided yet."
REASON_MISSING = "The reason is missing. The person is owed it in writing; write it in plain words."
NAMES_CONFIDENTIAL_MATTER = (
    "The reason names an erased, juvenile or sealed matter, and no notice may print it."
    " Give the reason without its offense and number."
)


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
