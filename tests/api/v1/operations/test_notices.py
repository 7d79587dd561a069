"""Notices for a program: how far each is, and its file."""

from __future__ import annotations

from uuid import uuid4

import pytest

from reports.audit.models import AuditEntry
from reports.notices.models import Notice
from tests.api.v1.calling import program
from tests.factories import detainers as make
from tests.factories.notices import FILE, ready
from tests.factories.people import agency

pytestmark = pytest.mark.django_db


@pytest.fixture
def rms():
    return program()


def test_a_notice_is_listed_without_its_words(rms):
    found = make.detainer(person=make.person_values(family_name="Kanarienvogel"))
    notice = Notice.objects.get(detainer=found)
    answer = rms.get("/notices")
    (shown,) = answer.json()["items"]
    assert shown == rms.get(f"/notices/{notice.pk}").json()
    assert (shown["id"], shown["number"], shown["is_ready"]) == (
        str(notice.pk),
        notice.number,
        False,
    )
    assert b"Kanarienvogel" not in answer.content
    waits = rms.get(f"/notices/{notice.pk}/pdf")
    assert waits.status_code == 409


def test_the_file_is_handed_over_byte_for_byte_and_told(rms):
    notice = ready()
    answer = rms.get(f"/notices/{notice.pk}/pdf")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert answer.content == FILE
    assert answer.headers["Cache-Control"] == "no-store"
    assert AuditEntry.objects.filter(event="notice.read", subject_id=notice.pk).count() == 1


def test_another_agencys_notice_is_a_plain_404(rms):
    notice = Notice.objects.get(detainer=make.detainer(agency=agency("bristol")))
    assert rms.get("/notices").json()["items"] == []
    missing = rms.get(f"/notices/{uuid4()}").content
    for path in (f"/notices/{notice.pk}", f"/notices/{notice.pk}/pdf"):
        answer = rms.get(path)
        assert (answer.status_code, answer.content) == (404, missing)
    assert not AuditEntry.objects.filter(event="notice.read").exists()
