"""Days and times of day as police and offices type them, read without guessing.

What can be read in one way only is read: 0200, 200, 2:00, 1530, 3:30 pm; 3/1/2026, 03-01-26,
2026-03-01, 1 Mar 2026, yesterday. What could be two things is refused with a sentence that says how
to write it. The month comes before the day, as on every American form.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, time, timedelta

EARLIEST_YEAR, LATEST_YEAR = 1880, 2199
YEARS_AHEAD = 20
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
RELATIVE_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1}
NOW = "now"
ZONES = {"est": "EST", "edt": "EDT"}

ISO_DAY = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})", re.ASCII)
AMERICAN_DAY = re.compile(r"(\d{1,2})\s?[-/. ]\s?(\d{1,2})\s?[-/. ]\s?(\d{1,4})", re.ASCII)
DAY_WORD_YEAR = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[-/. ]*([a-z]+)[-/., ]*(\d{2}|\d{4})", re.ASCII
)
WORD_DAY_YEAR = re.compile(
    r"([a-z]+)[-/. ]*(\d{1,2})(?:st|nd|rd|th)?[-/., ]+(\d{2}|\d{4})", re.ASCII
)
EIGHT_FIGURES = re.compile(r"\d{8}", re.ASCII)
SIX_FIGURES = re.compile(r"\d{6}", re.ASCII)
NO_YEAR = re.compile(r"\d{1,2}[-/. ]\d{1,2}|[a-z]+\.? \d{1,2}|\d{1,2} [a-z]+\.?", re.ASCII)

WRITTEN_ZONE = re.compile(r"\s*\(?\b(est|edt|et|eastern)\b\)?", re.ASCII)
TWELVE_HOURS = re.compile(
    r"(\d{1,2})(?:[:.]?(\d{2}))?(?:[:.]\d{2})?\s?([ap])(?:\.?\s?m)?\.?", re.ASCII
)
TWENTY_FOUR_HOURS = re.compile(
    r"(?:(\d{1,2})[:.h](\d{2})(?:[:.]\d{2})?|(\d{1,2})(\d{2}))(?:\s?(?:hours|hrs?\.?|h))?", re.ASCII
)
NOON = frozenset({"noon", "12 noon", "12:00 noon", "1200 noon"})
MIDNIGHT = frozenset({"midnight", "12 midnight", "12:00 midnight", "2400", "24:00", "2400 hrs"})


class Unreadable(ValueError):
    """What was typed is no day or no time of day, or could be two: what is wrong and how to write
    it.
    """

    def __init__(self, what: str, fix: str) -> None:
        self.what = what
        self.fix = fix
        super().__init__(f"{what} {fix}")


@dataclass(frozen=True)
class ClockTime:
    """A time of day. `is_midnight` where 2400 or a word was typed, which can be either end of a
    day; `zone` where EST or EDT was written beside it.
    """

    at: time
    is_midnight: bool = False
    zone: str = ""


HOW_TO_WRITE_A_DAY = "Write month, day and year, for example 11/21/2026."
LIKE_A_DAY = "Like 11/21/2026."
LIKE_A_MOMENT = "Like 11/21/2026, and 1410 or 2:10 PM."
HOW_TO_WRITE_A_TIME = "Write it as 1410 or 2:10 PM."


def plain(text: str) -> str:
    """What was typed, without what makes no difference."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def is_relative(text: str) -> bool:
    """Whether the text means something else on another day."""
    return plain(text) in {*RELATIVE_DAYS, NOW}


def read_day(text: str, *, today: date) -> date:
    """The day that was typed. Raises Unreadable."""
    typed = plain(text).replace(",", " , ").replace(" ,", ",")
    if typed == NOW:
        return today
    if typed in RELATIVE_DAYS:
        return today + timedelta(days=RELATIVE_DAYS[typed])
    year, month, day = _parts_of_day(typed, today)
    if not 1 <= month <= 12:
        raise Unreadable(
            f"{month} is no month; the month is written first.",
            "Write month, day and year, for example 11/21/2026, or the month as a word.",
        )
    try:
        return date(year, month, day)
    except ValueError as refused:
        raise Unreadable("This is not a day of the calendar.", HOW_TO_WRITE_A_DAY) from refused


