"""Convictions on record: only what the rule reads, and what raises a question instead of a silent
answer.

A conviction is a judgment, not a charge, 54-192h(b)(1)(A)(ii). Which ground it gives is read by the
law, so that class, day and place of the offense are facts here and not conclusions.
"""

from __future__ import annotations

from typing import Any

from crispy_forms.utils import render_crispy_form
from django import forms
from django.utils.safestring import SafeString

from reports.detainers.values import ConvictionValues
from reports.law.assess import conditions_of
from reports.web.shared.forms import fields
from reports.web.shared.forms.base import given, short_text
from reports.web.shared.forms.fields import define_field
from reports.web.shared.forms.layout import FormRow, form_helper

CONVICTIONS = "convictions"
OFFENSE_CLASSES = (
    ("", "Not known"),
    ("A", "Class A felony"),
    ("B", "Class B felony"),
    ("C", "Class C felony"),
    ("D", "Class D felony"),
    ("E", "Class E felony"),
    ("U", "Unclassified felony"),
    ("M", "Misdemeanor"),
)


INCHOATE = (
    ("", "The crime itself"),
    ("attempt", "An attempt"),
    ("conspiracy", "A conspiracy"),
)


class LookedUpField(forms.MultipleChoiceField):
    """What the judgment says, of the conditions the class depends on; answers about a section that
    was changed since fall away.
    """

    def to_python(self, value: Any) -> list[str]:
        return [key for key in super().to_python(value) if self.valid_value(key)]


class ConvictionForm(forms.Form):
    """One conviction of the person."""

    offense = short_text(
        "Offense",
        width="lg",
        help_text=(
            "As in the judgment: burglary in the first degree. The notice prints it: never name a"
            " victim."
        ),
        is_printed=True,
    )
    offense_class = forms.ChoiceField(label="Class", choices=OFFENSE_CLASSES, required=False)
    convicted_on = short_text("Day or year of conviction", width="sm", longest=20, is_printed=True)
    section = short_text(
        "Section", width="sm", longest=40, help_text="For example 53a-101.", is_printed=True
    )
    subdivision = short_text("Subdivision", width="2xs", longest=20, is_printed=True)
    offense_on = fields.DayField(label="Day of the offense", required=False)
    court = short_text("Court", width="md", is_printed=True)
    docket = short_text("Docket number", width="sm", longest=40, is_printed=True)
    source = short_text(
        "Where you have it from",
        width="md",
        help_text="For example: Judicial Branch look-up.",
        is_printed=True,
    )
    checked_on = fields.DayField(
        label="Day it was last looked up",
        required=False,
        help_text="Convictions can be erased any day. The notice says the day.",
    )
    state = short_text("State, or US", width="2xs", longest=20)
    inchoate = forms.ChoiceField(
        label="Convicted of",
        choices=INCHOATE,
        required=False,
        help_text="For an attempt or a conspiracy, record the section of the crime meant.",
    )
    confirmed = LookedUpField(
        label="What the judgment says",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="The class depends on it. Tick only what the judgment states.",
    )
    is_deemed_class = forms.BooleanField(
        label="Of that class only because its longest sentence makes it so",
        required=False,
        help_text="By 53a-25(d) only class E comes about so: check a class A or B.",
    )
    is_juvenile = forms.BooleanField(
        label="A juvenile or youthful-offender finding", required=False
    )
    is_erased = forms.BooleanField(label="Erased", required=False)

    LAYOUT = (
        "offense",
        FormRow("offense_class", "convicted_on"),
        FormRow("section", "subdivision", "offense_on"),
        "inchoate",
        "confirmed",
        FormRow("court", "docket", "state"),
        FormRow("source", "checked_on"),
        "is_deemed_class",
        "is_juvenile",
        "is_erased",
    )

    def __init__(self, *given_to_form: Any, **named: Any) -> None:
        super().__init__(*given_to_form, **named)
        options = conditions_of(str(self["section"].value() or ""))
        looked_up: Any = self.fields["confirmed"]
        looked_up.choices = options
        if not options:
            looked_up.widget = forms.MultipleHiddenInput()

    def clean(self) -> dict[str, Any]:
        """A line that is begun needs its offense."""
        data = super().clean() or self.cleaned_data
        if any(data.get(name) for name in self.fields) and not data.get("offense"):
            self.add_error(
                "offense",
                fields.problem(
                    "The offense is missing.",
                    why="The class alone does not show which conviction the ground rests on.",
                    fix="Write the offense, or clear the other boxes of this line.",
                ),
            )
        return data

    def conviction(self) -> ConvictionValues | None:
        """The conviction, or None for a line left empty."""
        data = getattr(self, "cleaned_data", {})
        if not data.get("offense"):
            return None
        values = given(data, *self.fields)
        confirmed = tuple(sorted(values.pop("confirmed", ())))
        return ConvictionValues(**values, confirmed=confirmed)


define_field(
    ConvictionForm,
    "offense",
    "Convicted",
    "A judgment of guilty. A charge or an arrest is not one. Pending appeals, youthful-offender"
    " findings and pardons are open questions; an erased conviction may be unlawful to keep or"
    " show. Ask counsel.",
    "54-192h(b)(1)(A)(ii); Q8",
)


class BaseConvictionSet(forms.BaseFormSet[ConvictionForm]):
    """The convictions of one person, each a line."""

    def convictions(self) -> tuple[ConvictionValues, ...]:
        """Those that were filled in."""
        return tuple(found for form in self.forms if (found := form.conviction()) is not None)


ConvictionSet = forms.formset_factory(
    ConvictionForm, formset=BaseConvictionSet, extra=1, max_num=12, absolute_max=20
)


def rendered_convictions(convictions: Any, *, complain: bool = True) -> SafeString:
    """The conviction lines inside another form, each with its errors."""
    helper = form_helper(*ConvictionForm.LAYOUT, tag=False)
    helper.form_show_errors = complain
    helper.add_label = "Add another conviction"
    rendered: SafeString = render_crispy_form(convictions, helper=helper)
    return rendered
