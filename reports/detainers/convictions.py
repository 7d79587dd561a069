"""Convictions: which ground each gives, and which open question it raises instead.

An erased, juvenile or out-of-state conviction raises Q6 or Q8, and one whose class the copy of the
statutes contradicts or cannot tell leaves its ground unsettled (54-142a, 53a-25).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from reports.detainers.models import Conviction, Detainer
from reports.detainers.values import ConvictionValues
from reports.law.assess import ConvictionFacts as LawConviction
from reports.law.assess import ConvictionReading, read_conviction
from reports.law.state import LawState
from reports.lawbook.queries import law_state

MARKS = ("erased", "juvenile", "deemed_class")
INCHOATE = ("attempt", "conspiracy")
CONFIRMED = "confirmed:"
FELONY_CLASSES = frozenset("ABCDEU")


def question_marks(values: ConvictionValues) -> str:
    """The marks of a conviction, in the form in which they are sealed."""
    return ";".join(
        [
            *(mark for mark in MARKS if getattr(values, f"is_{mark}")),
            *(mark for mark in INCHOATE if values.inchoate == mark),
            *(f"{CONFIRMED}{key}" for key in values.confirmed),
        ]
    )


def values_of_row(row: Conviction) -> ConvictionValues:
    """A stored conviction, unsealed, as the verbs take it."""
    marks = set(row.marks.split(";"))
    return ConvictionValues(
        offense=row.offense,
        section=row.section,
        subdivision=row.subdivision,
        offense_class=row.offense_class,
        offense_on=date.fromisoformat(row.offense_on) if row.offense_on else None,
        convicted_on=row.convicted_on,
        court=row.court,
        docket=row.docket,
        state=row.state,
        source=row.source,
        checked_on=date.fromisoformat(row.checked_on) if row.checked_on else None,
        is_erased="erased" in marks,
        is_juvenile="juvenile" in marks,
        is_deemed_class="deemed_class" in marks,
        inchoate=next((mark for mark in INCHOATE if mark in marks), ""),
        confirmed=tuple(
            sorted(mark.removeprefix(CONFIRMED) for mark in marks if mark.startswith(CONFIRMED))
        ),
    )


def convictions_of(detainer: Detainer) -> tuple[ConvictionValues, ...]:
    """The convictions on record for a detainer."""
    return tuple(values_of_row(row) for row in detainer.convictions.select_related("record_key"))


def grounds_without_facts(detainer: Detainer) -> tuple[str, ...]:
    """Grounds that were only stated, in a file for example: no conviction and no judge's paper on
    record shows them.
    """
    given = grounds_given(convictions_of(detainer), law_state())
    missing = [
        ground
        for ground in detainer.grounds
        if ground.endswith("_conviction") and ground not in given
    ]
    if "judicial_warrant" in detainer.grounds and not detainer.warrant_court:
        missing.append("judicial_warrant")
    return tuple(missing)


def names_confidential_matter(detainer: Detainer, words: str) -> bool:
    """Whether words give the offense or the docket number of what no notice prints: an erased
    conviction, a juvenile matter or one of a minor, a warrant that the court sealed.
    """
    matters = [
        part
        for each in convictions_of(detainer)
        if each.is_erased or each.is_juvenile or detainer.is_minor
        for part in (each.offense, each.docket)
    ]
    if detainer.is_warrant_sealed:
        matters.append(detainer.warrant_docket)
    written = _plain(words)
    return any(_plain(matter) in written for matter in matters if _plain(matter))


def is_same_conviction(one: ConvictionValues, other: ConvictionValues) -> bool:
    """Whether two records speak of one judgment: by its docket number where both have it, else by
    offense, section and day.
    """
    if one.docket and other.docket:
        return _plain(one.docket) == _plain(other.docket)
    return all(
        _plain(getattr(one, name)) == _plain(getattr(other, name))
        for name in ("offense", "section", "convicted_on")
    )


def _plain(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def reading_of(values: ConvictionValues, state: LawState) -> ConvictionReading:
    """The ground a conviction gives, with its open questions and their reasons."""
    felony_class = values.offense_class.strip().upper().removeprefix("CLASS ").strip()
    conviction = LawConviction(
        section=values.section,
        subdivision=values.subdivision,
        felony=felony_class in FELONY_CLASSES,
        felony_class=felony_class,
        offense_on=values.offense_on,
        court=values.court,
        state=values.state or "CT",
        erased=values.is_erased,
        juvenile=values.is_juvenile,
        deemed_class=values.is_deemed_class,
        inchoate=values.inchoate,
        confirmed=frozenset(values.confirmed),
    )
    return read_conviction(conviction, state)


def grounds_given(convictions: Iterable[ConvictionValues], state: LawState) -> tuple[str, ...]:
    """The grounds given by the convictions on record, each once."""
    readings = (reading_of(conviction, state) for conviction in convictions)
    return tuple(dict.fromkeys(reading.ground.value for reading in readings if reading.ground))
