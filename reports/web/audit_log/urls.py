"""Addresses of the audit log: the current agency's, and OPM's."""

from __future__ import annotations

from django.urls import path

from reports.web.audit_log import views

app_name = "audit_log"
urlpatterns = [
    path("", views.agency, name="agency"),
    path("export/", views.agency_export, name="agency_export"),
    path("verify/", views.agency_verify, name="agency_verify"),
    path("opm/", views.opm, name="opm"),
    path("opm/export/", views.opm_export, name="opm_export"),
    path("opm/verify/", views.opm_verify, name="opm_verify"),
]
