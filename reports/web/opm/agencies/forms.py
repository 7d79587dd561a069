"""Forms about the register of agencies: an entry, its end, a new one."""

from __future__ import annotations

from typing import Any

from django import forms

from reports.accounts.actions.agencies import AgencyValues
from reports.accounts.models import Agency, AgencyKind
from reports.accounts.ori import ori_status_text
from reports.web.shared.forms import fields
from reports.web.shared.forms.base import AppForm, long_text, short_text
from reports.web.shared.forms.layout import Fieldset, FormRow, Item

STANDINGS = [
    ("verified", "Verified"),
    ("derived", "Derived from a pattern"),
    ("unknown", "Unknown"),
]
STATES = [("", "In force or ended"), ("open", "In force"), ("ended", "Ended")]
SHOWN_IN_FORM = (
    "name",
    "kind",
    "town",
    "ori",
    "address",
    "phone",
    "head_title",
    "valid_from",
    "valid_to",
)


class AgencyFilterForm(AppForm):
    """Narrows the register."""

    q = short_text("Name, town or code", width="md", longest=60)
    kind = forms.ChoiceField(
        label="Kind", required=False, choices=[("", "Any kind"), *AgencyKind.choices]
    )
    ori = forms.ChoiceField(label="ORI", required=False, choices=[("", "Any"), *STANDINGS])
    state = forms.ChoiceField(label="State", required=False, choices=STATES)

    def wanted(self) -> dict[str, str]:
        """The filters; empty while the form has errors."""
        data = self.cleaned_data if self.is_valid() else {}
        asked = {"words": "q", "kind": "kind", "ori": "ori", "state": "state"}
        return {name: data.get(field, "") for name, field in asked.items()}


class AgencyForm(AppForm):
    """An agency's entry. Which rules bind it on a day follows from its kind and its days."""

    name = short_text(
        "Name",
        required=True,
        width="lg",
        help_text="Municipal police are entered by the place's name.",
        is_printed=True,
    )
    kind = forms.ChoiceField(label="Kind", choices=AgencyKind.choices)
    town = short_text("Town", longest=60, width="md")
    ori = short_text(
        "ORI", longest=9, width="sm", help_text="Two letters and seven letters or figures."
    )
    ori_status = forms.ChoiceField(
        label="How the ORI is known", choices=STANDINGS, initial="unknown"
    )
    address = short_text("Address", longest=200, width="xl", is_printed=True)
    phone = short_text("Phone", longest=40, width="md", is_printed=True)
    head_title = short_text(
        "Title of the head of the agency",
        required=True,
        longest=60,
        width="md",
        help_text="As notices print it.",
        is_printed=True,
    )
    valid_from = fields.DayField(
        label="First day", required=False, help_text="Empty: before the act."
    )
    valid_to = fields.DayField(label="Last day", required=False, help_text="Empty: it goes on.")
    successor = forms.ChoiceField(label="Who goes on in its place", required=False)
    reason = long_text("Why, and where it comes from", required=True, rows=2, longest=500)

    LAYOUT: tuple[Item, ...] = (
        Fieldset("The agency", "name", FormRow("kind", "town"), FormRow("ori", "ori_status")),
        Fieldset("Its notices", "address", FormRow("phone", "head_title")),
        Fieldset("Its days", FormRow("valid_from", "valid_to"), "successor"),
        "reason",
    )

    def __init__(
        self, *args: Any, agency: Agency | None = None, agencies: list[Agency], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial = entry_of(agency) if agency is not None else {}
        self.agency = agency
        self.agencies = {one.code: one for one in agencies if agency is None or one.pk != agency.pk}
        listed: Any = self.fields["successor"]
        listed.choices = [
            ("", "Nobody"),
            *((code, one.display_name) for code, one in self.agencies.items()),
        ]

    def clean_ori(self) -> str:
        return self.written("ori").upper()

    def values(self) -> AgencyValues:
        """The entry, for the verb."""
        texts = {name: self.written(name) for name in SHOWN_IN_FORM[:7]}
        return AgencyValues(
            **texts,
            ori_status=self._ori_status(),
            valid_from=self.cleaned_data["valid_from"],
            valid_to=self.cleaned_data["valid_to"],
            successor=self.agencies.get(self.written("successor")),
        )

    def _ori_status(self) -> str:
        """The register's own words stay as long as they say the same."""
        chosen = self.written("ori_status")
        kept = self.agency is not None and ori_status_text(self.agency) == chosen
        return self.agency.ori_status if self.agency is not None and kept else chosen.upper()


def entry_of(agency: Agency) -> dict[str, Any]:
    """An agency's entry under the names of the form's fields."""
    known = {name: getattr(agency, name) for name in SHOWN_IN_FORM}
    successor = agency.successor.code if agency.successor else ""
    return {
        **known,
        "ori_status": ori_status_text(agency),
        "successor": successor,
    }


class NewAgencyForm(AgencyForm):
    """A new agency; its code can never change."""

    code = short_text(
        "Code",
        required=True,
        longest=60,
        width="md",
        help_text=(
            "Small letters, figures, hyphens; given once and for ever. School police begin with"
            " sp-."
        ),
    )
    LAYOUT = ("code", *AgencyForm.LAYOUT)


class EndForm(AppForm):
    """The last day of an agency."""

    last_on = fields.DayField(label="Last day")
    successor = forms.ChoiceField(label="Who goes on in its place", required=False)
    reason = long_text("Why, and where it comes from", required=True, rows=2, longest=500)

    def __init__(self, *args: Any, agencies: list[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = {one.code: one for one in agencies}
        listed: Any = self.fields["successor"]
        listed.choices = [
            ("", "Nobody"),
            *((code, one.display_name) for code, one in self.agencies.items()),
        ]
