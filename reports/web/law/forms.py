"""Forms of the what-if page and of the lawbook."""

from __future__ import annotations

from django import forms

from reports.law.facts import DetainerFacts
from reports.web.shared.forms import fields
from reports.web.shared.forms.law_choices import VOCABULARY, choices
from reports.web.shared.forms.layout import Buttons, Fieldset, FormRow, Submit, form_helper


class WhatIfForm(forms.Form):
    """Facts only, nothing about anybody. They are in the page's address so that it can be
    shared.
    """

    on = fields.DayField(
        label="Day of the act", help_text="The law in force on this day is applied."
    )
    agency_kind = forms.ChoiceField(
        label="Kind of agency", choices=choices(VOCABULARY.agency_kinds)
    )
    purposes = forms.MultipleChoiceField(
        label="What is asked",
        choices=choices(VOCABULARY.purposes),
        widget=forms.CheckboxSelectMultiple,
    )
    grounds = forms.MultipleChoiceField(
        label="What is on record",
        choices=choices(VOCABULARY.grounds),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    minor = forms.BooleanField(label="The person is under 18", required=False)
    not_legally_competent = forms.BooleanField(
        label="The person is not legally competent to consent", required=False
    )
    in_custody = forms.NullBooleanField(
        label="In custody",
        required=False,
        widget=forms.Select(choices=(("", "Not said"), ("true", "Yes"), ("false", "No"))),
        help_text="The ban on interviews speaks of a person in custody.",
    )
    form = forms.ChoiceField(
        label="Form",
        required=False,
        choices=[("", "Not said"), *choices(VOCABULARY.forms)],
        help_text="Before October 2019 only some forms were detainers.",
    )

    def facts(self) -> DetainerFacts:
        given = self.cleaned_data
        return DetainerFacts(
            on=given["on"],
            agency_kind=given["agency_kind"],
            purposes=tuple(given["purposes"]),
            grounds=tuple(given["grounds"]),
            minor=given["minor"],
            not_legally_competent=given["not_legally_competent"],
            in_custody=given["in_custody"],
            form=given["form"] or None,
        )


WHAT_IF = form_helper(
    Fieldset("When and who", FormRow("on", "agency_kind")),
    Fieldset("The request", "purposes", "form"),
    Fieldset(
        "The record",
        "grounds",
        "minor",
        "not_legally_competent",
        "in_custody",
        hint="Tick nothing if nothing is on record.",
    ),
    Buttons(Submit("", "Show what the act says")),
    csrf=False,
)
WHAT_IF.form_method = "get"
