"""Addresses of the law: the register, the what-if page, and what OPM's lawyers maintain."""

from __future__ import annotations

from django.urls import path

from reports.web.law import maintaining, reading

app_name = "law"
urlpatterns = [
    path("", reading.register, name="register"),
    path("what-if/", reading.what_if, name="what_if"),
    path("questions/", reading.questions, name="questions"),
    path("packet/", reading.packet, name="packet"),
    path("entries/<slug:name>/", reading.entry, name="entry"),
    path("entries/<slug:name>/confirm/", maintaining.confirm, name="confirm"),
    path("settlements/", maintaining.settlements, name="settlements"),
    path("settlements/new/", maintaining.settle, name="settle"),
    path("offenses/", maintaining.offenses, name="offenses"),
    path("changes/<slug:kind>/<uuid:entry_id>/", maintaining.change, name="change"),
    path("changes/<slug:kind>/<uuid:entry_id>/approve/", maintaining.approve_entry, name="approve"),
]
