"""From accepted lines to every number that could be published, before anything is withheld.

Zero is a number and is printed; an agency without an accepted submission has no number at all (never 0). Municipal
agencies make up the statewide figures, since section 54-192h(e)(3) speaks of municipalities; state agencies stand
apart.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Protocol

from reports.publication.cells import EVENTS, PERSONS, Cell, halves_of, year_of
from reports.publication.tables import ALL, age_band, breakdowns, level_sets

MUNICIPAL = "municipal_police"
REPORTED, CONFIRMED_ZERO = "reported", "confirmed_zero"
ACCEPTED = frozenset({REPORTED, CONFIRMED_ZERO})


class InconsistentInput(ValueError):
    """Lines and filing statuses contradict each other; the text names agency and half-year."""


class Line(Protocol):
    """What publication reads of a line, whoever stores it."""

    @property
    def agency_code(self) -> str: ...
    @property
    def half_year(self) -> str: ...
    @property
    def access_on(self) -> date: ...
    @property
    def access_kind(self) -> str: ...
    @property
    def basis(self) -> str: ...
    @property
    def race(self) -> str: ...
    @property
    def ethnicity(self) -> str: ...
    @property
    def sex(self) -> str: ...
    @property
    def age(self) -> int | None: ...
    @property
    def person_ref(self) -> str: ...


@dataclass(frozen=True)
class ReportedLine:
    """One access of an accepted submission, as redacted when it was certified."""

    submission_id: str
    agency_code: str
    half_year: str
    access_on: date
    access_kind: str
    basis: str
    race: str
    ethnicity: str
    sex: str
    age: int | None
    person_ref: str


@dataclass(frozen=True)
class Coverage:
    """Whether one agency reported for one half-year."""

    half_year: str
    agency_code: str
    agency: str
    kind: str
    filing_status: str
    submitted_on: date | None = None

    @property
    def municipal(self) -> bool:
        """Whether the agency counts in the statewide figures."""
        return self.kind == MUNICIPAL

    @property
    def accepted(self) -> bool:
        """Whether there is an accepted submission, a nil one included."""
        return self.filing_status in ACCEPTED


@dataclass(frozen=True)
class Figures:
    """Every number of every half-year and complete year, and what each agency put into it."""

    halves: tuple[str, ...]
    counts: Mapping[Cell, int]
    not_reported: frozenset[Cell]
    contributions: Mapping[str, Mapping[str, Mapping[Cell, int]]] = field(default_factory=dict)
    apart: frozenset[Cell] = frozenset()  # numbers of state agencies, in no statewide sum

    def of_half(self, half: str) -> dict[Cell, int]:
        """The numbers of one half-year."""
        return {cell: count for cell, count in self.counts.items() if cell.period == half}


def line_attributes(line: Line) -> dict[str, str]:
    """A line as values of the published variables."""
    return {
        "access_kind": line.access_kind,
        "basis": line.basis,
        "race": line.race,
        "ethnicity": line.ethnicity,
        "sex": line.sex,
        "age_band": age_band(line.age),
    }


@dataclass(frozen=True)
class Group:
    """So many accesses, or persons, of one agency and half-year that are described alike."""

    half_year: str
    agency_code: str
    described: tuple[str, ...]
    count: int


DESCRIBED = {EVENTS: ("access_kind", "basis"), PERSONS: ("race", "ethnicity", "sex", "age_band")}
MOST_CONTRIBUTORS = 200  # insiders are sought among these: more than Connecticut has departments


def count_figures(*, lines: Iterable[Line], coverage: Iterable[Coverage]) -> Figures:
    """Count everything that the tables declare, line by line."""
    events: Counter[tuple[str, str, tuple[str, ...]]] = Counter()
    latest: dict[tuple[str, str, str], tuple[tuple[date, str, str, str, int], tuple[str, ...]]] = {}
    people: Counter[tuple[str, str, tuple[str, ...]]] = Counter()
    for line in lines:
        events[line.half_year, line.agency_code, (line.access_kind, line.basis)] += 1
        described = (line.race, line.ethnicity, line.sex, age_band(line.age))
        if not line.person_ref:
            people[line.half_year, line.agency_code, described] += 1
            continue
        who, order = (line.half_year, line.agency_code, line.person_ref), _order_of(line)
        if who not in latest or latest[who][0] < order:
            latest[who] = order, described
    people.update((half, code, described) for (half, code, _), (_, described) in latest.items())
    tallies = _Tallies(list(coverage))
    for where, count in events.items():
        tallies.add(tallies.events, Group(*where, count))
    for where, count in people.items():
        tallies.add(tallies.people, Group(*where, count))
    return tallies.figures()


def _order_of(line: Line) -> tuple[date, str, str, str, int]:
    """Which of a person's lines describes the person: the last, and of one day's lines always the same."""
    return line.access_on, line.race, line.ethnicity, line.sex, -1 if line.age is None else line.age


def figures_from_groups(
    *,
    events: Iterable[Group],
    people: Iterable[Group],
    people_of: Callable[[Mapping[str, list[str]]], Iterable[Group]],
    coverage: Iterable[Coverage],
) -> Figures:
    """The same from counts that a database has made.

    `people` are the persons of all municipal agencies together, by half-year; `people_of` gives those of single
    agencies, asked only for the ones with most accesses.
    """
    tallies = _Tallies(list(coverage))
    for group in events:
        tallies.add(tallies.events, group)
    tallies.together = defaultdict(Counter)
    for group in people:
        tallies.together[group.half_year][group.described] += group.count
    for group in people_of(tallies.largest()):
        tallies.add(tallies.people, group)
    return tallies.figures()


Counts = dict[tuple[str, str], Counter[tuple[str, ...]]]


class _Tallies:
    """Counts by agency and half-year."""

    def __init__(self, coverage: list[Coverage]) -> None:
        self.coverage = {(row.half_year, row.agency_code): row for row in coverage}
        self.events: Counts = defaultdict(Counter)
        self.people: Counts = defaultdict(Counter)
        self.together: dict[str, Counter[tuple[str, ...]]] | None = None

    def largest(self) -> dict[str, list[str]]:
        """By half-year, the municipal agencies with most accesses: whoever put in most can take off most."""
        found: dict[str, list[str]] = {half: [] for half, _ in self.coverage}
        for (half, code), row in self.coverage.items():
            if row.municipal and row.accepted:
                found[half].append(code)
        return {half: self._first(half, codes) for half, codes in found.items()}

    def _first(self, half: str, codes: list[str]) -> list[str]:
        return sorted(codes, key=lambda code: (-self.events[half, code].total(), code))[:MOST_CONTRIBUTORS]

    def add(self, counts: Counts, group: Group) -> None:
        row = self.coverage.get((group.half_year, group.agency_code))
        if row is None or not row.accepted:
            raise InconsistentInput(f"{group.agency_code} {group.half_year}: lines without an accepted submission")
        counts[group.half_year, group.agency_code][group.described] += group.count

    def figures(self) -> Figures:
        halves = tuple(sorted({half for half, _ in self.coverage}))
        counts: dict[Cell, int] = {}
        missing: set[Cell] = set()
        contributions: dict[str, dict[str, dict[Cell, int]]] = {}
        for half in halves:
            reporting = self._agencies(half, counts, missing)
            self._statewide(half, reporting, counts, missing)
            contributions[half] = {code: self._spread(half, [code]) for code in self._first(half, reporting)}
        _add_years(halves, counts)
        return Figures(halves, counts, frozenset(missing), contributions, self._apart(counts))

    def _apart(self, counts: Mapping[Cell, int]) -> frozenset[Cell]:
        codes = {code for (_, code), row in self.coverage.items() if not row.municipal}
        return frozenset(cell for cell in counts if cell.agency in codes)

    def _agencies(self, half: str, counts: dict[Cell, int], missing: set[Cell]) -> list[str]:
        """One cell per agency; returns the municipal agencies with an accepted submission."""
        reporting: list[str] = []
        for (row_half, code), row in self.coverage.items():
            if row_half != half or not (row.municipal or row.accepted):
                continue
            cell = Cell(EVENTS, half, code)
            if not row.accepted:
                missing.add(cell)
                continue
            counts[cell] = self.events[half, code].total()
            if (counts[cell] == 0) != (row.filing_status == CONFIRMED_ZERO):
                raise InconsistentInput(f"{code} {half}: {counts[cell]} lines, its filing status {row.filing_status}")
            if row.municipal:
                reporting.append(code)
        return reporting

    def _statewide(self, half: str, reporting: list[str], counts: dict[Cell, int], missing: set[Cell]) -> None:
        """Zeros included; without a single accepted submission there is no statewide number."""
        cells = statewide_cells(half)
        if not reporting:
            missing.update(cells)
            return
        people = self.together[half] if self.together is not None else None
        total = self._spread(half, reporting, people=people)
        counts.update({cell: total.get(cell, 0) for cell in cells})

    def _spread(
        self, half: str, codes: list[str], *, people: Counter[tuple[str, ...]] | None = None
    ) -> dict[Cell, int]:
        """Counts by description as counts of every statewide cell that they fall into."""
        found: Counter[Cell] = Counter()
        persons = people if people is not None else _added(self.people, half, codes)
        for unit, described in ((EVENTS, _added(self.events, half, codes)), (PERSONS, persons)):
            for values, count in described.items():
                for cell in _cells_of(unit, half, values):
                    found[cell] += count
        return dict(found)


def _added(counts: Counts, half: str, codes: list[str]) -> Counter[tuple[str, ...]]:
    added: Counter[tuple[str, ...]] = Counter()
    for code in codes:
        for values, count in counts.get((half, code), {}).items():
            added[values] += count
    return added


@lru_cache(maxsize=20_000)
def _cells_of(unit: str, half: str, values: tuple[str, ...]) -> tuple[Cell, ...]:
    """Every statewide cell in which something so described is counted."""
    named = dict(zip(DESCRIBED[unit], values, strict=True))
    return tuple(Cell(unit, half, ALL, tuple((name, named[name]) for name in names)) for names in breakdowns(unit))


def statewide_cells(half: str) -> list[Cell]:
    """Every statewide number that the tables declare for a half-year."""
    return [
        Cell(unit, half, ALL, attributes)
        for unit in (EVENTS, PERSONS)
        for names in breakdowns(unit)
        for attributes in level_sets(names)
    ]


def _add_years(halves: tuple[str, ...], counts: dict[Cell, int]) -> None:
    """A year's number stands only where both its halves are in."""
    for year in sorted({year_of(half) for half in halves}):
        first, second = halves_of(year)
        for cell in [cell for cell in counts if cell.period == first]:
            other = cell.at(second)
            if other in counts:
                counts[cell.at(year)] = counts[cell] + counts[other]
