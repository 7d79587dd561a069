"""Which open request a cancellation means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from reports.core.dates import short_moment
from reports.detainers.models import Detainer
from reports.web.shared.forms.base import AppForm

NONE = "none"


class CancelledRequestForm(AppForm):
    """The open requests of the agency that came before, those about the same person first."""

    cancelled = forms.ChoiceField(
        label="Which request is canceled",
        help_text="The one chosen ends as canceled at the time this document came.",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, requests: Sequence[Detainer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.requests = {str(row.pk): row for row in requests}
        listed: Any = self.fields["cancelled"]
        listed.choices = [
            *(
                (key, f"Detainer {row.reference}, received {short_moment(row.received_at)}")
                for key, row in self.requests.items()
            ),
            (NONE, "None of these: it was not lodged here, or it has ended"),
        ]

    def chosen(self) -> Detainer | None:
        """The request chosen, or None where the paper means none of ours."""
        return self.requests.get(self.cleaned_data["cancelled"])
