"""Detainers as rows of a file. The columns are those of the import, so that what goes out comes in
again as the same record (`reports/imports/detainers/columns.py`).

What the import has no column for stays behind: papers, convictions, replies, the review, a judge's
warrant, who represents the person.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.db.models import Prefetch, QuerySet

from reports.detainers.in_force import decision_in_force
from reports.detainers.models import Decision, Detainer
from reports.exports.log.cells import cell_of, list_cell, moment_cell
from reports.imports.detainers.columns import KNOWN
from reports.imports.detainers.record import as_columns
from reports.notices.reasons.queries import standard_reason_words

NOT_KEPT: Final = frozenset({"unit"})
COLUMNS: Final = tuple(name for name in KNOWN if name not in NOT_KEPT)
AT_A_TIME = 500

Row = tuple[str, ...]


def detainer_rows(rows: QuerySet[Detainer], *, at: datetime) -> Iterator[Row]:
    """Row after row; memory stays flat however long the log."""
    decisions = Decision.objects.prefetch_related("lines").select_related("decided_by")
    words = standard_reason_words()
    found = rows.prefetch_related(Prefetch("decisions", decisions))
    for detainer in found.iterator(chunk_size=AT_A_TIME):
        cells = {name: cell_of(value) for name, value in as_columns(detainer).items()}
        cells |= _decision_cells(detainer, words, at=at)
        yield tuple(cells[name] for name in COLUMNS)


def _decision_cells(detainer: Detainer, words: dict[str, str], *, at: datetime) -> dict[str, str]:
    """The decision in force; where there is none, what a file reported and the head has yet to
    confirm.
    """
    decisions = list(detainer.decisions.all())
    decision = decision_in_force(decisions, at) or next(iter(decisions), None)
    if decision is None:
        return dict.fromkeys(("decision", "decision_reason", "decided_at", "decided_by"), "")
    if decision.record_key_id == detainer.record_key_id:
        decision.record_key = detainer.record_key  # opened once for all of the record
    chosen = (words.get(str(key), "") for key in decision.standard_reasons)
    return {
        "decision": list_cell(
            f"{line.purpose}={line.choice}"
            for line in decision.lines.all()
            if line.purpose in detainer.purposes
        ),
        "decision_reason": " ".join(text for text in (*chosen, decision.reason) if text),
        "decided_at": moment_cell(decision.decided_at),
        "decided_by": decision.reported_decider
        if decision.is_reported
        else decision.decided_by.name,
    }
