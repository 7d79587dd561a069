"""An edition's numbers arranged for people: charts with the table behind each, and coverage by
agency.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from reports.publication.content.edition import EditionContent, level_label, table_cells
from reports.publication.figures.cells import EVENTS, NOT_REPORTED, Cell, ShownCell
from reports.publication.figures.tables import (
    ALL,
    BAR_LABELS,
    BESIDE,
    EVENTS_NOTE,
    TABLES,
    VARIABLES,
    PublishedTable,
)
from reports.publication.presentation.filing_status import (
    NOT_COLLECTED,
    STANDINGS,
    standing_of,
    standing_words,
)
from reports.publication.presentation.svg_charts import SIGNS, bar_chart, words
from reports.submissions.content import AgencyCoverage, NotCollected


@dataclass(frozen=True)
class ChartRow:
    """One row of the table behind a chart."""

    label: str
    code: str
    text: str


@dataclass(frozen=True)
class ChartFigure:
    """A chart, its numbers, and what it counts."""

    name: str
    title: str
    unit: str
    note: str
    svg: SafeString
    lines: tuple[ChartRow, ...]
    period: str = ""
    coverage: str = ""


@dataclass(frozen=True)
class CoverageLine:
    """One agency in one half-year as people read it."""

    code: str
    agency: str
    status: str
    status_words: str
    accesses: str
    submitted_on: str
    received_on: str = ""


def figures_of(content: EditionContent, period: str, *, prefix: str = "f") -> list[ChartFigure]:
    """The one-way tables of a period, each as a chart and a table."""
    wanted = [table for table in TABLES if len(table.variables) == 1]
    return [_figure(content, table, period, f"{prefix}-{table.name}") for table in wanted]


def _figure(content: EditionContent, table: PublishedTable, period: str, ident: str) -> ChartFigure:
    lines: list[ChartRow] = []
    bars: list[tuple[str, ShownCell]] = []
    for cell, shown in table_cells(content, table, period):
        code = dict(cell.attributes).get(table.variables[0], "")
        label = _(level_label(table.variables[0], code)) if code else _("All")
        lines.append(ChartRow(label, code, words(shown)))
        if code:
            bars.append((bar_label(table, cell), shown))
    title = f"{_(table.title)}, {period_words(period)}"
    chart = bar_chart(title=title, numbers=bars, ident=ident)
    return ChartFigure(
        table.name,
        title,
        _(table.unit),
        _(table.note),
        chart.svg(),
        tuple(lines),
        period,
        chart_by_agency(content, period),
    )


def bar_label(table: PublishedTable, cell: Cell) -> str:
    """The meaning of a bar, short enough for a phone."""
    described = dict(cell.attributes)
    found = [
        _bar_word(name, described[name], first=name == table.variables[0])
        for name in table.variables
    ]
    return short_label(" · ".join(found))


def _bar_word(name: str, value: str, *, first: bool) -> str:
    if not first and value in BESIDE:
        return _(BESIDE[value])
    return _(BAR_LABELS.get(name, {}).get(value) or level_label(name, value))


def short_label(label: str, most: int = 54) -> str:
    return label if len(label) <= most else f"{label[: most - 1].rstrip()}…"


def period_words(period: str) -> str:
    """A half-year in words; a year is its number."""
    year, _half, half = period.partition("H")
    if not half:
        return period
    label = _("January to June {year}") if half == "1" else _("July to December {year}")
    return label.format(year=year)


def chart_over_time(content: EditionContent, ident: str = "over-time") -> ChartFigure:
    """All accesses of the state, half-year by half-year."""
    numbers = [(half, total_of(content, half)) for half in content.halves]
    lines = tuple(
        ChartRow(period_words(half), half, words(shown)) for half, shown in reversed(numbers)
    )
    title = _("Accesses by half-year")
    chart = bar_chart(
        title=title, numbers=[(period_words(half), shown) for half, shown in numbers], ident=ident
    )
    by_kind = next(table for table in TABLES if table.variables == ("access_kind",))
    listed = "; ".join(_of(content, half) for half in content.halves)
    coverage = _("Departments whose reports are in these numbers: {listed}.").format(listed=listed)
    return ChartFigure(
        by_kind.name, title, _(EVENTS), _(EVENTS_NOTE), chart.svg(), lines, coverage=coverage
    )


def chart_by_agency(content: EditionContent, period: str) -> str:
    """How complete statewide numbers are. It is shown beside each chart, since a missing report is
    not a zero.
    """
    number, everyone = content.reporting(period)
    return _("Reports of {number} of {all} departments are in these numbers.").format(
        number=number, all=everyone
    )


def _of(content: EditionContent, period: str) -> str:
    number, everyone = content.reporting(period)
    return f"{period} {_('{number} of {all}').format(number=number, all=everyone)}"


def total_of(content: EditionContent, period: str, unit: str = EVENTS) -> ShownCell:
    """The statewide total of a period."""
    return content.shown(Cell(unit, period)) or ShownCell(None, NOT_REPORTED)


def coverage_lines(
    content: EditionContent, half_year: str, *, municipal: bool = True
) -> list[CoverageLine]:
    """Every agency of a half-year, by name."""
    rows = [
        row for row in content.coverage if row.half_year == half_year and row.municipal == municipal
    ]
    return [_coverage_line(content, row) for row in sorted(rows, key=lambda row: row.agency)]


def _coverage_line(content: EditionContent, row: AgencyCoverage) -> CoverageLine:
    shown = content.shown(Cell(EVENTS, row.half_year, row.agency_code))
    return CoverageLine(
        code=row.agency_code,
        agency=row.agency,
        status=standing_of(row),
        status_words=_(standing_words(row)),
        accesses=words(shown) if shown and shown.symbol != NOT_REPORTED else "",
        submitted_on=row.submitted_on.isoformat() if row.submitted_on and row.accepted else "",
        received_on=row.received_on.isoformat() if row.received_on else "",
    )


def coverage_summary(content: EditionContent, half_year: str) -> list[tuple[str, int]]:
    """How many municipal agencies stand where, those never asked included."""
    rows = [row for row in content.coverage if row.half_year == half_year and row.municipal]
    counts = Counter(standing_of(row) for row in rows)
    counts[NOT_COLLECTED] = len(silent_agencies(content, half_year))
    return [(_(label), counts[status]) for status, label in STANDINGS.items() if counts[status]]


def silent_agencies(content: EditionContent, half_year: str) -> list[NotCollected]:
    """The municipal agencies that were never asked for a half-year, by name."""
    rows = [row for row in content.not_collected if row.half_year == half_year and row.municipal]
    return sorted(rows, key=lambda row: row.agency)


@dataclass(frozen=True)
class ChangeLine:
    """One changed figure in words."""

    period: str
    agency: str
    figure: str
    before: str
    after: str
    reason: str


def readable_changes(content: EditionContent) -> list[ChangeLine]:
    """What an edition changed in figures published before, with names and labels in place of
    codes.
    """
    names = content.agency_names | {ALL: _("All municipal agencies")}
    return [
        ChangeLine(
            change.half_year,
            names.get(change.agency_code, change.agency_code),
            _figure_words(change.what),
            _symbol_label(change.before),
            _symbol_label(change.after),
            _(change.reason),
        )
        for change in content.changes
    ]


@dataclass(frozen=True)
class ChangeGroup:
    """The changes with one reason in one period: how many figures, and the agencies among them."""

    period: str
    reason: str
    figures: int
    agencies: tuple[str, ...]


def grouped_changes(content: EditionContent) -> list[ChangeGroup]:
    """The changes in short, before each is listed."""
    everyone = _("All municipal agencies")
    found: dict[tuple[str, str], list[ChangeLine]] = {}
    for line in readable_changes(content):
        found.setdefault((line.period, line.reason), []).append(line)
    return [
        ChangeGroup(
            period_words(period),
            reason,
            len(lines),
            tuple(dict.fromkeys(line.agency for line in lines if line.agency != everyone)),
        )
        for (period, reason), lines in found.items()
    ]


def _symbol_label(text: str) -> str:
    return _(SIGNS[text]) if text in SIGNS else text


def _figure_words(what: str) -> str:
    """`persons;race=W` in words."""
    unit, *described = what.split(";")
    pairs = [pair.split("=") for pair in described if "=" in pair]
    labels = [
        f"{_(VARIABLES[name].title)}: {_(VARIABLES[name].levels[value])}" for name, value in pairs
    ]
    return "; ".join([_(unit).capitalize(), *(labels or [_("total")])])
