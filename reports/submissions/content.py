"""The content of a submission as plain values: the allow-list of columns, the content's hash, its
differences, and who reported. One line type runs from the log to publication.

54-192h(e)(3) asks for number, demographic characteristics, date, and whether access was part of
compliance with a detainer; "provided personally identifiable information is redacted". The kind of
access, (a)(6)(A) to (F), is kept with it. Nothing outside `COLUMNS` leaves the agency.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from reports.submissions.status import FilingStatus, ReviewState

# 54-192h(e)(3) speaks of municipalities: the agencies that make up the statewide figures.
MUNICIPAL = "municipal_police"
COLUMNS = ("access_on", "access_kind", "basis", "race", "ethnicity", "sex", "age")

Facts = tuple[str, str, str, str, str, str, int]


@dataclass(frozen=True)
class ReportLine:
    """One ICE access in a report, from the log to publication. `person` only groups lines of one
    person; the two private ids and the place are not part of the content.
    """

    access_on: date
    access_kind: str
    basis: str
    race: str
    ethnicity: str
    sex: str
    age: int | None
    person: str
    access_id: UUID | None = None
    origin_id: UUID | None = None
    agency_code: str = ""
    half_year: str = ""

    @property
    def facts(self) -> Facts:
        """The columns in order, in a form that sorts; an unknown age sorts first."""
        age = -1 if self.age is None else self.age
        return (
            self.access_on.isoformat(),
            self.access_kind,
            self.basis,
            self.race,
            self.ethnicity,
            self.sex,
            age,
        )


@dataclass(frozen=True)
class AgencyHalf:
    """One agency in one half-year, as publication names it."""

    half_year: str
    agency_code: str
    agency: str
    kind: str

    @property
    def municipal(self) -> bool:
        """Whether the agency counts in the statewide figures."""
        return self.kind == MUNICIPAL


@dataclass(frozen=True)
class AgencyCoverage(AgencyHalf):
    """Whether one agency reported for one half-year, and how far what it sent has come. `accesses`
    is None wherever there is no accepted number; `received_on` wherever the day is not known.
    """

    filing_status: str
    submitted_on: date | None = None
    accesses: int | None = None
    received_on: date | None = None
    review_state: str = ReviewState.NONE.value

    @property
    def accepted(self) -> bool:
        """Whether there is an accepted submission, zero reports included."""
        return self.filing_status in {FilingStatus.REPORTED, FilingStatus.CONFIRMED_ZERO}


# Why nothing is said of an agency and half-year: a published word, never renamed.
BEFORE_SYSTEM = "before_system"
NOT_ASKED = "not_asked"


@dataclass(frozen=True)
class NotCollected(AgencyHalf):
    """An agency and half-year that was never asked for and never loaded: silence, with its reason.
    It is no row of the coverage, and nobody may read it as a missing report.
    """

    reason: str


@dataclass(frozen=True)
class Coverage:
    """What is known of every agency through a half-year, and what was never asked."""

    rows: tuple[AgencyCoverage, ...]
    not_collected: tuple[NotCollected, ...] = ()


def in_order(lines: Iterable[ReportLine]) -> list[ReportLine]:
    """The order of publication: by the content of the lines, never by when they were entered."""
    return sorted(lines, key=lambda line: (line.facts, line.person))


def person_count(lines: Iterable[ReportLine]) -> int:
    return len({line.person for line in lines})


def content_hash(*, agency_code: str, half_year: str, lines: Iterable[ReportLine]) -> str:
    """SHA-256 of what is said. Persons count as groups of lines: their random references do not
    change it.
    """
    groups: dict[str, list[Facts]] = defaultdict(list)
    for line in lines:
        groups[line.person].append(line.facts)
    persons = sorted(sorted(group) for group in groups.values())
    document = {
        "agency": agency_code,
        "half_year": half_year,
        "columns": COLUMNS,
        "persons": persons,
    }
    return hashlib.sha256(
        json.dumps(document, separators=(",", ":"), sort_keys=True).encode()
    ).hexdigest()


@dataclass(frozen=True)
class LineDifference:
    """A line that came, went, or says something else than before."""

    before: ReportLine | None
    after: ReportLine | None

    @property
    def changed_columns(self) -> tuple[str, ...]:
        """The columns that differ; empty for a line that came or went."""
        if self.before is None or self.after is None:
            return ()
        return tuple(
            name for name in COLUMNS if getattr(self.before, name) != getattr(self.after, name)
        )


def differences(before: Sequence[ReportLine], after: Sequence[ReportLine]) -> list[LineDifference]:
    """What changed from one version to another, line by line.

    Lines that say the same stand for each other. Of the rest, two lines are the same access if they
    stem from the same entry in the log; where no log stands behind them (loaded or entered by OPM),
    if all but one column is alike.
    """
    gone, come = _without_common(before, after)
    pairs = _paired_by_origin(gone, come) + _paired_by_likeness(gone, come)
    rest = [LineDifference(line, None) for line in gone] + [
        LineDifference(None, line) for line in come
    ]
    return sorted(pairs + rest, key=_where)


def _where(difference: LineDifference) -> Facts:
    line = difference.after or difference.before
    assert line is not None  # noqa: S101  one of the two is always there
    return line.facts


def _without_common(
    before: Sequence[ReportLine], after: Sequence[ReportLine]
) -> tuple[list[ReportLine], list[ReportLine]]:
    common = Counter(line.facts for line in before) & Counter(line.facts for line in after)
    return _less(before, common.copy()), _less(after, common)


def _less(lines: Sequence[ReportLine], common: Counter[Facts]) -> list[ReportLine]:
    left = []
    for line in lines:
        if common[line.facts] > 0:
            common[line.facts] -= 1
        else:
            left.append(line)
    return left


def _paired_by_origin(gone: list[ReportLine], come: list[ReportLine]) -> list[LineDifference]:
    by_origin = {line.origin_id: line for line in come if line.origin_id is not None}
    pairs = [
        (line, by_origin[line.origin_id]) for line in list(gone) if line.origin_id in by_origin
    ]
    return _taken(pairs, gone, come)


def _paired_by_likeness(gone: list[ReportLine], come: list[ReportLine]) -> list[LineDifference]:
    pairs: list[tuple[ReportLine, ReportLine]] = []
    free = list(come)
    for line in gone:
        alike = next(
            (other for other in free if len(LineDifference(line, other).changed_columns) == 1), None
        )
        if alike is not None:
            pairs.append((line, alike))
            free.remove(alike)
    return _taken(pairs, gone, come)


def _taken(
    pairs: list[tuple[ReportLine, ReportLine]], gone: list[ReportLine], come: list[ReportLine]
) -> list[LineDifference]:
    for before, after in pairs:
        gone.remove(before)
        come.remove(after)
    return [LineDifference(before, after) for before, after in pairs]
