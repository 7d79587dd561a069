"""The letters on the first page: to be made, to fill in by hand, to hand over, the oldest first."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from reports.notices.cases import cases
from reports.notices.models import Notice
from reports.web.desk.home.letters import letters_to_hand_over
from tests.factories import detainers as make
from tests.factories.people import agency

pytestmark = pytest.mark.django_db
TOMORROW = make.NOW + timedelta(days=2)


def shown(at=TOMORROW):
    return letters_to_hand_over(cases(agency()), at)


def test_nothing_waits_where_nothing_is_owed():
    assert shown() == []


def test_a_letter_that_nobody_made_leads_to_its_record():
    item = make.detainer()
    Notice.objects.update(status="superseded")
    (line,) = shown()
    assert line.title == f"First notice not created, detainer {item.reference}"
    assert line.url == reverse("desk:detainer", args=[item.pk])
    assert line.late


def test_a_letter_by_hand_leads_to_its_access():
    told = make.access(kind="B")
    (line,) = shown()
    assert line.title == "Release notice to fill in by hand, ICE access without a detainer"
    assert line.url == reverse("desk:access", args=[told.pk])


def test_a_letter_that_was_made_leads_to_itself():
    make.detainer()
    (line,) = shown(make.NOW)
    assert line.url == reverse("desk:notice", args=[Notice.objects.get().pk])
    assert not line.late
