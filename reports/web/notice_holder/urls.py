"""Addresses under /verify/, each a second time with a language before it: /verify/es/..."""

from __future__ import annotations

from django.urls import include, path, register_converter

from reports.web.notice_holder import requests as letter_help
from reports.web.notice_holder import verify
from reports.web.notice_holder.language import LetterLanguageConverter

register_converter(LetterLanguageConverter, "letter_language")

app_name = "verify"
PAGES = [
    path("", verify.start, name="start"),
    path("link/<slug:token>/", letter_help.link, name="link"),
    path("<str:code>", verify.letter, name="letter"),
    path("<str:code>/correction/", letter_help.correction, name="correction"),
]
urlpatterns = [*PAGES, path("<letter_language:lang>/", include(PAGES))]
