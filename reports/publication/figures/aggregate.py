"""From accepted lines to every number that could be published, before anything is withheld.

Zero is a number and is printed; an agency without an accepted submission has no number at all
(never 0). Municipal agencies make up the statewide figures, since section 54-192h(e)(3) speaks of
municipalities; state agencies are shown separately.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from reports.publication.figures.cells import EVENTS, PERSONS, Cell, halves_of, year_of
from reports.publication.figures.tables import ALL, breakdowns, level_sets
from reports.submissions.content import AgencyCoverage, ReportLine
from reports.submissions.status import FilingStatus
from reports.submissions.totals.definition import age_band


class InconsistentInput(ValueError):
    """Lines and filing statuses contradict each other; the text names agency and half-year."""


@dataclass(frozen=True)
class Figures:
    """Every number of every half-year and complete year, and what each agency contributed to it."""

    halves: tuple[str, ...]
    counts: Mapping[Cell, int]
    not_reported: frozenset[Cell]
    contributions: Mapping[str, Mapping[str, Mapping[Cell, int]]] = field(default_factory=dict)
    apart: frozenset[Cell] = frozenset()  # numbers of state agencies, in no statewide sum

    def of_half(self, half: str) -> dict[Cell, int]:
        """The numbers of one half-year."""
        return {cell: count for cell, count in self.counts.items() if cell.period == half}


def line_attributes(line: ReportLine) -> dict[str, str]:
    """A line as values of the published variables."""
    return {
        "access_kind": line.access_kind,
        "basis": line.basis,
        "race": line.race,
        "ethnicity": line.ethnicity,
        "sex": line.sex,
        "age_band": age_band(line.age),
    }


DESCRIBED = {EVENTS: ("access_kind", "basis"), PERSONS: ("race", "ethnicity", "sex", "age_band")}
MOST_CONTRIBUTORS = 200  # insiders are sought among these: more than Connecticut has departments

Place = tuple[str, str]  # half-year and agency
Contributed = Mapping[
    str, Mapping[str, Mapping[Cell, int]]
]  # half-year -> agency -> its part of statewide cells


@dataclass(frozen=True)
class FigureTotals:
    """The totals of the accepted lines, wherever they were counted.

    `statewide` holds the municipal agencies together, by half-year. `of_agencies` gives the same of
    single agencies; it is called only for the ones with the most accesses.
    """

    totals: Mapping[Place, int]
    statewide: Mapping[str, Mapping[Cell, int]]
    of_agencies: Callable[[Mapping[str, list[str]]], Contributed]


def count_figures(*, lines: Iterable[ReportLine], coverage: Iterable[AgencyCoverage]) -> Figures:
    """Count everything that the tables declare, line by line."""
    rows = list(coverage)
    municipal = {row.agency_code for row in rows if row.municipal}
    found: dict[Place, Counter[Cell]] = defaultdict(Counter)
    statewide: dict[str, Counter[Cell]] = defaultdict(Counter)
    for (unit, half, code, values), count in _described(lines).items():
        counted = dict.fromkeys(_cells_of(unit, half, values), count)
        found[half, code].update(counted)
        if code in municipal:
            statewide[half].update(counted)
    totals = {(half, code): cells[Cell(EVENTS, half)] for (half, code), cells in found.items()}

    def of_agencies(wanted: Mapping[str, list[str]]) -> Contributed:
        return {
            half: {code: dict(found.get((half, code), {})) for code in codes}
            for half, codes in wanted.items()
        }

    return figures_of(FigureTotals(totals, statewide, of_agencies), coverage=rows)


def _described(lines: Iterable[ReportLine]) -> Counter[tuple[str, str, str, tuple[str, ...]]]:
    """Accesses and persons with the same description, by half-year and agency."""
    found: Counter[tuple[str, str, str, tuple[str, ...]]] = Counter()
    latest: dict[tuple[str, str, str], tuple[tuple[date, str, str, str, int], tuple[str, ...]]] = {}
    for line in lines:
        found[EVENTS, line.half_year, line.agency_code, (line.access_kind, line.basis)] += 1
        described = (line.race, line.ethnicity, line.sex, age_band(line.age))
        if not line.person:
            found[PERSONS, line.half_year, line.agency_code, described] += 1
            continue
        who, order = (line.half_year, line.agency_code, line.person), _order_of(line)
        if who not in latest or latest[who][0] < order:
            latest[who] = order, described
    found.update(
        (PERSONS, half, code, described) for (half, code, _), (_, described) in latest.items()
    )
    return found


def _order_of(line: ReportLine) -> tuple[date, str, str, str, int]:
    """Which of a person's lines describes the person: the last one, and of lines of one day always
    the same.
    """
    return line.access_on, line.race, line.ethnicity, line.sex, -1 if line.age is None else line.age


def figures_of(sums: FigureTotals, *, coverage: Iterable[AgencyCoverage]) -> Figures:
    """Every number from totals: agencies, statewide with its zeros, years, and what the largest
    agencies contributed.
    """
    rows: dict[str, list[AgencyCoverage]] = defaultdict(list)
    for row in coverage:
        rows[row.half_year].append(row)
    _check_all_are_covered(sums, rows)
    halves = tuple(sorted(rows))
    counts: dict[str, dict[Cell, int]] = {}
    missing: set[Cell] = set()
    reporting = {
        half: [row.agency_code for row in rows[half] if row.municipal and row.accepted]
        for half in halves
    }
    for half in halves:
        counts[half] = _agencies(rows[half], sums.totals, missing)
        if reporting[half]:
            total = sums.statewide.get(half, {})
            counts[half].update({cell: total.get(cell, 0) for cell in statewide_cells(half)})
        else:  # without a single accepted submission there is no statewide number
            missing.update(statewide_cells(half))
    everything: dict[Cell, int] = {}
    for found in (*counts.values(), _years(counts)):
        everything.update(found)
    contributions = sums.of_agencies(
        {half: _largest(half, codes, sums.totals) for half, codes in reporting.items()}
    )
    return Figures(halves, everything, frozenset(missing), contributions, _apart(everything, rows))


def _check_all_are_covered(sums: FigureTotals, rows: Mapping[str, list[AgencyCoverage]]) -> None:
    accepted = {
        (half, row.agency_code) for half, found in rows.items() for row in found if row.accepted
    }
    for half, code in sorted(sums.totals.keys() - accepted):
        raise InconsistentInput(f"{code} {half}: lines without an accepted submission")


def _agencies(
    rows: list[AgencyCoverage], totals: Mapping[Place, int], missing: set[Cell]
) -> dict[Cell, int]:
    """One cell for each agency that must report or did; without an accepted submission it has no
    number.
    """
    counts: dict[Cell, int] = {}
    for row in rows:
        cell = Cell(EVENTS, row.half_year, row.agency_code)
        if row.accepted:
            counts[cell] = count = totals.get((row.half_year, row.agency_code), 0)
            if (count == 0) != (row.filing_status == FilingStatus.CONFIRMED_ZERO):
                raise InconsistentInput(
                    f"{row.agency_code} {row.half_year}: {count} lines, its filing status"
                    f" {row.filing_status}"
                )
        elif row.municipal:
            missing.add(cell)
    return counts


def _largest(half: str, codes: list[str], totals: Mapping[Place, int]) -> list[str]:
    """The agencies with the most accesses: whoever contributed most can subtract most."""
    return sorted(codes, key=lambda code: (-totals.get((half, code), 0), code))[:MOST_CONTRIBUTORS]


def _apart(counts: Iterable[Cell], rows: Mapping[str, list[AgencyCoverage]]) -> frozenset[Cell]:
    codes = {row.agency_code for found in rows.values() for row in found if not row.municipal}
    return frozenset(cell for cell in counts if cell.agency in codes) if codes else frozenset()


@lru_cache(maxsize=20_000)
def _cells_of(unit: str, half: str, values: tuple[str, ...]) -> tuple[Cell, ...]:
    """Every statewide cell in which something with this description is counted."""
    named = dict(zip(DESCRIBED[unit], values, strict=True))
    return tuple(
        Cell(unit, half, ALL, tuple((name, named[name]) for name in names))
        for names in breakdowns(unit)
    )


def statewide_cells(half: str) -> list[Cell]:
    """Every statewide number that the tables declare for a half-year."""
    return [
        Cell(unit, half, ALL, attributes)
        for unit in (EVENTS, PERSONS)
        for names in breakdowns(unit)
        for attributes in level_sets(names)
    ]


def _years(counts: Mapping[str, Mapping[Cell, int]]) -> dict[Cell, int]:
    """A year has a number only where both its halves are complete."""
    found: dict[Cell, int] = {}
    for year in sorted({year_of(half) for half in counts}):
        first, second = (counts.get(half, {}) for half in halves_of(year))
        others = {
            (cell.unit, cell.agency, cell.attributes): count for cell, count in second.items()
        }
        for cell, count in first.items():
            other = others.get((cell.unit, cell.agency, cell.attributes))
            if other is not None:
                found[cell.at(year)] = count + other
    return found
