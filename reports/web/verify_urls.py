"""Addresses under /verify/."""

from __future__ import annotations

from django.urls import path

from reports.web import letter_help, verify

app_name = "verify"
urlpatterns = [
    path("", verify.start, name="start"),
    path("link/<slug:token>/", letter_help.link, name="link"),
    path("<str:code>", verify.letter, name="letter"),
    path("<str:code>/correction/", letter_help.correction, name="correction"),
]
