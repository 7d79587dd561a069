"""The columns of a file of detainers.

The names are those of the import contract and of the interface for vendors. Only a few must be
filled; every other may be left out.
"""

from __future__ import annotations

REQUIRED = ("received_at", "channel", "form", "purposes", "federal_office")
COLUMNS = (
    "external_id",
    "received_at",
    "channel",
    "form",
    "purposes",
    "grounds",
    "warrant",
    "federal_office",
    "federal_officer",
    "family_name",
    "given_names",
    "date_of_birth",
    "alien_number",
    "race",
    "ethnicity",
    "sex",
    "age",
    "language",
    "in_custody",
    "booking_number",
    "release_due_at",
    "decision",
    "decision_reason",
    "decided_at",
    "decided_by",
    "outcome",
    "notes",
)
# Beyond the contract: the moment without which an outcome cannot be recorded, and where the person
# was moved.
OPTIONAL = ("unit", "outcome_at", "moved_to")
KNOWN = (*COLUMNS, *OPTIONAL)
DAYS = ("received_at", "date_of_birth", "release_due_at", "decided_at", "outcome_at")

TITLES = {
    "external_id": "Number in your own system",
    "received_at": "Received (day and time)",
    "channel": "How it came",
    "form": "Federal form",
    "purposes": "What is requested",
    "grounds": "Grounds stated",
    "warrant": "Warrant attached",
    "federal_office": "Federal office",
    "federal_officer": "Federal officer",
    "family_name": "Family name",
    "given_names": "Given names",
    "date_of_birth": "Date of birth",
    "alien_number": "A-number",
    "race": "Race",
    "ethnicity": "Ethnicity",
    "sex": "Sex",
    "age": "Age",
    "language": "Language",
    "in_custody": "In custody",
    "booking_number": "Booking number",
    "release_due_at": "Release due (day and time)",
    "decision": "Decision",
    "decision_reason": "Reason of the decision",
    "decided_at": "Decided (day and time)",
    "decided_by": "Decided by",
    "outcome": "Outcome",
    "notes": "Notes",
    "unit": "Unit (not kept)",
    "outcome_at": "Outcome (day and time)",
    "moved_to": "Moved to",
}
# What systems and spreadsheets call the columns, folded; only offered, never taken unasked.
ALIASES = {
    "external_id": ("id", "record_id", "case_number", "case_no", "detainer_id", "rms_number"),
    "received_at": ("received", "date_received", "received_date", "received_on", "receipt_date"),
    "channel": ("method", "received_by", "how_received", "transmission"),
    "form": ("form_type", "form_number", "federal_form"),
    "purposes": ("purpose", "requested", "request", "requested_actions"),
    "grounds": ("ground", "basis"),
    "warrant": ("warrant_type",),
    "federal_office": ("office", "ice_office", "field_office"),
    "federal_officer": ("officer", "ice_officer", "agent"),
    "family_name": ("last_name", "surname", "last", "lastname"),
    "given_names": ("first_name", "given_name", "first", "firstname", "forename"),
    "date_of_birth": ("dob", "birth_date", "born", "birthdate"),
    "alien_number": ("a_number", "a_no", "alien_no", "anumber"),
    "sex": ("gender",),
    "booking_number": ("booking", "booking_no", "inmate_number"),
    "release_due_at": ("release_date", "release_due", "projected_release"),
    "decided_at": ("decision_date", "date_decided"),
    "decision_reason": ("reason",),
    "outcome_at": ("outcome_date", "release_at"),
    "notes": ("note", "comments", "remarks"),
}
