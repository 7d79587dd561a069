"""Addresses where an agency confirms or disputes its rows."""

from __future__ import annotations

from django.urls import path

from reports.web.desk.submissions import edition_preview as agency
from reports.web.desk.submissions import process_figures as process

app_name = "previews"
urlpatterns = [
    path("<slug:code>/process/", process.process, name="process"),
    path("<slug:code>/", agency.latest, name="latest"),
    path("<slug:code>/<uuid:edition_id>/", agency.preview, name="preview"),
    path("<slug:code>/<uuid:edition_id>/confirm/", agency.confirm, name="confirm"),
]
