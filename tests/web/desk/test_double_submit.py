"""A form sent twenty times at once is one record: nobody gets an error, nothing stands twice.

SQLite's database of the tests lies in memory, where readers and writers bar one another; there the
twenty are sent one after another.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from reports.access.models import Access, Communication
from reports.accounts.roles import Role
from reports.core.clock import now
from reports.detainers.models import (
    Attachment,
    CourtOrder,
    Decision,
    Detainer,
    Draft,
    HeadReview,
    Reply,
)
from reports.notices.models import Notice
from tests.factories import detainers as make
from tests.factories.people import person
from tests.support.forms import fields_of
from tests.web.desk import typing

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
