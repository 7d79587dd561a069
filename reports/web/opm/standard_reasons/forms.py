"""Forms of the reasons that decisions may choose from."""

from __future__ import annotations

from typing import Any

from django import forms

from reports.web.shared.forms.base import AppForm, long_text, short_text

LONGEST = 500


class StandardReasonForm(AppForm):
    """A reason in English, as letters print it. Nothing about any person belongs here."""

    text = long_text(
        "The reason, in English",
        required=True,
        rows=3,
        longest=LONGEST,
        help_text="Plain words to the person: “you”, “we”. At most 500 characters.",
        is_printed=True,
    )


class StandardReasonTranslationForm(AppForm):
    """The same reason in one language of the letters."""

    text = long_text(
        "The reason in that language", required=True, rows=3, longest=LONGEST, is_printed=True
    )
    translator = short_text(
        "Translator", required=True, longest=120, help_text="Who did these words: name and office."
    )

    def __init__(self, *args: Any, languages: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = forms.ChoiceField(
            label="Language", choices=languages, widget=forms.Select(attrs={"class": "usa-select"})
        )
        self.fields["text"].widget.attrs["dir"] = "auto"
        self.fields = {"language": chosen, **self.fields}
