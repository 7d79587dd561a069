"""The pages of a letter in every language of the letters: whole, mirrored, and telling nothing
more.
"""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.urls import reverse

from reports.notices.actions.reserve_numbers import discard_number, reserve_numbers
from reports.notices.codes import display_code, new_code
from reports.notices.content.layout import page_address
from reports.notices.content.specimens import CHECK_ADDRESS, specimen
from reports.notices.kinds import NoticeKind
from reports.notices.text.languages import ENGLISH, LANGUAGES, Catalog, catalog
from reports.notices.text.public_page_sentences import PAGES
from reports.notices.text.sentences import TEXTS
from reports.web.notice_holder import language as letter_pages
from tests.factories.detainers import NOW, detainer, person_values
from tests.factories.people import agency, person
from tests.notices.grade import grade

pytestmark = pytest.mark.django_db
OTHERS = [language for language in LANGUAGES.values() if language is not ENGLISH]
# Long enough to be a sentence of ours and not a name, a number or a word that two languages share.
ENGLISH_SENTENCES = [words for key, words in PAGES.items() if len(words) > 24 and "{" not in words]


@pytest.fixture(autouse=True)
def _fresh_counters():
    cache.clear()


@pytest.fixture
def notice():
    return detainer().notices.get()


def pages(notice, lang: str) -> dict[str, str]:
    code = display_code(notice.code)
    before = [lang] if lang else []
    return {
        "start": reverse("verify:start", args=before),
        "letter": reverse("verify:letter", args=[*before, code]),
        "unknown": reverse("verify:letter", args=[*before, new_code()]),
        "mistyped": reverse("verify:letter", args=[*before, "ABCD"]),
        "correction": reverse("verify:correction", args=[*before, code]),
        "link": reverse("verify:link", args=[*before, "x" * 40]),
    }


def seen(text: str) -> str:
    """What a reader sees, without what is marked as English."""
    body = text[text.index("<body") : text.index("</body>")]
    for element in ("p", "span", "bdi", "a", "nav", "script"):
        body = re.sub(
            rf'<{element}\b[^>]*lang="en"[^>]*>.*?</{element}>', " ", body, flags=re.DOTALL
        )
    return body


@pytest.mark.parametrize("language", OTHERS, ids=lambda language: language.code)
def test_each_page_speaks_the_language_of_its_address_and_nothing_else(client, notice, language):
    for name, address in pages(notice, language.code).items():
        text = client.get(address).content.decode()
        direction = "rtl" if language.right_to_left else "ltr"
        assert f'<html lang="{language.code}" dir="{direction}">' in text, name
        assert [words for words in ENGLISH_SENTENCES if words in seen(text)] == [], name


@pytest.mark.parametrize("language", OTHERS, ids=lambda language: language.code)
def test_what_is_typed_is_answered_in_that_language_too(client, notice, language):
    address = pages(notice, language.code)
    say = catalog(language.code).say
    wrong = client.post(address["letter"], {"family_name": "Smith"}).content.decode()
    assert say("page.name.no_match") in wrong
    empty = client.post(address["correction"], {"name": "x"})
    assert (empty.status_code, say("page.correction.fill") in empty.content.decode()) == (422, True)
    long = client.post(
        address["correction"], {"name": "x" * 500, "contact": "y", "says": "z"}
    ).content.decode()
    assert say("page.correction.name") in long.split("alert__title")[1]
    sent = client.post(
        address["correction"], {"name": "x", "contact": "y", "says": "z"}
    ).content.decode()
    assert say("page.sent.ticket") in sent


@pytest.mark.parametrize("spoiled", [False, True])
def test_a_sheet_filled_in_by_hand_is_answered_in_that_language(client, spoiled):
    clerk = person("clerk", at_agency=agency())
    reserved = reserve_numbers(agency=agency(), count=1, by=clerk, at=NOW)[0]
    if spoiled:
        discard_number(number=reserved, by=clerk, at=NOW)
    key = "page.spoiled" if spoiled else "page.reserved"
    for language in OTHERS:
        for name in ("verify:letter", "verify:correction"):
            text = client.get(
                reverse(name, args=[language.code, reserved.shown_code])
            ).content.decode()
            assert catalog(language.code).say(key) in text


