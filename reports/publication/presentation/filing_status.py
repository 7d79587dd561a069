"""Where a report stands, in plain words for the public.

What arrived and what did not are told apart whatever the filing status is called, and an agency
that was never asked is neither.
"""

from __future__ import annotations

from reports.submissions.content import AgencyCoverage

FILING_STATUSES = {
    "not_required": "Not required to report",
    "not_yet_due": "Not yet due, or received and not yet accepted",
    "missing": "No report received",
    "confirmed_zero": "Reported: none",
    "reported": "Reported",
}
REVIEW_STATES = {
    "none": "Nothing was received",
    "received": "Received, waits for review",
    "in_review": "Being reviewed",
    "returned": "Returned to the department with questions",
    "accepted": "Accepted",
}
NOT_COLLECTED = "not_collected"
# Where the two words together say it, in the order of a legend.
STANDINGS = {
    "reported": FILING_STATUSES["reported"],
    "confirmed_zero": FILING_STATUSES["confirmed_zero"],
    "received": REVIEW_STATES["received"],
    "in_review": REVIEW_STATES["in_review"],
    "returned": REVIEW_STATES["returned"],
    "missing": FILING_STATUSES["missing"],
    "not_yet_due": "Not yet due",
    "not_required": FILING_STATUSES["not_required"],
    NOT_COLLECTED: "Not collected: the department was not asked",
}
_ARRIVED = frozenset({"received", "in_review", "returned"})


def standing_of(row: AgencyCoverage) -> str:
    """A word of `STANDINGS` for a row: what arrived and is not accepted yet by how far it has
    come. Editions from before that was published say no more than the filing status.
    """
    if row.filing_status == "not_yet_due" and row.review_state in _ARRIVED:
        return row.review_state
    return row.filing_status


def standing_words(row: AgencyCoverage) -> str:
    """The same in plain English, to be translated."""
    if row.filing_status == "not_yet_due" and not row.review_state:
        return FILING_STATUSES["not_yet_due"]
    return STANDINGS[standing_of(row)]
