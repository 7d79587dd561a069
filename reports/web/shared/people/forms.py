"""People at an agency: granting a role, naming the agency head's delegate, the letterhead of
notices.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from reports.accounts.actions.letterhead import Letterhead
from reports.accounts.models import User
from reports.accounts.roles import ROLES
from reports.web.shared.forms import fields
from reports.web.shared.forms.base import AppForm, short_text
from reports.web.shared.forms.fields import define_field, hint_choices

AGENCY_ROLES = [(role.value, spec.title) for role, spec in ROLES.items() if spec.at_agency]


class GrantForm(AppForm):
    """Gives a person a role at this agency from today on."""

    name = short_text("Name", required=True, width="md")
    email = forms.EmailField(
        label="Email address",
        max_length=254,
        help_text="The same address in capitals is the same person.",
    )
    role = forms.ChoiceField(label="Role", choices=AGENCY_ROLES, widget=forms.RadioSelect)
    is_backup = forms.BooleanField(
        label="Backup: acts when the first person is away", required=False
    )


hint_choices(
    GrantForm, "role", {role.value: spec.purpose for role, spec in ROLES.items() if spec.at_agency}
)


class SuccessorForm(AppForm):
    """The successor."""

    name = short_text("Name of the successor", required=True, width="md")
    email = forms.EmailField(
        label="Email address of the successor",
        max_length=254,
        help_text="Somebody who works here already, or new.",
    )


class EndRoleForm(AppForm):
    """Why the last person in a role leaves it without a successor."""

    reason = short_text(
        "Reason",
        required=True,
        longest=200,
        help_text="Nobody else who can sign in holds this role. The reason is kept.",
    )


class DelegateForm(AppForm):
    """The agency head names who reviews and decides in their absence."""

    delegate = forms.ChoiceField(label="Delegate")
    until = fields.DayField(
        label="Until",
        required=False,
        help_text="The last day. Leave empty until you name somebody else.",
    )

    def __init__(self, *args: Any, people: Iterable[User], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.people = {str(person.pk): person for person in people}
        listed: Any = self.fields["delegate"]
        listed.choices = [
            ("", "Choose"),
            *((key, person.name) for key, person in self.people.items()),
        ]

    def clean_until(self) -> date | None:
        """The end date must not be in the past."""
        until: date | None = self.cleaned_data["until"]
        if until and until < self.today:
            raise fields.problem(
                "That day is past.",
                why="The delegation would never be in force.",
                fix="Choose today or a later day.",
            )
        return until

    def person(self) -> User:
        return self.people[self.cleaned_data["delegate"]]


define_field(
    DelegateForm,
    "delegate",
    "Delegate",
    "Reviews and decides in the head's place. A departure from the reading stays the head's own."
    " The act does not say whether the review may be delegated; naming somebody is the head's"
    " responsibility.",
    "54-192h(c)",
)


ADDRESS_HINT = "Street, town, CT and ZIP, with commas between the lines."


class LetterheadForm(AppForm):
    """What the heading of a notice shows beside the agency's name."""

    address = short_text(
        "Address", required=True, longest=200, width="xl", help_text=ADDRESS_HINT, is_printed=True
    )
    phone = short_text("Phone", required=True, longest=40, width="md", is_printed=True)
    records_contact = short_text("Office to call about a record", width="lg")
    head_title = short_text(
        "Title of the head of the agency", required=True, longest=60, width="md", is_printed=True
    )

    def values(self) -> Letterhead:
        """The heading, for the verb."""
        return Letterhead(**{name: self.written(name) for name in self.fields})
