"""Addresses of the law: the register, the what-if page, and what OPM's lawyers maintain."""

from __future__ import annotations

from django.urls import path

from reports.web.law import exercises
from reports.web.law import register as reading
from reports.web.law import what_if as trying
from reports.web.opm.lawbook import entries as maintaining
from reports.web.opm.lawbook import settlements as settling

app_name = "law"
urlpatterns = [
    path("", reading.register, name="register"),
    path("what-if/", trying.what_if, name="what_if"),
    path("questions/", reading.questions, name="questions"),
    path("packet/", reading.packet, name="packet"),
    path("entries/<slug:name>/", reading.entry, name="entry"),
    path("entries/<slug:name>/confirm/", maintaining.confirm, name="confirm"),
    path("confirmations/<uuid:confirmation_id>/withdraw/", maintaining.unconfirm, name="unconfirm"),
    path("settlements/", settling.settlements, name="settlements"),
    path("settlements/new/", settling.settle, name="settle"),
    path("overlays/", settling.overlays, name="overlays"),
    path("offenses/", maintaining.offenses, name="offenses"),
    path("changes/<slug:kind>/<uuid:entry_id>/", maintaining.change, name="change"),
    path("changes/<slug:kind>/<uuid:entry_id>/approve/", maintaining.approve_entry, name="approve"),
    path("exercises/", exercises.exercises, name="exercises"),
    path("exercises/new/", exercises.exercise_new, name="exercise_new"),
    path("exercises/<uuid:exercise_id>/", exercises.exercise, name="exercise"),
    path(
        "exercises/<uuid:exercise_id>/withdraw/",
        exercises.exercise_withdraw,
        name="exercise_withdraw",
    ),
]
