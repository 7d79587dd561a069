"""Checks of a submission against the log it comes from: for example, a zero report contradicted by
an access.
"""

from __future__ import annotations

from collections.abc import Sequence

from reports.submissions.checks.base import CheckFinding, CheckInput, Severity
from reports.submissions.content import differences
from reports.submissions.status import SubmissionStatus


def totals_against_log(material: CheckInput) -> Sequence[CheckFinding]:
    """The draft must agree with the log."""
    if (
        material.logged is None
        or material.submission is None
        or material.submission.status != SubmissionStatus.DRAFT
    ):
        return ()
    changed = differences(list(material.lines), list(material.logged))
    if not changed:
        return ()
    return [
        CheckFinding(
            check="totals_against_log",
            severity=Severity.BLOCKS,
            what=(
                f"Draft: {len(material.lines)} line(s). Log: {len(material.logged)}. {len(changed)}"
                " of them differ."
            ),
            why=(
                "The reporting period's data are those of the log; a draft that lags behind it"
                " would"
                " report something else."
            ),
            fix="Create draft again, then look at it.",
            citation="54-192h(e)(3)",
            leads_to="refresh",
        )
    ]


def recount(material: CheckInput) -> Sequence[CheckFinding]:
    """The stored totals must equal a recount of the stored lines."""
    submission = material.submission
    if submission is None:
        return ()
    persons = len({line.person for line in material.lines})
    if (submission.line_count, submission.person_count) == (len(material.lines), persons):
        return ()
    return [
        CheckFinding(
            check="recount",
            severity=Severity.BLOCKS,
            what="The stored totals are not those of the lines.",
            why="A total that cannot be recounted cannot be certified.",
            fix="Create draft again. If this stays, tell OPM: the stored record was damaged.",
            leads_to="refresh",
        )
    ]


def outside_the_period(material: CheckInput) -> Sequence[CheckFinding]:
    """The date of a line must lie in the half-year."""
    period = material.period
    wrong = tuple(
        n
        for n, line in enumerate(material.lines, start=1)
        if not period.starts_on <= line.access_on <= period.ends_on
    )
    if not wrong:
        return ()
    return [
        CheckFinding(
            check="outside_the_period",
            severity=Severity.BLOCKS,
            positions=wrong,
            what=f"{len(wrong)} line(s) lie outside {period.title}.",
            why="Each access is reported for the reporting period in which it was given.",
            fix="Correct the day of access, or report it with its own reporting period.",
            citation="54-192h(e)(3)",
        )
    ]
