"""What stands on the first page of whoever can confirm a role, until it is answered."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from reports.accounts.roles import Role
from reports.duties.agency import roles_to_confirm
from reports.grants.actions import confirm_role_request, stop_role_request
from reports.messaging import inbox
from reports.messaging.models import Message
from tests.factories.people import agency
from tests.grants.conftest import AT, ask, known

pytestmark = pytest.mark.django_db
ON = AT.date()


def waiting_for(*people) -> list[int]:
    return [len(roles_to_confirm(person, on=ON)) for person in people]


def test_it_waits_for_the_agency_and_for_nobody_else(administrator, second):
    head, clerk = known(Role.AGENCY_HEAD), known(Role.CLERK)
    request = ask(administrator, agency())
    assert waiting_for(head, administrator, second, clerk) == [1, 0, 0, 0]
    (duty,) = roles_to_confirm(head, on=ON)
    assert (duty.url_name, duty.url_args) == ("account:role_request", (request.pk,))
    assert "Ana Reed" in duty.title
    assert "Hartford Police Department" in duty.detail
    stop_role_request(request=request, by=clerk, at=AT)
    assert waiting_for(head) == [0]


def test_it_waits_for_the_second_administrator_until_confirmed(administrator, second):
    request = ask(administrator, agency())
    assert waiting_for(administrator, second) == [0, 1]
    confirm_role_request(request=request, by=second, at=AT + timedelta(minutes=1))
    assert waiting_for(administrator, second) == [0, 0]


def test_reading_the_message_ends_no_duty(administrator, second):
    ask(administrator, role=Role.OPM_PUBLISHER)
    (item,) = inbox.unread_items(second, ON)
    assert reverse(item.url_name) == "/account/roles/"
    inbox.mark_read(by=second, at=AT)
    assert not inbox.unread_items(second, ON)
    assert waiting_for(second) == [1]


def test_each_step_is_a_message_of_its_own(administrator, second):
    request = ask(administrator, agency())
    confirm_role_request(request=request, by=second, at=AT)
    stop_role_request(request=request, by=administrator, at=AT)
    rows = Message.objects.filter(recipient=second, kind=Message.Kind.ROLE_REQUESTED)
    assert rows.count() == 3
