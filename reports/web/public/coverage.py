"""Who reported, as the front page shows it: one's town in a sentence, and the grid of all
departments.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports.publication.content.edition import EditionContent
from reports.publication.figures.cells import EVENTS, WITHHELD, Cell
from reports.publication.presentation import arrange
from reports.publication.presentation.filing_status import (
    NOT_COLLECTED,
    STANDINGS,
    standing_of,
    standing_words,
)
from reports.publication.presentation.svg_charts import words
from reports.submissions.content import AgencyCoverage, NotCollected
from reports.web.public.downloads import match_agencies

MARKS = {
    "reported": "R",
    "confirmed_zero": "0",
    "received": "A",
    "in_review": "A",
    "returned": "B",
    "missing": "–",
    "not_yet_due": "…",
    "not_required": "·",
    NOT_COLLECTED: " ",
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
    """The departments that a search shows, by name; a half-year for which one was never asked is a
    cell of its own kind.
    """
    by_agency: dict[tuple[str, str], dict[str, GridCell]] = {}
    for silent in content.not_collected:
        if silent.municipal and match_agencies(query, silent.agency, silent.agency_code):
            by_agency.setdefault((silent.agency, silent.agency_code), {})
    for row in content.coverage:
        if row.municipal and match_agencies(query, row.agency, row.agency_code):
            cells = by_agency.setdefault((row.agency, row.agency_code), {})
            cells[row.half_year] = _mark(row)
    newest = {line.code: line for line in arrange.coverage_lines(content, content.half_year)}
    return [
        GridRow(
            code,
            agency,
            tuple(found.get(half) or _silent(half) for half in reversed(content.halves)),
            newest[code].accesses if code in newest else "",
        )
        for (agency, code), found in sorted(by_agency.items())
    ]


def _mark(row: AgencyCoverage) -> GridCell:
    status = standing_of(row)
    return GridCell(row.half_year, status, MARKS[status], _(standing_words(row)))


def _silent(half_year: str) -> GridCell:
    return GridCell(half_year, NOT_COLLECTED, MARKS[NOT_COLLECTED], _(STANDINGS[NOT_COLLECTED]))


def legend() -> list[tuple[str, str, str]]:
    """The legend of the grid."""
    return [(MARKS[status], status, _(text)) for status, text in STANDINGS.items()]


def names(content: EditionContent) -> list[str]:
    """What can be searched for."""
    rows = (*content.coverage, *content.not_collected)
    return sorted({row.agency for row in rows if row.municipal})


def town_answers(content: EditionContent, query: str, half: str) -> list[TownAnswer]:
    """For a search that finds few: one sentence for each department."""
    everyone: tuple[AgencyCoverage | NotCollected, ...] = (
        *content.coverage,
        *content.not_collected,
    )
    rows = [row for row in everyone if row.municipal and row.half_year == half]
    exact = [row for row in rows if row.agency.casefold() == query.casefold()]
    found = exact or [
        row for row in rows if query and match_agencies(query, row.agency, row.agency_code)
    ]
    return [_answer(content, row) for row in found] if len(found) <= MOST_ANSWERS else []


def _answer(content: EditionContent, row: AgencyCoverage | NotCollected) -> TownAnswer:
    if isinstance(row, NotCollected):
        text = _("Nothing is known here of {agency} for {period}: the department was not asked.")
        return TownAnswer(row.agency_code, row.agency, NOT_COLLECTED, _filled(text, row))
    return TownAnswer(row.agency_code, row.agency, standing_of(row), _sentence(content, row))


def _sentence(content: EditionContent, row: AgencyCoverage) -> str:
    shown = content.shown(Cell(EVENTS, row.half_year, row.agency_code))
    status = standing_of(row)
    texts = {
        "reported": _("Yes: {agency} reported for {period}. Accesses: {number}."),
        "confirmed_zero": _("Yes: {agency} reported for {period} that it gave no access."),
        "received": _("Yes: a report of {agency} for {period} has arrived and waits for review."),
        "in_review": _("Yes: a report of {agency} for {period} has arrived and is being reviewed."),
        "returned": _(
            "Yes: a report of {agency} for {period} has arrived. It was returned to the department"
            " with questions."
        ),
        "missing": _(
            "No report of {agency} for {period} has been received. The law asks for one only if"
            " ICE access was given, so this can mean that there was nothing to report."
        ),
        "not_yet_due": _("Not yet: the report of {agency} for {period} is not due."),
        "not_required": _("{agency} did not have to report for {period}."),
    }
    text = texts[status]
    if status == "reported" and shown is not None and shown.symbol == WITHHELD:
        text = _(
            "Yes: {agency} reported for {period}. How many accesses is withheld, to protect people."
        )
    if status == "not_yet_due" and not row.review_state:
        text = _("Not yet: the report of {agency} for {period} is not due, or is being reviewed.")
    return _filled(text, row, number=words(shown) if shown is not None else "")


def _filled(text: str, row: AgencyCoverage | NotCollected, *, number: str = "") -> str:
    return text.format(agency=row.agency, period=arrange.period_words(row.half_year), number=number)
