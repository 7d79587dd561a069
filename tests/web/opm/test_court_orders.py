"""A court's order on one detainer: recorded with its paper, an alarm on the record, lifted; an
erased conviction.
"""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.core.clock import now
from reports.detainers.models import CourtOrder
from tests.factories import detainers as make
from tests.factories.people import agency, person
from tests.web.desk import typing

pytestmark = pytest.mark.django_db
ORDER = {
    "citation": "D. Conn. 3:26-cv-1, March 2, 2026",
    "says": "No notification of release.",
    "purposes": ["notify_release"],
    "from_on": "2020-01-01",
}


@pytest.fixture
def detainer():
    return make.detainer(at=now() - timedelta(hours=2))


@pytest.fixture
def head():
    return typing.signed_in(person(Role.AGENCY_HEAD))


def record(client, detainer, **changes):
    return client.post(reverse("desk:order_new", args=[detainer.pk]), {**ORDER, **changes})


def page(client, detainer):
    return client.get(reverse("desk:detainer", args=[detainer.pk])).content.decode()


def test_an_order_with_its_paper_is_an_alarm_until_it_is_lifted(clerk, head, detainer):
    assert record(clerk, detainer, file=typing.scan()).status_code == 302
    order = CourtOrder.objects.get()
    assert order.paper.kind == "warrant"
    shown = page(clerk, detainer)
    assert "Court order: D. Conn. 3:26-cv-1" in shown
    assert "In force since January 1, 2020, until it is lifted." in shown
    assert 'role="alert"' in shown
    where = reverse("desk:order_lift", args=[order.pk])
    assert clerk.post(where).status_code == 403
    assert "In force since January 1, 2020" in head.get(where).content.decode()
    assert head.post(where).status_code == 302
    assert "Court order: D. Conn." not in page(clerk, detainer)
    assert head.post(where).status_code in {403, 409}


def test_an_order_stands_first_on_the_desk_and_on_the_memo(clerk, head, detainer):
    record(clerk, detainer)
    for person_there in (clerk, head):
        home = person_there.get(reverse("desk:home")).content.decode()
        assert "Court orders in force" in home
        assert "D. Conn." not in home
    reads = AuditEntry.objects.filter(event="detainer.read").count()
    memo = clerk.get(reverse("desk:memo", args=[detainer.pk])).content.decode()
    assert AuditEntry.objects.filter(event="detainer.read").count() == reads + 1
    assert "Court order: D. Conn. 3:26-cv-1" in memo
    assert "Until release is due" in memo
    head.post(reverse("desk:order_lift", args=[CourtOrder.objects.get().pk]))
    assert "Court orders in force" not in clerk.get(reverse("desk:home")).content.decode()


def test_an_order_that_ran_out_alarms_nobody(clerk, detainer):
    assert record(clerk, detainer, until_on="2020-02-01").status_code == 302
    assert "Court order: D. Conn." not in page(clerk, detainer)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"citation": ""}, "Court, docket and day"),
        ({"says": ""}, "What the order says"),
        ({"purposes": ["interview"]}, "What it bars"),
        ({"from_on": "2025-02-30"}, "From"),
        ({"until_on": "2019-01-01"}, "The order ends before it begins"),
        (
            {"file": SimpleUploadedFile("order.pdf", b"MZ no paper")},
            "This is not a PDF, JPEG, PNG, TIFF or HEIC file",
        ),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(clerk, detainer, changes, said):
    answer = record(clerk, detainer, **changes)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not CourtOrder.objects.exists()
    assert not detainer.attachments.filter(kind="warrant").exists()


def test_wrong_roles_and_strangers(clerk, detainer):
    record(clerk, detainer)
    order, conviction = CourtOrder.objects.get(), detainer.convictions.get()
    addresses = [
        reverse("desk:order_new", args=[detainer.pk]),
        reverse("desk:order_lift", args=[order.pk]),
        reverse("desk:conviction_erase", args=[conviction.pk]),
    ]
    auditor = typing.signed_in(person(Role.AUDITOR))
    stranger = typing.signed_in(person(Role.AGENCY_HEAD, at_agency=agency("bristol")))
    assert [auditor.post(where, ORDER).status_code for where in addresses] == [403, 403, 403]
    assert [stranger.post(where, ORDER).status_code for where in addresses] == [404, 404, 404]
    assert [stranger.get(where).status_code for where in addresses] == [404, 404, 404]
    assert detainer.convictions.exists()
