"""A signed receipt: printed in the letter's languages, signed on paper, scanned back to the try it
proves.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.core.clock import now
from reports.core.refusals import Conflict
from reports.notices.actions.render import render_notice
from reports.notices.actions.serve import Proof, ServiceValues, attach_proof, record_service
from reports.notices.models import NoticeService
from reports.notices.text.languages import catalog
from reports.outbox.runner import run_due
from tests.documents.reading import spoken_words
from tests.factories import detainers as make
from tests.factories.people import agency, person
from tests.web.desk import typing

pytestmark = pytest.mark.django_db


@pytest.fixture
def handed_over() -> NoticeService:
    item = make.detainer(at=now() - timedelta(hours=3))
    notice = item.notices.get()
    render_notice(notice_id=notice.pk, at=now() - timedelta(hours=3))
    notice.refresh_from_db()
    values = ServiceValues(
        happened_at=now() - timedelta(hours=1),
        how="jail_mail",
        outcome="served",
        handed_over_by="Ofc. Doe, 12",
    )
    return record_service(notice=notice, values=values, by=person(Role.CLERK), at=now())


def test_the_receipt_says_in_both_languages_what_is_signed(clerk, handed_over):
    notice = handed_over.notice
    clerk.post(reverse("desk:enclosure_request", args=[notice.pk, "receipt"]))
    run_due(at=now())
    paper = notice.papers.get(form="receipt")
    words = spoken_words(
        clerk.get(reverse("desk:enclosure_file", args=[notice.pk, paper.pk])).content
    )
    for lang in ("es", "en"):
        say = catalog(lang).say
        assert say("receipt.title") in words
        assert say("receipt.got", number=notice.number) in words
        assert say("service.no_agreement") in words
    assert "Nuñez-Đặng" in words
    assert "1991" not in words


def test_the_scan_comes_back_to_the_try_it_proves(clerk, handed_over):
    notice = handed_over.notice
    new = reverse("desk:proof_new", args=[notice.pk, handed_over.pk])
    assert new in clerk.get(reverse("desk:notice", args=[notice.pk])).content.decode()
    assert clerk.post(new, {}).status_code == 422
    assert clerk.post(new, {"proof": typing.scan()}).status_code == 302
    file = reverse("desk:proof_file", args=[notice.pk, handed_over.pk])
    assert file in clerk.get(reverse("desk:notice", args=[notice.pk])).content.decode()
    answer = clerk.get(file)
    assert answer["Cache-Control"] == "no-store"
    assert answer.content
    events = AuditEntry.objects.filter(subject_id=notice.pk).values_list("event", flat=True)
    assert {"notice.proof_added", "notice.read"} <= set(events)


def test_a_proof_that_is_there_is_not_put_aside(clerk, handed_over):
    notice = handed_over.notice
    proof = Proof(b"x", "image/png", b"as it came")
    words = {"service": handed_over, "by": person(Role.CLERK), "at": now()}
    attach_proof(proof=proof, **words)
    with pytest.raises(Conflict):
        attach_proof(proof=proof, **words)
    new = reverse("desk:proof_new", args=[notice.pk, handed_over.pk])
    assert "has its proof already" in clerk.get(new).content.decode()


def test_for_a_stranger_there_is_no_proof(handed_over):
    stranger = typing.signed_in(person(Role.CLERK, at_agency=agency("bristol")))
    way = [handed_over.notice_id, handed_over.pk]
    for name in ("desk:proof_new", "desk:proof_file"):
        assert stranger.get(reverse(name, args=way)).status_code == 404


def test_there_is_no_proof_before_it_comes(clerk, handed_over):
    way = [handed_over.notice_id, handed_over.pk]
    assert clerk.get(reverse("desk:proof_file", args=way)).status_code == 404
