"""How alike two descriptions of a person are, and why. A clerk decides whether they are one.

The same person is offered where the A-number agrees, or the name and the date of birth do. Anything
nearer than chance is perhaps the same person, with what speaks for it and against it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from reports.persons.identity import joined_name, name_parts, readable_alien_number
from reports.persons.values import PersonValues


class Likelihood(IntEnum):
    """How likely two descriptions are of one person."""

    UNLIKELY = 0
    PERHAPS = 1
    SAME = 2


class Agreement(IntEnum):
    """How far two values of one kind agree."""

    UNKNOWN = 0
    DIFFERENT = 1
    PARTLY = 2
    SAME = 3


@dataclass(frozen=True)
class Likeness:
    """The likelihood, what speaks for it, and what speaks against it."""

    likelihood: Likelihood
    reasons: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def rank(self) -> tuple[int, int, int]:
        """The likeliest first when sorted downward."""
        return self.likelihood, len(self.reasons), -len(self.doubts)


@dataclass(frozen=True)
class _Compared:
    number: Agreement
    family: Agreement
    given: Agreement
    is_same_name: bool
    shares_a_name: bool
    is_reversed: bool
    birth: Agreement


def likeness(one: PersonValues, other: PersonValues) -> Likeness:
    """Compare two descriptions in canonical form."""
    found = _compare(one, other)
    return Likeness(_likelihood(found), tuple(_reasons(found)), tuple(_doubts(found)))


def _compare(one: PersonValues, other: PersonValues) -> _Compared:
    family = _family_names(one.family_name, other.family_name)
    given = _given_names(one.given_names, other.given_names)
    every, theirs = _all_parts(one), _all_parts(other)
    is_reversed = bool(
        set(name_parts(one.family_name)) & set(name_parts(other.given_names))
        and set(name_parts(one.given_names)) & set(name_parts(other.family_name))
    )
    return _Compared(
        number=_numbers(one.alien_number, other.alien_number),
        family=family,
        given=given,
        is_same_name=bool(every)
        and (every == theirs or (family is Agreement.SAME and given is Agreement.SAME)),
        shares_a_name=bool(every & theirs) or family is Agreement.SAME,
        is_reversed=is_reversed,
        birth=_births(one.date_of_birth, other.date_of_birth),
    )


def _all_parts(values: PersonValues) -> frozenset[str]:
    return frozenset((*name_parts(values.family_name), *name_parts(values.given_names)))


def _numbers(one: str, other: str) -> Agreement:
    mine, theirs = readable_alien_number(one), readable_alien_number(other)
    if not mine or not theirs:
        return Agreement.UNKNOWN
    return Agreement.SAME if mine == theirs else Agreement.DIFFERENT


def _births(one: date | None, other: date | None) -> Agreement:
    """A day and a month exchanged agree in part: two countries write them in two orders."""
    if one is None or other is None:
        return Agreement.UNKNOWN
    if one == other:
        return Agreement.SAME
    is_exchanged = (one.year, one.month, one.day) == (other.year, other.day, other.month)
    return Agreement.PARTLY if is_exchanged else Agreement.DIFFERENT


def _family_names(one: str, other: str) -> Agreement:
    """One of two surnames in common agrees in part."""
    mine, theirs = name_parts(one), name_parts(other)
    if not mine or not theirs:
        return Agreement.UNKNOWN
    if set(mine) == set(theirs) or joined_name(one) == joined_name(other):
        return Agreement.SAME
    return Agreement.PARTLY if set(mine) & set(theirs) else Agreement.DIFFERENT


def _given_names(one: str, other: str) -> Agreement:
    """Some of the names, or an initial in place of a name, agree in part."""
    mine, theirs = name_parts(one), name_parts(other)
    if not mine or not theirs:
        return Agreement.UNKNOWN
    if set(mine) == set(theirs) or joined_name(one) == joined_name(other):
        return Agreement.SAME
    is_alike = any(_is_same_given(part, another) for part in mine for another in theirs)
    return Agreement.PARTLY if is_alike else Agreement.DIFFERENT


def _is_same_given(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return shorter == longer or (len(shorter) == 1 and longer.startswith(shorter))


def _likelihood(found: _Compared) -> Likelihood:
    if found.number is Agreement.SAME:
        is_somebody_else = not found.shares_a_name and found.birth is Agreement.DIFFERENT
        return Likelihood.PERHAPS if is_somebody_else else Likelihood.SAME
    if found.is_same_name and found.birth is Agreement.SAME:
        is_doubtful = found.number is Agreement.DIFFERENT
        return Likelihood.PERHAPS if is_doubtful else Likelihood.SAME
    return Likelihood.PERHAPS if _is_near(found) else Likelihood.UNLIKELY


def _is_near(found: _Compared) -> bool:
    if found.is_same_name:
        return True
    if found.birth is Agreement.SAME:
        return found.shares_a_name
    if found.birth is Agreement.DIFFERENT:
        return False
    if found.is_reversed:
        return True
    if found.family is Agreement.PARTLY:
        return found.given >= Agreement.PARTLY
    return found.family is Agreement.SAME and found.given is not Agreement.DIFFERENT


def _reasons(found: _Compared) -> list[str]:
    said = {
        "the A-number is the same": found.number is Agreement.SAME,
        "the name is the same": found.is_same_name,
        "family and given names are the other way round": found.is_reversed
        and not found.is_same_name,
        "the family name is the same": found.family is Agreement.SAME and not found.is_same_name,
        "one surname is the same": found.family is Agreement.PARTLY and not found.is_same_name,
        "the given names are the same": found.given is Agreement.SAME and not found.is_same_name,
        "the given names agree in part": found.given is Agreement.PARTLY and not found.is_same_name,
        "the date of birth is the same": found.birth is Agreement.SAME,
        "day and month of birth are exchanged": found.birth is Agreement.PARTLY,
    }
    return [sentence for sentence, is_so in said.items() if is_so]


def _doubts(found: _Compared) -> list[str]:
    said = {
        "another A-number": found.number is Agreement.DIFFERENT,
        "another family name": found.family is Agreement.DIFFERENT
        and not (found.is_same_name or found.is_reversed),
        "other given names": found.given is Agreement.DIFFERENT
        and not (found.is_same_name or found.is_reversed),
        "another date of birth": found.birth is Agreement.DIFFERENT,
        "the date of birth is missing on one of them": found.birth is Agreement.UNKNOWN,
    }
    return [sentence for sentence, is_so in said.items() if is_so]
