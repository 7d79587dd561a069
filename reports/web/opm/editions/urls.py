"""Addresses of OPM's publication screens."""

from __future__ import annotations

from django.urls import path

from reports.web.opm.editions import (
    edition,
    external_figures,
    history_upload,
    staffing_exceptions,
    statements,
    thresholds,
    translation_review,
    views,
)

app_name = "editions"
urlpatterns = [
    path("", views.editions, name="list"),
    path("propose/", views.propose_edition, name="propose"),
    path("threshold/", thresholds.threshold, name="threshold"),
    path(
        "threshold/<uuid:threshold_id>/agree/",
        thresholds.threshold_confirm,
        name="threshold_confirm",
    ),
    path("cost/", thresholds.cost, name="cost"),
    path("history/", history_upload.upload, name="history"),
    path("history/<uuid:sheet_id>/", history_upload.mapping, name="history_sheet"),
    path("history/<uuid:sheet_id>/load/", history_upload.load, name="history_load"),
    path("spanish/", translation_review.translation_review, name="translation"),
    path(
        "spanish/<uuid:review_id>/agree/",
        translation_review.translation_review_agree,
        name="translation_agree",
    ),
    path(
        "spanish/<uuid:review_id>/end/",
        translation_review.translation_review_end,
        name="translation_end",
    ),
    path("already-public/", external_figures.external_figures, name="external_figures"),
    path(
        "<uuid:edition_id>/exception/",
        staffing_exceptions.staffing_exception,
        name="staffing_exception",
    ),
    path("disputes/<uuid:preview_id>/", statements.answer, name="dispute_answer"),
    path("<uuid:edition_id>/", edition.edition, name="edition"),
    path("<uuid:edition_id>/figures/", edition.figures, name="figures"),
    path("<uuid:edition_id>/approve/", views.approve_edition, name="approve"),
    path("<uuid:edition_id>/publish/", views.publish_edition, name="publish"),
    path("<uuid:edition_id>/drop/", views.discard_edition, name="discard"),
    path("<uuid:edition_id>/withdraw/", statements.withdraw_edition, name="withdraw"),
    path("<uuid:edition_id>/correct/", statements.correct, name="correct"),
]
