"""What happened afterwards: access given, how custody or the request ended, opened again,
corrected, voided.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from reports.access.kinds import AccessKind, Basis
from reports.access.values import AccessValues
from reports.detainers.vocabulary import MOVES, Ethnicity, Outcome, Race, Sex
from reports.web import fields
from reports.web.crispy import Fieldset, Row
from reports.web.fields import Definition
from reports.web.forms.base import DeskForm, long_text, short_text


class AccessForm(DeskForm):
    """One act of ICE access, (a)(6)(A)-(F): recorded when it is done, not when it is planned."""

    form_token = fields.OnceField()
    kind = forms.ChoiceField(
        label="What was done", choices=AccessKind.choices, widget=forms.RadioSelect
    )
    basis = forms.ChoiceField(label="Why", choices=Basis.choices, widget=forms.RadioSelect)
    occurred_at = fields.LocalDateTimeField(label="When it was done")
    minutes_spent = forms.IntegerField(
        label="Time spent",
        required=False,
        min_value=0,
        max_value=100_000,
        help_text="In minutes, all people together.",
        widget=forms.TextInput(attrs={"width": "2xs", "inputmode": "numeric"}),
    )
    cost = forms.DecimalField(
        label="Other cost",
        required=False,
        min_value=0,
        max_digits=9,
        decimal_places=2,
        help_text="In dollars.",
        widget=forms.TextInput(attrs={"width": "xs", "inputmode": "decimal"}),
    )
    resources = short_text("Rooms, vehicles, systems used", longest=300)
    description = long_text("What exactly was done or given", rows=3)
    sex = forms.ChoiceField(label="Sex", choices=Sex.choices)
    race = forms.ChoiceField(label="Race, as observed or recorded", choices=Race.choices)
    ethnicity = forms.ChoiceField(
        label="Ethnicity, as observed or recorded", choices=Ethnicity.choices
    )
    age = forms.IntegerField(
        label="Age",
        required=False,
        min_value=0,
        max_value=125,
        widget=forms.TextInput(attrs={"width": "2xs", "inputmode": "numeric"}),
    )

    LAYOUT: tuple[Any, ...] = (
        "form_token",
        Fieldset("The act", "kind", "basis", "occurred_at", "description"),
        Fieldset(
            "Resources",
            Row("minutes_spent", "cost"),
            "resources",
            hint="Public on request, (e)(2); not part of the half-year's figures.",
        ),
        Fieldset("Counted in the half-year", Row("sex", "age"), Row("race", "ethnicity")),
    )

    def values(self) -> AccessValues:
        """The act, for the verb."""
        cost: Decimal | None = self.cleaned_data.get("cost")
        known = {
            name: value
            for name, value in self.cleaned_data.items()
            if name in AccessValues.__dataclass_fields__
        }
        return AccessValues(cost_cents=None if cost is None else int(cost * 100), **known)


AccessForm.base_fields["kind"].definition = Definition(  # type: ignore[attr-defined]
    "ICE access",
    "Any of these acts toward a person who is stopped, arrested, detained or otherwise under the"
    " agency's control. Each is recorded, is a public record, and is counted in the half-year. The"
    " wording is recalled and waits for confirmation against the official text.",
    "54-192h(a)(6)",
)


class AccessCorrectionForm(AccessForm):
    """An access as it should have been recorded, and why."""

    reason = long_text("Why it is corrected", required=True, rows=2, longest=2000)

    LAYOUT = (*AccessForm.LAYOUT, "reason")


class OutcomeForm(DeskForm):
    """How custody or the request ended."""

    outcome = forms.ChoiceField(
        label="What happened", choices=Outcome.choices, widget=forms.RadioSelect
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


class ReasonForm(DeskForm):
    """A reason that stays with the record."""

    reason = long_text("Reason", required=True, rows=3, longest=2000)


class AmendReasonForm(DeskForm):
    """Why a record is corrected, and which version was looked at."""

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
