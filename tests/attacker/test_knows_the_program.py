"""Our source is public: whoever knows the program runs it on every possible input and keeps what
fits the picture.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import product

import pytest

from reports.publication.disclosure.control import control
from reports.publication.disclosure.published_history import PublicationHistory
from reports.publication.figures.aggregate import count_figures
from reports.publication.figures.cells import EVENTS, Cell
from reports.submissions.content import AgencyCoverage, ReportLine


def published(values: tuple[int, ...], threshold: int):
    """The picture of a half-year in which agency k had so many accesses, all alike."""
    lines = [
        ReportLine(
            date(2025, 1, 2),
            "A",
            "other",
            "W",
            "H",
            "M",
            30,
            f"p{i}",
            agency_code=f"a{k}",
            half_year="2025H1",
        )
        for k, value in enumerate(values)
        for i in range(value)
    ]
    coverage = [
        AgencyCoverage(
            "2025H1", f"a{k}", "x", "municipal_police", "reported" if value else "confirmed_zero"
        )
        for k, value in enumerate(values)
    ]
    figures = count_figures(lines=lines, coverage=coverage)
    return control(figures=figures, history=PublicationHistory(), threshold=threshold).entries


def pictures(*, agencies: int, most: int, threshold: int):
    found = defaultdict(list)
    for values in product(range(most + 1), repeat=agencies):
        entries = published(values, threshold)
        picture = tuple(
            sorted((cell.key(), None if e.withheld else e.value) for cell, e in entries.items())
        )
        hidden = tuple(entries[Cell(EVENTS, "2025H1", f"a{k}")].withheld for k in range(agencies))
        found[picture, hidden].append(values)
    return found


def told(*, agencies: int, most: int, threshold: int) -> list[tuple[int, ...]]:
    """Inputs in which a withheld small number could only have been what it was."""
    return [
        inputs[0]
        for (_, hidden), inputs in pictures(
            agencies=agencies, most=most, threshold=threshold
        ).items()
        for k in range(agencies)
        if hidden[k] and len({values[k] for values in inputs}) < 2 and 0 < inputs[0][k] < threshold
    ]


def test_two_or_more_inputs_fit_every_picture():
    assert told(agencies=2, most=7, threshold=3) == []


@pytest.mark.long
def test_two_or_more_inputs_fit_every_picture_of_three():
    assert told(agencies=3, most=6, threshold=3) == []
