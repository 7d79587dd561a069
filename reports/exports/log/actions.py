"""Taking the log away as a file. It holds names, so it asks for a fresh second factor, and the
audit log keeps who took how much of what.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from reports.accounts.models import Agency, User
from reports.audit.actions import record
from reports.core.verbs import verb
from reports.exports.log.tables import FileKind, LogList, LogTable, log_table
from reports.exports.policies import check_can_export
from reports.law.moments import local_day


@verb(fresh=True)
def export_list(
    *,
    agency: Agency,
    name: LogList,
    kind: FileKind,
    by: User,
    at: datetime,
    filters: Mapping[str, Any] | None = None,
) -> LogTable:
    """The table to be written, noted before it leaves. Raises PermissionRefused."""
    check_can_export(by, agency, on=local_day(at))
    chosen = {key: value for key, value in (filters or {}).items() if value}
    table = log_table(name, agency, at=at, filters=chosen)
    record(
        chain=agency.code,
        event="export.made",
        actor=str(by.pk),
        at=at,
        detail={
            "what": str(name),
            "kind": str(kind),
            "rows": table.count,
            "filters": "&".join(f"{key}={value}" for key, value in sorted(chosen.items())),
        },
    )
    return table
