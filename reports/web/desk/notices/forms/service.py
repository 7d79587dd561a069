"""Service of a notice: when, how, by whom, to whom, and why it failed if it did. It proves that the
duty was met.
"""

from __future__ import annotations

from typing import Any

from django import forms

from reports.notices.actions.serve import ServiceValues
from reports.notices.status import Recipient, ServiceMethod, ServiceOutcome, Understood
from reports.notices.text.languages import language_code
from reports.uploads.inspection import ReceivedFile, UnacceptableFile, receive
from reports.web.shared.forms import fields
from reports.web.shared.forms.base import AppForm, given, long_text, short_text
from reports.web.shared.forms.layout import Fieldset, FormRow


def proof_field(*, required: bool) -> forms.FileField:
    return forms.FileField(
        label="Signed receipt or other proof",
        required=required,
        help_text="PDF, JPEG, PNG, TIFF or HEIC. It is sealed.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.tif,.tiff,.heic"}),
    )


class ServiceProofForm(AppForm):
    """The signed receipt of an attempt that was recorded before."""

    proof = proof_field(required=True)

    def clean_proof(self) -> ReceivedFile | None:
        """The proof as it came, with what is shown of it."""
        uploaded = self.cleaned_data.get("proof")
        if not uploaded:
            return None
        try:
            return receive(uploaded.read())
        except UnacceptableFile as refused:
            raise fields.problem(
                str(refused),
                fix="Choose the file again: a browser forgets it when a form comes back.",
            ) from refused


class ServiceForm(ServiceProofForm):
    """One attempt at service. Each attempt is a row of its own; nothing is overwritten."""

    form_token = fields.IdempotencyField()
    outcome = forms.ChoiceField(
        label="Result", choices=ServiceOutcome.choices, widget=forms.RadioSelect
    )
    happened_at = fields.LocalDateTimeField(label="When")
    how = forms.ChoiceField(label="How", choices=ServiceMethod.choices)
    recipient = forms.ChoiceField(label="To whom", choices=Recipient.choices)
    handed_over_by = short_text(
        "Served by", required=True, help_text="Name and badge number of the officer or clerk."
    )
    interpreter = short_text("Interpreter", width="md", help_text="Name or service, if one helped.")
    read_by = short_text("Who read it aloud", width="md", help_text="Name; empty if nobody did.")
    language = short_text("In what language", width="sm", longest=20)
    understood = forms.ChoiceField(
        label="Was it understood?",
        choices=[*Understood.choices, ("", "Not asked")],
        required=False,
        widget=forms.RadioSelect,
        help_text="As whoever got it said, in their own words if they can.",
    )
    reason = long_text("Why it was refused or failed", rows=2, longest=1000)
    proof = proof_field(required=False)

    LAYOUT = (
        "form_token",
        Fieldset(
            "Attempt", "outcome", "happened_at", FormRow("how", "recipient"), "handed_over_by"
        ),
        Fieldset(
            "How it was understood",
            FormRow("read_by", "language"),
            "interpreter",
            "understood",
            hint="No statute names a language; a notice that cannot be read informs nobody.",
        ),
        Fieldset("Why not, and proof", "reason", "proof"),
    )

    def clean_language(self) -> str:
        """The form shows the language by its name; rows keep its code."""
        return language_code(self.cleaned_data["language"] or "")

    def clean(self) -> dict[str, Any]:
        """A failed attempt needs a reason: it is the good-faith effort. What was read aloud was
        read by somebody, and it is asked whether it was understood.
        """
        data = super().clean() or self.cleaned_data
        if (
            data.get("how") == ServiceMethod.READ_ALOUD
            and data.get("outcome") == ServiceOutcome.SERVED
        ):
            self._ask_of_reading(data)
        if data.get("outcome") not in (None, ServiceOutcome.SERVED) and not data.get("reason"):
            self.add_error(
                "reason",
                fields.problem(
                    "It is not said why the notice was not served.",
                    why="The reason is the proof of a good-faith effort.",
                    fix="Say it in a few words.",
                ),
            )
        return data

    def _ask_of_reading(self, data: dict[str, Any]) -> None:
        """Who read it, and whether it was understood: without them nobody knows who was told."""
        asked = {
            "read_by": ("It is not said who read it aloud.", "Enter the reader's name."),
            "understood": (
                "It is not said whether it was understood.",
                "Ask, and choose; “Could not tell” is an answer.",
            ),
        }
        for name, (what, fix) in asked.items():
            if not data.get(name):
                why = "A notice that was not understood informed nobody."
                self.add_error(name, fields.problem(what, why=why, fix=fix))

    def values(self) -> ServiceValues:
        """The attempt, for the verb."""
        names = set(ServiceValues.__dataclass_fields__)
        return ServiceValues(
            **given(self.cleaned_data, *(name for name in self.cleaned_data if name in names))
        )
