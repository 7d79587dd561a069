"""What is wrong in a table, or should be known of it, by row and column as the sheet shows them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

LONGEST_SHOWN = 60
ERROR, WARNING = "error", "warning"


@dataclass(frozen=True)
class TableProblem:
    """One cell, row or column. An `error` spoils its row; a `warning` is only said."""

    row: int
    column: str
    message: str
    value: str = ""
    level: str = ERROR

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def shown(value: str) -> str:
    """As much of a value as a message quotes."""
    return value if len(value) <= LONGEST_SHOWN else f"{value[:LONGEST_SHOWN]}…"
