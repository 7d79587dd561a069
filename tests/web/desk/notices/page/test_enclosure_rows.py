"""What goes with a notice is shown as its work stands, and can be asked for again."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reports.accounts.roles import Role
from reports.core.clock import now
from reports.notices.actions.enclose import ENCLOSURE_JOB, request_enclosure
from reports.notices.models import Enclosure, Notice
from reports.notices.printing.failures import BY_ERROR
from reports.notices.status import EnclosureKind
from reports.outbox.models import Job, JobStatus
from reports.web.desk.notices.page.enclosure_rows import GIVEN_UP
from tests.factories import detainers as make
from tests.factories.people import person
from tests.web.desk import typing

pytestmark = pytest.mark.django_db


def test_one_whose_making_was_given_up_says_so_with_cause_and_retry():
    notice = Notice.objects.live().get(detainer=make.detainer(), kind="N1")
    clerk = person(Role.CLERK)
    paper = request_enclosure(notice=notice, form=EnclosureKind.LARGE, by=clerk, at=now())
    browser = typing.signed_in(clerk)
    where = reverse("desk:notice", args=[notice.pk])
    again = reverse("desk:enclosure_request", args=[notice.pk, EnclosureKind.LARGE])
    shown = browser.get(where).content.decode()
    assert "Being created" in shown
    assert f'action="{again}"' not in shown
    Job.objects.filter(kind=ENCLOSURE_JOB, object_id=paper.pk).update(
        status=JobStatus.FAILED, error_code="WorkerTooSlow"
    )
    shown = browser.get(where).content.decode()
    assert "Given up" in shown
    assert f"{BY_ERROR['WorkerTooSlow'].cause} {GIVEN_UP}" in shown
    assert f'action="{again}"' in shown
    browser.post(again)
    assert Enclosure.objects.filter(notice=notice, form=EnclosureKind.LARGE).count() == 2
    assert "Given up" not in browser.get(where).content.decode()
