"""Counting: zero is a number, missing is none, persons are not events."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from reports.publication.figures.aggregate import InconsistentInput, count_figures
from reports.publication.figures.cells import EVENTS, PERSONS, Cell
from reports.publication.figures.tables import TABLES
from reports.submissions.content import AgencyCoverage, ReportLine
from reports.submissions.totals.definition import age_band

LINE = ReportLine(
    date(2025, 3, 1),
    "A",
    "detainer",
    "W",
    "H",
    "M",
    34,
    "p1",
    agency_code="avon",
    half_year="2025H1",
)
AVON = AgencyCoverage("2025H1", "avon", "Avon", "municipal_police", "reported")
BERLIN = AgencyCoverage("2025H1", "berlin", "Berlin", "municipal_police", "missing")
TROOPERS = AgencyCoverage("2025H1", "ct-state-police", "State Police", "state_police", "reported")


def test_one_person_with_two_accesses_is_one_person_and_two_events():
    figures = count_figures(
        lines=[LINE, replace(LINE, access_on=date(2025, 4, 1))], coverage=[AVON]
    )
    assert figures.counts[Cell(EVENTS, "2025H1")] == 2
    assert figures.counts[Cell(PERSONS, "2025H1")] == 1


def test_a_person_is_described_as_at_the_last_access():
    later = replace(LINE, access_on=date(2025, 4, 1), sex="U")
    for lines in ([LINE, later], [later, LINE]):
        figures = count_figures(lines=lines, coverage=[AVON])
        assert figures.counts[Cell(PERSONS, "2025H1", attributes=(("sex", "U"),))] == 1


def test_lines_without_a_person_reference_are_persons_of_their_own():
    figures = count_figures(lines=[replace(LINE, person="")] * 2, coverage=[AVON])
    assert figures.counts[Cell(PERSONS, "2025H1")] == 2


def test_missing_is_not_zero():
    figures = count_figures(lines=[LINE], coverage=[AVON, BERLIN])
    assert Cell(EVENTS, "2025H1", "berlin") not in figures.counts
    assert Cell(EVENTS, "2025H1", "berlin") in figures.not_reported


def test_without_any_report_there_is_no_statewide_number():
    figures = count_figures(lines=[], coverage=[BERLIN])
    assert Cell(EVENTS, "2025H1") in figures.not_reported


def test_state_agencies_stand_apart():
    troopers = replace(LINE, agency_code="ct-state-police")
    figures = count_figures(lines=[LINE, troopers], coverage=[AVON, TROOPERS])
    assert figures.counts[Cell(EVENTS, "2025H1")] == 1
    assert figures.counts[Cell(EVENTS, "2025H1", "ct-state-police")] == 1


def test_a_year_stands_only_when_both_halves_are_in():
    second = replace(AVON, half_year="2025H2", filing_status="confirmed_zero")
    half = count_figures(lines=[LINE], coverage=[AVON])
    year = count_figures(lines=[LINE], coverage=[AVON, second])
    assert Cell(EVENTS, "2025") not in half.counts
    assert year.counts[Cell(EVENTS, "2025")] == 1
    assert year.counts[Cell(EVENTS, "2025H2", "avon")] == 0


def test_contradictions_are_named_by_agency_and_half_year():
    with pytest.raises(InconsistentInput, match="avon 2025H1"):
        count_figures(lines=[LINE], coverage=[replace(AVON, filing_status="confirmed_zero")])
    with pytest.raises(InconsistentInput, match="avon 2025H1"):
        count_figures(lines=[LINE], coverage=[BERLIN])


@pytest.mark.parametrize(
    ("age", "band"),
    [(0, "0-17"), (17, "0-17"), (18, "18-24"), (65, "65+"), (125, "65+"), (None, "U")],
)
def test_age_bands(age, band):
    assert age_band(age) == band


def test_every_table_says_what_it_counts():
    assert all(table.unit in {EVENTS, PERSONS} and table.note and table.title for table in TABLES)
