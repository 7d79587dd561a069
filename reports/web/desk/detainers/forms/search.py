"""Filters of the detainer list, and the search for a person, which is only ever sent in a POST
body.
"""

from __future__ import annotations

from typing import Any

from django import forms

from reports.detainers.status import DetainerStatus
from reports.detainers.vocabulary import CustodyOutcome
from reports.web.shared.forms import fields
from reports.web.shared.forms.base import AppForm, short_text
from reports.web.shared.forms.identity import alien_number_field
from reports.web.shared.forms.law_choices import purpose_choices


def _any(label: str, choices: Any) -> list[Any]:
    return [("", label), *choices]


class FilterForm(AppForm):
    """Filters the list of detainers. Nothing personal, so it may be in the address."""

    status = forms.ChoiceField(
        label="Status",
        required=False,
        choices=_any("Any status", [("open", "Open"), *DetainerStatus.choices]),
    )
    purpose = forms.ChoiceField(
        label="What is asked", required=False, choices=lambda: _any("Anything", purpose_choices())
    )
    outcome = forms.ChoiceField(
        label="How it ended", required=False, choices=_any("Any outcome", CustodyOutcome.choices)
    )
    received_from = fields.DayField(label="Received from", required=False)
    received_to = fields.DayField(label="to", required=False)

    def clean(self) -> dict[str, Any]:
        """An impossible span of dates is an error, not an empty list."""
        data = super().clean() or self.cleaned_data
        starts, ends = data.get("received_from"), data.get("received_to")
        if starts and ends and ends < starts:
            self.add_error(
                "received_to",
                fields.problem("The last day lies before the first.", fix="Swap the two days."),
            )
        return data


class PersonSearchForm(AppForm):
    """Finds people in the agency's own records, by name without marks, case and hyphens."""

    family_name = short_text("Family name", width="md")
    given_names = short_text("Given names", width="md")
    alien_number = alien_number_field()
    date_of_birth = fields.MemorableDateField(label="Date of birth", required=False)

    def clean(self) -> dict[str, Any]:
        """At least one search term is required."""
        data = super().clean() or self.cleaned_data
        if not self.errors and not any(
            data.get(name) for name in ("family_name", "alien_number", "date_of_birth")
        ):
            self.add_error(
                "family_name",
                fields.problem(
                    "There is nothing to look for yet.",
                    why=(
                        "Names are sealed; only a family name, an A-number or a date of birth"
                        " can be compared."
                    ),
                    fix="Enter at least one of the three.",
                ),
            )
        return data
