"""What people have established about the law: confirmations, settlements, lists, effective dates,
court orders.

The program ships with nothing established. Whoever maintains the law adds dated entries, each with
a name behind it; an assessment applies those in force on the day of the act judged. The whole state
travels as one JSON object.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from functools import cached_property
from typing import Any

from reports.law.vocabulary import Outcome

SCHEMA = "law-state/1"


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A named person compared an entry of the law register with the official text."""

    entry: str
    name: str
    on: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class Settlement:
    """A dated decision of an open question, or an injunction against a rule.

    It applies to acts from `from_on` on, to the purposes and grounds named (all, where none is
    named) and only where the question arises or, for an enjoined rule, where the rule speaks.
    Without an outcome it closes the question and leaves the reading as it stands. `is_detainer`
    says whether a request for the purposes named counts as a detainer.
    """

    id: str
    question: str
    citation: str
    decided_by: str
    from_on: date
    until_on: date | None = None
    purposes: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    outcome: Outcome | None = None
    rule: str = ""
    is_detainer: bool | None = None
    note: str = ""

    def in_force(self, day: date) -> bool:
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)

    def speaks_of(self, purpose: str) -> bool:
        return not self.purposes or purpose in self.purposes

    def reaches(self, ground: str) -> bool:
        return not self.grounds or ground in self.grounds


@dataclass(frozen=True, slots=True)
class OverlayDate:
    """The effective date of an overlay, once somebody found it."""

    overlay: str
    effective_on: date
    citation: str


@dataclass(frozen=True, slots=True)
class Offense:
    """An entry of an offence list. Dates are of the offence, for classes change."""

    section: str
    subdivision: str = ""
    title: str = ""
    felony_class: str = ""
    from_on: date | None = None
    until_on: date | None = None
    source: str = ""

    def matches(self, section: str, subdivision: str, day: date | None) -> bool:
        if section.strip().casefold() != self.section.casefold():
            return False
        if self.subdivision and subdivision.strip().casefold() != self.subdivision.casefold():
            return False
        if day is None:
            return self.from_on is None and self.until_on is None
        return (self.from_on is None or self.from_on <= day) and (
            self.until_on is None or day <= self.until_on
        )


@dataclass(frozen=True, slots=True)
class OffenseList:
    name: str
    entries: tuple[Offense, ...] = ()


@dataclass(frozen=True, slots=True)
class CourtOrderFacts:
    """An order about one person's detainer: passed with the facts of that detainer, never part of
    the shared state.
    """

    citation: str
    from_on: date
    purposes: tuple[str, ...] = ()
    until_on: date | None = None
    reason: str = "A court order about this person bars it."

    def bars(self, purpose: str, day: date) -> bool:
        in_force = self.from_on <= day and (self.until_on is None or day <= self.until_on)
        return in_force and (not self.purposes or purpose in self.purposes)


@dataclass(frozen=True)
class LawState:
    confirmations: tuple[Confirmation, ...] = ()
    settlements: tuple[Settlement, ...] = ()
    overlay_dates: tuple[OverlayDate, ...] = ()
    lists: tuple[OffenseList, ...] = ()

    def __hash__(self) -> int:
        return hash(self.id)

    @cached_property
    def id(self) -> str:
        """Names the state by its content, so that an assessment can say under which one it was
        made.
        """
        content = json.dumps(self.as_dict(), sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()[:16]

    @cached_property
    def confirmed(self) -> Mapping[str, Confirmation]:
        """The latest confirmation of each entry."""
        return {
            entry.entry: entry for entry in sorted(self.confirmations, key=lambda entry: entry.on)
        }

    def offense_list(self, name: str) -> OffenseList:
        return next((held for held in self.lists if held.name == name), OffenseList(name))

    def is_verified(self, entry: str) -> bool:
        return entry in self.confirmed

    def as_dict(self) -> dict[str, Any]:
        shown = {
            part.name: [_json_fields(asdict(item)) for item in getattr(self, part.name)]
            for part in fields(self)
        }
        return {"schema": SCHEMA, **shown}


def _json_fields(item: dict[str, Any]) -> dict[str, Any]:
    """JSON values only; what was left at its empty default is left out."""
    return {key: _json_value(value) for key, value in item.items() if value not in (None, "", ())}


def _json_value(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Outcome):
        return value.value
    if isinstance(value, tuple):
        return [_json_fields(part) if isinstance(part, dict) else part for part in value]
    return value


SHIPPED_STATE = LawState()
