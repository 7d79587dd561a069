"""Addresses of OPM's desk for half-years."""

from __future__ import annotations

from django.urls import path

from reports.web.opm import home
from reports.web.opm.agencies import mail, training
from reports.web.opm.agencies import onboarding as opm_board
from reports.web.opm.coverage import views as opm_coverage
from reports.web.opm.notices import counts
from reports.web.opm.periods import views
from reports.web.opm.reconciliation import views as opm_reconciliation
from reports.web.opm.submissions import (
    decisions as opm_answers,
)
from reports.web.opm.submissions import (
    queue as opm,
)
from reports.web.opm.submissions import (
    received_outside as opm_outside,
)
from reports.web.opm.submissions import (
    review as opm_review,
)
from reports.web.opm.submissions import statistics

app_name = "opm"

urlpatterns = [
    path("", home.home, name="home"),
    path("submissions/", opm.submissions, name="submissions"),
    path("submissions/filters/", opm.save_filter_view, name="filter_save"),
    path(
        "submissions/filters/<uuid:filter_id>/forget/", opm.delete_filter_view, name="filter_delete"
    ),
    path("submissions/none/", opm.nil_reports, name="nil_reports"),
    path("submissions/outside/", opm_outside.outside, name="received_outside"),
    path("submissions/<uuid:submission_id>/", opm_review.review, name="review"),
    path("submissions/<uuid:submission_id>/take/", opm_answers.take_review, name="review_take"),
    path(
        "submissions/<uuid:submission_id>/hand-back/",
        opm_answers.return_to_queue,
        name="review_return",
    ),
    path("submissions/<uuid:submission_id>/assign/", opm_answers.assign_to, name="assign"),
    path("submissions/<uuid:submission_id>/accept/", opm_answers.accept_it, name="accept"),
    path("submissions/<uuid:submission_id>/return/", opm_answers.return_it, name="return"),
    path("submissions/<uuid:submission_id>/reopen/", opm_answers.reopen, name="reopen"),
    path("submissions/<uuid:submission_id>/note/", opm_answers.note, name="note"),
    path(
        "submissions/<uuid:submission_id>/receipt.pdf", opm_answers.receipt_pdf, name="receipt_pdf"
    ),
    path("submissions/<uuid:submission_id>/source/", opm_answers.source_document, name="source"),
    path("coverage/", opm_coverage.coverage, name="coverage"),
    path("coverage/<str:half_year>/", opm_coverage.missing, name="missing"),
    path("coverage/<str:half_year>/remind/", opm_coverage.remind_everyone, name="remind_all"),
    path("coverage/<str:half_year>/remind/<slug:code>/", opm_coverage.remind_one, name="remind"),
    path("disputes/<uuid:dispute_id>/", opm_coverage.dispute, name="dispute"),
    path("figures/", statistics.opm_figures, name="figures"),
    path("on-board/", opm_board.on_board, name="agency_setup"),
    path("letters/", counts.opm_letters, name="notice_counts"),
    path("letters/counts.csv", counts.opm_letters_csv, name="notice_counts_csv"),
    path("mail/", mail.mail, name="mail"),
    path("training/", training.training, name="training"),
    path("training/new/", training.training_new, name="training_new"),
    path("federal-file/", opm_reconciliation.reconciliation, name="reconciliation"),
    path("federal-file/<uuid:file_id>/", opm_reconciliation.federal_file, name="federal_file"),
    path(
        "federal-file/<uuid:file_id>/facility/",
        opm_reconciliation.assign_facility,
        name="facility_assign",
    ),
    path("half-years/", views.periods, name="periods"),
    path("half-years/<str:half_year>/", views.period, name="period"),
]
