"""Whoever decides, reviews or closes a request has seen what stands of it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reports.accounts.roles import Role
from reports.detainers.models import Decision
from tests.factories import detainers as make
from tests.factories.people import person
from tests.support.forms import fields_of
from tests.web.desk import typing

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def reviewed():
    return make.reviewed(make.detainer())


def decided(client, where, page, choice):
    choices = {"choice_hold": "decline", "choice_notify_release": choice}
    asked = {"departure_reason": "As counsel said.", "counsel_consulted": "yes"}
    typed = {**page, **choices, **asked, "reason": f"The agency will {choice}, as counsel said."}
    return client.post(where, typed)


def test_a_decision_is_not_replaced_by_a_page_that_never_showed_it(reviewed):
    head = typing.signed_in(person(Role.AGENCY_HEAD))
    where = reverse("desk:decide", args=[reviewed.pk])
    older, newer = (fields_of(head.get(where)) for _ in "ab")
    assert decided(head, where, newer, "decline").status_code == 302
    answer = decided(head, where, older, "comply")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "The agency will decline" in page
    assert "The agency will comply" in page
    assert Decision.objects.count() == 1


@pytest.mark.parametrize("name", ["review", "telephone_review", "decide", "outcome", "reopen"])
def test_the_page_carries_what_it_showed(reviewed, name):
    who = person(Role.AGENCY_HEAD if name in {"review", "decide"} else Role.CLERK)
    page = typing.signed_in(who).get(reverse(f"desk:{name}", args=[reviewed.pk]))
    assert fields_of(page)["revision"]
