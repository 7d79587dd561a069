"""The forms of the list of reasons."""

from __future__ import annotations

from reports.web.opm.standard_reasons.forms import StandardReasonForm, StandardReasonTranslationForm


def test_a_reason_has_words_and_a_bound():
    assert StandardReasonForm({"text": "A reason."}).is_valid()
    assert not StandardReasonForm({"text": " "}).is_valid()
    assert not StandardReasonForm({"text": "x" * 501}).is_valid()


def test_a_translation_names_its_language_and_its_translator():
    languages = [("es", "Spanish")]
    typed = {"language": "es", "text": "Una razón.", "translator": "Tr. Example"}
    assert StandardReasonTranslationForm(typed, languages=languages).is_valid()
    for name in typed:
        assert not StandardReasonTranslationForm(typed | {name: ""}, languages=languages).is_valid()
