"""Invented half-years: agencies, accesses, late reporters and amendments, from a seed."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import date

from reports.publication.content.access_records import published_rows
from reports.publication.content.changes import changes_against
from reports.publication.content.disclosure_report import evidence_of
from reports.publication.content.edition import EditionContent, shown_cells
from reports.publication.disclosure.control import Controlled, control
from reports.publication.disclosure.published_history import PastEdition, PublicationHistory
from reports.publication.figures.aggregate import Figures, count_figures
from reports.publication.figures.combinations import combination, count_combinations
from reports.publication.files.csv_files import accesses_csv, changes_csv, coverage_csv, tables_csv
from reports.submissions.content import AgencyCoverage, ReportLine

HALVES = ("2025H1", "2025H2", "2026H1", "2026H2")


@dataclass
class World:
    """What every agency reported, as far as it has."""

    lines: dict[tuple[str, str], list[ReportLine]] = field(default_factory=dict)
    late: set[tuple[str, str]] = field(default_factory=set)
    state: set[str] = field(default_factory=set)

    def coverage(self, through: str) -> list[AgencyCoverage]:
        return [
            self._row(half, code, lines)
            for (half, code), lines in sorted(self.lines.items())
            if half <= through
        ]

    def _row(self, half: str, code: str, lines: list[ReportLine]) -> AgencyCoverage:
        kind = "state_police" if code in self.state else "municipal_police"
        if (half, code) in self.late:
            return AgencyCoverage(half, code, f"{code} Police", kind, "missing")
        status = "reported" if lines else "confirmed_zero"
        return AgencyCoverage(half, code, f"{code} Police", kind, status, date(2026, 1, 15))

    def accepted(self, through: str) -> list[ReportLine]:
        return [
            line
            for place, lines in sorted(self.lines.items())
            if place[0] <= through and place not in self.late
            for line in lines
        ]

    def figures(self, through: str) -> Figures:
        return count_figures(lines=self.accepted(through), coverage=self.coverage(through))


def make_world(
    seed: int,
    *,
    agencies: int | None = None,
    halves: tuple[str, ...] = HALVES,
    busy: float | None = None,
) -> World:
    """A world of one to thirty agencies, from nearly empty to busy."""
    chance = random.Random(seed)
    count = agencies or chance.randint(3, 24)
    rate = busy or chance.choice([0.1, 0.25, 0.5, 0.9])
    scale = chance.choice([2, 6, 15])
    world = World(state={"ct-state-police"})
    for half in halves:
        for code in [*(f"a{number:02}" for number in range(count)), "ct-state-police"]:
            size = int(chance.expovariate(1 / scale)) + 1 if chance.random() < rate else 0
            world.lines[half, code] = [make_line(chance, half, code, size) for _ in range(size)]
    world.late = {("2025H1", f"a{number:02}") for number in range(count) if chance.random() < 0.12}
    return world


def make_line(chance: random.Random, half: str, code: str, people: int) -> ReportLine:
    month = chance.randint(1, 6) + (6 if half.endswith("H2") else 0)
    return ReportLine(
        agency_code=code,
        half_year=half,
        access_on=date(int(half[:4]), month, chance.randint(1, 28)),
        access_kind=chance.choices("ABCDEF", [30, 20, 6, 5, 1, 1])[0],
        basis=chance.choice(["detainer", "detainer", "other"]),
        race=chance.choices("WBAIU", [60, 20, 3, 1, 5])[0],
        ethnicity=chance.choices("HMNU", [60, 2, 30, 5])[0],
        sex=chance.choices("MFXU", [88, 10, 0.4, 1])[0],
        age=chance.choice([None, 17, 19, 25, 28, 33, 38, 41, 47, 52, 66]),
        person=f"p{chance.randint(1, max(1, people))}",
    )


def amend(world: World, seed: int) -> None:
    """One agency finds that a line was wrong, one too many, or missing."""
    chance = random.Random(seed)
    place = chance.choice(
        [place for place, lines in world.lines.items() if lines and place[0] == HALVES[0]]
        or [(HALVES[0], "a00")]
    )
    lines = world.lines[place]
    act = chance.choice(["add", "drop", "correct"]) if lines else "add"
    if act == "add":
        lines.extend(make_line(chance, *place, 30) for _ in range(chance.choice([1, 2, 9])))
    elif act == "drop":
        lines.pop()
    else:
        lines[0] = replace(lines[0], sex="F" if lines[0].sex == "M" else "M")


@dataclass(frozen=True)
class Issued:
    """One edition as its public files, and the truth for the judge."""

    through: str
    files: dict[str, bytes]
    controlled: Controlled
    figures: Figures


def issue(
    world: World, through: str, editions: list[Issued], threshold: int, decide=control
) -> Issued:
    """Publish what stands now as the next edition."""
    content, controlled, figures = _contents(world, through, editions, threshold, decide)
    files = {
        "tables.csv": tables_csv(content),
        "coverage.csv": coverage_csv(content),
        "accesses.csv": b"".join(accesses_csv(content)),
        "changes.csv": changes_csv(content.changes),
    }
    return Issued(through, files, controlled, figures)


def contents_of(world: World, through: str, threshold: int = 6) -> EditionContent:
    """What a first edition would say."""
    return _contents(world, through, [], threshold, control)[0]


def _contents(
    world, through, editions, threshold, decide
) -> tuple[EditionContent, Controlled, Figures]:
    coverage = tuple(world.coverage(through))
    figures = world.figures(through)
    history = PublicationHistory(
        tuple(PastEdition(e.controlled.entries, e.figures.contributions) for e in editions)
    )
    controlled = decide(figures=figures, history=history, threshold=threshold)
    before = editions[-1].controlled if editions else None
    changes = (
        changes_against(before=before.entries, missing_before=before.not_reported, now=controlled)
        if before
        else ()
    )
    municipal = frozenset(row.agency_code for row in coverage if row.municipal)
    tallied = tally_rows(world.accepted(through), municipal=municipal)
    number = len(editions) + 1
    rows = published_rows(
        tallied=tallied, entries=controlled.entries, threshold=threshold, edition=number
    )
    content = EditionContent(
        number=number,
        half_year=through,
        halves=figures.halves,
        threshold=threshold,
        cells=shown_cells(controlled),
        coverage=coverage,
        rows=rows,
        changes=changes,
        evidence=evidence_of(controlled, editions=len(editions)),
    )
    return content, controlled, figures


def four_editions(seed: int, *, threshold: int = 6, decide=control, **shape) -> list[Issued]:
    """A half, a year, a revision, and late reporters, each linked with all before."""
    world = make_world(seed, **shape)
    editions = [issue(world, HALVES[0], [], threshold, decide)]
    editions.append(issue(world, HALVES[1], editions, threshold, decide))
    amend(world, seed)
    editions.append(issue(world, HALVES[2], editions, threshold, decide))
    world.late.clear()
    editions.append(issue(world, HALVES[3], editions, threshold, decide))
    return editions


def tally_rows(lines, *, municipal):
    """Combinations by half-year counted from lines, municipal agencies only."""
    return count_combinations(
        ((line.half_year, combination(line), 1) for line in lines), municipal=municipal
    )


def withheld_at(*, figures, history, thresholds, pooling=1):
    """What each choice of T costs: numbers withheld, of how many."""
    cost = {}
    for threshold in thresholds:
        controlled = control(figures=figures, history=history, threshold=threshold, pooling=pooling)
        cost[threshold] = (controlled.withheld, len(controlled.entries))
    return cost
