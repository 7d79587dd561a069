"""Addresses of half-years at the agency's desk: agency codes, half-years and random ids, nothing
about a person.
"""

from __future__ import annotations

from django.urls import path

from reports.web.desk.submissions import (
    actions as submission_acts,
)
from reports.web.desk.submissions import (
    certify_on_paper as submission_paper,
)
from reports.web.desk.submissions import (
    statistics as submission_figures,
)
from reports.web.desk.submissions import (
    views as submissions,
)

app_name = "submissions"

urlpatterns = [
    path("", submissions.half_years, name="list"),
    path("version/<uuid:submission_id>/", submissions.version, name="version"),
    path("version/<uuid:submission_id>/certify/", submission_acts.certify, name="certify"),
    path(
        "version/<uuid:submission_id>/explain/<slug:check>/",
        submission_acts.explain,
        name="explain",
    ),
    path("version/<uuid:submission_id>/drop/", submission_acts.discard, name="discard"),
    path("version/<uuid:submission_id>/amend/", submission_acts.amend, name="amend"),
    path("version/<uuid:submission_id>/confirm/", submission_acts.confirm, name="confirm"),
    path("version/<uuid:submission_id>/paper/", submission_paper.paper, name="paper_certificate"),
    path(
        "version/<uuid:submission_id>/certificate/",
        submission_paper.certificate,
        name="certificate",
    ),
    path("version/<uuid:submission_id>/receipt/", submission_acts.receipt, name="receipt"),
    path(
        "version/<uuid:submission_id>/receipt.pdf", submission_acts.receipt_pdf, name="receipt_pdf"
    ),
    path("figures/<slug:code>/", submission_figures.agency_figures, name="figures"),
    path("<slug:code>/<str:half_year>/", submissions.half_year, name="half_year"),
    path("<slug:code>/<str:half_year>/check/", submissions.check, name="check"),
    path("<slug:code>/<str:half_year>/compile/", submission_acts.compile_again, name="compile"),
    path("<slug:code>/<str:half_year>/dispute/", submission_acts.dispute, name="dispute"),
]
