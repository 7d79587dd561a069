"""Who may do what with a half-year, and when. The sentence that refuses is the one under the
disabled button.

The reporter is the municipality's legislative body, 54-192h(e)(3); who signs for it is Q15: the
certifier it named, or the head of the agency where OPM has configured that for the half-year.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from reports.accounts.models import Agency, User
from reports.accounts.policies import can, check_can, memberships_of
from reports.accounts.roles import Permission, Role
from reports.core.refusals import PermissionRefused, Refused, StateRefused
from reports.submissions.exceptions import NotOverYet
from reports.submissions.models import ReportingPeriod, Submission
from reports.submissions.status import AT_OPM, SubmissionEvent, SubmissionStatus, transition


def check_can_prepare(user: User, agency: Agency, *, on: date) -> None:
    """Compile or refresh a draft: whoever prepares it, and whoever may certify it."""
    if not can(user, Permission.CERTIFY, agency, on=on):
        check_can(user, Permission.PREPARE_SUBMISSION, agency, on=on)


def check_can_certify(user: User, submission: Submission, *, on: date) -> None:
    """Sign for the legislative body, once the half-year is over and while the draft is open."""
    check_may_certify(user, submission.agency, submission.period, on=on)
    check_is_over(submission.period, on=on)
    check_allows(submission, SubmissionEvent.CERTIFIED)


def check_may_certify(user: User, agency: Agency, period: ReportingPeriod, *, on: date) -> None:
    if can(user, Permission.CERTIFY, agency, on=on):
        return
    is_head = any(
        m.role == Role.AGENCY_HEAD and m.agency_id == agency.pk for m in memberships_of(user, on=on)
    )
    if is_head and period.head_may_certify:
        return
    raise PermissionRefused(
        f"Certifying needs the role Certifier at {agency.name}: the act makes the municipality's"
        " legislative body the reporter, 54-192h(e)(3). Ask your agency administrator for the"
        " role, or OPM to let the head certify."
    )


def check_is_over(period: ReportingPeriod, *, on: date) -> None:
    if not period.is_over(on):
        raise NotOverYet(
            f"{period.title} runs through {_day(period.ends_on)}. It can be certified from the next"
            " day on, because whatever happens until then belongs to it."
        )


def check_allows(submission: Submission, event: SubmissionEvent) -> None:
    """Raise unless the table of transitions has this move from where the submission stands."""
    if transition(event, submission.status) is None:
        raise StateRefused(
            f"{_SENTENCES[event]} This one is {SubmissionStatus(submission.status).label.lower()}."
        )


_SENTENCES: dict[SubmissionEvent, str] = {
    SubmissionEvent.REFRESHED: "Only a draft can be compiled again.",
    SubmissionEvent.DISCARDED: "Only a draft can be dropped; what was certified stays.",
    SubmissionEvent.CERTIFIED: "Only a draft can be certified.",
    SubmissionEvent.CERTIFIED_ON_PAPER: "Only a draft can be certified on paper.",
    SubmissionEvent.REVIEW_STARTED: "Only a submission that waits for review can be taken up.",
    SubmissionEvent.HANDED_BACK: "Only a submission in review can be handed back to the queue.",
    SubmissionEvent.RETURNED: "Only a submission that waits for OPM's answer can be returned.",
    SubmissionEvent.ACCEPTED: "Only a submission that waits for OPM's answer can be accepted.",
    SubmissionEvent.SUPERSEDED: "Only an accepted submission can be replaced.",
}


def check_can_review(
    user: User, submission: Submission, event: SubmissionEvent, *, on: date
) -> None:
    """OPM's answer, while one is waited for."""
    check_can(user, Permission.REVIEW_SUBMISSION, on=on)
    check_allows(submission, event)


def check_can_reopen(user: User, submission: Submission, *, on: date) -> None:
    """Ask for an amendment of what was accepted."""
    check_can(user, Permission.REVIEW_SUBMISSION, on=on)
    if submission.status != SubmissionStatus.ACCEPTED:
        raise StateRefused(
            "Only an accepted submission can be reopened; this one still waits for an answer or was"
            " replaced."
        )


def check_can_amend(user: User, accepted: Submission, *, on: date) -> None:
    """Start an amendment of the version that counts."""
    check_can_prepare(user, accepted.agency, on=on)
    if accepted.status != SubmissionStatus.ACCEPTED:
        raise StateRefused(
            "Only the accepted version can be amended. Open the newest version of this half-year."
        )


def check_none_at_opm(agency: Agency, period: ReportingPeriod) -> None:
    """No new version while OPM still has one to answer."""
    if Submission.objects.filter(agency=agency, period=period, status__in=AT_OPM).exists():
        raise StateRefused(
            f"A submission for {period.title} already lies with OPM. Wait for the answer, or ask"
            " OPM to return it; then the corrected one can be submitted."
        )


def refusal(check: Callable[..., None], *args: Any, **kwargs: Any) -> str:
    """The sentence of a check, or nothing: for the button that does the step."""
    try:
        check(*args, **kwargs)
    except Refused as refused:
        return str(refused)
    return ""


def _day(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"
