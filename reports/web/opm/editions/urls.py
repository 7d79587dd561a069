"""Addresses of OPM's publication desk."""

from __future__ import annotations

from django.urls import path

from reports.web.opm.editions import (
    external_figures as known,
)
from reports.web.opm.editions import (
    history_upload as history,
)
from reports.web.opm.editions import (
    staffing_exceptions as exceptions,
)
from reports.web.opm.editions import (
    statements as worded,
)
from reports.web.opm.editions import (
    thresholds,
)
from reports.web.opm.editions import (
    translation_review as spanish,
)
from reports.web.opm.editions import (
    views as opm,
)

app_name = "editions"
urlpatterns = [
    path("", opm.editions, name="list"),
    path("propose/", opm.propose_edition, name="propose"),
    path("threshold/", thresholds.threshold, name="threshold"),
    path(
        "threshold/<uuid:threshold_id>/agree/",
        thresholds.threshold_confirm,
        name="threshold_confirm",
    ),
    path("cost/", thresholds.cost, name="cost"),
    path("history/", history.upload, name="history"),
    path("history/<uuid:sheet_id>/", history.mapping, name="history_sheet"),
    path("history/<uuid:sheet_id>/load/", history.load, name="history_load"),
    path("spanish/", spanish.translation_review, name="translation"),
    path(
        "spanish/<uuid:review_id>/agree/",
        spanish.translation_review_agree,
        name="translation_agree",
    ),
    path("spanish/<uuid:review_id>/end/", spanish.translation_review_end, name="translation_end"),
    path("already-public/", known.external_figures, name="external_figures"),
    path("<uuid:edition_id>/exception/", exceptions.staffing_exception, name="staffing_exception"),
    path("disputes/<uuid:preview_id>/", worded.answer, name="dispute_answer"),
    path("<uuid:edition_id>/", opm.edition, name="edition"),
    path("<uuid:edition_id>/figures/", opm.figures, name="figures"),
    path("<uuid:edition_id>/approve/", opm.approve_edition, name="approve"),
    path("<uuid:edition_id>/publish/", opm.publish_edition, name="publish"),
    path("<uuid:edition_id>/drop/", opm.discard_edition, name="discard"),
    path("<uuid:edition_id>/withdraw/", worded.withdraw_edition, name="withdraw"),
    path("<uuid:edition_id>/correct/", worded.correct, name="correct"),
]