def _parts_of_day(typed: str, today: date) -> tuple[int, int, int]:
    """Year, month and day, in whichever of the known orders they stand."""
    if found := ISO_DAY.fullmatch(typed):
        year, month, day = found.groups()
    elif found := AMERICAN_DAY.fullmatch(typed):
        month, day, year = found.groups()
    elif found := DAY_WORD_YEAR.fullmatch(typed):
        day, month, year = found.groups()
    elif found := WORD_DAY_YEAR.fullmatch(typed):
        month, day, year = found.groups()
    elif EIGHT_FIGURES.fullmatch(typed):
        year, month, day = _of_eight_figures(typed)
    else:
        raise _no_day(typed)
    return year_of(year, today), month_number(month), int(day)


def _of_eight_figures(typed: str) -> tuple[str, str, str]:
    """20260301 or 03012026: no month begins with 13 or more, so each is one of the two only."""
    if int(typed[:2]) > 12:
        return typed[:4], typed[4:6], typed[6:]
    return typed[4:], typed[:2], typed[2:4]


def _no_day(typed: str) -> Unreadable:
    if SIX_FIGURES.fullmatch(typed):
        return Unreadable(
            "Six digits can be read in more than one order.",
            "Separate month, day and year, for example 11/21/2026.",
        )
    if NO_YEAR.fullmatch(typed):
        return Unreadable("The year is missing.", HOW_TO_WRITE_A_DAY)
    return Unreadable("This is not a day of the calendar.", HOW_TO_WRITE_A_DAY)


def year_of(written: str, today: date) -> int:
    """A year of four figures, or of two: the one that lies at most twenty years ahead."""
    year = int(written)
    if len(written) == 2:
        century = today.year - today.year % 100
        year += century
        return year if year <= today.year + YEARS_AHEAD else year - 100
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise Unreadable(
            f"The year {year} cannot be meant.", "Write the year with four figures, as in 2026."
        )
    return year


def month_number(written: str) -> int:
    """A month as a number or as a word of at least three letters. Raises Unreadable."""
    if written.isdecimal():
        return int(written)
    word = written.casefold().rstrip(".")
    found = [
        number
        for number, name in enumerate(MONTHS, start=1)
        if len(word) >= 3 and (name.startswith(word) or (word == "sept" and number == 9))
    ]
    if not found:
        raise Unreadable("This is not a day of the calendar.", HOW_TO_WRITE_A_DAY)
    return found[0]


def read_clock(text: str) -> ClockTime:
    """The time of day that was typed. Raises Unreadable."""
    typed, zone = _without_zone(plain(text))
    if typed in NOON:
        return ClockTime(time(12), zone=zone)
    if typed in MIDNIGHT:
        return ClockTime(time(), is_midnight=True, zone=zone)
    if found := TWELVE_HOURS.fullmatch(typed):
        return ClockTime(_of_twelve_hours(*found.groups()), zone=zone)
    if found := TWENTY_FOUR_HOURS.fullmatch(typed):
        hour, minute = (int(part) for part in found.groups() if part is not None)
        return ClockTime(_time(hour, minute), zone=zone)
    raise _no_time(typed)


def _without_zone(typed: str) -> tuple[str, str]:
    found = WRITTEN_ZONE.search(typed)
    if found is None or found.end() != len(typed):
        return typed, ""
    return typed[: found.start()], ZONES.get(found.group(1), "")


def _of_twelve_hours(hour: str, minute: str | None, half: str) -> time:
    """3:30 pm and 15:30 pm are the same; 15:30 am is nothing."""
    number, minutes = int(hour), int(minute or 0)
    if half == "a" and number > 12:
        raise Unreadable("This is not a time of day.", HOW_TO_WRITE_A_TIME)
    if half == "p" and 0 < number < 12:
        number += 12
    if half == "a" and number == 12:
        number = 0
    return _time(number, minutes)


def _time(hour: int, minute: int) -> time:
    try:
        return time(hour, minute)
    except ValueError as refused:
        raise Unreadable("This is not a time of day.", HOW_TO_WRITE_A_TIME) from refused


def _no_time(typed: str) -> Unreadable:
    if typed.isdecimal() and len(typed) <= 2:
        return Unreadable(
            "An hour alone can be morning or evening.",
            f"Write {typed.zfill(2)[:2]}00, or the hour with AM or PM.",
        )
    return Unreadable("This is not a time of day.", HOW_TO_WRITE_A_TIME)
