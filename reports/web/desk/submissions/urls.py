"""Addresses of an agency's reports: agency codes, half-years and random ids, nothing about a
person.
"""

from __future__ import annotations

from django.urls import path

from reports.web.desk.submissions import (
    actions,
    answers,
    certify_on_paper,
    check,
    receipt,
    statistics,
    version,
    views,
)

app_name = "submissions"

urlpatterns = [
    path("", views.half_years, name="list"),
    path("version/<uuid:submission_id>/", version.version, name="version"),
    path("version/<uuid:submission_id>/certify/", actions.certify, name="certify"),
    path(
        "version/<uuid:submission_id>/explain/<slug:check>/",
        actions.explain,
        name="explain",
    ),
    path(
        "version/<uuid:submission_id>/answer/<int:position>/",
        answers.answer,
        name="answer",
    ),
    path("version/<uuid:submission_id>/drop/", actions.discard, name="discard"),
    path("version/<uuid:submission_id>/amend/", actions.amend, name="amend"),
    path("version/<uuid:submission_id>/confirm/", actions.confirm, name="confirm"),
    path("version/<uuid:submission_id>/paper/", certify_on_paper.paper, name="paper_certificate"),
    path(
        "version/<uuid:submission_id>/certificate/",
        certify_on_paper.certificate,
        name="certificate",
    ),
    path("version/<uuid:submission_id>/receipt/", receipt.receipt, name="receipt"),
    path("version/<uuid:submission_id>/receipt.pdf", receipt.receipt_pdf, name="receipt_pdf"),
    path("figures/<slug:code>/", statistics.agency_figures, name="figures"),
    path("<slug:code>/<str:half_year>/", views.half_year, name="half_year"),
    path("<slug:code>/<str:half_year>/check/", check.check, name="check"),
    path("<slug:code>/<str:half_year>/compile/", actions.compile_again, name="compile"),
    path("<slug:code>/<str:half_year>/dispute/", actions.dispute, name="dispute"),
]
