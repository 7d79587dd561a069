"""What OPM gave as reasons for returning a report, and what the agency answered to each, round by
round.

A reason is answered by changing what it points at, or in words. Where nothing changed, only words
are left, and they are required: a report that comes back as it went says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from reports.core.refusals import NotFound
from reports.submissions.content import COLUMNS
from reports.submissions.exceptions import ReasonUnanswered
from reports.submissions.models import ReasonAnswer, ReturnReason, ReviewRound, Submission
from reports.submissions.status import SubmissionStatus

Code = ReturnReason.Code
# Fixed by another signer, an explanation or whatever the words asked for: the lines may stay.
FIXED_OUTSIDE_THE_LINES = frozenset({Code.WRONG_SIGNER, Code.UNEXPLAINED, Code.OTHER})


@dataclass(frozen=True)
class AnsweredReason:
    """One reason with the agency's answer, if any, and the line that the answer names."""

    reason: ReturnReason
    answer: ReasonAnswer | None = None
    answer_line: int | None = None


@dataclass(frozen=True)
class ReturnRound:
    """One return: the version returned, and its reasons beside their answers."""

    version: int
    review: ReviewRound
    reasons: tuple[AnsweredReason, ...]


def return_rounds(submission: Submission) -> list[ReturnRound]:
    """Every return on the way to this version, and its own, the newest first. Five queries however
    many rounds; none more for a version that answers nothing and was not returned.
    """
    if submission.follows_id is None and submission.status != SubmissionStatus.RETURNED:
        return []
    chain = _chain(submission)
    reviews = ReviewRound.objects.filter(
        submission__in=chain, outcome=ReviewRound.Outcome.RETURNED
    ).select_related("submission", "decided_by")
    found = list(reviews.prefetch_related("reasons__line").order_by("-submission__version"))
    answers = {
        given.reason_id: given
        for given in ReasonAnswer.objects.filter(submission__in=chain).select_related("given_by")
    }
    lines = _lines_named(answers.values())
    return [
        ReturnRound(
            review.submission.version,
            review,
            tuple(_answered(reason, answers, lines) for reason in review.reasons.all()),
        )
        for review in found
    ]


def _chain(submission: Submission) -> list[UUID]:
    """This version and those it follows, one after the other."""
    rows = Submission.objects.filter(agency=submission.agency_id, period=submission.period_id)
    follows = dict(rows.values_list("pk", "follows_id"))
    chain = [submission.pk]
    while (before := follows.get(chain[-1])) is not None:
        chain.append(before)
    return chain


def _lines_named(answers: Iterable[ReasonAnswer]) -> dict[tuple[UUID, UUID], int]:
    """Where the lines that answers name stand now, by version and first entry in the log."""
    named = [given for given in answers if given.origin_id is not None]
    if not named:
        return {}
    rows = Submission.objects.filter(
        pk__in={given.submission_id for given in named},
        lines__origin_id__in={given.origin_id for given in named},
    )
    return {
        (version, origin): position
        for version, origin, position in rows.values_list(
            "pk", "lines__origin_id", "lines__position"
        )
        if origin is not None
    }


def _answered(
    reason: ReturnReason,
    answers: dict[UUID, ReasonAnswer],
    lines: dict[tuple[UUID, UUID], int],
) -> AnsweredReason:
    answer = answers.get(reason.pk)
    if answer is None or answer.origin_id is None:
        return AnsweredReason(reason, answer)
    return AnsweredReason(reason, answer, lines.get((answer.submission_id, answer.origin_id)))


def reasons_to_answer(draft: Submission) -> list[AnsweredReason]:
    """The reasons of the return that this version answers; empty where it answers none."""
    if draft.follows is None or draft.follows.status != SubmissionStatus.RETURNED:
        return []
    before = draft.follows.version
    return [row for turn in return_rounds(draft) if turn.version == before for row in turn.reasons]


def get_reason_to_answer(draft: Submission, position: int) -> AnsweredReason:
    """One of them by its number. Raises NotFound."""
    for row in reasons_to_answer(draft):
        if row.reason.position == position:
            return row
    raise NotFound("reason of a return")


def still_to_answer(draft: Submission, rows: Sequence[AnsweredReason]) -> dict[int, str]:
    """The reasons that nothing answers yet, by number, each with what is missing."""
    found = {row.reason.position: _missing(draft, row) for row in rows}
    return {position: missing for position, missing in found.items() if missing}


def check_reasons_answered(draft: Submission) -> None:
    """Refuse what would come back to OPM as it went, with nothing said. Raises
    ReasonUnanswered.
    """
    for position, missing in still_to_answer(draft, reasons_to_answer(draft)).items():
        raise ReasonUnanswered(f"OPM's reason {position}: {missing}")


def _missing(draft: Submission, row: AnsweredReason) -> str:
    if row.answer is None:
        if not _is_unchanged(draft, row.reason):
            return ""
        return (
            "nothing has changed there, so it needs your answer. Fix it in the log and update the"
            " draft, or say why it is right as it stands."
        )
    claims = row.answer.kind == ReasonAnswer.Kind.FIXED
    if claims and _is_same_report(draft) and row.reason.code not in FIXED_OUTSIDE_THE_LINES:
        return (
            "your answer says that it is fixed, but the report says exactly what OPM returned."
            " Update the draft from the log, or say why it is right as it stands."
        )
    return ""


def _is_same_report(draft: Submission) -> bool:
    return draft.follows is not None and draft.content_sha256 == draft.follows.content_sha256


def _is_unchanged(draft: Submission, reason: ReturnReason) -> bool:
    """Whether the line that the reason names, or the report where it names none, says what it
    said.
    """
    line = reason.line
    if line is None or line.origin_id is None or _is_same_report(draft):
        return _is_same_report(draft)
    return draft.lines.filter(
        origin_id=line.origin_id, **{name: getattr(line, name) for name in COLUMNS}
    ).exists()
