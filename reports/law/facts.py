"""The facts an assessment is made of, and how they are read from what somebody sent.

Everything wrong is named at once, field by field, with the words that would have been understood.
The text of an error never repeats whole inputs, because people paste names into the wrong field.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.law.vocabulary import Vocabulary

FIELDS = (
    "on",
    "agency_kind",
    "purposes",
    "grounds",
    "minor",
    "not_legally_competent",
    "in_custody",
    "form",
    "doubts",
    "id",
)
DOUBT_FIELDS = frozenset({"ground", "cause", "purposes"})
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
ECHO_LIMIT = 40
UNREADABLE_DOUBT = "must name a ground and a cause, and purposes if not for all, in each object."


@dataclass(frozen=True, slots=True, order=True)
class Doubt:
    """A ground on record whose own facts leave open whether it counts, for the purposes named or,
    where none is named, for all.
    """

    ground: str
    cause: str
    purposes: tuple[str, ...] = ()

    def hangs_over(self, purpose: str) -> bool:
        return not self.purposes or purpose in self.purposes

    def as_dict(self) -> dict[str, Any]:
        shown: dict[str, Any] = {"ground": self.ground, "cause": self.cause}
        return shown | ({"purposes": list(self.purposes)} if self.purposes else {})


@dataclass(frozen=True, slots=True)
class DetainerFacts:
    """What is asked of which kind of agency, on which day, and on what grounds.

    `in_custody` is None where nobody said. `doubts` name the grounds that count only with a
    question; without any, grounds are taken as stated.
    """

    on: date
    agency_kind: str
    purposes: tuple[str, ...]
    grounds: tuple[str, ...] = ()
    minor: bool = False
    form: str | None = None
    id: str | None = None
    not_legally_competent: bool = False
    in_custody: bool | None = None
    doubts: tuple[Doubt, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        given: dict[str, Any] = {
            "on": self.on.isoformat(),
            "agency_kind": self.agency_kind,
            "purposes": list(self.purposes),
            "grounds": list(self.grounds),
            "minor": self.minor,
        }
        optional = {
            "not_legally_competent": self.not_legally_competent or None,
            "in_custody": self.in_custody,
            "form": self.form,
            "doubts": [doubt.as_dict() for doubt in self.doubts] or None,
            "id": self.id,
        }
        return given | {name: value for name, value in optional.items() if value is not None}


@dataclass(frozen=True, slots=True)
class FieldError:
    field: str
    message: str
    allowed: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        shown: dict[str, Any] = {"field": self.field, "message": self.message}
        return shown | ({"allowed": list(self.allowed)} if self.allowed else {})


class FactsError(ValueError):
    """The facts could not be understood; `errors` names every field, its fault and the words
    allowed.
    """

    def __init__(self, errors: Iterable[FieldError]) -> None:
        self.errors = tuple(errors)
        super().__init__("facts not understood: " + ", ".join(error.field for error in self.errors))


def read_facts(given: Mapping[str, Any], vocabulary: Vocabulary) -> DetainerFacts:
    """Facts from a mapping as JSON gives it; FactsError naming every bad field otherwise."""
    if not isinstance(given, Mapping):
        raise FactsError([FieldError("facts", "must be an object with named fields", FIELDS)])
    reader = _Reader(given)
    facts = DetainerFacts(
        on=reader.day("on"),
        agency_kind=reader.word("agency_kind", vocabulary.agency_kind_words),
        purposes=reader.words("purposes", vocabulary.purpose_words, at_least=1),
        grounds=reader.words("grounds", vocabulary.ground_words, at_least=0),
        minor=bool(reader.yes_or_no("minor")),
        not_legally_competent=bool(reader.yes_or_no("not_legally_competent")),
        in_custody=reader.yes_or_no("in_custody"),
        doubts=reader.doubts(vocabulary),
        form=reader.optional_word("form", vocabulary.form_words),
        id=reader.text("id"),
    )
    reader.refuse_unknown_fields()
    if reader.errors:
        raise FactsError(reader.errors)
    return facts


class _Reader:
    """Reads one field at a time and remembers what was wrong."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.given = given
        self.errors: list[FieldError] = []

    def fail(self, field: str, message: str, allowed: Iterable[str] = ()) -> None:
        words = tuple(allowed)
        listed = f" Allowed: {', '.join(words)}." if words else ""
        self.errors.append(FieldError(field, message + listed, words))

    def day(self, field: str) -> date:
        value = self.given.get(field)
        try:
            if isinstance(value, str) and ISO_DAY.match(value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        self.fail(field, "must be a day that exists, written as 2026-03-01.")
        return date.min

    def word(self, field: str, allowed: Mapping[str, object]) -> str:
        value = self.given.get(field)
        if isinstance(value, str) and value in allowed:
            return value
        self.fail(
            field, "is missing." if value is None else f"{echo(value)} is not known.", allowed
        )
        return str(value)

    def optional_word(self, field: str, allowed: Mapping[str, object]) -> str | None:
        return None if self.given.get(field) is None else self.word(field, allowed)

    def words(self, field: str, allowed: Mapping[str, object], *, at_least: int) -> tuple[str, ...]:
        value = self.given.get(field)
        if not isinstance(value, list | tuple):
            self.fail(
                field, "is missing." if value is None else "must be a list of words.", allowed
            )
            return ()
        if len(value) < at_least:
            self.fail(field, "must name at least one.", allowed)
        unknown = [word for word in value if not isinstance(word, str) or word not in allowed]
        if unknown:
            self.fail(field, f"{', '.join(map(echo, unknown[:5]))} not known.", allowed)
        return tuple(value)

    def yes_or_no(self, field: str) -> bool | None:
        value: bool | None = self._optional(
            field, lambda value: isinstance(value, bool), "must be true or false."
        )
        return value

    def doubts(self, vocabulary: Vocabulary) -> tuple[Doubt, ...]:
        given = self._optional(
            "doubts", lambda value: isinstance(value, list | tuple), "must be a list of objects."
        )
        read = [_doubt(item, vocabulary) for item in given or ()]
        if None in read:
            self.fail("doubts", UNREADABLE_DOUBT, vocabulary.doubt_causes)
        return tuple(doubt for doubt in read if doubt is not None)

    def text(self, field: str) -> str | None:
        value: str | None = self._optional(
            field, lambda value: isinstance(value, str), "must be text."
        )
        return value

    def _optional(self, field: str, fits: Callable[[Any], bool], message: str) -> Any:
        value = self.given.get(field)
        if value is None or fits(value):
            return value
        self.fail(field, message)
        return None

    def refuse_unknown_fields(self) -> None:
        for field in self.given:
            if field not in FIELDS:
                self.fail(str(field)[:ECHO_LIMIT], "is not a field of the facts.", FIELDS)


def _doubt(item: object, vocabulary: Vocabulary) -> Doubt | None:
    """A doubt as stored facts carry it, None where it cannot be one."""
    if not isinstance(item, Mapping) or not set(item) <= DOUBT_FIELDS:
        return None
    ground, cause = item.get("ground"), item.get("cause")
    purposes = item.get("purposes", [])
    if not isinstance(purposes, list | tuple):
        return None
    known = (
        _is_word(ground, vocabulary.ground_words)
        and _is_word(cause, vocabulary.doubt_causes)
        and all(_is_word(purpose, vocabulary.purpose_words) for purpose in purposes)
    )
    return Doubt(str(ground), str(cause), tuple(purposes)) if known else None


def _is_word(value: object, allowed: Mapping[str, object]) -> bool:
    return isinstance(value, str) and value in allowed


def echo(value: object) -> str:
    """A short quotation of what was sent, enough to find it again."""
    text = repr(value)
    return text if len(text) <= ECHO_LIMIT else text[:ECHO_LIMIT] + "..."
