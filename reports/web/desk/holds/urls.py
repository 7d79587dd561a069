"""Addresses of legal holds."""

from __future__ import annotations

from django.urls import path

from reports.web.desk.holds import views

urlpatterns = [
    path("holds/", views.holds, name="holds"),
    path("holds/<uuid:hold_id>/name/", views.hold_name, name="hold_name"),
    path("holds/<uuid:hold_id>/lift/", views.hold_lift, name="hold_lift"),
    path("accesses/<uuid:access_id>/hold/", views.hold_access, name="hold_access"),
    path("detainers/<uuid:detainer_id>/hold/", views.hold_record, name="hold_record"),
    path("detainers/<uuid:detainer_id>/hold-person/", views.hold_person, name="hold_person"),
]
