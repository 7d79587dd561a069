"""Who may do what with a report, and when. The message that refuses is the one shown under the
disabled button.

The reporter is the municipality's legislative body, 54-192h(e)(3); who signs for it is Q15: the
certifier it named, or the agency head where OPM has configured that for the half-year.
"""

from __future__ import annotations

from datetime import date

from reports.accounts.models import Agency, User
from reports.accounts.policies import can, check_can
from reports.accounts.roles import Permission
from reports.core.dates import long_date
from reports.core.refusals import StateRefused
from reports.lifecycle import Actor
from reports.submissions.exceptions import NotOverYet
from reports.submissions.models import ReportingPeriod, Submission
from reports.submissions.status import (
    AT_OPM,
    SUBMISSION_LIFECYCLE,
    Source,
    SubmissionEvent,
    SubmissionStatus,
)


def check_can_prepare(by: Actor, agency: Agency, *, on: date) -> None:
    """Create or update a draft: whoever prepares it, whoever may certify it, and the program at the
    end of the half-year.
    """
    SUBMISSION_LIFECYCLE.check_person(
        Submission(agency=agency), SubmissionEvent.COMPILED, by=by, on=on
    )


def check_can_discard(user: User, draft: Submission, *, on: date) -> None:
    """Discard a draft: whoever may prepare one."""
    check_can_prepare(user, draft.agency, on=on)
    SUBMISSION_LIFECYCLE.check(draft, SubmissionEvent.DISCARDED, by=user, on=on)


def check_can_answer_reasons(user: User, draft: Submission, *, on: date) -> None:
    """Answer OPM's reasons for a return, in the draft that follows it: whoever may prepare one."""
    check_can_prepare(user, draft.agency, on=on)
    if draft.status != SubmissionStatus.DRAFT:
        raise StateRefused(
            "An answer belongs to a draft; what was certified is not changed. Create the corrected"
            " draft first."
        )


def check_can_certify(user: User, submission: Submission, *, on: date) -> None:
    """Sign for the legislative body, once the half-year is over and while the draft is open."""
    check_may_certify(user, submission, on=on)
    check_is_over(submission.period, on=on)
    SUBMISSION_LIFECYCLE.check_state(submission, SubmissionEvent.CERTIFIED)


def check_may_certify(user: User, submission: Submission, *, on: date) -> None:
    """Who may sign, whatever the content or status of the draft."""
    SUBMISSION_LIFECYCLE.check_person(submission, SubmissionEvent.CERTIFIED, by=user, on=on)


def check_can_certify_on_paper(user: User, submission: Submission, *, on: date) -> None:
    """Attach a signed certificate: whoever prepares the report, once the half-year is over."""
    check_may_certify_on_paper(user, submission, on=on)
    check_is_over(submission.period, on=on)
    SUBMISSION_LIFECYCLE.check_state(submission, SubmissionEvent.CERTIFIED_ON_PAPER)


def check_may_certify_on_paper(user: User, submission: Submission, *, on: date) -> None:
    """Who may attach a signed certificate, whatever the submission's status."""
    event = SubmissionEvent.CERTIFIED_ON_PAPER
    SUBMISSION_LIFECYCLE.check_person(submission, event, by=user, on=on)


def check_is_over(period: ReportingPeriod, *, on: date) -> None:
    if not period.is_over(on):
        raise NotOverYet(
            f"{period.title} runs through {long_date(period.ends_on)}. It can be certified from the"
            " next day on, because whatever happens until then belongs to it."
        )


def check_can_review(
    user: User, submission: Submission, event: SubmissionEvent, *, on: date
) -> None:
    """Return or accept, while the submission waits for OPM."""
    SUBMISSION_LIFECYCLE.check(submission, event, by=user, on=on)


def check_can_enter_received(user: User, agency: Agency, *, on: date) -> None:
    """Enter for an agency what it sent outside the system."""
    SUBMISSION_LIFECYCLE.check_person(
        Submission(agency=agency), SubmissionEvent.RECEIVED_OUTSIDE, by=user, on=on
    )


def check_can_reopen(user: User, submission: Submission, *, on: date) -> None:
    """Request an amendment of an accepted version."""
    check_can(user, Permission.REVIEW_SUBMISSION, on=on)
    if submission.status != SubmissionStatus.ACCEPTED:
        raise StateRefused(
            "Only an accepted report can be reopened; this one still waits for an answer or was"
            " replaced."
        )


def check_can_amend(user: User, accepted: Submission, *, on: date) -> None:
    """Start an amendment of the version that counts."""
    check_can_prepare(user, accepted.agency, on=on)
    if accepted.status != SubmissionStatus.ACCEPTED:
        raise StateRefused(
            "Only the accepted version can be amended. Open the newest version of this reporting"
            " period."
        )


def check_can_confirm(user: User, submission: Submission, *, on: date) -> None:
    """Confirm for the agency what OPM imported or entered."""
    if not can(user, Permission.CERTIFY, submission.agency, on=on):
        check_can(user, Permission.CONFIRM_PREVIEW, submission.agency, on=on)
    if submission.source not in {Source.IMPORTED, Source.RECEIVED_OUTSIDE}:
        raise StateRefused(
            "Only what OPM loaded or entered needs confirming; this one was certified."
        )
    if submission.confirmed_at is not None:
        raise StateRefused("This was confirmed already.")


def check_none_at_opm(agency: Agency, period: ReportingPeriod) -> None:
    """No new version while OPM has not answered an earlier one."""
    if Submission.objects.filter(agency=agency, period=period, status__in=AT_OPM).exists():
        raise StateRefused(
            f"A report for {period.title} already lies with OPM. Wait for the answer, or ask"
            " OPM to return it; then the corrected one can be submitted."
        )
