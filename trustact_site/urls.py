"""Addresses: whether the program runs, and the pages of every audience."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from reports.web.shared import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("api/v1/", include("reports.api.v1.urls")),
    path("", include("reports.web.urls")),
]
handler400 = "reports.web.shared.error_pages.bad_request"
handler403 = "reports.web.shared.error_pages.permission_denied"
handler404 = "reports.web.shared.error_pages.page_not_found"
handler500 = "reports.web.shared.error_pages.server_error"
