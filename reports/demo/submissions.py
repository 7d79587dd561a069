"""What the departments sent to OPM in the demo: on time, late, none, returned, amended, and nothing
at all.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from reports.access.actions import correct_access
from reports.access.models import Access
from reports.access.values import AccessValues
from reports.accounts.actions.people import add_membership, add_person
from reports.accounts.models import Agency, User
from reports.accounts.roles import Role
from reports.demo.accounts import staff_of
from reports.law.half_years import HalfYear
from reports.law.moments import LOCAL_TIME, local_day
from reports.submissions.actions.amend import start_amendment
from reports.submissions.actions.certify import certify_and_submit
from reports.submissions.actions.compile import compile_draft
from reports.submissions.actions.explain import explain
from reports.submissions.actions.open_half_year import open_half_year, record_notified_outside
from reports.submissions.actions.review import Reason, accept, return_submission
from reports.submissions.checks import run_checks, unanswered
from reports.submissions.models import ReportingPeriod, ReturnReason, Submission
from reports.submissions.status import AmendmentCode

SILENT = ("suffield", "norwich", "plainfield", "thomaston", "seymour", "easton")
LATE = ("waterbury", "bristol", "wolcott")
WAITING = ("avon", "canton", "granby", "redding", "weston")
RETURNED = "greenwich"
AMENDED = "new-haven"


def moment(day: date, hour: int = 11) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=LOCAL_TIME)


def certifier_of(agency: Agency, *, at: datetime) -> User:
    """Who certifies for the town; a person who cannot sign in unless the agency has demo
    accounts.
    """
    known = User.objects.filter(
        memberships__agency=agency, memberships__role=Role.CERTIFIER.value
    ).first()
    if known is not None:
        return known
    user = add_person(
        email=f"certifier@{agency.code}.example",
        name=f"Certifier, {agency.name}",
        actor="system:demo",
        at=at,
    )
    add_membership(
        user=user,
        role=Role.CERTIFIER,
        agency=agency,
        actor="system:demo",
        at=at,
        on=date(2023, 1, 2),
    )
    return user


def open_and_tell(half_year: HalfYear, *, on: date) -> ReportingPeriod:
    """Open a half-year on its first day; where a department has nobody here yet, OPM writes."""
    opener = User.objects.get(email="admin@opm.example")
    opened = open_half_year(half_year=half_year.code, by=opener, at=moment(half_year.starts_on))
    written_on = min(on, half_year.starts_on + timedelta(days=7))
    for agency in opened.unreached:
        _write(agency, opened.period, opener, written_on)
    return opened.period


def _write(agency: Agency, period: ReportingPeriod, by: User, on: date) -> None:
    record_notified_outside(
        agency=agency,
        period=period,
        channel="letter",
        notified_on=on,
        by=by,
        at=moment(on, hour=15),
    )


def report(half_year: HalfYear, *, reviewer: User) -> None:
    """One half-year that is over: most departments report on time, a few do not, and those that
    are silent were reminded by letter.
    """
    period = ReportingPeriod.objects.get(half_year=half_year.code)
    for agency in Agency.objects.municipal().filter(code__in=SILENT):
        _write(agency, period, reviewer, period.due_on + timedelta(days=2))
    for agency in Agency.objects.municipal().exclude(code__in=SILENT):
        late = agency.code in LATE
        sent_at = moment(
            period.due_on + timedelta(days=9) if late else period.ends_on + timedelta(days=12)
        )
        sent = _send(agency, period, at=sent_at)
        if agency.code == RETURNED:
            _return(sent, reviewer, at=sent_at + timedelta(days=4))
        elif agency.code not in WAITING and not (late and sent.is_nil):
            accept(submission=sent, by=reviewer, at=sent_at + timedelta(days=5))
    _amend(Agency.objects.get(code=AMENDED), period, reviewer)


def _send(agency: Agency, period: ReportingPeriod, *, at: datetime) -> Submission:
    clerk, _ = staff_of(agency, at=at, on=date(2023, 1, 2))
    draft = compile_draft(agency=agency, period=period, by=clerk, at=at)
    return _certify(draft, clerk, at)


def _certify(draft: Submission, clerk: User, at: datetime) -> Submission:
    for problem in unanswered(draft, run_checks(draft)):
        explain(
            submission=draft,
            check=problem.check,
            text="Checked against the paper file; it is so.",
            by=clerk,
            at=at,
        )
    return certify_and_submit(
        submission=draft,
        by=certifier_of(draft.agency, at=at),
        at=at + timedelta(hours=2),
        expected_hash=draft.content_sha256,
        attests_nil=draft.is_nil,
    )


def _return(sent: Submission, reviewer: User, *, at: datetime) -> None:
    reasons = [
        Reason(
            code=ReturnReason.Code.MISSING_LINE,
            text="The total seems low beside earlier half-years. Compare with your log.",
        )
    ]
    lines = sent.lines.order_by("access_on")[:2]
    reasons += [
        Reason(
            code=ReturnReason.Code.WRONG_DATE,
            text="Please check the day of this access.",
            line_id=line.pk,
            field="access_on",
        )
        for line in lines
    ]
    return_submission(
        submission=sent,
        reasons=reasons,
        message="Thank you. Two days and the total need another look.",
        by=reviewer,
        at=at,
    )


def _amend(agency: Agency, period: ReportingPeriod, reviewer: User) -> None:
    """After acceptance a day turns out to be wrong: a corrected access, an amendment, accepted."""
    accesses = Access.objects.of(agency).standing().filter(occurred_at__date__lte=period.ends_on)
    wrong = accesses.filter(occurred_at__date__gte=period.starts_on).order_by("occurred_at").first()
    if wrong is None:
        return
    clerk, _ = staff_of(agency, at=wrong.occurred_at, on=local_day(wrong.occurred_at))
    at = moment(period.due_on + timedelta(days=2))
    values = AccessValues(
        kind=wrong.kind,
        basis=wrong.basis,
        occurred_at=wrong.occurred_at + timedelta(hours=26),
        race="U",
        ethnicity=wrong.ethnicity,
        sex=wrong.sex,
        age=wrong.age,
        minutes_spent=wrong.minutes_spent,
    )
    correct_access(
        access=wrong,
        values=values,
        reason="The day was copied wrongly from the fax.",
        by=clerk,
        at=at,
    )
    accepted = Submission.objects.accepted().get(agency=agency, period=period)
    draft = start_amendment(
        submission=accepted,
        code=AmendmentCode.CORRECTED,
        reason="One day and one code were wrong.",
        by=clerk,
        at=at,
    )
    sent = _certify(draft, clerk, at + timedelta(hours=1))
    accept(submission=sent, by=reviewer, at=at + timedelta(days=1))
