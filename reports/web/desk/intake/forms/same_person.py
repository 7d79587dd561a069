"""Possibly the same person: asked before a detainer is recorded, never decided by the program."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from reports.accounts.models import Agency
from reports.detainers.models import Detainer
from reports.detainers.queries import detainers_by_person
from reports.detainers.vocabulary import Relation
from reports.law.moments import local_day
from reports.persons.matching import PersonFound, same_person_candidates
from reports.persons.models import Person
from reports.persons.values import PersonValues
from reports.web.shared.forms import fields
from reports.web.shared.forms.base import AppForm
from reports.web.shared.people.likeness import likeness_sentence

OTHER = "other"
SEPARATE = ""


@dataclass(frozen=True)
class PersonMatch:
    """Somebody the agency knows who may be the same person, why, and their requests, the latest
    first.
    """

    found: PersonFound
    requests: tuple[Detainer, ...] = ()

    @property
    def person(self) -> Person:
        return self.found.person

    @property
    def latest(self) -> Detainer | None:
        return self.requests[0] if self.requests else None

    def meant(self, relation: str, cancels_on: date | None) -> Detainer | None:
        """The earlier request of a relation. Box 16 names a day: the request dated or received on
        it, else the latest open one.
        """
        if not relation:
            return None
        if relation != Relation.CANCELS:
            return self.latest
        days = [
            row
            for row in self.requests
            if cancels_on in {row.form_dated_on, local_day(row.received_at)}
        ]
        return next(iter([*days, *(row for row in self.requests if row.is_open)]), self.latest)


def possible_matches(agency: Agency, values: PersonValues) -> list[PersonMatch]:
    """Who may be meant, each with the requests already on file."""
    people = same_person_candidates(agency, values)
    requests = detainers_by_person(agency, [found.person.pk for found in people])
    return [PersonMatch(found, tuple(requests[found.person.pk])) for found in people]


class SamePersonForm(AppForm):
    """Which of the people already on file this is, and how the requests relate."""

    same_person = forms.ChoiceField(label="Is it one of them?", widget=forms.RadioSelect)
    relation = forms.ChoiceField(
        label="And the earlier request?",
        required=False,
        widget=forms.RadioSelect,
        choices=[
            (SEPARATE, "Another request beside it"),
            (Relation.LODGED_AGAIN.value, "The same request, lodged again"),
            (Relation.RELAYED.value, "The same request, relayed by another agency"),
            (Relation.CANCELS.value, "This document cancels it (box 16)"),
        ],
    )

    def __init__(
        self,
        *args: Any,
        candidates: Sequence[PersonMatch],
        cancels_on: date | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.cancels_on = cancels_on
        if cancels_on:
            self.fields["relation"].initial = Relation.CANCELS.value
        self.by_id = {str(found.person.pk): found for found in candidates}
        listed: Any = self.fields["same_person"]
        listed.choices = [
            *((key, _match_label(found)) for key, found in self.by_id.items()),
            (OTHER, "Someone else"),
        ]

    def chosen(self) -> PersonMatch | None:
        """The person on file, or None for a new one."""
        return self.by_id.get(self.cleaned_data["same_person"])

    def earlier(self) -> Detainer | None:
        """The earlier request that this one repeats, relays or cancels."""
        chosen = self.chosen()
        return chosen.meant(self.written("relation"), self.cancels_on) if chosen else None

    def clean(self) -> dict[str, Any]:
        """A relation needs an earlier detainer."""
        data = super().clean() or self.cleaned_data
        if data.get("relation") and data.get("same_person") == OTHER:
            self.add_error(
                "relation",
                fields.problem(
                    "A request about somebody else cannot be the same request, or cancel it.",
                    fix="Choose the person, or “Another request beside it”.",
                ),
            )
        return data


def _match_label(match: PersonMatch) -> str:
    born = f", born {match.person.date_of_birth}" if match.person.date_of_birth else ""
    seen = f", request {match.latest.reference}" if match.latest else ", known from an access"
    return f"{match.person.full_name}{born}{seen}. {likeness_sentence(match.found)}"
