"""Why a notice, or what goes with it, has no file: one cause for each way the making can fail, in a
sentence, and the screen that fixes it.

A failure is kept by the class name of what was raised (in the audit log, or as the error of a job
that was given up) and never by its message, which could quote what the notice says.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reports.audit.queries import entries_about
from reports.documents.signing.credentials import SigningProblem
from reports.notices.models import Enclosure, Notice
from reports.notices.status import NoticeEvent

ENCLOSURE_FAILED = "notice.paper_failed"


class FixedAt(StrEnum):
    """The screen that fixes it, by its address's name: of the record, its scans, the agency's
    heading, or the notice itself, which is drawn again once an administrator has fixed the rest.
    """

    RECORD = "desk:amend"
    SCANS = "desk:attachments_arrange"
    HEADING = "desk:letterhead"
    NOTICE = "desk:notice"


@dataclass(frozen=True, slots=True)
class NoticeFailure:
    """What went wrong, and where it is fixed."""

    cause: str
    fixed_at: FixedAt


_TELL = "Tell your administrator, then draw it again."
OTHER = NoticeFailure(f"The program failed while it was made. {_TELL}", FixedAt.NOTICE)
BY_ERROR = {
    "MissingGlyphs": NoticeFailure(
        "A character in it has no shape in the fonts here. Enter the name in Latin letters beside"
        " it, or correct the words; then create the notice again.",
        FixedAt.RECORD,
    ),
    "UnreadableScan": NoticeFailure(
        "A scan behind it cannot be opened. Attach the scan again, then create the copy.",
        FixedAt.SCANS,
    ),
    "ExternalResource": NoticeFailure(
        f"It asked for a file that was not handed in with it. {_TELL}", FixedAt.NOTICE
    ),
    "FontsMissing": NoticeFailure(f"The fonts are not installed here. {_TELL}", FixedAt.NOTICE),
    "SeamGone": NoticeFailure(f"The renderer was changed by an update. {_TELL}", FixedAt.NOTICE),
    "UnsoundFile": NoticeFailure(
        f"The file that was drawn failed its check. {_TELL}", FixedAt.NOTICE
    ),
    "WorkerDied": NoticeFailure(f"The process that draws it ended early. {_TELL}", FixedAt.NOTICE),
    "WorkerTooSlow": NoticeFailure(f"It took too long to draw. {_TELL}", FixedAt.NOTICE),
    "RenderError": NoticeFailure(f"The renderer failed. {_TELL}", FixedAt.NOTICE),
}


def failure_named(error: str) -> NoticeFailure:
    """The failure with this class name; one that nobody named is the program's own."""
    return BY_ERROR.get(error, OTHER)


def unsigned(problem: SigningProblem) -> NoticeFailure:
    """A notice that may not go out without a signature."""
    names_another = problem is SigningProblem.OTHER_AGENCY
    return NoticeFailure(
        f"Notices here may not go out unsigned. {problem.sentence} {_TELL}",
        FixedAt.HEADING if names_another else FixedAt.NOTICE,
    )


def failure_of(notice: Notice) -> NoticeFailure:
    """Why a notice could not be drawn the last time."""
    entries = entries_about(notice.pk).filter(event=NoticeEvent.COULD_NOT_RENDER)
    last = entries.order_by("at", "seq").last()
    return failure_named(str(last.detail.get("why", "")) if last else "")


def failure_of_enclosure(paper: Enclosure) -> NoticeFailure:
    """Why an enclosure could not be drawn."""
    entries = entries_about(paper.notice_id).filter(event=ENCLOSURE_FAILED)
    reasons = [
        str(entry.detail.get("why", ""))
        for entry in entries
        if entry.detail.get("paper") == str(paper.pk)
    ]
    return failure_named(reasons[-1] if reasons else "")
