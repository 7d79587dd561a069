"""A person on file in rows: what is known, which records, and two people side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse

from reports.core.dates import short_date
from reports.detainers.models import Detainer
from reports.detainers.queries import detainers_by_person
from reports.notices.text.languages import language_name
from reports.persons.identity import shown_alien_number
from reports.persons.models import Person
from reports.persons.records import values_of
from reports.persons.values import PersonValues, changed_fields
from reports.web.desk.shared import status_chip
from reports.web.shared.html.components import Column, EmptyState, SummaryRow, Table, TableCell
from reports.web.shared.html.formatting import moment

Shown = Callable[[PersonValues], str]


@dataclass(frozen=True)
class KnownFact:
    """One line about a person: its label, the fields it shows, and how."""

    label: str
    names: tuple[str, ...]
    shown: Shown


def _born(values: PersonValues) -> str:
    return short_date(values.date_of_birth) if values.date_of_birth else ""


def _with_contact(name: str, contact: str) -> str:
    return f"{name}, {contact}" if name and contact else name or contact


FACTS = (
    KnownFact("Name", ("family_name", "given_names"), lambda known: known.full_name),
    KnownFact("Date of birth", ("date_of_birth",), _born),
    KnownFact("A-number", ("alien_number",), lambda known: shown_alien_number(known.alien_number)),
    KnownFact("Language", ("language",), lambda known: language_name(known.language)),
    KnownFact(
        "Attorney",
        ("attorney_name", "attorney_contact"),
        lambda known: _with_contact(known.attorney_name, known.attorney_contact),
    ),
    KnownFact(
        "Designee (one person besides the attorney)",
        ("designee_name", "designee_contact"),
        lambda known: _with_contact(known.designee_name, known.designee_contact),
    ),
)


def known_rows(values: PersonValues) -> list[SummaryRow]:
    """What is known of a person."""
    return [SummaryRow(fact.label, fact.shown(values)) for fact in FACTS]


def differences(values: PersonValues, present: PersonValues) -> list[str]:
    """What a version says otherwise than the present one, a sentence a line."""
    changed = set(changed_fields(values, present))
    return [
        f"{fact.label}: {fact.shown(values) or 'not recorded'}"
        for fact in FACTS
        if changed & set(fact.names)
    ]


RECORDS = (
    Column("Request"),
    Column("Received"),
    Column("Where it stands"),
    Column("It says"),
    Column("Whose"),
)


def records_table(person: Person) -> Table:
    """Every request about the person, with what it says otherwise than what is known now."""
    rows = detainers_by_person(person.agency, [person.pk])[person.pk]
    present = values_of(person)
    return Table(
        "Requests about this person",
        RECORDS,
        [_record_row(row, present) for row in rows],
        empty=EmptyState("No request", "Known from an access only."),
    )


def _record_row(row: Detainer, present: PersonValues) -> list[TableCell]:
    said = differences(row.named, present)
    return [
        TableCell(f"Detainer {row.reference}", url=reverse("desk:detainer", args=[row.pk])),
        TableCell(moment(row.received_at)),
        TableCell(chip=status_chip(row)),
        TableCell("; ".join(said) if said else "The same as above"),
        TableCell("Someone else’s?", url=reverse("desk:separate", args=[row.pk])),
    ]


def side_by_side(one: Person, other: Person, *, titles: tuple[str, str]) -> Table:
    """Two people on file beside each other, with their requests."""
    mine, theirs = values_of(one), values_of(other)
    requests = detainers_by_person(one.agency, [one.pk, other.pk])
    rows = [[fact.label, fact.shown(mine), fact.shown(theirs)] for fact in FACTS]
    rows.append(["Requests", _references(requests[one.pk]), _references(requests[other.pk])])
    columns = (Column(""), Column(titles[0]), Column(titles[1]))
    return Table("Side by side", columns, [[TableCell(cell) for cell in row] for row in rows])


def _references(rows: Iterable[Detainer]) -> str:
    return ", ".join(row.reference for row in rows) or "none"
