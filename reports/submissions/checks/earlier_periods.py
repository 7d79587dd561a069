"""Checks of a half-year against the agency's own earlier ones."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean

from reports.submissions.checks.base import CheckFinding, CheckInput, Severity

HALF_YEARS_LOOKED_AT = 4
TIMES = 3
LEAST_DIFFERENCE = 5


def sudden_change(material: CheckInput) -> Sequence[CheckFinding]:
    """A number far from the agency's usual one, higher or lower, needs an explanation."""
    counts = [count for _, count in material.earlier_counts[:HALF_YEARS_LOOKED_AT]]
    if len(counts) < 2:
        return ()
    usual, now = mean(counts), len(material.lines)
    if abs(now - usual) < LEAST_DIFFERENCE or min(now, usual) * TIMES >= max(now, usual):
        return ()
    listed = ", ".join(
        f"{half_year}: {count}"
        for half_year, count in material.earlier_counts[:HALF_YEARS_LOOKED_AT]
    )
    return [
        CheckFinding(
            check="sudden_change",
            severity=Severity.MUST_EXPLAIN,
            what=(
                f"{now} access(es), where the agency usually reports about {usual:.0f} ({listed})."
            ),
            why=(
                "A sudden change is more often a change of practice in recording than in what"
                " happened."
            ),
            fix="Say in a sentence what explains it.",
        )
    ]
