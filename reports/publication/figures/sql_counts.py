"""Count the accepted lines in the database: only sums come back, or groups few enough for memory.

Figures come from the totals stored with each accepted submission; the same statements read a
recount of the lines instead. They give the same numbers as `figures.aggregate.count_figures` does
line by line: a test compares the three. Personal data has no column here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import lru_cache, partial
from typing import Any

from django.db import connection

from reports.core.snapshots import reading_transaction
from reports.publication.figures.aggregate import Contributed, FigureTotals, statewide_cells
from reports.publication.figures.cells import Cell
from reports.publication.figures.combinations import Combination
from reports.submissions.content import MUNICIPAL
from reports.submissions.totals.compare import KEPT
from reports.submissions.totals.definition import COLUMNS, SUMMED, age_band

COUNTING = """
FROM reports_submission s
JOIN reports_period p ON p.id = s.period_id
JOIN reports_agency a ON a.id = s.agency_id
LEFT JOIN {sums} k ON k.submission_id = s.id
WHERE s.status = 'accepted' AND NOT a.is_sandbox
"""
TOTALS = f"SELECT p.half_year, a.code, k.events {COUNTING} AND p.half_year <= %s"
STATEWIDE = (
    f"SELECT p.half_year, {', '.join(f'SUM(k.{column})' for column in COLUMNS)} {COUNTING} "
    "AND p.half_year <= %s AND a.kind = %s GROUP BY 1"
)
OF_AGENCIES = (
    f"SELECT a.code, {', '.join(f'k.{column}' for column in COLUMNS)} {COUNTING} AND p.half_year"
    " = %s"
)
ROWS = """
SELECT p.half_year, a.code, l.access_kind, l.basis, substr(CAST(l.access_on AS text), 1,
    7) AS month,
       l.race, l.ethnicity, l.sex, l.age, COUNT(*)
FROM reports_submissionline l
JOIN reports_submission s ON s.id = l.submission_id
JOIN reports_period p ON p.id = s.period_id
JOIN reports_agency a ON a.id = s.agency_id
WHERE s.status = 'accepted' AND p.half_year <= %s AND NOT a.is_sandbox AND a.kind = %s
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
"""
FETCHED = 5000


class SumsMissing(LookupError):
    """A submission was accepted before totals existed, and they were not stored since."""


def sums_through(through: str, *, sums: str = KEPT) -> FigureTotals:
    """Everything that is counted of the accepted submissions through a half-year. Raises
    SumsMissing where one has no stored totals; a recount has no row where there are no lines.
    """
    totals = {(half, code): count for half, code, count in _rows(TOTALS.format(sums=sums), through)}
    if sums == KEPT and None in totals.values():
        raise SumsMissing(through)
    statewide = {
        half: _counted(half, [int(count or 0) for count in counts])
        for half, *counts in _rows(STATEWIDE.format(sums=sums), through, MUNICIPAL)
    }
    return FigureTotals(
        {place: count or 0 for place, count in totals.items()},
        statewide,
        partial(_of_agencies, sums),
    )


def _of_agencies(sums: str, wanted: Mapping[str, Sequence[str]]) -> Contributed:
    return {half: _of_half(sums, half, codes) for half, codes in wanted.items()}


def _of_half(sums: str, half: str, codes: Sequence[str]) -> dict[str, dict[Cell, int]]:
    found: dict[str, dict[Cell, int]] = {code: {} for code in codes}
    if codes:
        statement = (
            f"{OF_AGENCIES.format(sums=sums)} AND a.code IN ({', '.join(['%s'] * len(codes))})"
        )
        for code, *counts in _rows(statement, half, *codes):
            found[code] = {cell: count for cell, count in _counted(half, counts).items() if count}
    return found


def _counted(half: str, counts: Sequence[int | None]) -> dict[Cell, int]:
    """A row of sums as the statewide cells that they make up."""
    return {cell: sum(counts[place] or 0 for place in places) for cell, places in _places(half)}


@lru_cache(maxsize=64)
def _places(half: str) -> tuple[tuple[Cell, tuple[int, ...]], ...]:
    return tuple((cell, places_of(cell)) for cell in statewide_cells(half))


def places_of(cell: Cell) -> tuple[int, ...]:
    """Which stored totals add up to a statewide cell: its own, or the finest that it is a margin
    of.
    """
    same = [
        place
        for place, kept in enumerate(SUMMED)
        if (kept.unit, kept.described) == (cell.unit, cell.attributes)
    ]
    wanted = set(cell.attributes)
    within = [
        place
        for place, kept in enumerate(SUMMED)
        if kept.unit == cell.unit and wanted <= set(kept.described)
    ]
    if not same and not within:
        raise LookupError(
            f"No sums are kept that add up to {cell.key()}:"
            " see reports/submissions/totals/definition.py."
        )
    return tuple(same or within)


def row_groups(through: str) -> Iterator[tuple[str, Combination, int]]:
    """Accesses of municipal agencies by everything that a row of the record-level file could
    show.
    """
    for half, code, kind, basis, month, race, ethnicity, sex, age, count in _streamed(
        ROWS, through, MUNICIPAL
    ):
        yield half, (kind, basis, code, sex, ethnicity, race, age_band(age), month), count


def _rows(statement: str, *values: str) -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(values))
        yield from cursor.fetchall()


def _streamed(statement: str, *values: str) -> Iterator[tuple[Any, ...]]:
    """There may be as many rows as lines: they stay in the database until they are fetched.

    A server-side cursor lives as long as its transaction, during which a connection pooler keeps
    one connection. SQLite returns rows one by one anyway, and a transaction there would keep
    everybody else from writing.
    """
    with ExitStack() as stack:
        if connection.vendor == "postgresql":
            stack.enter_context(reading_transaction())
        cursor = stack.enter_context(connection.chunked_cursor())
        cursor.execute(statement, list(values))
        while found := cursor.fetchmany(FETCHED):
            yield from found
