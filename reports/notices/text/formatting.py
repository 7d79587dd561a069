"""Sentences, dates and times in one language, as that language writes them, in Connecticut's
time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Self

from babel.dates import format_date, format_time

from reports.law.moments import LOCAL_TIME, local_day
from reports.notices.text.languages import ENGLISH, Catalog, catalog

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
class Day:
    """A day in a sentence, written as the language of that sentence writes it."""

    moment: datetime | date


@dataclass(frozen=True)
class Time:
    """A time of day in a sentence."""

    moment: datetime


@dataclass(frozen=True)
class Phrase:
    """A sentence inside another one. Where either may not be printed, both are English."""

    key: str
    values: Mapping[str, str] = field(default_factory=dict)


Value = str | Day | Time | Phrase


class Saying(str):
    """A sentence as it is printed. `is_fallback` says that it is the English one, in place of a
    translation that is missing or that nobody has signed.
    """

    __slots__ = ("is_fallback",)
    is_fallback: bool

    def __new__(cls, words: str = "", *, is_fallback: bool = False) -> Self:
        said = super().__new__(cls, words)
        said.is_fallback = is_fallback
        return said


@dataclass(frozen=True)
class LocaleText:
    """One language's text. `blank` leaves lines to be filled in by hand where a value would be;
    in `production` only signed sentences are printed. `printed` collects the keys said so far.
    """

    words: Catalog
    blank: bool = False
    production: bool = False
    printed: set[str] = field(default_factory=set, compare=False)

    @property
    def lang(self) -> str:
        return self.words.language.code

    @property
    def has_printed_drafts(self) -> bool:
        """Whether a sentence said so far is a translation that nobody has signed."""
        return any(not self.words.is_signed(key) for key in self.printed)

    @property
    def has_printed_signed(self) -> bool:
        """Whether a sentence said so far is a translation that somebody has signed."""
        return any(self.words.is_signed(key) for key in self.printed)

    def alone(self) -> LocaleText:
        """The same text, with nothing said yet."""
        return replace(self, printed=set())

    def may_print(self, key: str) -> bool:
        """Whether there is a translation that may be printed."""
        return self.words.has(key) and (not self.production or self.words.is_signed(key))

    def say(self, key: str, **values: Value) -> Saying:
        """The sentence with its values, or the English one where the translation may not be
        printed. In right-to-left text each value is isolated, so that numbers and names do not
        change places.
        """
        keys = [key, *(value.key for value in values.values() if isinstance(value, Phrase))]
        if not all(map(self.may_print, keys)):
            english = LocaleText(catalog(ENGLISH.code), self.blank)
            return Saying(english.say(key, **values), is_fallback=True)
        self.printed.update(keys)
        shown = {name: self._shown(value) for name, value in values.items()}
        if self.words.language.right_to_left:
            shown = {name: isolated(value) for name, value in shown.items()}
        return Saying(self.words.say(key, **shown))

    def _shown(self, value: Value) -> str:
        match value:
            case Day(moment):
                return self.day(moment)
            case Time(moment):
                return self.time(moment)
            case Phrase(key, values):
                return self.say(key, **values)
        return value

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


def locale_text(code: str, *, blank: bool = False, production: bool = False) -> LocaleText:
    return LocaleText(catalog(code), blank, production)
