"""Addresses of imports."""

from __future__ import annotations

from django.urls import path

from reports.web.desk.imports import list as listing
from reports.web.desk.imports import page, steps

urlpatterns = [
    path("imports/", listing.imports, name="imports"),
    path("imports/new/", listing.import_new, name="import_new"),
    path("imports/<uuid:import_id>/", page.import_page, name="import"),
    path("imports/<uuid:import_id>/progress/", page.import_progress, name="import_progress"),
    path("imports/<uuid:import_id>/csv/", page.import_csv, name="import_csv"),
    path("imports/<uuid:import_id>/xlsx/", page.import_workbook, name="import_workbook"),
    path("imports/<uuid:import_id>/reading/", steps.import_reading, name="import_reading"),
    path("imports/<uuid:import_id>/columns/", steps.import_columns, name="import_columns"),
    path("imports/<uuid:import_id>/run/", steps.import_run, name="import_run"),
    path("imports/<uuid:import_id>/cancel/", steps.import_cancel, name="import_cancel"),
    path("imports/<uuid:import_id>/undo/", steps.import_undo, name="import_undo"),
]
