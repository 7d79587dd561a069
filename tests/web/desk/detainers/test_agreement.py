"""What does not agree is said on the record with its one click, and settled on the screen."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from reports.access.models import ActAgainstDecision
from reports.accounts.roles import Role
from reports.core.clock import now
from reports.detainers.models import Detainer, Reply
from reports.law.moments import local_day
from tests.factories import detainers as make
from tests.factories.people import person
from tests.web.desk.typing import local, signed_in
from tests.workflow.test_acts_against import WHY, reply

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def declined():
    at = now() - timedelta(hours=1)
    return make.decided(make.detainer(at=at), at=at).detainer


def typed_reply(at, **changes):
    return {
        **local("sent_at", at),
        **local("notified_release_at", at + timedelta(days=1)),
        "form_token": str(uuid4()),
        "channel": "phone",
        "recipient": "ICE ERO Hartford",
        "what": "notifies",
        "text": "Released tomorrow at nine.",
        **changes,
    }


def test_the_form_asks_why_and_keeps_what_was_typed(declined):
    clerk = signed_in(person(Role.CLERK))
    url, at = reverse("desk:reply", args=[declined.pk]), now()
    answer = clerk.post(url, typed_reply(at))
    assert answer.status_code == 422
    assert "Decision 1 says otherwise" in answer.content.decode()
    assert "Released tomorrow at nine." in answer.content.decode()
    assert not Reply.objects.exists()
    answer = clerk.post(url, typed_reply(at, reason_against_decision=WHY))
    assert answer.status_code == 302
    assert ActAgainstDecision.objects.get().reason == WHY


def test_the_record_says_it_until_the_head_has_acknowledged(declined):
    reply(declined, reason=WHY, at=now())
    page = reverse("desk:detainer", args=[declined.pk])
    act = ActAgainstDecision.objects.get()
    settle = reverse("desk:act_acknowledge", args=[act.pk])
    clerk, head = signed_in(person(Role.CLERK)), signed_in(person(Role.AGENCY_HEAD))
    shown = clerk.get(page).content.decode()
    assert settle in shown
    assert WHY in shown
    assert "aria-disabled" in clerk.get(settle).content.decode()
    assert clerk.post(settle).status_code == 403
    assert WHY in head.get(settle).content.decode()
    assert head.post(settle).status_code == 302
    assert settle not in head.get(page).content.decode()


def test_the_list_names_every_record_and_leads_to_its_one_click(declined):
    clerk = signed_in(person(Role.CLERK))
    page = reverse("desk:agreement")
    assert "Everything agrees" in clerk.get(page).content.decode()
    reply(declined, reason=WHY, at=now())
    shown = clerk.get(page).content.decode()
    assert declined.reference in shown
    assert reverse("desk:act_acknowledge", args=[ActAgainstDecision.objects.get().pk]) in shown
    assert "Nuñez" not in shown
    assert page in clerk.get(reverse("desk:home")).content.decode()


def test_box_16_that_matched_nothing_offers_the_open_requests(declined):
    at = now()
    paper = make.detainer(
        at=at, cancels_on=local_day(at) - timedelta(days=40), grounds=(), convictions=()
    )
    clerk = signed_in(person(Role.CLERK))
    settle = reverse("desk:cancelled_request", args=[paper.pk])
    assert settle in clerk.get(reverse("desk:detainer", args=[paper.pk])).content.decode()
    assert declined.reference in clerk.get(settle).content.decode()
    assert clerk.post(settle, {}).status_code == 422
    assert clerk.post(settle, {"cancelled": str(declined.pk)}).status_code == 302
    assert Detainer.objects.get(pk=declined.pk).outcome == "cancelled"
