"""The reply to the federal agency: what the agency told it, and when."""

from __future__ import annotations

from typing import Any

from django import forms

from reports.detainers.values import ReplyValues
from reports.detainers.vocabulary import Channel
from reports.web.desk.detainers.forms.printed_words import PrintedWordsForm
from reports.web.shared.forms import fields
from reports.web.shared.forms.base import (
    AGAINST_DECISION,
    ONLY_IF_IT_DIFFERS,
    given,
    long_text,
    short_text,
)
from reports.web.shared.forms.fields import define_field


class ReplyForm(PrintedWordsForm):
    """What the agency told the federal agency, a refusal included."""

    PRINTED = ("text",)

    form_token = fields.IdempotencyField()
    sent_at = fields.LocalDateTimeField(label="When it was sent or said")
    channel = forms.ChoiceField(label="How", choices=Channel.choices, widget=forms.RadioSelect)
    recipient = short_text("To whom", help_text="Office, officer or number.", width="md")
    what = forms.ChoiceField(
        label="What the answer was",
        choices=[
            ("refusal", "A refusal: nothing of what was asked is done"),
            ("notifies", "It told when the person is being or will be released"),
            ("other", "Something else"),
        ],
        widget=forms.RadioSelect,
    )
    notified_release_at = fields.LocalDateTimeField(
        label="The release day and time that was told",
        required=False,
        help_text="As it was told, even if it changed since. The notice to the person gives it.",
    )
    text = long_text(
        "What was answered",
        required=True,
        help_text="Word for word, or the document that was sent.",
        is_printed=True,
    )
    reason_against_decision = long_text(
        AGAINST_DECISION, rows=2, help_text=ONLY_IF_IT_DIFFERS, longest=2000
    )

    def clean(self) -> dict[str, Any]:
        """A release that was told has the day and time that was told."""
        data = super().clean() or self.cleaned_data
        if (
            data.get("what") == "notifies"
            and data.get("notified_release_at") is None
            and "notified_release_at" not in self.errors
        ):
            self.add_error(
                "notified_release_at",
                fields.problem(
                    "Enter the release day and time that was told.",
                    why="The notice to the person says what ICE was told, 54-192h(e)(1).",
                    fix="If the person was being released at that moment, enter that moment.",
                ),
            )
        return data

    def values(self) -> ReplyValues:
        """The reply, for the verb."""
        data = self.cleaned_data
        what = data["what"]
        return ReplyValues(
            is_refusal=what == "refusal",
            notifies_release=what == "notifies",
            **given(data, "sent_at", "channel", "text", "recipient", "notified_release_at"),
        )


define_field(
    ReplyForm,
    "what",
    "Notifies of release",
    "Telling a federal authority that the person is being or will be released on a certain date. It"
    " is an access (B), recorded with the answer, and the person is owed the second notice with the"
    " written reason. Sending back the lower part of the I-247A with an estimated release date is"
    " such a notification. Whether a refusal is itself an access is open.",
    "54-192h(a)(6)(B), (e)(1); Q17",
)
