"""A communication with a federal immigration authority, (e)(2) item 6: disclosable, not part of the
half-year.
"""

from __future__ import annotations

from django import forms

from reports.access.models import Communication
from reports.access.values import CommunicationValues
from reports.detainers.vocabulary import Channel
from reports.web.shared.forms import fields
from reports.web.shared.forms.base import AppForm, given, long_text, short_text
from reports.web.shared.forms.fields import define_field
from reports.web.shared.forms.layout import FormRow


class CommunicationForm(AppForm):
    """Every call, message or visit about the request that is neither the request nor the reply."""

    form_token = fields.IdempotencyField()
    direction = forms.ChoiceField(
        label="Which way", choices=Communication.Direction.choices, widget=forms.RadioSelect
    )
    channel = forms.ChoiceField(label="How", choices=Channel.choices)
    happened_at = fields.LocalDateTimeField(label="When")
    counterpart = short_text("With whom", help_text="Office, officer or number.", width="md")
    summary = long_text(
        "What was said or sent", required=True, help_text="In a sentence or two.", longest=2000
    )

    LAYOUT = (
        "form_token",
        "direction",
        FormRow("channel", "counterpart"),
        "happened_at",
        "summary",
    )

    def values(self) -> CommunicationValues:
        """The communication, for the verb."""
        return CommunicationValues(
            **given(
                self.cleaned_data, "direction", "channel", "happened_at", "summary", "counterpart"
            )
        )


define_field(
    CommunicationForm,
    "summary",
    "Communication",
    "Any communication between the agency and a federal immigration authority. It is a public"
    " record, with personal data left out, and is not among the figures sent to OPM.",
    "54-192h(e)(2)",
)
