"""Half-years and years: calendar halves, January to June and July to December.

C.G.S. section 54-192h(e)(3) says "every six months" beginning 2020-01-01 and fixes no boundaries;
calendar halves agree with it and are our assumption.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

CODE = re.compile(r"(\d{4})H([12])\Z", re.ASCII)
MONTHS = {1: "January to June", 2: "July to December"}


class PeriodError(ValueError):
    """The text names no half-year; the message says how one is written."""


@dataclass(frozen=True, slots=True, order=True)
class HalfYear:
    """One half of a calendar year; ordered in time."""

    year: int
    half: int

    def __post_init__(self) -> None:
        if self.half not in MONTHS or not 1 <= self.year <= 9998:
            raise PeriodError(
                "A half-year is the first or second half of a year, written as 2025H1."
            )

    @classmethod
    def parse(cls, text: str) -> "HalfYear":
        match = CODE.match(text.strip())
        if match is None:
            raise PeriodError("A half-year is written as 2025H1 or 2025H2.")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date) -> "HalfYear":
        """The half-year a day lies in; a moment is first to be shown in local time."""
        return cls(day.year, 1 if day.month <= 6 else 2)

    def __str__(self) -> str:
        return f"{self.year:04}H{self.half}"

    @property
    def code(self) -> str:
        return str(self)

    @property
    def label(self) -> str:
        return f"{MONTHS[self.half]} {self.year}"

    @property
    def starts_on(self) -> date:
        return date(self.year, 1 if self.half == 1 else 7, 1)

    @property
    def ends_on(self) -> date:
        """The last day, included."""
        return self.next().starts_on - timedelta(days=1)

    def next(self) -> "HalfYear":
        return HalfYear(self.year, 2) if self.half == 1 else HalfYear(self.year + 1, 1)

    def previous(self) -> "HalfYear":
        return HalfYear(self.year, 1) if self.half == 2 else HalfYear(self.year - 1, 2)

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


def half_years(first: HalfYear, last: HalfYear) -> Iterator[HalfYear]:
    """From the first through the last, both included."""
    current = first
    while current <= last:
        yield current
        current = current.next()


def halves_of(year: int) -> tuple[HalfYear, HalfYear]:
    return HalfYear(year, 1), HalfYear(year, 2)
