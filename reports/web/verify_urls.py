"""Addresses under /verify/."""

from __future__ import annotations

from django.urls import path

from reports.web import verify

app_name = "verify"
urlpatterns = [
    path("", verify.start, name="start"),
    path("<str:code>", verify.letter, name="letter"),
]
