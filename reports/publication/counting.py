"""Counting the accepted lines where they lie: the database groups them, what comes back is small.

The same numbers as `figures.count_figures` gives line by line (a test holds the two together), in memory that does not
grow with the number of lines. Personal data has no column here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import connection

from reports.publication.figures import MUNICIPAL, Group
from reports.publication.rows import Combination
from reports.publication.tables import age_band

# Both databases take the same words. Of a person's lines the last describes the person.
_EVENTS = """
SELECT p.half_year, a.code, found.access_kind, found.basis, found.n
FROM (
  SELECT l.submission_id, l.access_kind, l.basis, COUNT(*) AS n FROM reports_submissionline l GROUP BY 1, 2, 3
) found
JOIN reports_submission s ON s.id = found.submission_id
JOIN reports_period p ON p.id = s.period_id
JOIN reports_agency a ON a.id = s.agency_id
WHERE s.status = 'accepted' AND p.half_year <= %s AND NOT a.is_sandbox
"""
_ROWS = """
SELECT p.half_year, a.code, l.access_kind, l.basis, substr(CAST(l.access_on AS text), 1, 7) AS month,
       l.race, l.ethnicity, l.sex, l.age, COUNT(*)
FROM reports_submissionline l
JOIN reports_submission s ON s.id = l.submission_id
JOIN reports_period p ON p.id = s.period_id
JOIN reports_agency a ON a.id = s.agency_id
WHERE s.status = 'accepted' AND p.half_year <= %s AND NOT a.is_sandbox AND a.kind = %s
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
"""
_PEOPLE = """
SELECT half_year, race, ethnicity, sex, age, COUNT(*)
FROM (
  SELECT p.half_year, l.race, l.ethnicity, l.sex, l.age,
         ROW_NUMBER() OVER (
           PARTITION BY l.submission_id, l.person_ref
           ORDER BY l.access_on DESC, l.race DESC, l.ethnicity DESC, l.sex DESC, COALESCE(l.age, -1) DESC
         ) AS place
  FROM reports_submissionline l
  JOIN reports_submission s ON s.id = l.submission_id
  JOIN reports_period p ON p.id = s.period_id
  JOIN reports_agency a ON a.id = s.agency_id
  WHERE s.status = 'accepted' AND p.half_year <= %s AND NOT a.is_sandbox AND a.kind = %s
) latest
WHERE place = 1
GROUP BY 1, 2, 3, 4, 5
"""
_PEOPLE_OF_ONE = """
SELECT race, ethnicity, sex, age, COUNT(*)
FROM (
  SELECT l.race, l.ethnicity, l.sex, l.age,
         ROW_NUMBER() OVER (
           PARTITION BY l.person_ref
           ORDER BY l.access_on DESC, l.race DESC, l.ethnicity DESC, l.sex DESC, COALESCE(l.age, -1) DESC
         ) AS place
  FROM reports_submissionline l
  JOIN reports_submission s ON s.id = l.submission_id
  JOIN reports_period p ON p.id = s.period_id
  JOIN reports_agency a ON a.id = s.agency_id
  WHERE s.status = 'accepted' AND p.half_year = %s AND a.code = %s
) latest
WHERE place = 1
GROUP BY 1, 2, 3, 4
"""
FETCHED = 5000


def event_groups(through: str) -> Iterator[Group]:
    """Accesses of every agency by kind and basis."""
    for half, code, kind, basis, count in _rows(_EVENTS, through):
        yield Group(half, code, (kind, basis), count)


def people_groups(through: str) -> Iterator[Group]:
    """Persons of all municipal agencies by their description at the last access in the half-year."""
    for half, race, ethnicity, sex, age, count in _rows(_PEOPLE, through, MUNICIPAL):
        yield Group(half, "", (race, ethnicity, sex, age_band(age)), count)


def people_of(agencies: Mapping[str, list[str]]) -> Iterator[Group]:
    """The same of single agencies, by half-year."""
    for half, codes in agencies.items():
        for code in codes:
            for race, ethnicity, sex, age, count in _rows(_PEOPLE_OF_ONE, half, code):
                yield Group(half, code, (race, ethnicity, sex, age_band(age)), count)


def row_groups(through: str) -> Iterator[tuple[str, Combination, int]]:
    """Accesses of municipal agencies by everything that a row of the record-level file could show."""
    for half, code, kind, basis, month, race, ethnicity, sex, age, count in _rows(_ROWS, through, MUNICIPAL):
        yield half, (kind, basis, code, sex, ethnicity, race, age_band(age), month), count


def _rows(statement: str, *values: str) -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(values))
        while found := cursor.fetchmany(FETCHED):
            yield from found
