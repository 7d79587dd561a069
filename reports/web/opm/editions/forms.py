"""Forms of publication."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from reports.accounts.models import User
from reports.law.half_years import HalfYear
from reports.publication.models.editions import StaffingException
from reports.web.shared.forms import fields
from reports.web.shared.forms.base import AppForm
from reports.web.shared.forms.fields import set_choices
from reports.web.shared.forms.layout import Buttons, Submit, form_helper

THRESHOLD_CHOICES = (6, 11, 20)
NONE = "none"


class ProposeForm(forms.Form):
    """Through which half-year the edition goes."""

    half_year = forms.ChoiceField(
        label="Through",
        help_text="The edition holds every reporting period through this one; what was published"
        " stays.",
    )
    helper = form_helper("half_year", Buttons(Submit("propose", "Build and propose")))

    def __init__(self, *args: Any, half_years: list[HalfYear], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(half.code, half.label) for half in reversed(half_years)]
        set_choices(self, "half_year", choices)


class ThresholdForm(forms.Form):
    """OPM legal's choice of T."""

    value = forms.CharField(
        label="T",
        max_length=4,
        help_text="A whole number such as 6 or 11, or the word none (then two lawyers sign).",
    )
    reason = forms.CharField(
        label="Reason",
        widget=forms.Textarea,
        help_text="Kept with the choice; it can be asked for.",
    )
    helper = form_helper("value", "reason", Buttons(Submit("set", "Record T")))

    def clean_value(self) -> int | None:
        typed = str(self.cleaned_data["value"]).strip().lower()
        if typed == NONE:
            return None
        if not typed.isascii() or not typed.isdigit():
            raise fields.problem(
                "T is not a whole number.",
                why="Counts below T are withheld.",
                fix="Enter 6, 11 or another number, or none.",
            )
        return int(typed)


class ThresholdCostForm(forms.Form):
    """A threshold to try before it is chosen."""

    t = forms.IntegerField(label="Try another T", min_value=2, max_value=1000, required=False)


class SheetForm(forms.Form):
    """A spreadsheet of earlier half-years."""

    file = forms.FileField(
        label="Spreadsheet",
        help_text=(
            "XLSX (its first sheet) or CSV in UTF-8; the first row names the columns. Take out"
            " columns with names first: nothing here needs them."
        ),
    )
    helper = form_helper("file", Buttons(Submit("upload", "Upload and look at it")))


class ExternalFigureForm(forms.Form):
    """Numbers that are public from elsewhere."""

    file = forms.FileField(
        label="File",
        help_text=(
            "CSV with the columns of tables.csv: unit, half_year, agency_code, row_variable,"
            " row_value, column_variable, column_value, count."
        ),
    )
    source = forms.CharField(
        label="Where they are public",
        max_length=200,
        help_text="The dataset's address, or the letter and its day.",
    )
    helper = form_helper("file", "source", Buttons(Submit("register", "Register these numbers")))


class PersonChoiceField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in stubs only
    """Accounts to choose from, shown by name."""

    def label_from_instance(self, obj: User) -> str:
        return obj.name


class ExceptionForm(forms.Form):
    """What OPM legal records when the office is too small for three people."""

    kind = forms.ChoiceField(label="What", choices=StaffingException.Kind.choices)
    person: Any = PersonChoiceField(
        label="Substitute",
        queryset=None,
        required=False,
        help_text="Not for “one checker is enough”.",
    )
    reason = forms.CharField(
        label="Reason",
        widget=forms.Textarea,
        max_length=1000,
        help_text="Published with the edition. Name nobody.",
    )
    helper = form_helper(
        "kind", "person", "reason", Buttons(Submit("record", "Record the exception"))
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("PersonChoiceField", self.fields["person"]).queryset = people


class ReviewForm(AppForm):
    """That somebody has read the public pages' words in another language."""

    words_sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    reviewer = forms.CharField(
        label="Reviewer", max_length=120, help_text="Named on every Spanish page. Ask them first."
    )
    qualification = forms.CharField(
        label="What makes them fit for it",
        max_length=200,
        help_text="For example: certified court interpreter.",
    )
    reviewed_on = fields.DayField(label="Reviewed on")
    helper = form_helper(
        "words_sha256",
        "reviewer",
        "qualification",
        "reviewed_on",
        Buttons(Submit("record", "Record the review")),
    )
