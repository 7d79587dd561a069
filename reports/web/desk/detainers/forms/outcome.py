"""What happened afterwards: access given, how custody or the request ended, opened again,
corrected, voided.
"""

from __future__ import annotations

from typing import Any

from django import forms

from reports.detainers.vocabulary import MOVES, CustodyOutcome
from reports.web.shared.forms import fields
from reports.web.shared.forms.base import AppForm, long_text, short_text


class OutcomeForm(AppForm):
    """How custody or the request ended."""

    outcome = forms.ChoiceField(
        label="What happened", choices=CustodyOutcome.choices, widget=forms.RadioSelect
    )
    happened_at = fields.LocalDateTimeField(label="When")
    moved_to = short_text(
        "Where to", help_text="Agency, court or facility, for a move.", width="lg"
    )
    note = long_text("Note", rows=3, longest=2000)

    def clean(self) -> dict[str, Any]:
        """A move names its place, so that the packet can."""
        data = super().clean() or self.cleaned_data
        if data.get("outcome") in MOVES and not data.get("moved_to"):
            self.add_error(
                "moved_to",
                fields.problem(
                    "It is not said where the person was moved.",
                    why=(
                        "This agency's clock stops and the packet that travels along names the"
                        " place."
                    ),
                    fix="Write the agency, court or facility.",
                ),
            )
        return data


class AmendReasonForm(AppForm):
    """Why a record is corrected, and which version the user saw."""

    reason = long_text(
        "Why it is corrected",
        required=True,
        rows=2,
        longest=2000,
        help_text=(
            "For example: release time corrected after the arraignment. Earlier values stay in the"
            " record."
        ),
    )
    expected_version = forms.IntegerField(widget=forms.HiddenInput)
    shown_person_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    seen_person_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
