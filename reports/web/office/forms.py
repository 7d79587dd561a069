"""Forms of OPM's office: an agency's entry, its end, a new one; a person and a role."""

from __future__ import annotations

from typing import Any

from django import forms

from reports.accounts.agency_editing import AgencyValues, fingerprint, ori_standing
from reports.accounts.models import Agency, AgencyKind
from reports.accounts.roles import ROLES
from reports.notices.actions import HelpValues
from reports.web import fields
from reports.web.crispy import Fieldset, Row
from reports.web.crispy.layout import Item
from reports.web.forms.base import DeskForm, long_text, short_text

STANDINGS = [
    ("verified", "Verified"),
    ("derived", "Derived from a pattern"),
    ("unknown", "Unknown"),
]
STATES = [("", "In force or ended"), ("open", "In force"), ("ended", "Ended")]
OPM_ROLES = [(role.value, spec.title) for role, spec in ROLES.items() if not spec.at_agency]
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


class AgencyFilterForm(DeskForm):
    """Narrows the register."""

    q = short_text("Name, town or code", width="md", longest=60)
    kind = forms.ChoiceField(
        label="Kind", required=False, choices=[("", "Any kind"), *AgencyKind.choices]
    )
    ori = forms.ChoiceField(label="ORI", required=False, choices=[("", "Any"), *STANDINGS])
    state = forms.ChoiceField(label="State", required=False, choices=STATES)


class AgencyForm(DeskForm):
    """An agency's entry. Which rules bind it on a day follows from its kind and its days."""

    name = short_text(
        "Name",
        required=True,
        width="lg",
        help_text="Municipal police are entered by the place's name.",
    )
    kind = forms.ChoiceField(label="Kind", choices=AgencyKind.choices)
    town = short_text("Town", longest=60, width="md")
    ori = short_text(
        "ORI", longest=9, width="sm", help_text="Two letters and seven letters or figures."
    )
    ori_status = forms.ChoiceField(
        label="How the ORI is known", choices=STANDINGS, initial="unknown"
    )
    address = short_text("Address", longest=200, width="xl")
    phone = short_text("Telephone", longest=40, width="md")
    head_title = short_text(
        "Title of the head of the agency",
        required=True,
        longest=60,
        width="md",
        help_text="As letters print it.",
    )
    valid_from = fields.DayField(
        label="First day", required=False, help_text="Empty: before the act."
    )
    valid_to = fields.DayField(label="Last day", required=False, help_text="Empty: it goes on.")
    successor = forms.ChoiceField(label="Who goes on in its place", required=False)
    reason = long_text("Why, and where it comes from", required=True, rows=2, longest=500)
    shown = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    LAYOUT: tuple[Item, ...] = (
        Fieldset("The agency", "name", Row("kind", "town"), Row("ori", "ori_status")),
        Fieldset("Its letters", "address", Row("phone", "head_title")),
        Fieldset("Its days", Row("valid_from", "valid_to"), "successor"),
        "reason",
        "shown",
    )

    def __init__(
        self, *args: Any, agency: Agency | None = None, agencies: list[Agency], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial = _initial(agency)
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
        kept = self.agency is not None and ori_standing(self.agency) == chosen
        return self.agency.ori_status if self.agency is not None and kept else chosen.upper()


def _initial(agency: Agency | None) -> dict[str, Any]:
    if agency is None:
        return {}
    known = {name: getattr(agency, name) for name in SHOWN_IN_FORM}
    successor = agency.successor.code if agency.successor else ""
    return {
        **known,
        "ori_status": ori_standing(agency),
        "successor": successor,
        "shown": fingerprint(agency),
    }


class NewAgencyForm(AgencyForm):
    """A new entry; its code is given once and for ever."""

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


class EndForm(DeskForm):
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


class PersonForm(DeskForm):
    """A person by name and address."""

    name = short_text("Name", required=True, width="md")
    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        help_text="The same address in capitals is the same person.",
    )


class OpmPersonForm(PersonForm):
    """Gives a person a role at OPM from today on."""

    role = forms.ChoiceField(label="Role", choices=OPM_ROLES, widget=forms.RadioSelect)


OpmPersonForm.base_fields["role"].choice_hints = {  # type: ignore[attr-defined]
    role.value: spec.purpose for role, spec in ROLES.items() if not spec.at_agency
}


class HelpWordsForm(DeskForm):
    """Somebody who may help, as printed on letters. Nothing about any person belongs here."""

    name = short_text(
        "Who", required=True, help_text="An office, not a person. At most 120 letters."
    )
    contact = short_text(
        "How to reach it", required=True, longest=160, help_text="Telephone first; it is on paper."
    )
    note = short_text(
        "What else to know",
        longest=160,
        help_text="Hours, cost, languages spoken. At most 160 letters.",
    )

    def values(self) -> HelpValues:
        """The words, for the verb."""
        return HelpValues(
            name=self.written("name"), contact=self.written("contact"), note=self.written("note")
        )


class HelpForm(HelpWordsForm):
    """A help line in English."""

    from_custody = forms.BooleanField(label="Can be called from custody", required=False)
    position = forms.IntegerField(label="Place in the list", min_value=1, max_value=20, initial=1)


class WordingForm(HelpWordsForm):
    """The same line in one language of the letters."""

    def __init__(self, *args: Any, languages: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = forms.ChoiceField(
            label="Language", choices=languages, widget=forms.Select(attrs={"class": "usa-select"})
        )
        for field in self.fields.values():
            field.widget.attrs["dir"] = "auto"
        self.fields = {"language": chosen, **self.fields}
