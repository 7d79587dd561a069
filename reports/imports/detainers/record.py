"""A record as a row of the import would say it, under the same names."""

from __future__ import annotations

from typing import Any

from reports.detainers.models import Detainer

OF_THE_REQUEST = (
    "external_id",
    "received_at",
    "channel",
    "form",
    "purposes",
    "grounds",
    "warrant",
    "federal_office",
    "federal_officer",
    "age",
    "in_custody",
    "booking_number",
    "release_due_at",
    "outcome",
    "outcome_at",
    "moved_to",
    "notes",
)
OF_THE_PERSON = (
    "family_name",
    "given_names",
    "date_of_birth",
    "alien_number",
    "race",
    "ethnicity",
    "sex",
    "language",
)


def as_columns(detainer: Detainer) -> dict[str, Any]:
    """Every column of the record, unsealed. Whoever shows it has the reading in the audit log."""
    person = detainer.named
    return {
        **{name: getattr(detainer, name) for name in OF_THE_REQUEST},
        **{name: getattr(person, name) for name in OF_THE_PERSON},
    }
