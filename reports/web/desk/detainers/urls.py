"""Addresses of the list of detainers, of one record and of every act on it."""

from __future__ import annotations

from django.urls import path

from reports.web.desk.detainers import (
    agreement,
    amend,
    answer,
    attachments,
    communications,
    confirm,
    court_orders,
    outcome,
    search,
)
from reports.web.desk.detainers import list as detainers_list
from reports.web.desk.detainers.record import page

urlpatterns = [
    path("detainers/", detainers_list.detainers, name="detainers"),
    path("detainers/search/", search.person_search, name="person_search"),
    path("detainers/<uuid:detainer_id>/", page.detainer, name="detainer"),
    path("detainers/<uuid:detainer_id>/review/", answer.review, name="review"),
    path(
        "detainers/<uuid:detainer_id>/review/telephone/",
        answer.telephone_review,
        name="telephone_review",
    ),
    path("detainers/<uuid:detainer_id>/decide/", answer.decide, name="decide"),
    path("detainers/<uuid:detainer_id>/reply/", answer.reply, name="reply"),
    path(
        "detainers/<uuid:detainer_id>/reason-translation/",
        answer.reason_translation,
        name="reason_translation",
    ),
    path(
        "detainers/<uuid:detainer_id>/communication/",
        communications.communication,
        name="communication",
    ),
    path("detainers/<uuid:detainer_id>/outcome/", outcome.outcome, name="outcome"),
    path("detainers/<uuid:detainer_id>/reopen/", outcome.reopen, name="reopen"),
    path("detainers/<uuid:detainer_id>/correct/", amend.amend, name="amend"),
    path("detainers/<uuid:detainer_id>/papers/", attachments.attachment_add, name="attachment_add"),
    path(
        "detainers/<uuid:detainer_id>/papers/arrange/",
        attachments.arrange,
        name="attachments_arrange",
    ),
    path("detainers/<uuid:detainer_id>/memo/", page.memo, name="memo"),
    path("detainers/<uuid:detainer_id>/packet/", attachments.packet, name="packet"),
    path("detainers/<uuid:detainer_id>/court-order/", court_orders.order_new, name="order_new"),
    path("court-orders/<uuid:order_id>/lift/", court_orders.order_lift, name="order_lift"),
    path(
        "convictions/<uuid:conviction_id>/erase/",
        court_orders.conviction_erase,
        name="conviction_erase",
    ),
    path("papers/<uuid:paper_id>/", attachments.attachment, name="attachment"),
    path("reviews/<uuid:review_id>/confirm/", confirm.review, name="review_confirm"),
    path("reviews/<uuid:review_id>/dispute/", confirm.review_dispute, name="review_dispute"),
    path("agreement/", agreement.agreement, name="agreement"),
    path("acts/<uuid:act_id>/acknowledge/", agreement.acknowledge, name="act_acknowledge"),
    path(
        "detainers/<uuid:detainer_id>/cancelled-request/",
        agreement.cancelled_request,
        name="cancelled_request",
    ),
    path("decisions/<uuid:decision_id>/confirm/", confirm.decision, name="decision_confirm"),
]
