"""The one form that asks for a text: a reason, or a note."""

from __future__ import annotations

from typing import Any

from reports.web.shared.forms.base import AppForm, long_text


class ReasonForm(AppForm):
    """One text that has to be there and is kept with what it explains."""

    def __init__(
        self,
        *args: Any,
        label: str = "Reason",
        help_text: str = "",
        rows: int = 3,
        longest: int = 2000,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = long_text(
            label, help_text=help_text, required=True, rows=rows, longest=longest
        )

    def reason(self) -> str:
        """The text as cleaned."""
        return self.written("reason")
