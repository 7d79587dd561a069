"""Asking for a paper as it was received, and refusing it."""

from __future__ import annotations

from django import forms

from reports.records.production.actions import Stated
from reports.records.production.models import ProducedFor
from reports.web.shared.forms import fields
from reports.web.shared.forms.base import AppForm, long_text, short_text


class ProductionForm(AppForm):
    """For whom, and what for."""

    form_token = fields.IdempotencyField()
    produced_for = forms.ChoiceField(
        label="Who gets it?", choices=ProducedFor.choices, widget=forms.RadioSelect
    )
    recipient = short_text(
        "Which court or counsel",
        required=True,
        longest=200,
        help_text="The court with the docket, or counsel with office and the docket.",
    )
    purpose = long_text("What it is needed for", required=True, rows=3, longest=1000)

    def stated(self) -> Stated:
        """What was stated, for the verb."""
        return Stated(
            self.written("produced_for"), self.written("recipient"), self.written("purpose")
        )
