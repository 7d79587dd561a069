"""Findings of a check, and what it examines. A check is one function from `CheckInput` to
findings.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from reports.accounts.models import Agency
from reports.submissions.content import ReportLine
from reports.submissions.models import ReportingPeriod, Submission


class Severity(StrEnum):
    """What a finding requires: must fix, needs explanation, or for information."""

    BLOCKS = "blocks"
    MUST_EXPLAIN = "must_explain"
    NOTE = "note"


SEVERITY_TITLES = {
    Severity.BLOCKS: "Must fix",
    Severity.MUST_EXPLAIN: "Needs explanation",
    Severity.NOTE: "For information",
}


@dataclass(frozen=True)
class CheckFinding:
    """What is wrong, why that matters (with the rule), how to fix it, and where."""

    check: str
    severity: Severity
    what: str
    why: str
    fix: str
    citation: str = ""
    positions: tuple[int, ...] = ()
    access_ids: tuple[UUID, ...] = ()
    detainer_ids: tuple[UUID, ...] = ()
    leads_to: str = ""

    @property
    def title(self) -> str:
        return SEVERITY_TITLES[self.severity]


@dataclass(frozen=True)
class AccessFacts:
    """Facts from the log about one access, without personal data."""

    access_id: UUID
    kind: str
    occurred_at: datetime
    recorded_at: datetime
    detainer_id: UUID | None
    review_applied: bool
    reviewed_before: bool
    unserved_notice: bool


@dataclass(frozen=True)
class CheckInput:
    """Everything the checks examine, read in a fixed number of queries."""

    agency: Agency
    period: ReportingPeriod
    lines: Sequence[ReportLine]
    submission: Submission | None = None
    logged: Sequence[ReportLine] | None = None
    facts: Sequence[AccessFacts] = ()
    earlier_counts: Sequence[tuple[str, int]] = field(default=())
    on: date | None = None

    def positions_of(self, accesses: set[UUID]) -> tuple[int, ...]:
        return tuple(n for n, line in enumerate(self.lines, start=1) if line.access_id in accesses)


Check = Callable[[CheckInput], Sequence[CheckFinding]]
