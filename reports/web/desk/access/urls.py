"""Addresses of ICE access: the list, one act, and what corrects it."""

from __future__ import annotations

from django.urls import path

from reports.web.desk.access import list as access_list
from reports.web.desk.access import page, record

urlpatterns = [
    path(
        "detainers/<uuid:detainer_id>/access/",
        record.detainer_access_add,
        name="detainer_access_add",
    ),
    path("accesses/", access_list.accesses, name="accesses"),
    path("accesses/new/", record.access_new, name="access_new"),
    path("accesses/<uuid:access_id>/", page.access, name="access"),
    path("accesses/<uuid:access_id>/correct/", page.access_correct, name="access_correct"),
    path("accesses/<uuid:access_id>/by-hand/", page.access_by_hand, name="access_by_hand"),
    path("accesses/<uuid:access_id>/void/", page.access_void, name="access_void"),
]
