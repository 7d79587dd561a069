"""The heading of the letters, asked on the spot before the first request is recorded."""

import pytest
from django.urls import reverse

from reports.detainers.models import Detainer
from reports.notices.models import Notice
from reports.web.desk.intake.forms.heading import heading_form
from tests.factories.people import agency
from tests.web.desk import typing

pytestmark = pytest.mark.django_db


def test_the_first_request_asks_for_the_heading_and_keeps_everything_typed(clerk):
    token = typing.begin(clerk)
    typing.fill(clerk, token)
    check = reverse("desk:entry_check", args=[token])
    assert "no complete heading" in clerk.get(check).content.decode()
    half = typing.record(clerk, token, **{"heading-phone": ""})
    assert half.status_code == 422
    assert not Detainer.objects.exists()
    assert "253 High Street, Hartford" in half.content.decode()
    assert "253 High Street, Hartford" in clerk.get(check).content.decode()
    answer = typing.record(clerk, token)
    assert answer.status_code == 302
    heading = Notice.objects.get().words.heading
    assert (heading.address_lines, heading.phone) == (
        ("253 High Street", "Hartford"),
        "860 555 0100",
    )
    token = typing.begin(clerk)
    typing.fill(clerk, token)
    again = clerk.get(reverse("desk:entry_check", args=[token])).content.decode()
    assert "no complete heading" not in again


def test_what_cannot_be_printed_is_no_heading(clerk):
    token = typing.begin(clerk)
    typing.fill(clerk, token)
    refused = typing.record(clerk, token, **{"heading-phone": "\u202e555"})
    assert refused.status_code == 422
    assert not Detainer.objects.exists()


def test_only_what_is_missing_is_asked():
    assert list(heading_form(agency()).fields) == ["address", "phone"]
    place = agency("danbury", address="1 Main Street")
    assert list(heading_form(place).fields) == ["phone"]
    place.phone = "203 555 0100"
    assert heading_form(place) is None
