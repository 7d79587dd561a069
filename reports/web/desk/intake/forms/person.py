"""The person: boxes 3, 7, 8 and 10 of the I-247A and what the notices need.

Citizenship (box 9), status and birthplace have no field: they stay in the sealed scan. Race and
ethnicity are as observed or recorded, never derived from a nationality, C.G.S. 54-1m.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from reports.core.printable_text import is_latin, text_without_font
from reports.detainers.validation import ADULT_YEARS, age_on
from reports.notices.text.languages import LANGUAGES
from reports.persons.values import PersonValues
from reports.persons.vocabulary import (
    CanRead,
    ChildRecipient,
    Ethnicity,
    Race,
    Sex,
)
from reports.web.shared.forms import fields
from reports.web.shared.forms.base import AppForm, given, short_text
from reports.web.shared.forms.fields import define_field
from reports.web.shared.forms.identity import alien_number_field
from reports.web.shared.forms.layout import Fieldset, FormRow

LANGUAGE_CHOICES = (
    ("", "Not known"),
    *((code, language.english_name) for code, language in LANGUAGES.items()),
)

NOT_LATIN = fields.problem(
    "These are not Latin letters.",
    why="The notice prints them where the name as it stands cannot be printed.",
    fix="Write the name as a passport's machine-readable line would.",
)


class PersonForm(AppForm):
    """The person as the request names them."""

    family_name = short_text(
        "Family name", width="md", help_text="As on the form. One name alone goes here."
    )
    given_names = short_text("Given names", width="md")
    latin_name = short_text(
        "Name in Latin letters",
        width="lg",
        help_text="Only if the notices could not print the name as it stands on the document.",
        is_printed=True,
    )
    date_of_birth = fields.MemorableDateField(
        label="Date of birth", required=False, help_text="Month, day, year."
    )
    age = forms.IntegerField(
        label="Age, if the day is not known",
        required=False,
        min_value=0,
        max_value=125,
        widget=forms.TextInput(attrs={"width": "2xs", "inputmode": "numeric"}),
    )
    alien_number = alien_number_field(
        help_text="“File No.” on the form, with or without A, spaces and hyphens."
    )
    sex = forms.ChoiceField(label="Sex", choices=Sex.choices, initial=Sex.UNKNOWN)
    race = forms.ChoiceField(
        label="Race, as observed or recorded", choices=Race.choices, initial=Race.UNKNOWN
    )
    ethnicity = forms.ChoiceField(
        label="Ethnicity, as observed or recorded",
        choices=Ethnicity.choices,
        initial=Ethnicity.UNKNOWN,
    )
    language = forms.ChoiceField(
        label="Language the person reads best",
        choices=LANGUAGE_CHOICES,
        required=False,
        help_text="The notice is printed in it beside English when that language is offered.",
    )
    other_language = short_text(
        "Another language", width="sm", longest=20, help_text="If it is not in the list."
    )
    can_read = forms.ChoiceField(
        label="Can the person read it?",
        choices=CanRead.choices,
        widget=forms.RadioSelect,
        initial=CanRead.NOT_ASKED,
    )
    is_age_disputed = forms.BooleanField(
        label="Whether the person is under 18 is disputed",
        required=False,
        help_text="Until it is settled the notice treats them as a child.",
    )
    child_recipient = forms.ChoiceField(
        label="Who gets the notice with the child",
        choices=[*ChildRecipient.choices, ("", "Not settled yet, or not a child")],
        required=False,
        widget=forms.RadioSelect,
        help_text=(
            "Where telling a parent may harm the child, or the age is disputed, take another road."
        ),
    )
    guardian_name = short_text(
        "Name of the parent, guardian or agency", width="md", is_printed=True
    )
    guardian_relation = short_text(
        "What they are to the child", width="sm", longest=60, help_text="Mother, guardian, office."
    )
    guardian_contact = short_text(
        "How to reach them", width="md", longest=200, help_text="Used only to serve the notice."
    )
    attorney_name = short_text("Attorney", width="md", is_printed=True)
    attorney_contact = short_text("Attorney's phone, email or address", width="md", longest=200)
    designee_name = short_text(
        "Designee (one person besides the attorney)", width="md", is_printed=True
    )
    designee_contact = short_text("How to reach that person", width="md", longest=200)

    LAYOUT = (
        Fieldset(
            "Name and birth",
            FormRow("family_name", "given_names"),
            "latin_name",
            FormRow("date_of_birth", "age"),
            "alien_number",
        ),
        Fieldset(
            "For the reporting period's figures",
            FormRow("sex", "race", "ethnicity"),
            hint=(
                "As an officer observed them or as your own record has them. Never from the"
                " citizenship on the form."
            ),
        ),
        Fieldset("For the notice", FormRow("language", "other_language"), "can_read"),
        Fieldset(
            "If the person is under 18, or may be",
            "is_age_disputed",
            "child_recipient",
            FormRow("guardian_name", "guardian_relation"),
            "guardian_contact",
            hint="Nobody's immigration status is asked, the child's or the family's.",
        ),
        Fieldset(
            "Who else is told",
            FormRow("attorney_name", "attorney_contact"),
            FormRow("designee_name", "designee_contact"),
            hint=(
                "If release is notified, the written reason also goes to the attorney, or to one"
                " person they name."
            ),
        ),
    )

    def clean(self) -> dict[str, Any]:
        """Two different answers to one question are an error; none is silently preferred."""
        data = super().clean() or self.cleaned_data
        self._check_name(data)
        if data.get("language") and data.get("other_language"):
            self.add_error(
                "other_language",
                fields.problem(
                    "Two languages are named.",
                    fix="Choose one in the list or write another, not both.",
                ),
            )
        return data

    def _check_name(self, data: dict[str, Any]) -> None:
        """A name that no font has is kept as it stands, with its Latin letters beside it."""
        latin = data.get("latin_name") or ""
        if latin and not is_latin(latin):
            self.add_error("latin_name", NOT_LATIN)
        for name in ("family_name", "given_names"):
            trouble = text_without_font(data.get(name) or "")
            if trouble and not latin and "latin_name" not in self.errors:
                self.add_error(
                    name,
                    fields.problem(
                        f"The name {trouble}",
                        why="The notice is made out to the person by name.",
                        fix="Keep it as on the document, and write the whole name in Latin letters"
                        " below.",
                    ),
                )

    def person_values(self) -> PersonValues:
        """The person, for the verbs."""
        data = dict(self.cleaned_data)
        data["language"] = data.get("language") or data.get("other_language") or ""
        names = set(PersonValues.__dataclass_fields__)
        return PersonValues(**given(data, *(name for name in data if name in names)))

    def values(self, *, received_on: date | None) -> dict[str, Any]:
        """Age on receipt, and whether that makes the person a minor."""
        age = self.cleaned_data.get("age")
        birth = self.cleaned_data.get("date_of_birth")
        if birth and received_on and birth <= received_on:
            age = age_on(birth, received_on)
        return {} if age is None or age > 125 else {"age": age, "is_minor": age < ADULT_YEARS}


define_field(
    PersonForm,
    "alien_number",
    "A-number",
    "Kept sealed and used only to recognise the same person again. It is not printed on the"
    " notice.",
)
define_field(
    PersonForm,
    "race",
    "As observed",
    "The act asks for “demographic characteristics” without saying which. These are the codes"
    " Connecticut police already use for traffic stops; the person is not required to give them.",
    "54-192h(e)(3); 54-1m",
)
