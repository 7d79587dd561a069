"""Forms of an access: the act, the act with its person, a correction."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from reports.access.kinds import AccessKind, Basis, leaves_release_open
from reports.access.values import AccessValues
from reports.notices.models import ReservedNumber
from reports.persons.values import PersonValues
from reports.persons.vocabulary import Ethnicity, Race, Sex
from reports.web.shared.forms import fields
from reports.web.shared.forms.base import (
    AGAINST_DECISION,
    ONLY_IF_IT_DIFFERS,
    AppForm,
    given,
    long_text,
    short_text,
    yes_or_no,
)
from reports.web.shared.forms.fields import define_field
from reports.web.shared.forms.layout import Fieldset, FormRow

NO_NUMBER = "none"


class AccessForm(AppForm):
    """One act of ICE access, (a)(6)(A)-(F): recorded when it is done, not when it is planned."""

    form_token = fields.IdempotencyField()
    kind = forms.ChoiceField(
        label="What was done", choices=AccessKind.choices, widget=forms.RadioSelect
    )
    basis = forms.ChoiceField(label="Why", choices=Basis.choices, widget=forms.RadioSelect)
    occurred_at = fields.LocalDateTimeField(label="When it was done")
    is_about_release = yes_or_no(
        "For (B) and (C): was a release date or time told?",
        help_text="The person is then owed a notice, 54-192h(e)(1).",
        required=False,
    )
    notified_release_at = fields.LocalDateTimeField(
        label="The release day and time that was told",
        required=False,
        help_text="As it was told, even if it changed since. The notice gives it.",
    )
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
        Fieldset(
            "The act",
            "kind",
            "basis",
            "occurred_at",
            "is_about_release",
            "notified_release_at",
            "description",
        ),
        Fieldset(
            "Resources",
            FormRow("minutes_spent", "cost"),
            "resources",
            hint="Public on request, (e)(2); not part of the reporting period's figures.",
        ),
        Fieldset(
            "Counted in the reporting period", FormRow("sex", "age"), FormRow("race", "ethnicity")
        ),
    )

    def clean(self) -> dict[str, Any]:
        """(C) covers addresses and releases; only the second owes the person a notice."""
        data = super().clean() or self.cleaned_data
        if leaves_release_open(
            data.get("kind", ""),
            is_about_release=data.get("is_about_release"),
            has_moment=bool(data.get("notified_release_at")),
        ):
            self.add_error(
                "is_about_release",
                fields.problem(
                    "Say whether a release date or time was told.",
                    why="The person is owed a notice if it was, 54-192h(e)(1).",
                    fix="Choose yes or no.",
                ),
            )
        return data

    def values(self) -> AccessValues:
        """The act, for the verb."""
        cost: Decimal | None = self.cleaned_data.get("cost")
        known = {
            name: value
            for name, value in self.cleaned_data.items()
            if name in AccessValues.__dataclass_fields__
        }
        return AccessValues(cost_cents=None if cost is None else int(cost * 100), **known)


define_field(
    AccessForm,
    "kind",
    "ICE access",
    "Any of these acts toward a person who is stopped, arrested, detained or otherwise under the"
    " agency's control. Each is recorded, is a public record, and is counted in the reporting"
    " period. The"
    " wording is recalled and waits for confirmation against the official text.",
    "54-192h(a)(6)",
)


class DetainerAccessForm(AccessForm):
    """An act under a detainer, whose decision it may differ from."""

    reason_against_decision = long_text(
        AGAINST_DECISION, rows=2, help_text=ONLY_IF_IT_DIFFERS, longest=2000
    )

    LAYOUT = (*AccessForm.LAYOUT, "reason_against_decision")


class AccessPersonForm(AccessForm):
    """The access and the person. It asks only for what 54-192h(e)(2) and (e)(3) require."""

    family_name = short_text("Family name", required=True, width="md")
    given_names = short_text("Given names", width="md")
    date_of_birth = fields.MemorableDateField(label="Date of birth", required=False)
    basis = forms.ChoiceField(
        label="Why", choices=[(Basis.OTHER.value, Basis.OTHER.label)], initial=Basis.OTHER
    )

    LAYOUT = (
        *AccessForm.LAYOUT[:1],
        Fieldset("The person", FormRow("family_name", "given_names"), "date_of_birth"),
        *AccessForm.LAYOUT[1:],
    )

    def person(self) -> PersonValues:
        """The person, for the verb."""
        names = ("family_name", "given_names", "date_of_birth", "sex", "race", "ethnicity")
        return PersonValues(**given(self.cleaned_data, *names))


class AccessCorrectionForm(AccessForm):
    """An access as it should have been recorded, and why."""

    reason = long_text("Why it is corrected", required=True, rows=2, longest=2000)

    LAYOUT = (*AccessForm.LAYOUT, "reason")


class NoticeByHandForm(AppForm):
    """When the notice that was filled in by hand was served, and under which number."""

    handed_over_at = fields.LocalDateTimeField(label="When it was served")

    def __init__(self, *args: Any, numbers: Sequence[ReservedNumber], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._numbers = {str(row.pk): row for row in numbers}
        if numbers:
            self.fields["number"] = forms.ChoiceField(
                label="Number printed on the form",
                help_text="The number is used by this notice and is never given again.",
                choices=[
                    ("", "Select the number"),
                    *((key, row.number) for key, row in self._numbers.items()),
                    (NO_NUMBER, "The form has no number"),
                ],
            )

    def reserved(self) -> ReservedNumber | None:
        """The reserved number on the form, where it has one."""
        return self._numbers.get(self.cleaned_data.get("number", ""))
