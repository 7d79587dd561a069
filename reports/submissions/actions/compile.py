"""Make a half-year's draft from the log. The draft follows the log until somebody certifies it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from reports.accounts.models import Agency, User
from reports.core.refusals import StateRefused
from reports.core.verbs import verb
from reports.law.moments import local_day
from reports.lifecycle import Actor
from reports.submissions.actions.transition import (
    lock_agency,
    locked,
    new_version,
)
from reports.submissions.compilation import describe, freeze, hash_of, logged_lines
from reports.submissions.content import ReportLine
from reports.submissions.known import known_reports
from reports.submissions.models import Explanation, ReportingPeriod, Submission
from reports.submissions.policies import (
    check_can_discard,
    check_can_prepare,
    check_is_over,
    check_none_at_opm,
)
from reports.submissions.queries import counted_agencies
from reports.submissions.status import (
    OPEN,
    PERIOD_ENDED,
    RECEIVED,
    SUBMISSION_LIFECYCLE,
    SubmissionEvent,
    SubmissionStatus,
)


@verb
def compile_draft(
    *, agency: Agency, period: ReportingPeriod, by: Actor, at: datetime
) -> Submission:
    """The agency's draft for a half-year that is over; an open draft is updated."""
    on = local_day(at)
    check_can_prepare(by, agency, on=on)
    check_is_over(period, on=on)
    lock_agency(agency)
    check_none_at_opm(agency, period)
    open_draft = _versions(agency, period).filter(status=SubmissionStatus.DRAFT).first()
    if open_draft is not None:
        return refresh(submission=open_draft, by=by, at=at)
    return create_draft(
        agency=agency, period=period, follows=_to_follow(agency, period), by=by, at=at
    )


def create_draft(
    *,
    agency: Agency,
    period: ReportingPeriod,
    follows: Submission | None,
    by: Actor,
    at: datetime,
    event: SubmissionEvent = SubmissionEvent.COMPILED,
    code: str = "",
    reason: str = "",
) -> Submission:
    """A new version with the log's lines, and the explanations given for the version it follows.
    The caller has locked the agency.
    """
    lines = logged_lines(agency, period)
    submission = new_version(
        agency,
        period,
        follows=follows,
        compiled_at=at,
        amendment_code=code,
        amendment_reason=reason,
    )
    describe(submission, lines)
    SUBMISSION_LIFECYCLE.begin(submission, event, by=by, at=at, detail={"lines": len(lines)})
    freeze(submission, lines)
    _carry_explanations(submission)
    return submission


def _carry_explanations(draft: Submission) -> None:
    """What was explained once need not be written again; who said it, and when, stays true."""
    if draft.follows is None:
        return
    Explanation.objects.bulk_create(
        Explanation(
            submission=draft,
            check_name=given.check_name,
            text=given.text,
            given_at=given.given_at,
            given_by_id=given.given_by_id,
        )
        for given in draft.follows.explanations.all()
    )


def _versions(agency: Agency, period: ReportingPeriod) -> QuerySet[Submission]:
    return Submission.objects.filter(agency=agency, period=period).select_related(
        "agency", "period", "follows"
    )


def _to_follow(agency: Agency, period: ReportingPeriod) -> Submission | None:
    """The returned version that a new draft answers, if any."""
    newest = (
        _versions(agency, period)
        .filter(status__in=RECEIVED - {SubmissionStatus.SUPERSEDED})
        .order_by("-version")
        .first()
    )
    if newest is not None and newest.status == SubmissionStatus.ACCEPTED:
        raise StateRefused(
            f"{period.title} is reported and accepted. To correct it, start an amendment and say"
            " why; the accepted version counts until the amendment is accepted."
        )
    return newest


@verb
def refresh(*, submission: Submission, by: Actor, at: datetime) -> Submission:
    """Update an open draft from the log. If the log is unchanged, nothing is written."""
    check_can_prepare(by, submission.agency, on=local_day(at))
    current = locked(submission)
    SUBMISSION_LIFECYCLE.check_state(current, SubmissionEvent.REFRESHED)
    lines = logged_lines(current.agency, current.period)
    if hash_of(current.agency, current.period, lines) == current.content_sha256 and _same_entries(
        current, lines
    ):
        return current
    current.lines.all().delete()
    describe(current, lines)
    current.compiled_at = at
    current.save(
        update_fields=["is_nil", "line_count", "person_count", "content_sha256", "compiled_at"]
    )
    freeze(current, lines)
    detail = {"lines": len(lines)}
    SUBMISSION_LIFECYCLE.move(current, SubmissionEvent.REFRESHED, by=by, at=at, detail=detail)
    return current


def _same_entries(submission: Submission, lines: list[ReportLine]) -> bool:
    """Whether the draft's lines come from exactly the same entries of the log."""
    stored = set(submission.lines.values_list("access_id", flat=True))
    return stored == {line.access_id for line in lines}


@verb
def discard_draft(*, submission: Submission, by: User, at: datetime) -> Submission:
    """Discard a draft, for example an amendment that turned out not to be needed."""
    current = locked(submission)
    check_can_discard(by, current, on=local_day(at))
    SUBMISSION_LIFECYCLE.move(current, SubmissionEvent.DISCARDED, by=by, at=at)
    return current


def compile_all(*, period: ReportingPeriod, at: datetime) -> int:
    """At the end of a half-year, make a draft for each agency whose log holds accesses and which
    has none yet. Returns how many. A log without accesses owes no report, so that a statement of
    none is the agency's own to start.
    """
    existing = set(
        Submission.objects.filter(period=period, status__in=OPEN | RECEIVED).values_list(
            "agency_id", flat=True
        )
    )
    known = known_reports([period], on=local_day(at), with_log=True)
    owing = [agency for agency in counted_agencies() if known.of(agency, period).is_owed]
    drafted = [
        compile_draft(agency=agency, period=period, by=PERIOD_ENDED, at=at)
        for agency in owing
        if agency.pk not in existing
    ]
    return len(drafted)
