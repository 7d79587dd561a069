"""THE TIMELINE: the few steps that cross capabilities, in order.

Received: log, assess, letter N1. Reviewed. Decided: decision, intent sheet. Answered: reply, and
where a release was told, the access and letter N2. Done: access. Every step is one transaction with
its trail.
"""

from reports.workflow.access import correct_access, record_access, void_access
from reports.workflow.answering import record_decision, record_reply
from reports.workflow.correcting import answer_correction
from reports.workflow.enclosing import attach_paper
from reports.workflow.receiving import (
    amend_detainer,
    confirm_head_review,
    dispute_head_review,
    log_detainer,
    record_head_review,
    record_outcome,
    reopen_detainer,
)

__all__ = [
    "amend_detainer",
    "answer_correction",
    "attach_paper",
    "confirm_head_review",
    "correct_access",
    "dispute_head_review",
    "log_detainer",
    "record_access",
    "record_decision",
    "record_head_review",
    "record_outcome",
    "record_reply",
    "reopen_detainer",
    "void_access",
]
