"""The hash under which a review of the Spanish text is recorded changes with its words alone."""

from __future__ import annotations

from reports.publication.presentation.translations import SiteTranslation, public_words

PAIRS = (("Accesses", "Accesos"), ("Town", "Municipio"))


def test_another_order_of_the_file_needs_no_new_review():
    assert SiteTranslation(PAIRS, ()).sha256 == SiteTranslation(PAIRS[::-1], ()).sha256


def test_another_word_needs_a_new_review():
    changed = (*PAIRS[:-1], ("Town", "Pueblo"))
    assert SiteTranslation(changed, ()).sha256 != SiteTranslation(PAIRS, ()).sha256


def test_it_is_complete_only_when_no_sentence_is_missing():
    assert SiteTranslation(PAIRS, ()).is_complete
    assert not SiteTranslation(PAIRS, missing=("Agency",)).is_complete


def test_the_compiled_text_lists_the_sentences_that_have_no_translation():
    text = public_words()
    assert text.missing == tuple(english for english, spanish in text.pairs if not spanish)
