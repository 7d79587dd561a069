"""Sentences, dates and times in one language, as that language writes them, in Connecticut's
time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from babel.dates import format_date, format_time

from reports.law.moments import LOCAL_TIME, local_day
from reports.notices.text.languages import Catalog, catalog

BLANK = "____________"
ISOLATE, POP = "\u2068", "\u2069"

# CLDR writes Haitian Creole months in French.
HAITIAN_MONTHS = (
    "janvye",
    "fevriye",
    "mas",
    "avril",
    "me",
    "jen",
    "jiyè",
    "out",
    "septanm",
    "oktòb",
    "novanm",
    "desanm",
)


@dataclass(frozen=True)
class LocaleText:
    """One language's text. `blank` leaves lines to be filled in by hand where a value would be."""

    words: Catalog
    blank: bool = False

    @property
    def lang(self) -> str:
        return self.words.language.code

    def say(self, key: str, **values: str) -> str:
        """The sentence with its values. In right-to-left text each value is isolated, so that
        numbers and names do not change places.
        """
        if self.words.language.right_to_left:
            values = {name: isolated(value) for name, value in values.items()}
        return self.words.say(key, **values)

    def apart(self, text: str) -> str:
        """In right-to-left text, isolate text that keeps its own direction."""
        return isolated(text) if self.words.language.right_to_left else text

    def value(self, text: str) -> str:
        return BLANK if self.blank else text

    def day(self, moment: datetime | date) -> str:
        if self.blank:
            return BLANK
        day = local_day(moment) if isinstance(moment, datetime) else moment
        if self.lang == "ht":
            return f"{day.day} {HAITIAN_MONTHS[day.month - 1]} {day.year}"
        return _plain_spaces(format_date(day, format="long", locale=self.words.language.babel))

    def time(self, moment: datetime) -> str:
        if self.blank:
            return BLANK
        return _plain_spaces(
            format_time(moment, format="short", tzinfo=LOCAL_TIME, locale=self._babel)
        )

    @property
    def _babel(self) -> str:
        return "fr" if self.lang == "ht" else self.words.language.babel


def isolated(value: str) -> str:
    """A value that keeps its own direction; a short one is not broken over two lines."""
    return value if value.startswith(ISOLATE) else f"{ISOLATE}{value}{POP}"


def _plain_spaces(text: str) -> str:
    """Replace CLDR's narrow and no-break spaces and its direction marks by what a person would
    type.
    """
    return (
        text.replace("\u202f", " ")
        .replace("\u00a0", " ")
        .replace("\u200f", "")
        .replace("\u200e", "")
    )


def locale_text(code: str, *, blank: bool = False) -> LocaleText:
    return LocaleText(catalog(code), blank)
