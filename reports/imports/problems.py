"""What is wrong in a row of a file that people bring."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

LONGEST_SHOWN = 60

Cells = Mapping[str, str]


@dataclass(frozen=True)
class RowProblem:
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
