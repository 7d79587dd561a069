"""The form asks whoever typed what a notice prints to look again, and keeps what was typed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from reports.accounts.roles import Role
from reports.core.clock import now
from reports.detainers.models import Decision
from tests.factories import detainers as make
from tests.factories.people import person
from tests.support.forms import fields_of
from tests.web.desk import typing


@pytest.mark.django_db
def test_the_decision_form_asks_keeps_what_was_typed_and_takes_the_answer():
    item = make.reviewed(make.detainer(at=now() - timedelta(hours=2)), at=now())
    browser = typing.signed_in(person(Role.AGENCY_HEAD))
    where = reverse("desk:decide", args=[item.pk])
    first = browser.get(where)
    assert "names_checked" not in first.content.decode()
    typed = {
        **fields_of(first),
        "choice_hold": "decline",
        "choice_notify_release": "decline",
        "reason": "The victim, Maria Lopez, asked us not to.",
    }
    asked = browser.post(where, typed)
    shown = asked.content.decode()
    assert asked.status_code == 422
    assert "victim, Maria Lopez" in shown
    assert 'name="names_checked"' in shown
    assert typed["reason"] in shown
    assert not Decision.objects.exists()
    assert browser.post(where, {**typed, "names_checked": "on"}).status_code == 302
    assert Decision.objects.get().reason == typed["reason"]
