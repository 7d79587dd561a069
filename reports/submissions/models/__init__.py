"""What is stored about half-years: periods, submissions with their frozen lines, review,
messages.
"""

from reports.submissions.models.desk import Dispute, MissingNotice, SavedFilter
from reports.submissions.models.history import HistorySheet
from reports.submissions.models.messages import Digest, MailPreference, Message
from reports.submissions.models.periods import Period, PeriodChange
from reports.submissions.models.review import Assignment, InternalNote, ReturnReason, ReviewRound
from reports.submissions.models.submissions import (
    Explanation,
    PaperCertificate,
    Receipt,
    SourceDocument,
    Submission,
    SubmissionLine,
)
from reports.submissions.models.sums import SubmissionSums

__all__ = [
    "Assignment",
    "Digest",
    "Dispute",
    "Explanation",
    "HistorySheet",
    "InternalNote",
    "MailPreference",
    "Message",
    "MissingNotice",
    "PaperCertificate",
    "Period",
    "PeriodChange",
    "Receipt",
    "ReturnReason",
    "ReviewRound",
    "SavedFilter",
    "SourceDocument",
    "Submission",
    "SubmissionLine",
    "SubmissionSums",
]
