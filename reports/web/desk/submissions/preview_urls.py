"""Addresses where an agency confirms or disputes its rows."""

from __future__ import annotations

from django.urls import path

from reports.web.desk.submissions import edition_preview, process_figures

app_name = "previews"
urlpatterns = [
    path("<slug:code>/process/", process_figures.process, name="process"),
    path("<slug:code>/", edition_preview.latest, name="latest"),
    path("<slug:code>/<uuid:edition_id>/", edition_preview.preview, name="preview"),
    path("<slug:code>/<uuid:edition_id>/confirm/", edition_preview.confirm, name="confirm"),
]
