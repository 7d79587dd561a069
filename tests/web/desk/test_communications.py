"""Communications with the federal side, from the record's page."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from reports.access.models import Communication
from reports.accounts.roles import Role
from reports.core import clock
from reports.law.moments import local
from tests.factories import detainers as make
from tests.factories.people import agency, person

pytestmark = pytest.mark.django_db


def sent(**changes):
    there = local(clock.now() - timedelta(minutes=5))
    return {
        "form_token": str(uuid4()),
        "direction": "in",
        "channel": "phone",
        "counterpart": "Duty officer",
        "happened_at_day": there.strftime("%Y-%m-%d"),
        "happened_at_time": there.strftime("%H:%M"),
        "summary": "Asked about bond.",
        "record": "1",
    } | changes


@pytest.fixture
def item():
    return make.detainer(at=clock.now())


def post(client, item, fields):
    return client.post(reverse("desk:communication", args=[item.pk]), fields)


def test_a_call_is_recorded_once_and_stands_in_the_history(client, item):
    client.force_login(person(Role.CLERK))
    fields = sent()
    assert post(client, item, fields).status_code == 302
    assert post(client, item, fields).status_code == 302
    assert Communication.objects.count() == 1
    page = client.get(reverse("desk:detainer", args=[item.pk])).content.decode()
    assert "Communication from the federal agency" in page
    assert "Asked about bond." in page


def test_the_future_and_silence_are_refused_and_nothing_typed_is_lost(client, item):
    client.force_login(person(Role.CLERK))
    page = post(client, item, sent(happened_at_day="2099-01-01"))
    assert "cannot lie in the future" in page.content.decode()
    assert "Asked about bond." in page.content.decode()
    assert post(client, item, sent(summary="")).status_code == 422
    assert not Communication.objects.exists()


def test_strangers_and_readers_do_not_record(client, item):
    client.force_login(person(Role.AUDITOR))
    assert post(client, item, sent()).status_code == 403
    client.force_login(person(Role.CLERK, at_agency=agency("avon")))
    assert post(client, item, sent()).status_code == 404
