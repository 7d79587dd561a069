"""Count lines into the totals of their submissions, in one statement for both databases.

A person is described by the last of the person's lines; of lines of one day, always by the same.
Day, description and age are packed into one number that grows in that order, so the greatest number
is the last line: a plain maximum for each person, and nothing to sort.
"""

from __future__ import annotations

from reports.submissions.totals.definition import (
    AGE_BANDS,
    COLUMNS,
    EVENTS,
    SUMMED,
    UNKNOWN,
    TotalColumn,
)

# The two expressions that differ between the databases: a day as a number, and a letter as one.
DAY = {
    "postgresql": "(l.access_on - DATE '1970-01-01')",
    "sqlite": "CAST(julianday(l.access_on) AS INTEGER)",
}
LETTER = {"postgresql": "ascii", "sqlite": "unicode"}
LETTERS, AGES = (
    128,
    256,
)  # a letter is ASCII; an age is at most 125, and 0 stands for one that was not recorded
PLACES = {"race": AGES * LETTERS * LETTERS, "ethnicity": AGES * LETTERS, "sex": AGES}


def recount(vendor: str, scope: str) -> str:
    """A SELECT of submission and totals, `COLUMNS` in order, of the lines `l` that `scope` selects.

    A submission without lines gives no row. The statement must be executed with parameters, even
    with an empty list; those of `scope` are bound twice: events are counted, then persons.
    """
    events = ", ".join(
        f"{_count(summed)} AS {summed.column}" for summed in SUMMED if summed.unit == EVENTS
    )
    persons = ", ".join(
        f"{_count(summed)} AS {summed.column}" for summed in SUMMED if summed.unit != EVENTS
    )
    return f"""
SELECT of_events.submission_id, {", ".join(COLUMNS)}
FROM (SELECT l.submission_id, {events}
    FROM reports_submissionline l WHERE {scope} GROUP BY l.submission_id) of_events
JOIN (
  SELECT submission_id, {persons}
  FROM (
    SELECT l.submission_id, l.person_ref, MAX({_packed(vendor)}) AS packed
    FROM reports_submissionline l WHERE {scope} GROUP BY l.submission_id, l.person_ref
  ) latest
  GROUP BY submission_id
) of_persons ON of_persons.submission_id = of_events.submission_id
"""  # noqa: S608  put together from the declared columns and the callers' own words


def _packed(vendor: str) -> str:
    letter = LETTER[vendor]
    described = " + ".join(f"{letter}(l.{name}) * {place}" for name, place in PLACES.items())
    return (
        f"{DAY[vendor]} * CAST({AGES * LETTERS**3} AS BIGINT) + {described} + COALESCE(l.age,"
        " -1) + 1"
    )


def _count(summed: TotalColumn) -> str:
    wanted = [_fits(name, value) for name, value in summed.described]
    return f"COUNT(*) FILTER (WHERE {' AND '.join(wanted)})" if wanted else "COUNT(*)"


def _fits(name: str, value: str) -> str:
    if name == "age_band":
        return _age_fits(value)
    if name in PLACES:
        return f"packed / {PLACES[name]} %% {LETTERS} = {ord(value)}"
    return f"l.{name} = '{value}'"


def _age_fits(band: str) -> str:
    if band == UNKNOWN:
        return f"packed %% {AGES} = 0"
    first, last = next((first, last) for first, last, name in AGE_BANDS if name == band)
    return f"packed %% {AGES} BETWEEN {first + 1} AND {last + 1}"
