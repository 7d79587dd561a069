"""The columns of a file of ICE accesses: those of the form, 54-192h(e)(2).

`detainer` names the request that an access was given under, by its number here or by the
`external_id` it came in with; without it the person stands in the row itself.
"""

from __future__ import annotations

REQUIRED = ("occurred_at", "kind")
KNOWN = (
    "external_id",
    "detainer",
    "occurred_at",
    "kind",
    "basis",
    "is_about_release",
    "notified_release_at",
    "description",
    "minutes_spent",
    "cost",
    "resources",
    "family_name",
    "given_names",
    "date_of_birth",
    "race",
    "ethnicity",
    "sex",
    "age",
    "reason_against_decision",
)
DAYS = ("occurred_at", "notified_release_at", "date_of_birth")
TITLES = {
    "external_id": "Number in your own system",
    "detainer": "Detainer it was given under",
    "occurred_at": "When it was done (day and time)",
    "kind": "What was done (A to F)",
    "basis": "Why (detainer or other)",
    "is_about_release": "Release date or time told (yes or no)",
    "notified_release_at": "Release that was told (day and time)",
    "description": "What exactly was done or given",
    "minutes_spent": "Time spent (minutes)",
    "cost": "Other cost (dollars)",
    "resources": "Rooms, vehicles, systems used",
    "family_name": "Family name",
    "given_names": "Given names",
    "date_of_birth": "Date of birth",
    "race": "Race",
    "ethnicity": "Ethnicity",
    "sex": "Sex",
    "age": "Age",
    "reason_against_decision": "Why it differs from the decision",
}
# What systems and spreadsheets call the columns, folded; only offered, never taken unasked.
ALIASES = {
    "external_id": ("id", "record_id", "access_id"),
    "detainer": ("detainer_id", "detainer_number", "request", "request_number"),
    "occurred_at": ("access_on", "date", "access_date", "date_of_access", "when"),
    "kind": ("access_kind", "type", "access_type"),
    "notified_release_at": ("release_told_at", "release_date_told"),
    "description": ("details", "notes", "what"),
    "minutes_spent": ("minutes", "time_spent"),
    "cost": ("other_cost", "cost_dollars"),
    "family_name": ("last_name", "surname", "last"),
    "given_names": ("first_name", "given_name", "first"),
    "date_of_birth": ("dob", "birth_date"),
    "sex": ("gender",),
}
