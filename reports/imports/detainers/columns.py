"""The columns of a file of detainers, and what is wrong in one of its rows.

The names are those of the import contract and of the interface for vendors. Only a few must be
filled; every other may be left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

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
LONGEST_SHOWN = 60

Cells = Mapping[str, str]


@dataclass(frozen=True)
class DetainerRowProblem:
    """One wrong value: by the row as the sheet shows it, the column, the value, the rule and the
    cure. A `warning` does not keep the row out.
    """

    row: int
    column: str
    value: str
    rule: str
    cure: str = ""
    level: str = "error"

    def __str__(self) -> str:
        return f"Row {self.row}, column {self.column or '-'}: {self.value!r}. {self.sentence}"

    @property
    def sentence(self) -> str:
        return f"{self.rule} {self.cure}".strip()

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)
