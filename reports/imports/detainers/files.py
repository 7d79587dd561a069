"""A file of detainers brought in by command, in one go."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from reports.accounts.models import Agency, User
from reports.imports.detainers.actions import begin_import, finish_import
from reports.imports.detainers.kind import DETAINERS
from reports.imports.files import (
    COUNTS,
    FileAnswers,
    ImportFile,
    ImportReport,
    RowsInOrder,
    warnings_of,
)
from reports.imports.kinds import ImportKind, RowResult
from reports.law.moments import local_day
from reports.uploads.tables import ReadTable


def detainer_file(table: ReadTable, answers: FileAnswers) -> ImportFile:
    """A table whose columns are those of the contract. Raises TableRefused where one is missing."""
    return ImportFile(table, answers, DETAINERS)


def import_file(
    data: bytes,
    file: ImportFile,
    *,
    agency: Agency,
    by: User,
    at: datetime,
    is_dry_run: bool = False,
) -> ImportReport:
    """Record the good rows and report the others. A row is stored in an act of its own, so an
    import that is cut short and run again records each exactly once. Raises PermissionRefused.
    """
    kind = file.kind
    kind.check_may(by, agency, on=local_day(at))
    report = ImportReport(warnings=warnings_of(file))
    batch = None
    if not is_dry_run:
        sha256 = hashlib.sha256(data).hexdigest()
        batch = begin_import(agency=agency, sha256=sha256, by=by, at=at)
    act: Callable[[Any], RowResult | None]
    rows = RowsInOrder(file, report)
    for number, facts, copy, problems in rows.facts(at=at):
        if batch is None:
            act = partial(kind.find, agency, copy=copy)
        else:
            act = partial(
                _store, kind, agency=agency, copy=copy, by=by, at=at, batch=batch, row=number
            )
        rows.take(number, facts, problems, act)
    if batch is not None:
        counts = {name: getattr(report, name) for name in COUNTS}
        finish_import(batch=batch, counts=counts, by=by, at=at)
    return report


def _store(kind: ImportKind, facts: Any, **act: Any) -> RowResult:
    return kind.store(facts=facts, **act)
