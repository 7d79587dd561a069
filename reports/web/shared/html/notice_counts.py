"""The columns of notice counts."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpResponse

from reports.accounts.models import Agency
from reports.core.csv_export import csv_lines
from reports.notices.counts import NoticeCounts
from reports.notices.owed import LATE_AFTER_HOURS
from reports.web.shared.html.components import (
    EmptyState,
)

COUNTED = (
    ("all", "Notices due", ""),
    ("not_made", "Not made", "owed"),
    ("to_hand_over", "To serve", "waiting"),
    ("late", "Late now", "late"),
    ("served", "Served", "served"),
    ("served_late", "Of these, late", "served_late"),
)


CLOCK = (
    f"Late means more than {LATE_AFTER_HOURS} hours after the notice began to be owed. That is this"
    " program's own measure: 54-192h(e)(1) says “upon receiving” and “promptly” and names no hour"
    " (Q16)."
)


EMPTY = EmptyState("No notice", "No notice began to be owed in this reporting period.")


def _csv(name: str, rows: Iterable[tuple[Agency, NoticeCounts]]) -> HttpResponse:
    lines = csv_lines(
        ["agency_code", "agency", "half_year", *(name for name, _, _ in COUNTED)],
        (
            [
                agency.code,
                agency.display_name,
                str(tally.half_year),
                *(int(getattr(tally, name)) for name, _, _ in COUNTED),
            ]
            for agency, tally in sorted(rows, key=lambda row: (row[0].code, row[1].half_year))
        ),
    )
    response = HttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
