"""Addresses. Each audience has its own module; what is public needs no session."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from reports.web import health

_AUDIENCES = (
    ("", "reports.web.public_urls"),
    ("", "reports.web.account_urls"),
    ("verify/", "reports.web.verify_urls"),
    ("desk/half-years/", "reports.web.submission_urls"),
    ("desk/", "reports.web.desk_urls"),
    ("opm/office/", "reports.web.office_urls"),
    ("opm/editions/", "reports.web.edition_urls"),
    ("desk/previews/", "reports.web.preview_urls"),
    ("opm/", "reports.web.opm_urls"),
    ("trail/", "reports.web.trail_urls"),
    ("law/", "reports.web.law_urls"),
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    *(path(prefix, include(module)) for prefix, module in _AUDIENCES if find_spec(module)),
]
handler400 = "reports.web.errors.bad_request"
handler403 = "reports.web.errors.permission_denied"
handler404 = "reports.web.errors.page_not_found"
handler500 = "reports.web.errors.server_error"
