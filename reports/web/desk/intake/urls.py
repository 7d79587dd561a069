"""Addresses of logging a detainer, step by step."""

from __future__ import annotations

from django.urls import path

from reports.web.desk.intake import check, scans, steps

urlpatterns = [
    path("detainers/new/", steps.new, name="entry_new"),
    path("detainers/new/<uuid:token>/scan/", scans.scan, name="entry_scan"),
    path(
        "detainers/new/<uuid:token>/scan/<uuid:file_id>/drop/",
        scans.drop_file,
        name="entry_drop_file",
    ),
    path("detainers/new/<uuid:token>/scan/arrange/", scans.arrange, name="entry_arrange"),
    path(
        "detainers/new/<uuid:token>/scan/<uuid:file_id>/preview/",
        scans.preview,
        name="entry_preview",
    ),
    path("detainers/new/<uuid:token>/check/", check.check, name="entry_check"),
    path("detainers/new/<uuid:token>/discard/", steps.discard, name="entry_discard"),
    path("detainers/new/<uuid:token>/<slug:slug>/", steps.step, name="entry_step"),
    path("detainers/new/<uuid:token>/<slug:slug>/autosave/", steps.autosave, name="entry_autosave"),
    path("detainers/new/<uuid:token>/<slug:slug>/assess/", steps.assess, name="entry_assess"),
]
