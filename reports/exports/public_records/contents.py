"""What a draft bundle says: records of a period, field by field, and what each withholds.

Nothing that a rule does not print is copied here, so it can be in no file made of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, cast

from django.db import models
from django.db.models import Q

from reports.access.models import Access, Communication
from reports.accounts.models import Agency, User
from reports.core.dates import long_moment
from reports.detainers.models import CourtOrder, Detainer
from reports.exports.public_records.rules import (
    CHILD,
    CONVICTION,
    ERASED,
    HELD,
    ORDERED,
    Disclosure,
    FieldRule,
    rules_of,
)
from reports.law.moments import start_of_day
from reports.records.holds.queries import holds_on

# The kinds of rows under a request, by the name that leads to them.
CODES = frozenset({"purpose", "kind"})
ADULT = 18
UNDER_A_REQUEST = (
    ("reviews", "Review by the head of the agency"),
    ("decisions", "Decision"),
    ("replies", "Reply to the federal authority"),
    ("communications", "Communication"),
    ("accesses", "ICE access"),
    ("notices", "Written notice to the person"),
    ("events", "Event"),
    ("court_orders", "Court order"),
    ("attachments", "Document"),
    ("acts_against_decisions", "Act that differs from the decision"),
)


@dataclass(frozen=True)
class Shown:
    """A value that goes out."""

    label: str
    value: str
    citation: str


@dataclass(frozen=True)
class Withheld:
    """A value that does not, and on what that rests. The value itself is not here."""

    record: str
    part: str
    label: str
    answer: str
    citation: str
    why: str


@dataclass(frozen=True)
class RecordPart:
    """One row of a record."""

    title: str
    shown: list[Shown]
    withheld: list[Withheld]


@dataclass
class Entry:
    """One record: a request with what belongs to it, or an act without a request."""

    reference: str
    number: int
    parts: list[RecordPart] = field(default_factory=list)
    whole: Withheld | None = None

    @property
    def withheld(self) -> list[Withheld]:
        if self.whole is not None:
            return [self.whole]
        return [line for part in self.parts for line in part.withheld]


@dataclass(frozen=True)
class Elements:
    """The first five of the six elements of (e)(2), counted over acts that stand."""

    individuals: int
    accesses: int
    minutes: int
    cost_cents: int


@dataclass(frozen=True)
class Bundle:
    """A draft that nobody has reviewed."""

    agency: Agency
    starts_on: date
    ends_on: date
    made_at: datetime
    elements: Elements
    entries: list[Entry]

    @property
    def withheld(self) -> list[Withheld]:
        return [line for entry in self.entries for line in entry.withheld]


def bundle_of(agency: Agency, *, starts_on: date, ends_on: date, at: datetime) -> Bundle:
    """The agency's records of the days, both included: requests received, acts done and
    communications had on them.
    """
    start, end = start_of_day(starts_on), start_of_day(ends_on + timedelta(days=1))
    acts = Access.objects.of(agency).filter(occurred_at__gte=start, occurred_at__lt=end)
    said = Communication.objects.filter(agency=agency, happened_at__gte=start, happened_at__lt=end)
    inside = Q(received_at__gte=start, received_at__lt=end)
    for name in ("accesses__occurred_at", "communications__happened_at", "replies__sent_at"):
        inside |= Q(**{f"{name}__gte": start, f"{name}__lt": end})
    wanted = Detainer.objects.of(agency).filter(inside).values("pk")
    requests = Detainer.objects.with_person().filter(pk__in=wanted).order_by("received_at", "pk")
    entries = [_request(item, on=ends_on) for item in requests]
    alone = acts.filter(detainer=None).select_related("person__record_key", "record_key")
    entries += [_alone(act, "Access without a request") for act in alone.order_by("occurred_at")]
    alone_said = said.filter(detainer=None).select_related("record_key")
    entries += [_alone(row, "Communication") for row in alone_said.order_by("happened_at")]
    for number, entry in enumerate(entries, start=1):
        entry.number = number
    standing = list(acts.standing().select_related("person"))
    return Bundle(agency, starts_on, ends_on, at, _elements(standing), entries)


def _elements(acts: list[Access]) -> Elements:
    return Elements(
        individuals=len({act.person.root_id for act in acts}),
        accesses=len(acts),
        minutes=sum(act.minutes_spent or 0 for act in acts),
        cost_cents=sum(act.cost_cents or 0 for act in acts),
    )


def _request(item: Detainer, *, on: date) -> Entry:
    entry = Entry(item.reference, 0)
    rule = _whole(item, on=on)
    if rule is not None:
        entry.whole = _all_of(item.reference, rule)
        return entry
    entry.parts.append(_part(entry, "Request", item))
    entry.parts.append(_part(entry, "Person", item.person, values=item.named))
    for name, title in UNDER_A_REQUEST:
        for row in getattr(item, name).all():
            entry.parts.append(_part(entry, title, row))
            entry.parts += _below(entry, name, row)
    return entry


def _whole(item: Detainer, *, on: date) -> FieldRule | None:
    """What keeps the whole record back until counsel has looked."""
    if item.is_about_child or _is_child(item.age):
        return CHILD
    if CourtOrder.objects.in_force(on=on).filter(detainer=item).exists():
        return ORDERED
    return HELD if holds_on(item) else None


def _below(entry: Entry, name: str, row: Any) -> Iterator[RecordPart]:
    if name == "decisions":
        for line in row.lines.all():
            yield _part(entry, "Decision on one action", line)
    elif name == "notices":
        for service in row.services.all():
            yield _part(entry, "Service of the notice", service)


def _alone(row: Access | Communication, title: str) -> Entry:
    made = row.occurred_at if isinstance(row, Access) else row.happened_at
    entry = Entry(f"{title}, {long_moment(made)}", 0)
    if isinstance(row, Access):
        named = row.named
        is_child = named.is_age_disputed or _is_child(row.age)
        held = HELD if row.person.record_key.is_shred_blocked else None
        if rule := CHILD if is_child else held:
            entry.whole = _all_of(entry.reference, rule)
            return entry
        entry.parts.append(_part(entry, "Person", row.person, values=named))
    entry.parts.append(_part(entry, title, row))
    return entry


def _is_child(age: int | None) -> bool:
    return age is not None and age < ADULT


def _all_of(reference: str, rule: FieldRule) -> Withheld:
    answer = str(rule.answer)
    return Withheld(reference, "Record", "all of it", answer, rule.citation, rule.why)


def _part(entry: Entry, title: str, row: models.Model, *, values: object = None) -> RecordPart:
    shown: list[Shown] = []
    withheld: list[Withheld] = []
    for name, rule in rules_of(type(row).__name__).items():
        column = cast("models.Field[Any, Any]", row._meta.get_field(name))
        if rule.answer == Disclosure.INTERNAL or rule in {CONVICTION, ERASED}:
            continue  # said once for all records, so that nothing shows which of them it concerns
        label = str(column.verbose_name).removeprefix("is ").capitalize()
        if rule.is_printed:
            value = _written(column, getattr(values or row, name))
            if value:
                shown.append(Shown(label, value, rule.citation))
        elif getattr(row, column.attname):
            line = (entry.reference, title, label, str(rule.answer), rule.citation, rule.why)
            withheld.append(Withheld(*line))
    return RecordPart(title, shown, withheld)


def _written(column: models.Field[Any, Any], value: Any) -> str:
    """A value as a reader takes it: choices by their words, people and requests by their names."""
    if value is None or value == "":
        return ""
    choices = dict(column.flatchoices)
    if choices:
        return str(choices.get(value, value))
    for kind, write in WRITERS:
        if isinstance(value, kind):
            return write(value)
    text = str(value)
    return text.replace("_", " ") if column.name in CODES else text


WRITERS: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (User, lambda user: str(user.name)),
    (Detainer, lambda item: str(item.reference)),
    (bool, lambda value: "yes" if value else "no"),
    (datetime, long_moment),
    (list, lambda values: "; ".join(str(value).replace("_", " ") for value in values)),
)
