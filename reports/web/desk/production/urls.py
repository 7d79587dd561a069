"""Addresses of producing a paper as it was received."""

from __future__ import annotations

from django.urls import path

from reports.web.desk.production import views

urlpatterns = [
    path("papers/<uuid:paper_id>/as-received/", views.ask, name="production_ask"),
    path("productions/<uuid:production_id>/", views.production, name="production"),
    path("productions/<uuid:production_id>/approve/", views.approve, name="production_approve"),
    path("productions/<uuid:production_id>/refuse/", views.refuse, name="production_refuse"),
    path("productions/<uuid:production_id>/file/", views.download, name="production_file"),
]
