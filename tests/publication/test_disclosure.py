"""What is withheld, and what is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from reports.publication.disclosure.control import control, years_that_do_not_add_up
from reports.publication.disclosure.published_history import PastEdition, PublicationHistory
from reports.publication.figures.aggregate import count_figures
from reports.publication.figures.cells import EVENTS, PERSONS, Cell, cell_from_key, is_year
from reports.submissions.content import AgencyCoverage, ReportLine
from tests.publication.worlds import make_world, withheld_at

HALF = "2025H1"


def figures_of(counts: dict[str, int], **changes: Any):
    """One half-year in which each agency gave access to so many different people."""
    lines = [
        ReportLine(
            date(2025, 1, 2),
            "ABC"[k % 3],
            "other",
            "WB"[k % 2],
            "HN"[k % 2],
            "MF"[k % 2],
            20 + 10 * (k % 3),
            f"{code}-{k}",
            agency_code=code,
            half_year=HALF,
        )
        for code, count in counts.items()
        for k in range(count)
    ]
    coverage = [
        AgencyCoverage(
            HALF, code, code, "municipal_police", "reported" if count else "confirmed_zero"
        )
        for code, count in counts.items()
    ]
    return count_figures(lines=[replace(line, **changes) for line in lines], coverage=coverage)


def decided(
    counts: dict[str, int],
    *,
    threshold: int = 6,
    history: PublicationHistory | None = None,
    **changes: Any,
):
    return control(
        figures=figures_of(counts, **changes),
        history=history or PublicationHistory(),
        threshold=threshold,
    )


def withheld(controlled) -> set[str]:
    return {
        cell.agency
        for cell, entry in controlled.entries.items()
        if entry.withheld and not cell.statewide
    }


def test_large_numbers_and_zeros_are_printed():
    controlled = decided({"big": 30, "none": 0, "other": 20})
    assert withheld(controlled) == set()


def test_one_small_number_takes_company_with_it():
    """Alone it would be the total less the rest; with one other it would be known to that other."""
    controlled = decided({"small": 2, "big": 30, "mid": 14, "none": 0})
    assert withheld(controlled) == {"small", "big", "mid"}
    assert not controlled.entries[Cell(EVENTS, HALF)].withheld


def test_a_confirmed_zero_stays_printed():
    controlled = decided({"small": 2, "big": 30, "mid": 14, "none": 0})
    assert not controlled.entries[Cell(EVENTS, HALF, "none")].withheld


def test_a_small_state_is_withheld_as_a_whole():
    controlled = decided({"a": 1, "b": 2})
    assert all(entry.withheld for cell, entry in controlled.entries.items() if cell.statewide)


def test_no_threshold_withholds_nothing():
    assert decided({"a": 1, "b": 2}, threshold=0).withheld == 0


def test_where_all_are_alike_neither_they_nor_the_zeros_beside_them_are_all_printed():
    controlled = decided({"a": 30, "b": 40}, sex="M")
    hidden = [c for c, e in controlled.entries.items() if c.group == ("sex",) and e.withheld]
    assert Cell(PERSONS, HALF, attributes=(("sex", "M"),)) in hidden
    assert len(hidden) >= 2


def test_what_was_withheld_stays_withheld_and_what_was_printed_stays_printed():
    figures = figures_of({"small": 2, "big": 30, "mid": 14})
    first = control(figures=figures, history=PublicationHistory(), threshold=6)
    past = PublicationHistory((PastEdition(first.entries, figures.contributions),))
    again = control(figures=figures, history=past, threshold=3)
    assert again.entries == first.entries


def test_a_late_report_hides_the_total_it_would_be_read_from():
    early = figures_of({"big": 30, "mid": 14})
    first = control(figures=early, history=PublicationHistory(), threshold=6)
    late = figures_of({"big": 30, "mid": 14, "late": 2})
    past = PublicationHistory((PastEdition(first.entries, early.contributions),))
    second = control(figures=late, history=past, threshold=6)
    assert second.exposures == []
    assert second.entries[Cell(EVENTS, HALF)].withheld
    assert second.entries[Cell(EVENTS, HALF)].version == 2
    assert not second.entries[Cell(EVENTS, HALF, "big")].withheld


def test_a_large_late_report_is_printed_with_the_new_total():
    early = figures_of({"big": 30, "mid": 14})
    first = control(figures=early, history=PublicationHistory(), threshold=6)
    late = figures_of({"big": 30, "mid": 14, "late": 24})
    past = PublicationHistory((PastEdition(first.entries, early.contributions),))
    second = control(figures=late, history=past, threshold=6)
    assert second.exposures == []
    assert not second.entries[Cell(EVENTS, HALF)].withheld
    assert not second.entries[Cell(EVENTS, HALF, "late")].withheld


def test_when_an_amendment_leaves_nothing_all_is_known_to_be_zero():
    early = figures_of({"only": 1, "none": 0})
    first = control(figures=early, history=PublicationHistory(), threshold=6)
    past = PublicationHistory((PastEdition(first.entries, early.contributions),))
    second = control(figures=figures_of({"only": 0, "none": 0}), history=past, threshold=6)
    assert second.exposures == []
    assert second.withheld == 0


def test_a_number_known_from_elsewhere_can_make_the_audit_fail():
    """Withheld numbers that a records request gave away expose their neighbours: the edition is
    refused.
    """
    figures = figures_of({"small": 2, "big": 30, "mid": 14})
    first = control(figures=figures, history=PublicationHistory(), threshold=6)
    known = frozenset({(Cell(EVENTS, HALF, "big"), 30), (Cell(EVENTS, HALF, "mid"), 14)})
    past = PublicationHistory((PastEdition(first.entries, figures.contributions),), known)
    again = control(figures=figures, history=past, threshold=6)
    assert {exposure.cell.agency for exposure in again.exposures} == {"small"}


def test_years_are_printed_only_where_both_halves_are():
    world = make_world(4, agencies=8, halves=("2025H1", "2025H2"), busy=0.8)
    controlled = control(figures=world.figures("2025H2"), history=PublicationHistory(), threshold=6)
    years = {cell: entry for cell, entry in controlled.entries.items() if is_year(cell.period)}
    assert years
    assert years_that_do_not_add_up(controlled.entries) == []


def test_the_cost_of_each_threshold_rises_with_it():
    world = make_world(4, agencies=10, halves=(HALF,), busy=0.8)
    cost = withheld_at(
        figures=world.figures(HALF), history=PublicationHistory(), thresholds=[0, 3, 11]
    )
    assert cost[0][0] == 0
    assert cost[3][0] <= cost[11][0]


def test_keys_come_back():
    cell = Cell(EVENTS, HALF, attributes=(("access_kind", "A"), ("basis", "other")))
    assert cell_from_key(cell.key()) == cell
