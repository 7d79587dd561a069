"""Rows about half-years: reporting periods, submissions with their frozen lines, review,
messages.
"""

from reports.submissions.models.opm_desk import Dispute, MissingNotice, SavedFilter
from reports.submissions.models.reporting_periods import (
    ReportingPeriod,
    ReportingPeriodChange,
    ReportRequest,
)
from reports.submissions.models.review import (
    Assignment,
    InternalNote,
    ReasonAnswer,
    ReturnReason,
    ReviewRound,
)
from reports.submissions.models.submissions import (
    Explanation,
    PaperCertificate,
    Receipt,
    SourceDocument,
    Submission,
    SubmissionLine,
)
from reports.submissions.models.totals import SubmissionTotals

__all__ = [
    "Assignment",
    "Dispute",
    "Explanation",
    "InternalNote",
    "MissingNotice",
    "PaperCertificate",
    "ReasonAnswer",
    "Receipt",
    "ReportRequest",
    "ReportingPeriod",
    "ReportingPeriodChange",
    "ReturnReason",
    "ReviewRound",
    "SavedFilter",
    "SourceDocument",
    "Submission",
    "SubmissionLine",
    "SubmissionTotals",
]
