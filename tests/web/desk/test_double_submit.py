"""A form sent twenty times at once is one record: nobody gets an error, nothing stands twice.

SQLite's database of the tests lies in memory, where readers and writers bar one another; there the
twenty are sent one after another.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from reports.access.models import Access, Communication
from reports.accounts.models import Membership
from reports.accounts.roles import Role
from reports.core.clock import now
from reports.detainers.actions.attachments import add_attachment
from reports.detainers.models import (
    Attachment,
    CourtOrder,
    Decision,
    Detainer,
    Draft,
    HeadReview,
    Reply,
)
from reports.notices.models import (
    ContactInquiry,
    CorrectionRequest,
    Notice,
    NoticeByHand,
    NoticeLink,
    NoticeService,
)
from reports.outbox.runner import run_due
from reports.records.production.models import Production
from tests.factories import detainers as make
from tests.factories.people import person
from tests.support.forms import fields_of
from tests.web.desk import typing
from tests.web.shared.test_revisions import ADDS, NEED_NONE

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 20


def all_at_once(user: Any, where: str, typed: Any) -> list[int]:
    """The form sent by twenty browsers of one person, started together; the answers' codes."""
    browsers = [typing.signed_in(user) for _ in range(HANDS)]
    start = Barrier(HANDS)

    def post(browser: Client) -> int:
        return browser.post(where, typed() if callable(typed) else typed).status_code

    if connection.vendor == "sqlite":
        return [post(browser) for browser in browsers]

    def send(browser: Client) -> int:
        try:
            start.wait(timeout=60)
            return post(browser)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(HANDS) as pool:
        return [done.result(timeout=300) for done in [pool.submit(send, b) for b in browsers]]


def fine(codes: list[int]) -> None:
    """The first is taken; each of the others is led to it, or told that it stands already."""
    assert 302 in codes
    assert set(codes) <= {302, 403, 409, 422}, codes


def test_a_request_is_recorded_once():
    clerk = person(Role.CLERK)
    browser = typing.signed_in(clerk)
    token = typing.begin(browser)
    typing.fill(browser, token)
    where = reverse("desk:entry_check", args=[token])
    page = {**fields_of(browser.get(where)), **typing.HEADING}
    codes = all_at_once(clerk, where, {**page, "record": "1"})
    assert set(codes) == {302}
    assert Detainer.objects.count() == Notice.objects.count() == 1
    assert not Draft.objects.exists()


def reviewed() -> Detainer:
    return make.reviewed(make.detainer(at=now() - timedelta(hours=2)), at=now())


def page_of(role: Role, name: str, item: Detainer) -> tuple[Any, str, dict[str, Any]]:
    user = person(role)
    where = reverse(f"desk:{name}", args=[item.pk])
    return user, where, fields_of(typing.signed_in(user).get(where))


def test_a_review_and_a_decision_stand_once():
    item = make.detainer(at=now() - timedelta(hours=2))
    head, where, page = page_of(Role.AGENCY_HEAD, "review", item)
    fine(all_at_once(head, where, {**page, "note": "Seen."}))
    assert HeadReview.objects.count() == 1
    head, where, page = page_of(Role.AGENCY_HEAD, "decide", item)
    choices = {"choice_hold": "decline", "choice_notify_release": "decline"}
    reason = {"reason": "No ground of the act is on record here."}
    fine(all_at_once(head, where, {**page, **choices, **reason}))
    assert Decision.objects.count() == 1


def test_a_reply_and_a_communication_stand_once():
    item = reviewed()
    sent = typing.local("sent_at", now() - timedelta(minutes=2))
    clerk, where, page = page_of(Role.CLERK, "reply", item)
    reply = {"channel": "fax", "what": "refusal", "text": "No."}
    fine(all_at_once(clerk, where, {**page, **sent, **reply}))
    assert Reply.objects.count() == 1
    clerk, where, page = page_of(Role.CLERK, "communication", item)
    happened = typing.local("happened_at", now() - timedelta(minutes=2))
    call = {"channel": "phone", "direction": "in", "summary": "They called."}
    fine(all_at_once(clerk, where, {**page, **happened, **call}))
    assert Communication.objects.count() == 1


def test_an_attachment_and_a_court_order_stand_once():
    item = reviewed()
    clerk, where, _ = page_of(Role.CLERK, "attachment_add", item)

    def paper() -> dict[str, Any]:
        """Each hand has a file of its own to read."""
        return {"kind": "other", "label": "Fax", "file": typing.scan()}

    fine(all_at_once(clerk, where, paper))
    assert Attachment.objects.count() == 1
    clerk, where, page = page_of(Role.CLERK, "order_new", item)
    order = {"citation": "D. Conn. 3:26-cv-1", "says": "No hold.", "from_on": "2026-01-01"}
    fine(all_at_once(clerk, where, {**page, **order, "purposes": ["hold"]}))
    assert CourtOrder.objects.count() == 1


def test_an_access_stands_once():
    item = reviewed()
    clerk, where, page = page_of(Role.CLERK, "detainer_access_add", item)
    happened = typing.local("occurred_at", now() - timedelta(minutes=2))
    what = {"kind": "A", "basis": "detainer", "description": "Interview.", "form_token": uuid4()}
    what |= {"reason_against_decision": "Asked by the person."}
    codes = all_at_once(clerk, where, {**page, **happened, **what})
    fine(codes)
    assert Access.objects.count() == 1


@dataclass(frozen=True)
class Creating:
    """A form that makes a row: who sends it where, what is typed, and which rows it makes."""

    user: Any
    where: str
    typed: dict[str, Any]
    rows: Any
    answers: frozenset[int] = frozenset({302, 403, 409, 422})


