"""Who reported, as the front page shows it: one's town in a sentence, and the grid of all
departments.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports.publication.content.edition import EditionContent
from reports.publication.figures.cells import EVENTS, WITHHELD, Cell
from reports.publication.presentation import arrange
from reports.publication.presentation.filing_status import FILING_STATUSES
from reports.publication.presentation.svg_charts import words
from reports.submissions.content import AgencyCoverage
from reports.web.public.downloads import match_agencies

MARKS = {
    "reported": "R",
    "confirmed_zero": "0",
    "missing": "–",
    "not_yet_due": "…",
    "not_required": "·",
}
MOST_ANSWERS = 3  # towns answered in sentences; of more, the grid tells


@dataclass(frozen=True)
class GridCell:
    """One agency in one half-year: a mark, and what it means."""

    half_year: str
    status: str
    mark: str
    words: str


@dataclass(frozen=True)
class GridRow:
    """One agency across the half-years, the newest first."""

    code: str
    agency: str
    cells: tuple[GridCell, ...]
    latest: str


@dataclass(frozen=True)
class TownAnswer:
    """Whether a town reported and what happened, in one sentence."""

    code: str
    agency: str
    status: str
    sentence: str


def coverage_grid(content: EditionContent, query: str) -> list[GridRow]:
    """The departments that a search shows, by name."""
    by_agency: dict[tuple[str, str], dict[str, str]] = {}
    for row in content.coverage:
        if row.municipal and match_agencies(query, row.agency, row.agency_code):
            by_agency.setdefault((row.agency, row.agency_code), {})[row.half_year] = (
                row.filing_status
            )
    newest = {line.code: line for line in arrange.coverage_lines(content, content.half_year)}
    return [
        GridRow(
            code,
            agency,
            tuple(
                _mark(half, found.get(half, "not_required")) for half in reversed(content.halves)
            ),
            newest[code].accesses if code in newest else "",
        )
        for (agency, code), found in sorted(by_agency.items())
    ]


def _mark(half_year: str, status: str) -> GridCell:
    return GridCell(
        half_year, status, MARKS.get(status, "?"), _(FILING_STATUSES.get(status, status))
    )


def legend() -> list[tuple[str, str, str]]:
    """The legend of the grid."""
    return [(MARKS[status], status, _(text)) for status, text in FILING_STATUSES.items()]


def names(content: EditionContent) -> list[str]:
    """What can be searched for."""
    return sorted({row.agency for row in content.coverage if row.municipal})


def town_answers(content: EditionContent, query: str, half: str) -> list[TownAnswer]:
    """For a search that finds few: one sentence for each department."""
    rows = [row for row in content.coverage if row.municipal and row.half_year == half]
    exact = [row for row in rows if row.agency.casefold() == query.casefold()]
    found = exact or [
        row for row in rows if query and match_agencies(query, row.agency, row.agency_code)
    ]
    if len(found) > MOST_ANSWERS:
        return []
    return [
        TownAnswer(row.agency_code, row.agency, row.filing_status, _sentence(content, row))
        for row in found
    ]


def _sentence(content: EditionContent, row: AgencyCoverage) -> str:
    shown = content.shown(Cell(EVENTS, row.half_year, row.agency_code))
    texts = {
        "reported": _("Yes: {agency} reported for {period}. Accesses: {number}."),
        "confirmed_zero": _("Yes: {agency} reported for {period} that it gave no access."),
        "missing": _(
            "No: no report of {agency} for {period} has been received. That does not mean none."
        ),
        "not_yet_due": _(
            "Not yet: the report of {agency} for {period} is not due, or is being reviewed."
        ),
        "not_required": _("{agency} did not have to report for {period}."),
    }
    text = texts[row.filing_status]
    if row.filing_status == "reported" and shown is not None and shown.symbol == WITHHELD:
        text = _(
            "Yes: {agency} reported for {period}. How many accesses is withheld, to protect people."
        )
    number = words(shown) if shown is not None else ""
    return text.format(agency=row.agency, period=arrange.period_words(row.half_year), number=number)
