"""Forms of the support contacts printed on notices."""

from __future__ import annotations

from typing import Any

from django import forms

from reports.notices.actions.support_contacts import SupportContactValues
from reports.notices.models import Help
from reports.notices.text.languages import LANGUAGES
from reports.web.shared.forms.base import AppForm, short_text


class SupportContactWordsForm(AppForm):
    """A support contact, as printed on notices. Nothing about any person belongs here."""

    name = short_text(
        "Who",
        required=True,
        help_text="An office, not a person. At most 120 characters.",
        is_printed=True,
    )
    contact = short_text(
        "How to reach it",
        required=True,
        longest=160,
        help_text="Phone first; it is on paper.",
        is_printed=True,
    )
    note = short_text(
        "What else to know",
        longest=160,
        help_text="Hours, cost, languages spoken. At most 160 characters.",
        is_printed=True,
    )

    def values(self) -> SupportContactValues:
        """The words, for the verb."""
        return SupportContactValues(
            name=self.written("name"), contact=self.written("contact"), note=self.written("note")
        )


class SupportContactForm(SupportContactWordsForm):
    """A help line in English."""

    kind = forms.ChoiceField(label="What it is", choices=Help.choices, initial=Help.LEGAL_AID)
    from_custody = forms.BooleanField(label="Can be called from custody", required=False)
    languages = forms.MultipleChoiceField(
        label="Languages spoken there",
        required=False,
        choices=[(code, language.english_name) for code, language in LANGUAGES.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    position = forms.IntegerField(label="Place in the list", min_value=1, max_value=20, initial=1)


class SupportContactTranslationForm(SupportContactWordsForm):
    """The same contact in one language of the notices."""

    def __init__(self, *args: Any, languages: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = forms.ChoiceField(
            label="Language", choices=languages, widget=forms.Select(attrs={"class": "usa-select"})
        )
        for field in self.fields.values():
            field.widget.attrs["dir"] = "auto"
        self.fields = {"language": chosen, **self.fields}