def test_every_page_offers_every_language_of_the_letters(client, notice):
    for address in pages(notice, "").values():
        text = client.get(address).content.decode()
        assert [one.code for one in LANGUAGES.values() if one.own_name not in text] == []


@pytest.mark.parametrize(
    ("header", "lang"),
    [
        ("es-MX,es;q=0.9,en;q=0.8", "es"),
        ("quc,es;q=0.8", "es"),
        ("en-US,en;q=0.9,es;q=0.8", "en"),
        ("de;q=0.5,ps-AF;q=0.9", "ps"),
        ("fa-IR", "prs"),
        ("zh-TW", "zh-Hant"),
        ("zh-CN", "zh-Hans"),
        ("de", "en"),
        ("es;q=banana,, ;q", "en"),
        ("", "en"),
    ],
)
def test_without_a_choice_the_browser_says_which(client, header, lang):
    text = client.get(reverse("verify:start"), headers={"accept-language": header}).content.decode()
    assert f'<html lang="{lang}"' in text


def test_the_code_alone_does_not_tell_the_language_of_the_letter(client):
    answers = []
    for language in ("es", "ar", "en"):
        notice = detainer(person=person_values(language=language)).notices.get()
        assert notice.language == language
        text = client.get(
            reverse("verify:letter", args=[display_code(notice.code)])
        ).content.decode()
        answers.append(text[text.index("<html") : text.index("<html") + 30])
    assert len(set(answers)) == 1


def test_the_square_code_opens_the_letters_own_language(client, notice):
    assert page_address(specimen(NoticeKind.N1_RECEIPT, "en")).startswith(CHECK_ADDRESS)
    assert "?" not in page_address(specimen(NoticeKind.N1_RECEIPT, "en"))
    query = page_address(specimen(NoticeKind.N1_RECEIPT, "ar")).partition("?")[2]
    page = client.get(
        f"{reverse('verify:letter', args=[display_code(notice.code)])}?{query}"
    ).content.decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert reverse("verify:correction", args=["ar", display_code(notice.code)]) in page


@pytest.mark.parametrize("lang", ["xx", "de", "kab"])
def test_a_language_not_offered_opens_the_page_in_english(client, notice, lang):
    assert '<html lang="en"' in client.get(pages(notice, lang)["letter"]).content.decode()
    odd = client.get(pages(notice, "")["letter"], {"lang": '"><script>'}).content.decode()
    assert "<script>" not in odd


def test_what_nobody_reviewed_is_marked_in_both_languages_and_off_in_production(
    client, notice, settings
):
    text = client.get(pages(notice, "ar")["letter"]).content.decode()
    assert TEXTS["page.draft"] in text
    assert catalog("ar").say("page.draft") in text
    settings.PRODUCTION = True
    assert '<html lang="en"' in client.get(pages(notice, "ar")["letter"]).content.decode()
    assert "العربية" not in client.get(pages(notice, "")["letter"]).content.decode()


def test_pages_of_which_every_sentence_is_signed_bear_no_mark(client, notice, monkeypatch):
    signed = Catalog(LANGUAGES["es"], catalog("es").translations, frozenset(PAGES))
    monkeypatch.setattr("reports.notices.text.formatting.catalog", lambda code: signed)
    assert not letter_pages.page_language(client.get("/verify/").wsgi_request, "es").is_draft


def test_the_pages_are_at_or_below_grade_eight():
    assert (
        grade("\n".join(words.replace("{", "").replace("}", "") for words in PAGES.values())) <= 8.0
    )


def test_no_page_sets_a_cookie_or_is_kept(client, notice):
    for address in pages(notice, "vi").values():
        answer = client.get(address)
        assert not answer.cookies
        assert "no-store" in answer["Cache-Control"]
