"""Addresses of people on file. Ids are random; nothing personal is ever in an address."""

from __future__ import annotations

from django.urls import path

from reports.web.desk.persons import views

urlpatterns = [
    path("persons/<uuid:person_id>/", views.person, name="person"),
    path("persons/<uuid:person_id>/merge/<uuid:other_id>/", views.merge, name="person_merge"),
    path("persons/merges/<uuid:merge_id>/split/", views.split, name="person_split"),
    path("detainers/<uuid:detainer_id>/somebody-else/", views.separate, name="separate"),
]