def handed_out() -> Notice:
    """A release notice with its file, and somebody asked for whom else to tell."""
    told = make.access(detainer=reviewed(), at=now(), kind="B")
    run_due(at=now())
    return Notice.objects.select_related("access").get(access=told, kind="N2")


def page_at(role: Role, name: str, *args: Any) -> tuple[Any, str, dict[str, Any]]:
    user, where = person(role), reverse(name, args=args)
    return user, where, fields_of(typing.signed_in(user).get(where))


def service() -> Creating:
    user, where, page = page_at(Role.CLERK, "desk:notice_serve", handed_out().pk)
    typed = {"outcome": "refused", "reason": "He would not.", "how": "in_person"}
    typed |= {"recipient": "person", "handed_over_by": "Reed 114"}
    return Creating(
        user,
        where,
        {**page, **typed, **typing.local("happened_at", now())},
        NoticeService.objects.all(),
    )


def link() -> Creating:
    user, where, page = page_at(Role.CLERK, "desk:link_new", handed_out().pk)
    typed = {"recipient": "attorney", "address": "ada@law.example"}
    return Creating(user, where, {**page, **typed}, NoticeLink.objects.all())


def inquiry() -> Creating:
    told = handed_out().access
    assert told is not None
    user, where, page = page_at(Role.CLERK, "desk:contact_inquiry", told.pk)
    return Creating(
        user, where, {**page, "answer": "nobody", "note": ""}, ContactInquiry.objects.all()
    )


def grant() -> Creating:
    user, where, page = page_at(Role.AGENCY_ADMIN, "desk:people_grant")
    typed = {"email": "New.Clerk@hartford.example", "name": "New Clerk", "role": "clerk"}
    rows = Membership.objects.filter(user__email__iexact=typed["email"])
    return Creating(user, where, {**page, **typed}, rows, frozenset({200, 302, 409, 422}))


def by_hand() -> Creating:
    told = make.access(at=now() - timedelta(minutes=9), kind="B")
    user, where, page = page_at(Role.CLERK, "desk:access_by_hand", told.pk)
    given = typing.local("handed_over_at", now())
    return Creating(user, where, {**page, **given}, NoticeByHand.objects.all())


def unasked_access() -> Creating:
    user, where, page = page_at(Role.CLERK, "desk:access_new")
    typed = {"kind": "D", "basis": "other", "family_name": "Doe", "given_names": "Jane"}
    happened = typing.local("occurred_at", now() - timedelta(minutes=2))
    return Creating(user, where, {**page, **typed, **happened}, Access.objects.all())


def production() -> Creating:
    paper = add_attachment(
        detainer=reviewed(),
        kind="other",
        label="Fax",
        data=typing.scan().read(),
        by=person(Role.CLERK),
        at=now(),
    )
    user, where, page = page_at(Role.CLERK, "desk:production_ask", paper.pk)
    typed = {"produced_for": "court", "recipient": "HHD-CV26-1", "purpose": "Motion"}
    return Creating(user, where, {**page, **typed}, Production.objects.all())


def correction() -> Creating:
    where = reverse("verify:correction", args=[handed_out().code])
    typed = {"name": "Ada", "contact": "860-555-0133", "says": "The day is wrong."}
    return Creating(
        person(Role.CLERK),
        where,
        {**typed, "form_token": str(uuid4())},
        CorrectionRequest.objects.all(),
        frozenset({200, 429}),  # whoever sends twenty is asked to wait
    )


FORMS = {
    "desk.notices.serve.notice_serve": service,
    "desk.notices.links.link_new": link,
    "desk.notices.release_reason.contact_inquiry": inquiry,
    "desk.people.views.grant": grant,
    "desk.access.page.access_by_hand": by_hand,
    "desk.access.record.access_new": unasked_access,
    "desk.production.views.ask": production,
    "notice_holder.requests.correction": correction,
}
# Tried above, with what comes before them.
TRIED_ABOVE = {
    "desk.detainers.answer.reply",
    "desk.detainers.communications.communication",
    "desk.detainers.attachments.attachment_add",
    "desk.detainers.court_orders.order_new",
    "desk.access.record.detainer_access_add",
}
# Each sending is meant as one more: what it makes replaces its like, or is asked for by number.
ONE_MORE_EACH_TIME = {
    "desk.notices.create.notice_create": "the newer notice replaces the older",
    "desk.notices.serve.proof_new": "an attempt takes one proof",
    "desk.notices.print_jobs.print_start": "a print job is a file of what waits",
    "desk.notices.blank_forms.blank_forms": "so many numbers as were asked for",
    "desk.notices.enclosures.enclosure_request": "the newest of a form counts",
    "desk.programs.views.new": "a token is shown once; the list shows each, to be taken back",
    "desk.imports.list.import_new": "a file is looked at each time; its rows are stored once",
}
# What else may be sent twice, and why nothing harmful comes of it.
NOT_TRIED = {
    "desk.intake.scans.scan": "two files in a draft, both shown, and either can be removed",
    "desk.submissions.actions.dispute": "the act takes its turn and refuses a second open one",
    "desk.submissions.edition_preview.preview": "answers one preview; the newest words count",
}


@pytest.mark.parametrize("name", FORMS)
def test_a_form_that_makes_a_row_makes_one(name):
    form = FORMS[name]()
    codes = all_at_once(form.user, form.where, form.typed)
    assert set(codes) <= form.answers, codes
    assert form.rows.count() == 1


def test_every_form_of_an_agency_that_makes_a_row_is_tried():
    adds = {name for name, why in NEED_NONE.items() if why == ADDS}
    ours = {name for name in adds if name.startswith(("desk.", "notice_holder."))}
    tried = {*FORMS, *TRIED_ABOVE, *ONE_MORE_EACH_TIME}
    assert sorted(ours - tried) == sorted(NOT_TRIED)
