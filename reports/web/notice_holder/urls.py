"""Addresses under /verify/, each a second time with a language before it: /verify/es/..."""

from __future__ import annotations

from django.urls import include, path, register_converter

from reports.web.notice_holder import requests, verify
from reports.web.notice_holder.language import LetterLanguageConverter

register_converter(LetterLanguageConverter, "letter_language")

app_name = "verify"
PAGES = [
    path("", verify.start, name="start"),
    path("link/<slug:token>/", requests.link, name="link"),
    path("<str:code>", verify.letter, name="letter"),
    path("<str:code>/correction/", requests.correction, name="correction"),
]
urlpatterns = [*PAGES, path("<letter_language:lang>/", include(PAGES))]
