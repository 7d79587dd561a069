"""Days and moments of a file, as systems and people write them, read without guessing.

The month comes before the day, as on every American form, unless the file itself shows otherwise: a
13 in the first place makes all of its days that could be two a question, asked once for the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from reports.core.typed_times import Unreadable, plain, read_clock, read_day
from reports.law.moments import LocalTimeError, parse_local, parse_moment

ISO_MOMENT = re.compile(
    r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?"
)
FIGURES = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{2}|\d{4})\b", re.ASCII)
SERIAL = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)
FIRST_SERIAL, LAST_SERIAL = 20_000, 80_000  # 1954 to 2119, counted from 1900
DAY_FIRST, MONTH_FIRST = "dmy", "mdy"
NO_TIME = "The time of day is missing: hours are counted from it."
WRITE_MOMENT = "Write it as 2026-03-01T14:30, or as 3/1/2026 14:30."
WRITE_DAY = "Write it as 2026-03-01, or as 3/1/2026."
TWO_WAYS = "This day can be read in two ways, and the file holds days that begin with the day."
SAY_ORDER = "Say once for the file whether the day or the month comes first."


class Unwritten(ValueError):
    """The text is no day or moment, or could be two; rule and cure are sentences."""

    def __init__(self, rule: str, cure: str) -> None:
        self.rule, self.cure = rule, cure
        super().__init__(f"{rule} {cure}")


@dataclass(frozen=True)
class WrittenDays:
    """How a file writes its days: which part comes first, where somebody said so or the file shows
    it; and from when a workbook counts days that it stores as bare numbers.
    """

    today: date
    order: str = ""
    has_day_first: bool = False
    counts_from: date | None = None

    def day(self, text: str) -> date:
        """The day. Raises Unwritten."""
        written = text.strip()
        if (serial := self._serial(written)) is not None:
            return serial.date()
        try:
            return read_day(self._month_first(written), today=self.today)
        except Unreadable as refused:
            raise Unwritten(refused.what, WRITE_DAY) from None

    def moment(self, text: str) -> datetime:
        """The moment, in UTC. Raises Unwritten."""
        written = text.strip()
        try:
            if ISO_MOMENT.fullmatch(written):
                return parse_moment(written)
            if (serial := self._serial(written)) is not None:
                return parse_local(serial.date(), serial.time())
            return self._typed_moment(written)
        except LocalTimeError as refused:
            raise Unwritten(str(refused), "") from None

    def _typed_moment(self, written: str) -> datetime:
        words = written.split()
        for place in range(len(words) - 1, 0, -1):
            try:
                at = read_clock(" ".join(words[place:]))
                on = self.day(" ".join(words[:place]))
            except (Unreadable, Unwritten):
                continue
            if at.is_midnight:
                raise Unwritten("Midnight stands at both ends of a day.", "Write 00:00 or 23:59.")
            wall = f"{on.isoformat()}T{at.at.isoformat()}"
            return parse_moment(f"{wall}{OFFSETS[at.zone]}" if at.zone else wall)
        self.day(written)  # a day alone is told from what is none
        raise Unwritten(NO_TIME, WRITE_MOMENT)

    def _month_first(self, written: str) -> str:
        found = FIGURES.match(written)
        if found is None or found.group(1) == found.group(3):
            return written
        if self.order == DAY_FIRST:
            swapped = (found.group(3), found.group(1), found.group(4))
            return f"{'/'.join(swapped)}{written[found.end() :]}"
        if not self.order and self.has_day_first and int(found.group(3)) <= 12:
            raise Unwritten(TWO_WAYS, SAY_ORDER)
        return written

    def _serial(self, written: str) -> datetime | None:
        if self.counts_from is None or not SERIAL.fullmatch(written):
            return None
        number = float(written)
        if not FIRST_SERIAL <= number <= LAST_SERIAL:
            return None
        start = datetime(self.counts_from.year, self.counts_from.month, self.counts_from.day)  # noqa: DTZ001 - a workbook's days have no zone
        return start + timedelta(minutes=round(number * 24 * 60))


OFFSETS = {"EST": "-05:00", "EDT": "-04:00"}
# Excel counts February 29, 1900, which was none; after it, day 1 is December 31, 1899.
EPOCH_1900, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)


def is_day_first(text: str) -> bool:
    """Whether a day is written in figures that can only begin with the day."""
    found = FIGURES.match(plain(text))
    return bool(found) and int(found.group(1)) > 12 >= int(found.group(3)) if found else False


def any_day_first(texts: Iterable[str]) -> bool:
    """Whether a file writes any day so."""
    return any(is_day_first(text) for text in texts)
