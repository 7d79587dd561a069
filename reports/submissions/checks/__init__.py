"""Every check of a half-year, in the order people read them. To add one, write a function and add
it to `CHECKS`.
"""

from __future__ import annotations

from collections.abc import Sequence

from reports.accounts.models import Agency
from reports.submissions.checks import against_log, duties, earlier_periods, persons
from reports.submissions.checks.base import (
    SEVERITY_TITLES,
    Check,
    CheckFinding,
    CheckInput,
    Severity,
)
from reports.submissions.checks.material import (
    material_of,
    material_of_log,
    recorded_after_certification,
)
from reports.submissions.checks.stored_findings import from_json, to_json
from reports.submissions.content import ReportLine
from reports.submissions.models import ReportingPeriod, Submission
from reports.submissions.status import SubmissionStatus

__all__ = [
    "CHECKS",
    "SEVERITY_TITLES",
    "Check",
    "CheckFinding",
    "CheckInput",
    "Severity",
    "check_log",
    "find",
    "findings_of",
    "material_of",
    "run_checks",
    "to_json",
    "unanswered",
]

CHECKS: tuple[Check, ...] = (
    against_log.totals_against_log,
    against_log.recount,
    against_log.outside_the_period,
    persons.same_person_same_day,
    persons.one_person_described_twice,
    persons.characteristics_missing,
    duties.access_without_head_review,
    duties.release_notice_not_served,
    earlier_periods.sudden_change,
    persons.persons_against_events,
)


def find(material: CheckInput) -> list[CheckFinding]:
    return [problem for check in CHECKS for problem in check(material)]


def run_checks(submission: Submission) -> list[CheckFinding]:
    """All checks on a stored version."""
    return find(material_of(submission))


def findings_of(submission: Submission) -> list[CheckFinding]:
    """The findings on a draft now, or those frozen when it was certified, and whether the log
    changed since.
    """
    if submission.status == SubmissionStatus.DRAFT:
        return run_checks(submission)
    frozen = [from_json(stored) for stored in submission.findings]
    return [*frozen, *recorded_after_certification(submission)]


def check_log(
    agency: Agency, period: ReportingPeriod, lines: list[ReportLine]
) -> list[CheckFinding]:
    """All checks on the present log: "Will OPM accept this?" before there is a draft."""
    return find(material_of_log(agency, period, lines))


def unanswered(submission: Submission, problems: Sequence[CheckFinding]) -> list[CheckFinding]:
    """Findings that require an explanation and have none."""
    explained = set(submission.explanations.values_list("check_name", flat=True))
    return [p for p in problems if p.severity == Severity.MUST_EXPLAIN and p.check not in explained]
