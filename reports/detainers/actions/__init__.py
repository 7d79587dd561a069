"""Verbs on a detainer, one module per step of its road."""

from reports.detainers.actions.amend import amend_detainer
from reports.detainers.actions.close import record_outcome, reopen_detainer
from reports.detainers.actions.decide import confirm_decision, record_decision
from reports.detainers.actions.log import log_detainer
from reports.detainers.actions.orders import (
    CourtOrderValues,
    erase_conviction,
    lift_court_order,
    record_court_order,
)
from reports.detainers.actions.reply import record_reply
from reports.detainers.actions.review import (
    confirm_head_review,
    dispute_head_review,
    record_head_review,
)

__all__ = [
    "CourtOrderValues",
    "amend_detainer",
    "confirm_decision",
    "confirm_head_review",
    "dispute_head_review",
    "erase_conviction",
    "lift_court_order",
    "log_detainer",
    "record_court_order",
    "record_decision",
    "record_head_review",
    "record_outcome",
    "record_reply",
    "reopen_detainer",
]
