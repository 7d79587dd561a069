"""What was received, when and how, and who sent it: boxes 1, 2, 4, 6, 16 and 17 of the I-247A.

A forged fax must not be passed on to the person: how the sender was verified is asked beside the
sender's name.
"""

from __future__ import annotations

from typing import Any

from django import forms

from reports.core import clock
from reports.detainers.consistency import LONG_AGO
from reports.detainers.vocabulary import Channel, FederalForm, Verification
from reports.web.shared.forms import fields
from reports.web.shared.forms.base import AppForm, given, long_text, short_text
from reports.web.shared.forms.fields import define_field
from reports.web.shared.forms.layout import Fieldset, FormRow


class OriginForm(AppForm):
    """What came, when, and how."""

    received_at = fields.LocalDateTimeField(
        label="When it was received",
        help_text=(
            "When the fax, message or call reached the agency, not when you read it. Earlier days"
            " are fine."
        ),
    )
    is_received_long_ago = forms.BooleanField(
        label="The day is right: it was received that long ago", required=False
    )
    channel = forms.ChoiceField(
        label="How it came", choices=Channel.choices, widget=forms.RadioSelect
    )
    form = forms.ChoiceField(
        label="Which form",
        choices=[("", "Choose the form"), *FederalForm.choices],
        help_text="The number stands at the bottom left of the page.",
    )
    form_dated_on = fields.DayField(label="Date on the form", required=False)
    subject_id = short_text("Subject ID", width="md", help_text="Top of the I-247A.")
    event_number = short_text("Event number", width="md", help_text="Beside the subject ID.")
    cancels_on = fields.DayField(
        label="Box 16: cancels the request of",
        required=False,
        help_text=(
            "Only if the last box is ticked. The day of the request that this one cancels; the"
            " check at the end closes it. If the document asks for nothing else, record the"
            " cancellation on the earlier record instead."
        ),
    )

    LAYOUT = (
        Fieldset("What came", "received_at", "channel", "form"),
        Fieldset(
            "Head of the form",
            FormRow("subject_id", "event_number"),
            FormRow("form_dated_on", "cancels_on"),
        ),
    )

    def layout(self) -> list[Any]:
        """Whether a day long ago is meant is asked only of such a day."""
        first, *others = self.LAYOUT
        if not self._is_long_ago():
            return [first, *others]
        asked = Fieldset("What came", "received_at", "is_received_long_ago", "channel", "form")
        return [asked, *others]

    def clean(self) -> dict[str, Any]:
        """A day long ago is asked about even where the rules then take it off the answers."""
        data = super().clean() or self.cleaned_data
        self.received = data.get("received_at")
        return data

    def _is_long_ago(self) -> bool:
        if self["is_received_long_ago"].value():
            return True
        received = getattr(self, "received", None) or self.initial.get("received_at")
        return received is not None and clock.now() - received > LONG_AGO

    def values(self) -> dict[str, Any]:
        """The part of the detainer's values that this step knows."""
        names = (
            "received_at",
            "is_received_long_ago",
            "channel",
            "form",
            "form_dated_on",
            "subject_id",
            "event_number",
            "cancels_on",
        )
        return given(self.cleaned_data, *names)


define_field(
    OriginForm,
    "received_at",
    "Received",
    "The notice to the person (copy of the request, and whether the agency means to comply) is owed"
    " from this moment.",
    "54-192h(e)(1)",
)
define_field(
    OriginForm,
    "form",
    "Detainer",
    "Since October 2019 any request from a federal immigration authority counts, also an email or"
    " a phone call that asks for a release date.",
    "54-192h(a)(2)",
)


class SenderForm(AppForm):
    """Who sent it, and how the agency verified that."""

    federal_office = short_text(
        "Federal office",
        required=True,
        help_text="FROM on the form, for example ICE ERO Hartford.",
        is_printed=True,
    )
    federal_officer = short_text(
        "Officer's name", help_text="Signature block at the bottom of page 1.", width="md"
    )
    federal_officer_title = short_text("Officer's title", width="md")
    federal_phone = short_text("Number given on the request", width="md", longest=40)
    verification = forms.ChoiceField(
        label="How the sender was verified", choices=Verification.choices, widget=forms.RadioSelect
    )
    verification_note = long_text(
        "Who was reached, on which number, when",
        rows=2,
        longest=1000,
        help_text="Use a number you know from elsewhere, never the one on the request.",
    )

    LAYOUT = (
        Fieldset(
            "Who asked",
            "federal_office",
            FormRow("federal_officer", "federal_officer_title"),
            "federal_phone",
        ),
        Fieldset("How that was verified", "verification", "verification_note"),
    )

    def values(self) -> dict[str, Any]:
        """The part of the detainer's values that this step knows."""
        return given(self.cleaned_data, *self.fields)


define_field(
    SenderForm,
    "verification",
    "Verified",
    "Somebody at the agency made sure that the request comes from whom it names. Until then it can"
    " be recorded, assessed and answered with a refusal; the record carries a warning.",
)
