"""A court's order about one detainer, and the erasure of a conviction: each asks the law again."""

from __future__ import annotations

from typing import Any

from django import forms

from reports.detainers.actions.court_orders import CourtOrderValues
from reports.uploads.inspection import ReceivedFile, UnacceptableFile, receive
from reports.web.shared.forms import fields
from reports.web.shared.forms.base import AppForm, given, long_text, short_text
from reports.web.shared.forms.layout import FormRow
from reports.web.shared.html.labels import label_of


class CourtOrderForm(AppForm):
    """What the order says, and from which day."""

    citation = short_text("Court, docket and day", required=True, longest=200, width="xl")
    says = long_text(
        "What the order says", required=True, rows=2, longest=1000, help_text="In a sentence."
    )
    purposes = forms.MultipleChoiceField(
        label="What it bars",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Nothing ticked: it bars everything that was asked.",
    )
    from_on = fields.DayField(label="From")
    until_on = fields.DayField(label="Until", required=False)

    file = forms.FileField(
        label="Scan of the order",
        required=False,
        help_text=(
            "PDF, JPEG, PNG, TIFF or HEIC. It is sealed; opening it is an entry in the audit log."
        ),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.tif,.tiff,.heic"}),
    )

    LAYOUT = ("citation", "says", "purposes", FormRow("from_on", "until_on"), "file")

    def __init__(self, *args: Any, purposes: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed: Any = self.fields["purposes"]
        listed.choices = [(purpose, label_of(purpose)) for purpose in purposes]

    def clean_file(self) -> ReceivedFile | None:
        """The scan as it came, with what is shown of it. A refused file is explained
        at the field.
        """
        uploaded = self.cleaned_data.get("file")
        try:
            return receive(uploaded.read()) if uploaded else None
        except UnacceptableFile as refused:
            raise fields.problem(str(refused)) from refused

    def values(self) -> CourtOrderValues:
        """The order, for the verb."""
        known = given(self.cleaned_data, "citation", "says", "from_on", "until_on")
        return CourtOrderValues(purposes=tuple(self.cleaned_data.get("purposes") or ()), **known)
