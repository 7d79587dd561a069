"""The filing statuses in plain words."""

from __future__ import annotations

FILING_STATUSES = {
    "not_required": "Not required to report",
    "not_yet_due": "Not yet due, or being reviewed",
    "missing": "No report received",
    "confirmed_zero": "Reported: none",
    "reported": "Reported",
}
