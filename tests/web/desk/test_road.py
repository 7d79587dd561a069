"""The whole road without a browser: log, review, decide, hand over, reply, access, outcome."""

import pytest
from django.urls import reverse

from reports.accounts.roles import Role
from reports.core.clock import now
from reports.detainers.models import Detainer, Draft
from reports.notices.models import Notice
from reports.outbox.runner import run_due
from tests.factories.people import person
from tests.web.desk import typing

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def clerk():
    return typing.signed_in(person(Role.CLERK))


@pytest.fixture
def head():
    return typing.signed_in(person(Role.AGENCY_HEAD))


def logged(clerk) -> Detainer:
    token = typing.begin(clerk)
    typing.fill(clerk, token)
    attached = clerk.post(
        reverse("desk:entry_scan", args=[token]),
        {"kind": "detainer", "label": "", "file": typing.scan()},
    )
    assert attached.status_code == 302
    recorded = typing.record(clerk, token)
    assert recorded.status_code == 302, recorded.content.decode()
    return Detainer.objects.get()


def test_from_the_desk_to_the_notice(clerk, head):
    detainer = logged(clerk)
    assert detainer.person.full_name == "María José Nuñez-Đặng"
    assert detainer.status == "awaiting_review"
    assert not Draft.objects.exists()
    assert detainer.attachments.count() == 1
    page = clerk.get(reverse("desk:detainer", args=[detainer.pk])).content.decode()
    assert "Waiting for the head&#x27;s review" in page
    assert "Unsettled: ask counsel" in page
    assert (
        head.post(reverse("desk:review", args=[detainer.pk]), {"note": "Seen."}).status_code == 302
    )
    decided = head.post(
        reverse("desk:decide", args=[detainer.pk]),
        {
            "choice_hold": "decline",
            "choice_notify_release": "comply",
            "reason": "A class B felony conviction is on record.",
            "departure_reason": "The conviction was checked.",
            "counsel_consulted": "yes",
        },
    )
    assert decided.status_code == 302, decided.content.decode()
    replied = clerk.post(
        reverse("desk:reply", args=[detainer.pk]),
        {
            **typing.local("sent_at", now()),
            "channel": "fax",
            "what": "notifies",
            **typing.local("notified_release_at", typing.release_due(now())),
            "text": "Release tomorrow at nine.",
            "form_token": "6f3f2c9e-3a5b-4c0e-9a39-2d8f51f4f001",
        },
    )
    assert replied.status_code == 302, replied.content.decode()
    assert {notice.kind for notice in Notice.objects.all()} == {"N1", "N1I", "N2", "N2C"}
    run_due(at=now())
    letter = Notice.objects.get(kind="N2")
    assert letter.status == "ready"
    served = clerk.post(
        reverse("desk:notice_serve", args=[letter.pk]),
        {
            **typing.local("happened_at", now()),
            "outcome": "served",
            "how": "in_person",
            "recipient": "person",
            "handed_over_by": "Officer Reed 114",
            "form_token": "6f3f2c9e-3a5b-4c0e-9a39-2d8f51f4f002",
        },
    )
    assert served.status_code == 302, served.content.decode()
    file = clerk.get(reverse("desk:notice_pdf", args=[letter.pk]))
    assert file.content.startswith(b"%PDF-")
    ended = clerk.post(
        reverse("desk:outcome", args=[detainer.pk]),
        {
            **typing.local("happened_at", now()),
            "outcome": "to_court",
            "moved_to": "Hartford Superior Court",
        },
    )
    assert ended.headers["Location"].endswith("/packet/")
    assert "Hartford Superior Court" in clerk.get(ended.headers["Location"]).content.decode()
