"""Addresses of OPM's screens for half-years."""

from __future__ import annotations

from django.urls import path

from reports.web.opm import home, operations
from reports.web.opm.agencies import mail, onboarding, training
from reports.web.opm.coverage import views as coverage_views
from reports.web.opm.notices import counts
from reports.web.opm.periods import views
from reports.web.opm.reconciliation import views as reconciliation_views
from reports.web.opm.submissions import (
    decisions,
    queue,
    received_outside,
    review,
    statistics,
)

app_name = "opm"

urlpatterns = [
    path("", home.home, name="home"),
    path("submissions/", queue.submissions, name="submissions"),
    path("submissions/filters/", queue.save_filter_view, name="filter_save"),
    path(
        "submissions/filters/<uuid:filter_id>/forget/",
        queue.delete_filter_view,
        name="filter_delete",
    ),
    path("submissions/none/", queue.nil_reports, name="nil_reports"),
    path("submissions/outside/", received_outside.outside, name="received_outside"),
    path("submissions/<uuid:submission_id>/", review.review, name="review"),
    path("submissions/<uuid:submission_id>/take/", decisions.take_review, name="review_take"),
    path(
        "submissions/<uuid:submission_id>/hand-back/",
        decisions.return_to_queue,
        name="review_return",
    ),
    path("submissions/<uuid:submission_id>/assign/", decisions.assign_to, name="assign"),
    path("submissions/<uuid:submission_id>/accept/", decisions.accept_it, name="accept"),
    path("submissions/<uuid:submission_id>/return/", decisions.return_it, name="return"),
    path("submissions/<uuid:submission_id>/reopen/", decisions.reopen, name="reopen"),
    path("submissions/<uuid:submission_id>/note/", decisions.note, name="note"),
    path("submissions/<uuid:submission_id>/receipt.pdf", decisions.receipt_pdf, name="receipt_pdf"),
    path("submissions/<uuid:submission_id>/source/", decisions.source_document, name="source"),
    path("coverage/", coverage_views.coverage, name="coverage"),
    path("coverage/<str:half_year>/", coverage_views.missing, name="missing"),
    path("coverage/<str:half_year>/remind/", coverage_views.remind_everyone, name="remind_all"),
    path("coverage/<str:half_year>/remind/<slug:code>/", coverage_views.remind_one, name="remind"),
    path(
        "coverage/<str:half_year>/notified/<slug:code>/", coverage_views.notified, name="notified"
    ),
    path("disputes/<uuid:dispute_id>/", coverage_views.dispute, name="dispute"),
    path("figures/", statistics.opm_figures, name="figures"),
    path("on-board/", onboarding.on_board, name="agency_setup"),
    path("letters/", counts.opm_letters, name="notice_counts"),
    path("letters/counts.csv", counts.opm_letters_csv, name="notice_counts_csv"),
    path("mail/", mail.mail, name="mail"),
    path("operations/", operations.operations, name="operations"),
    path("operations/<uuid:job_id>/retry/", operations.work_retry, name="work_retry"),
    path("training/", training.training, name="training"),
    path("training/new/", training.training_new, name="training_new"),
    path("federal-file/", reconciliation_views.reconciliation, name="reconciliation"),
    path("federal-file/<uuid:file_id>/", reconciliation_views.federal_file, name="federal_file"),
    path(
        "federal-file/<uuid:file_id>/facility/",
        reconciliation_views.assign_facility,
        name="facility_assign",
    ),
    path("half-years/", views.periods, name="periods"),
    path("half-years/<str:half_year>/", views.period, name="period"),
    path("half-years/<str:half_year>/open/", views.open_it, name="period_open"),
]
