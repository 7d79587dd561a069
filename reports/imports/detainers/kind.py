"""Detainers as one kind of the records that come in by file."""

from __future__ import annotations

from reports.accounts.roles import Permission
from reports.detainers.policies import check_can_log
from reports.imports.detainers.actions import known_row, store_row
from reports.imports.detainers.columns import ALIASES, DAYS, KNOWN, REQUIRED, TITLES
from reports.imports.detainers.rows import read_row
from reports.imports.kinds import ImportKind

DETAINERS = ImportKind(
    name="detainers",
    record="request",
    title="Detainers",
    known=KNOWN,
    required=REQUIRED,
    days=DAYS,
    titles=TITLES,
    aliases=ALIASES,
    permission=Permission.LOG_DETAINER,
    check_may=check_can_log,
    read_row=read_row,
    find=known_row,
    store=store_row,
)
