"""What a message shows of the half-year it names. Only the capability that keeps half-years knows:
it registers a function here, and the inbox asks it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class HalfYearFacts:
    """A half-year as people say it, and the day its report is due."""

    title: str
    due_on: date
    law_asks: str = ""  # what (e)(3) asks, and what OPM would like beyond it


Describe = Callable[[Collection[str]], Mapping[str, HalfYearFacts]]

_registered: list[Describe] = []


def describes_half_years(describe: Describe) -> Describe:
    """Decorator: register the function that describes half-years by their codes."""
    _registered[:] = [describe]
    return describe


def half_year_facts(codes: Collection[str]) -> Mapping[str, HalfYearFacts]:
    """The facts of these half-years, by code. Codes that nobody knows are left out."""
    wanted = {code for code in codes if code}
    return _registered[0](wanted) if wanted and _registered else {}
