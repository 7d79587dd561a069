"""Forms about OPM's people."""

from __future__ import annotations

from django import forms

from reports.accounts.roles import ROLES
from reports.web.shared.forms.base import AppForm, short_text
from reports.web.shared.forms.fields import hint_choices

OPM_ROLES = [(role.value, spec.title) for role, spec in ROLES.items() if not spec.at_agency]


class StaffPersonForm(AppForm):
    """A person by name and address."""

    name = short_text("Name", required=True, width="md")
    email = forms.EmailField(
        label="Email address",
        max_length=254,
        help_text="The same address in capitals is the same person.",
    )


class OpmStaffPersonForm(StaffPersonForm):
    """Gives a person a role at OPM from today on."""

    role = forms.ChoiceField(label="Role", choices=OPM_ROLES, widget=forms.RadioSelect)


hint_choices(
    OpmStaffPersonForm,
    "role",
    {role.value: spec.purpose for role, spec in ROLES.items() if not spec.at_agency},
)
