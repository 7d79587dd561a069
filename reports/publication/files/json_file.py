"""An edition as JSON: the same numbers as the CSV files, with who approved it by role."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from reports.publication.content.edition import (
    SCHEMA_VERSION,
    EditionContent,
    coverage_rows,
    long_rows,
    not_collected_rows,
)
from reports.publication.content.process_figures import process_rows
from reports.publication.figures.tables import NOT_COUNTED, TABLES
from reports.publication.files.license import license_in_force

SYMBOLS = {"c": "withheld to protect people", "n": "no accepted report"}


def as_json(value: Any) -> bytes:
    """Readable, and the same bytes for the same content."""
    return (json.dumps(value, indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode()


def edition_json(content: EditionContent, *, at: datetime) -> bytes:
    """The whole edition except its record-level rows, which have a file of their own."""
    return as_json(
        {
            "schema_version": SCHEMA_VERSION,
            "edition": content.number,
            "half_year": content.half_year,
            "half_years": list(content.halves),
            "published_at": at.isoformat(),
            "threshold": content.threshold or "none",
            "approved_by_roles": list(content.approved_by),
            "exceptions": [dict(found) for found in content.exceptions],
            "licence": license_in_force().path,
            "symbols": SYMBOLS,
            "not_counted": NOT_COUNTED,
            "tables": [_table(table) for table in TABLES],
            "process": [_with_number(row, "count") for row in process_rows(content.process)],
            "reporting": {period: _reporting(content, period) for period in content.periods},
            "rows": [_with_number(row, "count") for row in long_rows(content)],
            "coverage": [_with_number(row, "accesses") for row in coverage_rows(content)],
            "not_collected": list(not_collected_rows(content)),
            "changes": [vars(change) for change in content.changes],
            "trail_heads": dict(content.trail_heads),
        }
    )


def _table(table: Any) -> dict[str, Any]:
    return {
        "table": table.name,
        "title": table.title,
        "unit": table.unit,
        "note": table.note,
        "variables": list(table.variables),
    }


def _reporting(content: EditionContent, period: str) -> dict[str, int]:
    """How many municipal agencies are in the statewide numbers: a missing report is not a zero."""
    reported, agencies = content.reporting(period)
    return {"reported": reported, "municipal_agencies": agencies}


def _with_number(row: dict[str, str], name: str) -> dict[str, str | int | None]:
    """The count as a number, or null where it is withheld or missing: never 0."""
    return {**row, name: int(row[name]) if row[name] else None}
