"""Addresses where OPM's lawyers maintain the law, under the law's own prefix."""

from __future__ import annotations

from django.urls import path

from reports.web.opm.lawbook import comparison, entries, settlements

app_name = "lawbook"
urlpatterns = [
    path("entries/<slug:name>/confirm/", entries.confirm, name="confirm"),
    path("confirmations/<uuid:confirmation_id>/withdraw/", entries.unconfirm, name="unconfirm"),
    path("compare/", comparison.compare_text, name="compare"),
    path("settlements/", settlements.settlements, name="settlements"),
    path("settlements/new/", settlements.settle, name="settle"),
    path("overlays/", settlements.overlays, name="overlays"),
    path("offenses/", entries.offenses, name="offenses"),
    path("changes/<slug:kind>/<uuid:entry_id>/", entries.change, name="change"),
    path("changes/<slug:kind>/<uuid:entry_id>/approve/", entries.approve_entry, name="approve"),
]
