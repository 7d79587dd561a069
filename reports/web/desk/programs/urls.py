"""Addresses of the tokens of programs that act for an agency."""

from __future__ import annotations

from django.urls import path

from reports.web.desk.programs import views

urlpatterns = [
    path("programs/", views.programs, name="programs"),
    path("programs/new/", views.new, name="program_new"),
    path("programs/<uuid:token_id>/renew/", views.renew, name="program_renew"),
    path("programs/<uuid:token_id>/revoke/", views.revoke, name="program_revoke"),
]
