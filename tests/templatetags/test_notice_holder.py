"""The sentences of the public pages: in the language of the page, or English marked as such."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.template import Context, Template

from reports.notices.text.formatting import LocaleText
from reports.notices.text.languages import LANGUAGES, Catalog, catalog
from reports.notices.text.sentences import TEXTS


def shown(tag: str, *, signed: bool) -> str:
    """What a tag writes in Spanish in production."""
    spanish = catalog("es").translations
    words = Catalog(LANGUAGES["es"], spanish, frozenset(TEXTS) if signed else frozenset())
    spoken = SimpleNamespace(voice=LocaleText(words, production=True))
    page = Template("{% load notice_holder %}{% " + tag + " %}")
    return page.render(Context({"spoken": spoken}))


@pytest.mark.parametrize("tag", ['say "page.start"', 'say_plain "page.start"'])
def test_a_signed_sentence_is_shown_in_the_language_of_the_page(tag):
    assert shown(tag, signed=True) == catalog("es").say("page.start")


def test_an_unsigned_one_is_english_and_marked_where_an_element_may_stand():
    english = TEXTS["page.start"]
    assert shown('say "page.start"', signed=False) == f'<span lang="en" dir="ltr">{english}</span>'
    assert shown('say_plain "page.start"', signed=False) == english
