"""Addresses of lists taken away as files."""

from __future__ import annotations

from django.urls import path

from reports.web.desk.exports import views

urlpatterns = [
    path("detainers/export/<slug:slug>/", views.detainers, name="detainers_export"),
    path("accesses/export/<slug:slug>/", views.accesses, name="accesses_export"),
]
