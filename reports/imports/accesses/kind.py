"""ICE accesses as one kind of the records that come in by file."""

from __future__ import annotations

from reports.access.policies import check_can_record
from reports.accounts.roles import Permission
from reports.imports.accesses.actions import known_row, store_row
from reports.imports.accesses.columns import ALIASES, DAYS, KNOWN, REQUIRED, TITLES
from reports.imports.accesses.rows import read_row
from reports.imports.kinds import ImportKind

ACCESSES = ImportKind(
    name="accesses",
    record="access",
    title="ICE accesses",
    known=KNOWN,
    required=REQUIRED,
    days=DAYS,
    titles=TITLES,
    aliases=ALIASES,
    permission=Permission.RECORD_ACCESS,
    check_may=check_can_record,
    read_row=read_row,
    find=known_row,
    store=store_row,
)
