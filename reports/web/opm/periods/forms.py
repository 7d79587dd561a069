"""The form of a reporting period."""

from __future__ import annotations

from typing import Any

from django import forms

from reports.accounts.models import AgencyKind
from reports.web.shared.forms import fields
from reports.web.shared.forms.base import AppForm, long_text


class PeriodForm(AppForm):
    """What OPM sets for a half-year, and its source."""

    starts_on = fields.DayField(label="First day")
    ends_on = fields.DayField(label="Last day")
    due_on = fields.DayField(label="Due on")
    grace_days = forms.IntegerField(
        label="Days of grace",
        min_value=0,
        max_value=365,
        help_text="Nobody reads “no report received” before they have passed.",
        widget=forms.TextInput(attrs={"width": "2xs", "inputmode": "numeric"}),
    )
    reporting_kinds = forms.MultipleChoiceField(
        label="Who is asked",
        choices=AgencyKind.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="By our reading of (e)(3) municipalities only.",
    )
    head_may_certify = forms.BooleanField(
        label="The head of the agency may certify for the legislative body (Q15).", required=False
    )
    wants_nil_statements = forms.BooleanField(
        label="OPM would like agencies that gave no access to say so",
        required=False,
        help_text="The law asks for nothing then; reminders add that OPM would like it.",
    )
    reason = long_text("On what it rests", required=True, rows=2, longest=1000)

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "reason"}
