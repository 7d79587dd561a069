"""Addresses of all audiences. Each has its own module; what is public needs no session."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("reports.web.public.urls")),
    path("", include("reports.web.account.urls")),
    path("", include("reports.web.account.sign_in_urls")),
    path("verify/", include("reports.web.notice_holder.urls")),
    path("desk/half-years/", include("reports.web.desk.submissions.urls")),
    path("desk/", include("reports.web.desk.urls")),
    path("opm/office/", include("reports.web.opm.agencies.urls")),
    path("opm/editions/", include("reports.web.opm.editions.urls")),
    path("desk/previews/", include("reports.web.desk.submissions.preview_urls")),
    path("opm/", include("reports.web.opm.urls")),
    path("trail/", include("reports.web.audit_log.urls")),
    path("law/", include("reports.web.law.urls")),
    path("law/", include("reports.web.opm.lawbook.urls")),
]
