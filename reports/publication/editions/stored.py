"""Published editions read back from their own files: pages show what was published, never a live
query.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from reports.core.refusals import NotFound
from reports.publication.content.edition import EditionContent, FigureChange
from reports.publication.figures.cells import EVENTS, Cell, ShownCell
from reports.publication.figures.tables import ALL, Attributes
from reports.publication.models.editions import Edition, EditionFile
from reports.publication.queries import (
    file_bytes,
    get_public_file,
    newest_readable_edition,
)
from reports.submissions.content import AgencyCoverage, NotCollected


def read_edition(edition: Edition) -> EditionContent:
    """An edition's content as it was published; kept in memory, since it can never change."""
    return _read(get_public_file(edition, "edition.json").pk)


@lru_cache(maxsize=8)
def _read(file_id: UUID) -> EditionContent:
    stored = json.loads(file_bytes(EditionFile.objects.get(pk=file_id)))
    return EditionContent(
        number=stored["edition"],
        half_year=stored["half_year"],
        halves=tuple(stored["half_years"]),
        threshold=0 if stored["threshold"] == "none" else stored["threshold"],
        cells={_cell(row): ShownCell(row["count"], row["symbol"]) for row in stored["rows"]},
        coverage=tuple(_coverage(row) for row in stored["coverage"]),
        changes=tuple(FigureChange(**change) for change in stored["changes"]),
        process_read=tuple(stored.get("process", ())),
        exceptions=tuple(stored.get("exceptions", ())),
        not_collected=tuple(NotCollected(**row) for row in stored.get("not_collected", ())),
    )


def _cell(row: dict[str, Any]) -> Cell:
    pairs = ((row["row_variable"], row["row_value"]), (row["column_variable"], row["column_value"]))
    attributes: Attributes = tuple((name, value) for name, value in pairs if name and value != ALL)
    return Cell(row["unit"], row["half_year"], row["agency_code"], attributes)


def _coverage(row: dict[str, Any]) -> AgencyCoverage:
    submitted = date.fromisoformat(row["submitted_on"]) if row["submitted_on"] else None
    return AgencyCoverage(
        row["half_year"],
        row["agency_code"],
        row["agency"],
        row["kind"],
        row["filing_status"],
        submitted,
        received_on=date.fromisoformat(row["received_on"]) if row.get("received_on") else None,
        review_state=row.get("review_state", ""),
    )


@dataclass(frozen=True)
class AgencyHistory:
    """One agency through all half-years of an edition, and those for which it was not asked."""

    code: str
    name: str
    kind: str
    rows: tuple[tuple[AgencyCoverage, ShownCell], ...]
    silent: tuple[NotCollected, ...] = ()


def agency_history(content: EditionContent, code: str) -> AgencyHistory | None:
    """What an edition shows of one agency, newest half-year first."""
    rows = sorted(
        (row for row in content.coverage if row.agency_code == code), key=lambda row: row.half_year
    )
    silent = [row for row in content.not_collected if row.agency_code == code]
    newest = [*silent, *rows][-1:]
    if not newest:
        return None
    shown = [(row, _number(content, row)) for row in reversed(rows)]
    return AgencyHistory(code, newest[0].agency, newest[0].kind, tuple(shown), tuple(silent))


def _number(content: EditionContent, row: AgencyCoverage) -> ShownCell:
    return content.shown(Cell(EVENTS, row.half_year, row.agency_code)) or ShownCell(None, "n")


def newest_or_missing() -> Edition:
    """The current edition. Raises NotFound before there is one."""
    edition = newest_readable_edition()
    if edition is None:
        raise NotFound("edition")
    return edition
