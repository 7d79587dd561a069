"""Addresses of the agency's desk. Ids are random; nothing personal ever stands in an address."""

from __future__ import annotations

from django.urls import path

from reports.web.desk import trail
from reports.web.desk.access import views as accesses
from reports.web.desk.detainers import (
    amend as amending,
)
from reports.web.desk.detainers import (
    answer as answering,
)
from reports.web.desk.detainers import (
    attachments,
    communications,
    search,
)
from reports.web.desk.detainers import (
    confirm as confirming,
)
from reports.web.desk.detainers import (
    court_orders as orders,
)
from reports.web.desk.detainers import (
    list as listing,
)
from reports.web.desk.detainers import (
    outcome as events,
)
from reports.web.desk.detainers.record import page as detainer
from reports.web.desk.holds import views as holds
from reports.web.desk.home import views as home
from reports.web.desk.intake import check as recording
from reports.web.desk.intake import steps as entry
from reports.web.desk.notices import create as making
from reports.web.desk.notices import list as register
from reports.web.desk.notices import serve as handing_over
from reports.web.desk.notices.page import notice as notices
from reports.web.desk.notices.urls import LETTERS
from reports.web.desk.people import transfer as handing_on
from reports.web.desk.people import views as people

app_name = "desk"

ENTRY = [
    path("detainers/new/", entry.new, name="entry_new"),
    path("detainers/new/<uuid:token>/scan/", recording.scan, name="entry_scan"),
    path(
        "detainers/new/<uuid:token>/scan/<uuid:file_id>/drop/",
        recording.drop_file,
        name="entry_drop_file",
    ),
    path("detainers/new/<uuid:token>/check/", recording.check, name="entry_check"),
    path("detainers/new/<uuid:token>/discard/", entry.discard, name="entry_discard"),
    path("detainers/new/<uuid:token>/<slug:slug>/", entry.step, name="entry_step"),
    path("detainers/new/<uuid:token>/<slug:slug>/autosave/", entry.autosave, name="entry_autosave"),
    path("detainers/new/<uuid:token>/<slug:slug>/assess/", entry.assess, name="entry_assess"),
]
RECORD = [
    path("detainers/<uuid:detainer_id>/", detainer.detainer, name="detainer"),
    path("detainers/<uuid:detainer_id>/review/", answering.review, name="review"),
    path(
        "detainers/<uuid:detainer_id>/review/telephone/",
        answering.telephone_review,
        name="telephone_review",
    ),
    path("detainers/<uuid:detainer_id>/decide/", answering.decide, name="decide"),
    path("detainers/<uuid:detainer_id>/reply/", answering.reply, name="reply"),
    path(
        "detainers/<uuid:detainer_id>/communication/",
        communications.communication,
        name="communication",
    ),
    path(
        "detainers/<uuid:detainer_id>/access/",
        accesses.detainer_access_add,
        name="detainer_access_add",
    ),
    path("detainers/<uuid:detainer_id>/outcome/", events.outcome, name="outcome"),
    path("detainers/<uuid:detainer_id>/reopen/", events.reopen, name="reopen"),
    path("detainers/<uuid:detainer_id>/correct/", amending.amend, name="amend"),
    path("detainers/<uuid:detainer_id>/papers/", attachments.attachment_add, name="attachment_add"),
    path("detainers/<uuid:detainer_id>/memo/", detainer.memo, name="memo"),
    path("detainers/<uuid:detainer_id>/packet/", attachments.packet, name="packet"),
    path("detainers/<uuid:detainer_id>/court-order/", orders.order_new, name="order_new"),
    path("court-orders/<uuid:order_id>/lift/", orders.order_lift, name="order_lift"),
    path(
        "convictions/<uuid:conviction_id>/erase/", orders.conviction_erase, name="conviction_erase"
    ),
    path("papers/<uuid:paper_id>/", attachments.attachment, name="attachment"),
    path("reviews/<uuid:review_id>/confirm/", confirming.review, name="review_confirm"),
    path("reviews/<uuid:review_id>/dispute/", confirming.review_dispute, name="review_dispute"),
    path("decisions/<uuid:decision_id>/confirm/", confirming.decision, name="decision_confirm"),
]
ACCESS = [
    path("accesses/", accesses.accesses, name="accesses"),
    path("accesses/new/", accesses.access_new, name="access_new"),
    path("accesses/<uuid:access_id>/", accesses.access, name="access"),
    path("accesses/<uuid:access_id>/correct/", accesses.access_correct, name="access_correct"),
    path("accesses/<uuid:access_id>/void/", accesses.access_void, name="access_void"),
]
NOTICES = [
    path("notices/", register.notices, name="notices"),
    path("notices/make/<slug:kind>/<uuid:subject_id>/", making.notice_create, name="notice_create"),
    path("notices/<uuid:notice_id>/", notices.notice, name="notice"),
    path("notices/<uuid:notice_id>/progress/", notices.notice_progress, name="notice_progress"),
    path("notices/<uuid:notice_id>/file/", notices.notice_pdf, name="notice_pdf"),
    path("notices/<uuid:notice_id>/hand-over/", handing_over.notice_serve, name="notice_serve"),
    path(
        "notices/<uuid:notice_id>/tries/<uuid:service_id>/proof/",
        handing_over.proof_file,
        name="proof_file",
    ),
    path(
        "notices/<uuid:notice_id>/tries/<uuid:service_id>/proof/new/",
        handing_over.proof_new,
        name="proof_new",
    ),
    path("notices/<uuid:notice_id>/void/", handing_over.notice_void, name="notice_void"),
    path(
        "notices/<uuid:notice_id>/draw-again/",
        handing_over.notice_render_again,
        name="notice_render_again",
    ),
]
HOLDS = [
    path("holds/", holds.holds, name="holds"),
    path("holds/<uuid:hold_id>/name/", holds.hold_name, name="hold_name"),
    path("holds/<uuid:hold_id>/lift/", holds.hold_lift, name="hold_lift"),
    path("accesses/<uuid:access_id>/hold/", holds.hold_access, name="hold_access"),
    path("detainers/<uuid:detainer_id>/hold/", holds.hold_record, name="hold_record"),
    path("detainers/<uuid:detainer_id>/hold-person/", holds.hold_person, name="hold_person"),
]
PEOPLE = [
    path("people/hand-over/", handing_on.account_transfer, name="account_transfer"),
    path("people/<uuid:membership_id>/replace/", handing_on.replace, name="people_transfer"),
    path("people/", people.people, name="people"),
    path("people/grant/", people.grant, name="people_grant"),
    path("people/delegate/", people.delegate, name="people_delegate"),
    path("people/delegate/end/", people.end_delegate, name="delegate_end"),
    path("people/letterhead/", people.letterhead, name="letterhead"),
    path("people/<uuid:membership_id>/end/", people.end, name="people_end"),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("switch/", home.switch, name="switch"),
    path("detainers/", listing.detainers, name="detainers"),
    path("detainers/search/", search.person_search, name="person_search"),
    path("trail/", trail.trail, name="trail"),
    *ENTRY,
    *RECORD,
    *ACCESS,
    *NOTICES,
    *HOLDS,
    *LETTERS,
    *PEOPLE,
]
