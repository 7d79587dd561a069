"""Addresses of the agency screens. Ids are random; nothing personal is ever in an address."""

from __future__ import annotations

from django.urls import include, path

from reports.web.desk.home import views

app_name = "desk"

urlpatterns = [
    path("", views.home, name="home"),
    path("switch/", views.switch, name="switch"),
    path("trail/", views.audit_log_moved, name="trail"),
    path("", include("reports.web.desk.intake.urls")),
    path("", include("reports.web.desk.exports.urls")),
    path("", include("reports.web.desk.detainers.urls")),
    path("", include("reports.web.desk.access.urls")),
    path("", include("reports.web.desk.notices.urls")),
    path("", include("reports.web.desk.holds.urls")),
    path("", include("reports.web.desk.people.urls")),
    path("", include("reports.web.desk.persons.urls")),
    path("", include("reports.web.desk.programs.urls")),
    path("", include("reports.web.desk.production.urls")),
    path("", include("reports.web.desk.imports.urls")),
]
