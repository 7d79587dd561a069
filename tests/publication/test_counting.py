"""The database counts as the line-by-line reading does, and the half-year's files are the same from both."""

from __future__ import annotations

from reports.publication.figures import count_figures
from reports.publication.queries import coverage_through, gather
from reports.publication.rows import tally_rows
from reports.submissions.queries import accepted_lines
from tests.publication.stored import ON


def test_grouped_counts_equal_counts_line_by_line(stored_world):
    gathered = gather("2025H2", on=ON)
    coverage = coverage_through("2025H2", on=ON)
    figures = count_figures(lines=accepted_lines("2025H2"), coverage=coverage)
    assert gathered.figures == figures
    municipal = frozenset(row.agency_code for row in coverage if row.municipal)
    assert gathered.tallied == tally_rows(accepted_lines("2025H2"), municipal=municipal)


def test_later_half_years_are_left_out(stored_world):
    assert gather("2025H1", on=ON).figures.halves == ("2025H1",)
